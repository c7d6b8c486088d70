"""Names known from lists: a known given name with what stands around it.

The lists hold given names and frequent surnames of all EU countries and of frequent origins of
migrants, folded: lower case, no accents. Words of a text are looked up one by one, so the cost does
not grow with the lists. A word from a list alone is no find: a surname beside it, a comma, a
greeting or a preposition makes it one. Names that are also everyday words need a known surname.

Basis: GDPR Art. 4(1), a name is the first identifier the law mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from compliance.detect.lexicons import load_words
from compliance.detect.matching.context import isolated
from compliance.detect.names.heads import behind_heads
from compliance.detect.names.inflection import stems, surname_like
from compliance.detect.names.lists import (
    doubtful_names,
    everyday_words,
    family_names,
    given_names,
    greeting_words,
    small_words,
)
from compliance.detect.names.people import ORGANISATION_WORDS
from compliance.detect.names.tokens import (
    DOUBTFUL,
    SURE,
    Word,
    Words,
    below_closing,
    ends_entry,
    joined,
    place_before,
    starts_entry,
)
from compliance.detect.names.words import (
    AND,
    BEFORE_NAME,
    CLOSING,
    EPONYM_BEFORE,
    NO_SURNAME,
    PARTICLES,
    PLACE_BEFORE,
    VERBS,
    fold,
    is_noun,
)
from compliance.detect.names.wrapped import unwrapped
from compliance.detect.types import Entity

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST = 25
_MOST_WORDS = 5
_SHORTEST_SMALL = 3
_PATRONYM = 9
_PATRONYMS = ("dottir", "sson")
"""How Icelandic patronymics end; none of these is in a list."""
_JOINTS = re.compile("['-]")
_POSSESSIVE = ("'s", "’s")
_ROMANCE = frozenset(("de", "del", "la", "las", "los", "da", "do", "dos", "das", "di"))
"""Small words between two surnames."""
_HUNGARIAN = re.compile("(?:nak|nek|val|vel|[lrn][ae]l|hoz|hez|tol|ert|t)$")
"""How inflected Hungarian given names end, without accents."""
_IRISH = frozenset(("Ó", "Ní", "Nic", "Uí", "Mac"))
"""Parts of Irish surnames: "Seán Ó Murchú"."""


class GivenNamesFinder:
    """Finds names by lists of given names and surnames."""

    name = "given_names"
    types: tuple[str, ...] = ("PERSON",)

    def __init__(self) -> None:
        self._given = given_names()
        self._doubtful = doubtful_names()
        self._family = family_names()
        self._everyday = everyday_words()
        self._small = small_words()
        self._greetings = greeting_words()
        self._stop = frozenset(map(fold, load_words("not_names"))) - self._given
        self._rare = frozenset(map(fold, load_words("rarely_names")))
        self._names = self._given | self._doubtful
        self._known = lru_cache(maxsize=20_000)(self._lookup)
        self._kind = lru_cache(maxsize=50_000)(self._look_at)

    def find(self, text: str) -> Iterator[Entity]:
        """Yield the names in a text; single given names only where a name is expected."""
        text = unwrapped(text)
        matches = list(_TOKEN.finditer(text))
        words = Words(matches, self._word)
        done = -1
        for at, match in enumerate(matches):
            kind = self._kind(match.group())
            if not kind or match.start() < done:
                continue
            if kind == _PATRONYM:
                found = self._patronymic(text, words, at)
            elif kind < 0:
                found = (
                    self._inflected(text, words, at)
                    or self._hungarian(text, words, at)
                    or self._genitive(text, words, at)
                )
            else:
                found = (
                    self._full(text, words, at)
                    or self._surname_first(text, words, at, done)
                    or self._single(text, words, at)
                )
            if found is not None:
                done = found.end
                start = behind_heads(text, found.start, found.end)
                yield found if start == found.start else replace(found, start=start)

    def _lookup(self, word: str) -> tuple[str, int, bool]:
        folded = fold(word)
        return folded, self._strength(folded), self._is_family(folded)

    def _look_at(self, word: str) -> int:
        """Return more than 0 for a given name, less for a form of one, and 0 for any other word."""
        if len(word) > _LONGEST:
            return 0
        lower = word.lower()
        if lower in self._small and (word == lower or not lower.isascii()):
            # "Olá" and "imam" are words; "Ola" and "Imam" are names.
            return 0
        given = self._known(word.removesuffix("'s").removesuffix("’s"))[1]
        if not given and len(word) > 7 and fold(word).endswith(_PATRONYMS):
            return 0 if fold(word) in self._everyday else _PATRONYM
        if given or len(word) < 4 or not word[0].isupper() or word.isupper():
            return given
        folded = fold(word)
        if folded in self._stop or folded in self._everyday:
            return 0
        return -any(stem in self._given for stem in stems(folded))

    def _word(self, match: re.Match[str]) -> Word:
        text = match.group()
        end = match.end()
        if text.endswith(_POSSESSIVE):
            text, end = text[:-2], end - 2
        folded, given, family = self._known(text) if len(text) <= _LONGEST else (text, 0, False)
        upper = len(text) > 1 and text.isupper()
        return Word(match.start(), end, text, folded, text[0].isupper(), upper, given, family)

    def _strength(self, folded: str) -> int:
        if folded in self._given:
            return SURE
        if "-" in folded:
            pieces = folded.split("-")
            if all(piece in self._names for piece in pieces):
                return SURE
        return DOUBTFUL if folded in self._doubtful else 0

    def _is_family(self, folded: str) -> bool:
        return folded in self._family or (
            any(piece in self._family for piece in _JOINTS.split(folded))
        )

    def _full(self, text: str, words: Sequence[Word], at: int) -> Entity | None:
        """Return given name and surname: "Anna van der Berg", "anna schmidt", "ANNA WEBER"."""
        first = words[at]
        if first.folded in PLACE_BEFORE or place_before(text, words, at):
            return None
        small = not first.capital
        doubtful = first.given < SURE or small and first.folded in self._everyday
        if small and doubtful and first.folded in BEFORE_NAME | PARTICLES | AND:
            return None
        last = at
        place = at + 1
        particle = False
        while place < len(words) and place - at < _MOST_WORDS:
            word = words[place]
            if not joined(text, words[place - 1], word):
                break
            small_part = word.folded in PARTICLES and not (word.capital and word.given)
            if small_part or word.text in _IRISH:
                particle = True
                place += 1
                continue
            initial = len(word.text) == 1 and word.capital and text[word.end : word.end + 1] == "."
            if not (initial or self._follows(text, word, first, small, particle)):
                break
            if not initial:
                last = place
            place += 1
            # The surname ends the name, unless a second one follows: "García López".
            if not initial and not word.given and not self._second(text, words, place):
                break
        if last == at:
            return self._signed(text, words, at)
        end = words[last]
        if self._is_organisation(text, words, last):
            return None
        if small and not isolated(text, first.start, end.end):
            return None  # "elif sha256" of a program
        behind = words[at + 1 : last + 1]
        known = any(word.family for word in behind)
        givens = any(word.given == SURE for word in behind)
        if doubtful and not any(map(self._surely_family, behind)):
            return None
        if doubtful and small:
            score = 0.45
        elif doubtful:
            # Below what the echoes of a document take for certain: "German Marks".
            score = 0.55
        elif small or (first.upper and known) or (givens and last == at + 1 and not known):
            score = 0.75
        elif first.upper:
            score = 0.55
        else:
            score = 0.9 if known else 0.85
        return Entity(first.start, end.end, "PERSON", score, f"{self.name}.full")

    def _signed(self, text: str, words: Sequence[Word], at: int) -> Entity | None:
        """Return a name alone on a line whose surname is a word too: "Regards, Christine Allen"."""
        if at + 1 >= len(words):
            return None
        first, last = words[at], words[at + 1]
        if first.given < SURE or not first.capital or not joined(text, first, last):
            return None
        if not last.capital or last.upper != first.upper or len(last.text) < 3:
            return None
        if (
            last.folded in self._stop - self._doubtful
            or last.folded in NO_SURNAME
            or is_noun(last.folded)
        ):
            return None
        if last.folded in BEFORE_NAME | CLOSING | ORGANISATION_WORDS:
            return None
        begins = starts_entry(text, first.start) or text[first.start - 2 : first.start] == ", "
        if not begins or text[last.end : last.end + 2].strip(" .")[:1] not in ("", "\n"):
            return None
        return Entity(first.start, last.end, "PERSON", 0.45, f"{self.name}.signed")

    def _follows(self, text: str, word: Word, first: Word, small: bool, particle: bool) -> bool:
        """Tell whether a word may follow a given name as its surname or second given name."""
        if small:
            fits = word.family or word.given == SURE
            return (
                not word.capital
                and fits
                and (word.folded not in self._everyday or self._name_ends(text, word, first))
                and word.folded not in self._stop
                and len(word.text) >= _SHORTEST_SMALL
            )
        if not word.capital or len(word.text) < 2 or len(word.text) > _LONGEST:
            return False
        if first.upper and not word.upper:
            return False
        if word.upper and not first.upper and not word.family and len(word.text) < 5:
            return False
        if word.folded in self._stop or word.folded in NO_SURNAME:
            return False
        if word.folded.endswith(_PLACE_ENDS) or is_noun(word.folded):
            return False
        if not ORGANISATION_WORDS.isdisjoint(word.folded.split("-")):
            return False
        if word.folded in self._rare:
            return first.given == SURE and not first.upper
        if word.family or word.given or particle or word.folded.endswith(_PATRONYMS):
            return True
        return word.folded not in self._everyday and not first.upper and first.given == SURE

    def _name_ends(self, text: str, word: Word, first: Word) -> bool:
        """Tell whether a surname that is a word too closes a name: "camille petit, laissez-le"."""
        if not word.family or first.given < SURE or first.folded in self._everyday:
            return False
        after = _TOKEN.match(text, word.end + 1)
        return ends_entry(text, word.end) or (
            text[word.end] == " " and after is not None and after.group() in self._small
        )

    def _surely_family(self, word: Word) -> bool:
        """Tell whether a word is a surname and nothing else: "Bella Luna" is no person."""
        return word.family and word.given != DOUBTFUL and word.folded not in self._everyday

    def _second(self, text: str, words: Sequence[Word], place: int) -> bool:
        """Tell whether a known surname stands at `place`, right behind the word before."""
        if place >= len(words) or not joined(text, words[place - 1], words[place]):
            return False
        before, word = words[place - 1], words[place]
        if word.text in _ROMANCE:
            # "Quintana de la Vega"
            return self._second(text, words, place + 1)
        if word.given == SURE and place + 1 < len(words):
            behind = words[place + 1]
            if behind.family and behind.capital and joined(text, word, behind):
                return False  # the next person of a list: "Anna Weber Peter Klein"
        fits = word.capital and word.upper == before.upper and word.folded not in self._everyday
        return fits and word.family

    def _surname_first(self, text: str, words: Sequence[Word], at: int, done: int) -> Entity | None:
        """Return a name with the surname in front: "Weber, Thomas", "WEBER Thomas", "Nagy Anna"."""
        given = words[at]
        if at == 0 or words[at - 1].start < done:
            return None
        surname = words[at - 1]
        gap = text[surname.end : given.start]
        if not given.capital:
            sure = given.given == SURE and given.folded not in self._everyday
            fits = sure and not surname.capital and self._surely_family(surname) and gap == " "
            if sure and surname.family and ends_entry(text, given.end):
                # "itt megint kiss gabriella, kérdésem van"
                fits = not surname.capital and gap == " "
            fits = fits and len(given.text) > 3 and surname.folded not in self._stop
            name = f"{self.name}.surname first"
            return Entity(surname.start, given.end, "PERSON", 0.5, name) if fits else None
        if not surname.capital or len(surname.text) < 2 or surname.folded in self._stop:
            return None
        if surname.folded in NO_SURNAME or surname.given == SURE and not surname.family:
            return None
        last = given
        if at + 1 < len(words) and joined(text, given, words[at + 1]) and words[at + 1].given:
            last = words[at + 1]
        score = 0.0
        if gap == ", " and given.given == SURE or (gap == ", " and surname.family):
            starts = starts_entry(text, surname.start)
            if not ends_entry(text, last.end) or surname.folded in self._everyday and not starts:
                return None
            score = 0.6 if surname.family else 0.5 if starts else 0.0
        elif gap == " " and given.given == SURE:
            if surname.upper and not given.upper and len(surname.text) > 2:
                score = 0.65 if surname.family else 0.5
            elif surname.upper != given.upper or surname.given:
                return None
            elif surname.family and surname.folded not in self._everyday:
                score = 0.6
            elif surname.family and text[max(0, surname.start - 2)].isalpha():
                # In the middle of a sentence: "Itt megint Kiss Gabriella".
                score = 0.45
        if not score:
            return None
        return Entity(surname.start, last.end, "PERSON", score, f"{self.name}.surname first")

    def _patronymic(self, text: str, words: Sequence[Word], at: int) -> Entity | None:
        """Return a name by its patronymic, as in Iceland: "Kjalvör Teitsdóttir"."""
        word, before = words[at], words[at - 1]
        if not at or not joined(text, before, word) or len(before.text) < 3:
            return None
        if before.folded in self._stop or before.folded in self._everyday and not before.given:
            return None
        if before.capital != word.capital:
            return None
        score = 0.6 if word.capital or before.given else 0.5
        return Entity(before.start, word.end, "PERSON", score, f"{self.name}.patronymic")

    def _single(self, text: str, words: Sequence[Word], at: int) -> Entity | None:
        """Return a given name alone where only a name can stand: "Danke, Anna!", "mit Anna"."""
        word = words[at]
        if word.given < SURE or not word.capital or word.upper or len(word.text) < 3:
            return None
        if word.folded in self._rare or (at == 0 and word.text.lower() in self._greetings):
            return None
        if place_before(text, words, at):
            return None
        before = words[at - 1] if at else None
        after = words[at + 1] if at + 1 < len(words) else None
        if after is not None and after.capital and joined(text, word, after):
            return None
        left = text[max(0, word.start - 2) : word.start]
        right = text[word.end : word.end + 2]
        starts = at == 0 or left[-1:] == "\n" or left in (". ", "! ", "? ")
        ends = not right.strip() or right[0] in "\n.!?"
        score = 0.0
        if text.startswith(_POSSESSIVE, word.end):
            score = 0.5
        elif left[-1:] == "@":
            score = 0.5
        elif starts and (right[:1] == "," or (right[:1] in ("!", ":") and at == 0)):
            score = 0.5
        elif len(words) == 1 and not right and len(word.text) > 3:
            # A field that holds nothing else.
            score = 0.5
        elif left == ", " and ends:
            score = 0.5
        elif left in (". ", "! ", "? ") and not text[word.end :].strip(" .!\n"):
            score = 0.5
        elif left[-1:] == "\n" and (ends or right[:1] == ""):
            score = 0.5 if below_closing(text, words, at) else 0.45
        elif before is not None and left[-1:] == " " and joined(text, before, word):
            if before.folded in BEFORE_NAME or before.folded in CLOSING:
                score = 0.45
            elif before.folded in AND and at >= 2 and words[at - 2].given == SURE:
                score = 0.5
        if not score and after is not None and joined(text, word, after):
            if after.folded in AND and at + 2 < len(words) and words[at + 2].given == SURE:
                score = 0.5 if words[at + 2].capital else 0.0
            elif after.text in VERBS:
                score = 0.45
        if not score and before is not None and left[-1:] == " " and joined(text, before, word):
            # In the middle of a sentence a capital says that the word is a name.
            fits = before.folded not in EPONYM_BEFORE and not before.given and not before.upper
            score = 0.4 if fits and len(word.text) > 3 else 0.0
        return (
            Entity(word.start, word.end, "PERSON", score, f"{self.name}.single") if score else None
        )

    def _is_organisation(self, text: str, words: Sequence[Word], last: int) -> bool:
        """Tell whether the word behind the name makes it that of an organisation or a place."""
        if last + 1 >= len(words) or not joined(text, words[last], words[last + 1]):
            return text[words[last].end : words[last].end + 3] == " & "
        folded = words[last + 1].folded
        return folded in ORGANISATION_WORDS or folded in NO_SURNAME

    def _inflected(self, text: str, words: Sequence[Word], at: int) -> Entity | None:
        """Return a full name in a case: "z Janem Kowalskim", "Virtasen", "Nagy Péternek"."""
        if at + 1 >= len(words):
            return None
        word, other = words[at], words[at + 1]
        if not other.capital or other.upper or len(other.text) < 4:
            return None
        if word.folded == other.folded or place_before(text, words, at):
            return None
        if not joined(text, word, other):
            return None
        if other.folded in self._stop or other.folded in self._everyday:
            return None
        if self._is_organisation(text, words, at + 1):
            return None
        known = other.family or any(stem in self._family for stem in stems(other.folded))
        if not known and not surname_like(other.folded):
            return None
        return Entity(word.start, other.end, "PERSON", 0.75, f"{self.name}.inflected")

    def _hungarian(self, text: str, words: Sequence[Word], at: int) -> Entity | None:
        """Return a surname and an inflected given name behind it: "Horváth Zoltánnak"."""
        word, surname = words[at], words[at - 1]
        if not at or not joined(text, surname, word) or not _HUNGARIAN.search(word.folded):
            return None
        if not surname.capital or surname.upper or not self._surely_family(surname):
            return None
        return Entity(surname.start, word.end, "PERSON", 0.6, f"{self.name}.inflected")

    def _genitive(self, text: str, words: Sequence[Word], at: int) -> Entity | None:
        """Return a given name in the genitive before what it owns: "mit Dieters altem Rad"."""
        word = words[at]
        if (
            word.upper
            or not word.text.endswith("s")
            or word.folded[:-1] not in self._given
            or len(word.text) < 5
        ):
            return None
        if word.family or not 0 < at < len(words) - 1:
            return None
        before, after = words[at - 1], words[at + 1]
        if not (before.text.islower() and joined(text, before, word)):
            return None
        if not joined(text, word, after) or before.folded in EPONYM_BEFORE:
            return None
        return Entity(word.start, word.end - 1, "PERSON", 0.4, f"{self.name}.genitive")


_PLACE_ENDS = (
    "strasse", "str", "weg", "platz", "allee", "gasse", "ring", "damm", "stift", "schule", "heim",
    "krankenhaus", "kirche", "klinik", "klinikum", "preis", "stiftung", "hospital", "gymnasium",
    "institut", "institute",
)  # fmt: skip
