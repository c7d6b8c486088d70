"""Whether a sentence speaks of a person, and how near to a word that person stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from compliance.detect.special.lexicon import load_special
from compliance.detect.special.phrases import WORD, Hit, Phrases, fold

BEFORE = 6
"""A word of doubtful meaning counts when the person stands at most so many words before it."""
AFTER = 2
"""Or at most so many words behind it."""

OWNED = 3
"""A possessive counts at most so many words before the word ("my severe cat allergy")."""

_ROLES = (
    "self", "third", "group", "kin", "role", "title", "names", "general", "cut", "possessive"
)  # fmt: skip
_SURE = frozenset({"self", "kin", "title", "names"})
_LAW = re.compile(r"§|\bAbs\.|\bArt\. ?\d")
_TITLED = re.compile(r"\.? +(?:(?:Dr|Prof)\. +)*[^\W\d_a-zß-ÿ]")
_SUBJECT = re.compile(
    r"(?<![^\W_])[^\W\d_a-zß-ÿ][^\W\d_]+ (?:[^\W\d_a-zß-ÿ][^\W\d_]+ )+(?:ist|hat|liegt|leidet|"
    r"wurde|war|is|has|was|had|suffers|est|es|è|heeft|jest)(?![^\W_])"
)
_BORN = re.compile(r"(?<![^\W_])(?:geboren|born|geb\.|name:|namens|aged|years? old)", re.IGNORECASE)
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

    def of(
        self, text: str, lower: str, span: tuple[int, int], start: int, end: int
    ) -> list[Person]:
        """Return the persons of the sentence `span` that the word at `[start, end)` may be about.

        Args:
            text: the text.
            lower: the same in small letters, see `phrases.lowered`.
            span: where the sentence stands.
            start: where the word begins.
            end: where it ends.
        """
        found: list[Person] = []
        owners: list[Person] = []
        cuts: list[int] = []
        general = _LAW.search(text, *span) is not None
        for hit in self._phrases.find(lower, *span):
            role = hit.label
            if role == "general":
                general = general or hit.start < start
            elif role == "cut":
                if hit.end <= start:
                    cuts.append(hit.start)
            elif role == "possessive":
                owners.append(Person(hit.start, hit.end, True, owner=True))
            elif self._counts(text, lower, hit, span[1]):
                found.append(Person(hit.start, hit.end, role in _SURE))
        owned = {each.start for each in owners}
        found = [each for each in found if each.start not in owned]
        for owner in owners:
            if start <= owner.start < end or (
                owner.end <= start and _words_between(lower, owner.end, start, OWNED)
            ):
                found.append(owner)
        for match in _SUBJECT.finditer(text, *span):
            apart = match.end() <= start or match.start() >= end
            if apart and fold(match.group().split(" ", 1)[0].lower()) not in _DETERMINERS:
                found.append(Person(match.start(), match.end(), True))
        for match in _BORN.finditer(text, *span):
            found.append(Person(match.start(), match.end(), True))
        last_cut = max(cuts, default=-1)
        return [
            each
            for each in found
            if (each.sure or not general) and (each.start > last_cut or each.start >= start)
        ]

    def _counts(self, text: str, lower: str, hit: Hit[str], stop: int) -> bool:
        """Tell whether a word is used for a person here."""
        if hit.label == "title":
            return _TITLED.match(text, hit.end) is not None
        if hit.label == "names":
            before = text[hit.start - 1 : hit.start]
            return text[hit.start].isupper() and before not in ("@", ".")
        if hit.label == "group":
            return self._states_follow(lower, hit.end, stop)
        return True

    def _states_follow(self, lower: str, at: int, stop: int) -> bool:
        """Tell whether a verb of state stands among the next two words."""
        for count, match in enumerate(WORD.finditer(lower, at, min(stop, at + 30))):
            if count == 2:
                return False
            if fold(match.group()) in self._states:
                return True
        return False


def beside(lower: str, person: Person, start: int, end: int) -> bool:
    """Tell whether a person stands right before or behind `[start, end)`."""
    if person.end <= start:
        return _words_between(lower, person.end, start, BEFORE)
    return person.start < end or _words_between(lower, end, person.start, AFTER)


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


def _words_between(lower: str, start: int, end: int, most: int) -> bool:
    return sum(1 for _ in WORD.finditer(lower, start, end)) <= most
