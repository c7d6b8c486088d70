"""Whether a sentence speaks of a person, and how near to a word that person stands."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from compliance.detect.special.lexicon import load_special
from compliance.detect.special.phrases import Hit, Phrases, Words, fold

BEFORE = 6
"""A word of doubtful meaning counts when the person stands at most so many words before it."""
AFTER = 2
"""Or at most so many words behind it."""

OWNED = 3
"""A possessive counts at most so many words before the word ("my severe cat allergy")."""

KIND = 2
"""What is said of a kind of people goes at most so many words on ("people with severe asthma")."""

NEXT = 2
"""So many marks at most stand between a greeting, a title and a name."""

_ROLES = (
    "self", "third", "group", "kin", "role", "title", "names", "general", "kinds", "cut",
    "possessive", "greeting", "contact",
)  # fmt: skip
_SURE = frozenset({"self", "kin", "title", "names"})
_NAMED = frozenset(
    {"self", "title", "names", "general", "kinds", "cut", "possessive", "greeting", "contact"}
)
"""What is read in statutes: their perpetrators, parents and spouses are nobody."""
_NAMING = frozenset({"title", "names"})
_SPOKEN_TO = re.compile(r"\.?(?: [^\W\d_a-zß-ÿ][^\s,!.]*){0,3}(?:[,!.\n]|\Z)")
"""What follows a name in a greeting."""
_CLAUSE = re.compile(r"[,:;()–—]| - ")
_LAW = re.compile(r"§|\bAbs\.|\bArt\. ?\d")
_TITLED = re.compile(r"\.? +(?:(?:Dr|Prof)\. +)*[^\W\d_a-zß-ÿ]")
_SUBJECT = re.compile(
    r"(?<![^\W_])[^\W\d_a-zß-ÿ][^\W\d_]+ (?:[^\W\d_a-zß-ÿ][^\W\d_]+ )+(?:ist|hat|liegt|leidet|"
    r"wurde|war|is|has|was|had|suffers|est|es|è|heeft|jest)(?![^\W_])"
)
_BORN = re.compile(
    r"(?<![^\W_])(?:geboren|born|geb\.|name:|namens|aged|years? old|\d\d ?(?:yo|y/o)(?![^\W_])|"
    r"\d\d-?jährige[rnms]?(?![^\W_]))",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"(?<![^\W_])(?:in|im|aus|bei|at|from|near|nach|à|en|a|w|te) \Z", re.IGNORECASE
)
"""In front of the name of a place, not of a person who has or is something."""
_DETERMINERS = frozenset(
    "the a an this these those our your die der das den dem des ein eine einem einen einer diese "
    "dieser dieses diesem alle unsere ihre".split()
)


@dataclass(frozen=True, slots=True)
class Person:
    """A word that speaks of a person: `[start, end)` in code points."""

    start: int
    end: int
    sure: bool
    """False for what may as well be a thing or people in general ("sie", "the employee")."""
    owner: bool = False
    """True for a possessive: what is said may be said of the thing owned ("my coffee is black")."""


@dataclass(slots=True)
class Said:
    """What one sentence says of persons, read once for all words of the sentence."""

    persons: list[Person]
    owners: list[Person]
    subjects: list[Person]
    """Names; not of a word that is part of them, nor when they are part of it ("Christopher
    Street Day")."""
    cuts: list[tuple[int, int]]
    general: float
    """From here on the sentence speaks in general; infinity when nowhere."""
    kinds: list[int]
    """Ends of words for a kind of people ("people with")."""
    greeted: list[tuple[int, int]]
    """Where the name of somebody who is spoken to begins: at `start` to `end`."""
    asked: list[tuple[int, int]]
    """The same of somebody to turn to, or who reports."""

    def is_open(self, words: Words, start: int, end: int) -> bool:
        """Tell whether the word at `[start, end)` may be about somebody named elsewhere.

        It is not in what is said in general, of a kind of people, or of a ware in the same clause.
        """
        return (
            self.general > start
            and not self._of_a_kind(words, start)
            and not any(
                cut[1] <= start and not _CLAUSE.search(words.lower, cut[1], start)
                for cut in self.cuts
            )
        )

    def _of_a_kind(self, words: Words, start: int) -> bool:
        return any(end <= start and _words_between(words, end, start, KIND) for end in self.kinds)

    def about(self, words: Words, start: int, end: int) -> list[Person]:
        """Return the persons that the word at `[start, end)` may be about."""
        if self._of_a_kind(words, start):
            return []
        found = list(self.persons)
        found += [
            each
            for each in self.owners
            if start <= each.start < end
            or (each.end <= start and _words_between(words, each.end, start, OWNED))
        ]
        found += [each for each in self.subjects if each.end <= start or each.start >= end]
        general = self.general < start
        last_cut = max((cut[0] for cut in self.cuts if cut[1] <= start), default=-1)
        return [
            each
            for each in found
            if (each.sure or not general) and (each.start > last_cut or each.start >= start)
        ]


class People:
    """Finds the persons of a sentence in some languages.

    Args:
        languages: ISO 639-1 codes; others than those of the lexicon have no words.
    """

    def __init__(self, languages: Iterable[str]) -> None:
        table = load_special()["person"]
        chosen = tuple(languages)
        self._phrases: Phrases[str] = Phrases(
            (entry, role) for role in _ROLES for entry in _of(table[role], chosen)
        )
        self._states = frozenset(fold(word) for word in _of(table["state"], chosen))
        self._body = frozenset(fold(word) for word in _of(table["body"], chosen))

    def read(
        self, text: str, words: Words, span: tuple[int, int], *, statute: bool = False
    ) -> Said:
        """Return what the sentence at `span` says of persons.

        Args:
            text: the text.
            words: its words.
            span: where the sentence stands.
            statute: True when the text is a law; then only the speaker and names are persons.
        """
        general = -math.inf if _LAW.search(text, *span) else math.inf
        said = Said([], [], [], [], general, [], [], [])
        turned: list[tuple[int, int]] = []
        passed = -1  # the end of a greeting or of "please ask", with the title behind it
        for hit in sorted(self._phrases.find(words, *span), key=lambda each: each.start):
            role = hit.label
            if statute and role not in _NAMED:
                continue
            if role == "general":
                said.general = min(said.general, hit.start)
            elif role == "kinds":
                said.kinds.append(hit.end)
            elif role == "cut":
                said.cuts.append((hit.start, hit.end))
            elif role == "possessive":
                said.owners.append(Person(hit.start, hit.end, True, owner=True))
            elif role == "contact" or (
                role == "greeting" and _SPOKEN_TO.match(text, hit.end, span[1])
            ):
                turned = said.asked if role == "contact" else said.greeted
                turned.append((hit.end, hit.end + NEXT))
                passed = hit.end
            elif role in _NAMING and passed >= 0 and hit.start - passed <= NEXT:
                turned[-1] = (turned[-1][0], hit.end + NEXT)
                passed = hit.end
            elif self._counts(text, words, hit, span[1]):
                found = said.subjects if role == "names" else said.persons
                found.append(Person(hit.start, hit.end, role in _SURE))
        if statute:
            said.owners = []
        owned = {(each.start, each.end) for each in said.owners}
        said.persons = [each for each in said.persons if (each.start, each.end) not in owned]
        said.persons += [
            Person(each.start, each.end, True)
            for each in said.owners
            if self._body_follows(words, each.end, span[1])
        ]
        for match in _SUBJECT.finditer(text, *span):
            first = fold(match.group().split(" ", 1)[0].lower())
            placed = _PLACED.search(text, max(span[0], match.start() - 6), match.start())
            if not statute and not placed and first not in _DETERMINERS:
                said.subjects.append(Person(match.start(), match.end(), True))
        for match in _BORN.finditer(text, *span):
            said.persons.append(Person(match.start(), match.end(), True))
        return said

    def speaks(self, words: Words) -> bool:
        """Tell whether somebody speaks of themselves anywhere in a text."""
        return any(hit.label == "self" for hit in self._phrases.find(words))

    def _counts(self, text: str, words: Words, hit: Hit[str], stop: int) -> bool:
        """Tell whether a word is used for a person here."""
        if hit.label == "title":
            return _TITLED.match(text, hit.end) is not None
        if hit.label == "names":
            before = text[hit.start - 1 : hit.start]
            return text[hit.start].isupper() and before not in ("@", ".")
        if hit.label == "group":
            return self._states_follow(words, hit.end, stop)
        return True

    def _body_follows(self, words: Words, at: int, stop: int) -> bool:
        """Tell whether a part of the body stands among the next two words ("my left knee")."""
        first, last = words.between(at, min(stop, at + 40))
        return any(words.folded(each) in self._body for each in range(first, min(last, first + 2)))

    def _states_follow(self, words: Words, at: int, stop: int) -> bool:
        """Tell whether a verb of state stands among the next two words."""
        first, last = words.between(at, min(stop, at + 30))
        return any(
            words.folded(each) in self._states for each in range(first, min(last, first + 2))
        )


def beside(words: Words, person: Person, start: int, end: int) -> bool:
    """Tell whether a person stands right before or behind `[start, end)`."""
    if person.end <= start:
        return _words_between(words, person.end, start, BEFORE)
    return person.start < end or _words_between(words, end, person.start, AFTER)


@lru_cache(maxsize=8)
def people_of(languages: tuple[str, ...] | None = None) -> People:
    """Return the persons' words of some languages, of all when None; read once per process."""
    if languages is None:
        languages = tuple(sorted({code for table in _person().values() for code in table}))
    return People(languages)


def _person() -> Mapping[str, Mapping[str, list[str]]]:
    return load_special()["person"]


def _of(table: Mapping[str, list[str]], languages: Iterable[str]) -> list[str]:
    return [entry for code in languages for entry in table.get(code, ())]


def _words_between(words: Words, start: int, end: int, most: int) -> bool:
    first, last = words.between(start, end)
    return last - first <= most
