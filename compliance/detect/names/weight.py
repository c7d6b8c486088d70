"""What speaks for a find of the name model: lists of names, the words beside it, how it is written.

A name model takes any capital for a name when a text is unlike those that it has learned from:
program code, tables, laboratory values, and German, where every noun has a capital. So its finds
are weighed: one that a list or a cue supports has the usual score, one that stands in a sentence as
a name does has less, and one for which nothing speaks is dropped.
"""

from __future__ import annotations

import re
from functools import cached_property

from compliance.detect.names.context import (
    AT_ORGANISATION,
    BESIDE_ORGANISATION,
    CODE,
    CODED,
    FROM_PLACE,
    GERMAN,
    IMPORT,
    INSTITUTION,
    LABEL_BEHIND,
    NAME_TITLE,
    NOUN,
    OTHER,
    PLACE_BEFORE,
    POSSESSED,
    STREET,
    SURNAME,
    TOWNLIKE,
)
from compliance.detect.names.inflection import stems, surname_like
from compliance.detect.names.lists import everyday_words, family_names, given_names
from compliance.detect.names.people import ORGANISATION_WORDS
from compliance.detect.names.words import EPONYMS, PARTICLES, fold, is_noun
from compliance.detect.places.addresses.town import countries, towns

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MARKS = re.compile(r"[\[\]{}<>=_;|\\@#$%^~`]")
_NEVER = re.compile(r"[(){}\[\]<>=_;|\\@#$%^~`]|[^\W\d_]\d|\d[^\W\d_]|[a-zß-ÿ][A-ZÀ-Þ]")
"""Marks, digits in words and capitals inside of words."""
_MIXED = re.compile(r"(?:Mc|Mac|De|Di|Le|La|Du|O['’]|D['’])[A-Z]")
"""Capitals inside of names: "McDonald"."""
_INITIALS = re.compile(r"(?:[A-ZÀ-ÞĀ-Ž][^\W\d_]?\. ?)+(?:[^\W\d_]+[ -])*[^\W\d_]{3,}$")
_INITIAL_BEHIND = re.compile(r"[A-ZÀ-ÞĀ-Ž][^\W\d_]{3,} [^\W\d_]$")
_SMALL_BEFORE = re.compile(r"(?<![^\W_])[^\W\d_A-ZÀ-Þ][^\W\d_]*,? $")
_PARTS = re.compile(r"['-]")
_COMPOUND = re.compile(r"-(?i:index|score|test|syndrom|skala|zeichen|linie|methode|team)")
"""What makes a name the first part of a thing: "Barthel-Index"."""
_SCAN = re.compile(r"(?:^|[^\w])(?:MR|MS) $")
"""No title but a scan and a disease: "MR Schädel"."""
_SHORT = 5
_LISTING = re.compile(r"[,/–]| -")
USUAL = 1.0
"""No limit: the usual score of the type."""
FAIR = 0.5
"""Below what the echoes of a record take for certain."""
DOUBTFUL = 0.45
"""Reported at the gate's own threshold, and by no stricter one."""


class View:
    """A text as its finds are weighed in it; what it tells is read when it is first needed.

    Args:
        text: the text as it is written.
        small: was it read with capitals that it does not have?
    """

    def __init__(self, text: str, *, small: bool = False) -> None:
        self.text = text
        self.small = small

    @cached_property
    def german(self) -> bool:
        """Is it in German, where every noun has a capital?"""
        words = _WORD.findall(self.text[:6_000].lower())
        return sum(word in GERMAN for word in words) * 2 > sum(word in OTHER for word in words)

    def in_code(self, start: int, end: int) -> bool:
        """Tell whether a find stands in a line of program code, markup or a table."""
        left = max(self.text.rfind("\n", max(0, start - 120), start) + 1, start - 120, 0)
        right = self.text.find("\n", end, end + 120)
        line = self.text[left : right if right >= 0 else end + 120]
        if IMPORT.match(line):
            return True
        signs = len(CODE.findall(line))
        return signs >= 2 or signs * 25 > len(line)

    def in_sentence(self, start: int) -> bool:
        """Tell whether a word in small letters stands before, so that a capital says something."""
        return _SMALL_BEFORE.search(self.text[max(0, start - 24) : start]) is not None

    def is_abbreviation(self, start: int, end: int) -> bool:
        """Tell whether a find is one short word in capitals among words that are not: "ANA"."""
        value = self.text[start:end]
        if self.small or not value.isupper() or not value.isalpha() or len(value) > _SHORT:
            return False
        left = max(self.text.rfind("\n", max(0, start - 60), start) + 1, start - 60, 0)
        right = self.text.find("\n", end, end + 60)
        line = self.text[left:start] + self.text[end : right if right >= 0 else end + 60]
        letters = [char for char in line if char.isalpha()]
        return sum(map(str.isupper, letters)) * 2 < len(letters)

    def closes(self, end: int) -> bool:
        """Tell whether the text ends here, as a message does with the name of its writer."""
        return not self.text[end : end + 8].strip(" .!\n")


class Weight:
    """Weighs the finds of a name model."""

    def __init__(self) -> None:
        self._given = given_names()
        self._family = family_names()
        self._everyday = everyday_words()

    def of(self, view: View, start: int, end: int, kind: str) -> float:
        """Return the highest score that a find deserves; 0 when it is to be dropped.

        Args:
            view: its text.
            start: of the find.
            end: of the find.
            kind: PERSON, LOCATION or ORGANIZATION.
        """
        value = view.text[start:end]
        words = _TOKEN.findall(value)
        if not words or _MARKS.search(value):
            return 0.0
        if INSTITUTION.search(value) and (len(words) > 1 or "-" in value):
            capitals = words[0][0].isupper() and words[-1][0].isupper()
            return USUAL if capitals or view.small else 0.0
        if kind == "PERSON":
            return self._person(view, start, end, words)
        if kind == "LOCATION":
            return self._location(view, start, end, value)
        return self._organisation(view, start, end, value)

    def _listed(self, folded: str) -> bool:
        parts = _PARTS.split(folded)
        if any(part in self._given or part in self._family for part in (folded, *parts)):
            return True
        return len(folded) >= 4 and any(
            stem in self._given or stem in self._family for stem in stems(folded)
        )

    def _person(self, view: View, start: int, end: int, words: list[str]) -> float:
        text = view.text
        value = text[start:end]
        if _odd(value):
            return 0.0
        title = NAME_TITLE.search(text[max(0, start - 40) : start])
        if title and not _SCAN.search(title.group()):
            before = text[max(0, start - 40) : start][: title.start() + 1]
            if not (view.text[start].islower() and POSSESSED.search(before)):
                return USUAL
        if fold(value) in EPONYMS or view.is_abbreviation(start, end) or _COMPOUND.match(text, end):
            return 0.0
        named = [word for word in words if view.small or word[0].isupper()]
        real = [fold(word) for word in named if len(word) > 1 and fold(word) not in PARTICLES]
        listed = [word for word in real if self._listed(word)]
        rest = [word for word in real if word not in listed]
        if any(is_noun(word) or NOUN.search(word) for word in rest):
            return 0.0
        if any("-" in word and NOUN.search(word) for word in listed):
            return 0.0  # "Rasmussen-Enzephalitis"
        code = view.in_code(start, end)
        if real and not rest:
            alone = len(real) == 1
            word = alone and real[0] in self._everyday and real[0] not in self._given
            return DOUBTFUL if word or (code and alone) else USUAL
        small = [word for word in words if word[0].islower() and fold(word) not in PARTICLES]
        if any(word in self._given for word in listed):
            return 0.0 if small and not view.small and not view.in_sentence(start) else USUAL
        if code or LABEL_BEHIND.match(text, end):
            return 0.0
        heading = value.isupper() and text[start - 1 : start] in ("", "\n")
        if heading and not any(map(SURNAME.search, real)):
            return 0.0  # "C. ANGABEN" of a form
        if words[-1][0].isupper() and (_INITIALS.match(value) or _INITIAL_BEHIND.match(value)):
            return DOUBTFUL if view.german else FAIR
        if view.small or any(word in self._everyday for word in rest):
            return FAIR if listed and view.small else 0.0
        if listed:
            return FAIR if view.in_sentence(start) or not small else DOUBTFUL
        if small or not words[-1][0].isupper():
            return 0.0
        if len(real) > 1 and len(named) < len(words):
            # "Notburga von Osler": a small word of names between two capitals.
            return DOUBTFUL
        if any(surname_like(word) or SURNAME.search(word) for word in real):
            return FAIR if len(real) > 1 else DOUBTFUL
        return self._unknown(view, start, end, len(real))

    def _unknown(self, view: View, start: int, end: int, size: int) -> float:
        """Weigh words of no list that no cue stands before."""
        value = view.text[start:end]
        if value.isupper() or _LISTING.search(value):
            return 0.0
        if view.closes(end) and start > 0:
            return DOUBTFUL
        if view.german:
            return DOUBTFUL if size > 1 and view.in_sentence(start) else 0.0
        if view.in_sentence(start):
            return FAIR if size > 1 else DOUBTFUL
        return DOUBTFUL if size > 1 else 0.0

    def _location(self, view: View, start: int, end: int, value: str) -> float:
        before = view.text[max(0, start - 24) : start]
        lower = value.lower()
        if lower in towns() or lower in countries():
            return USUAL
        if STREET.search(value) or (CODED.search(before) and not _odd(value)):
            return USUAL
        words = _WORD.findall(lower)
        if max(map(len, words)) < 3:
            return 0.0
        if view.in_code(start, end) or LABEL_BEHIND.match(view.text, end):
            return 0.0
        if any(word in towns() or word in countries() for word in words):
            return USUAL if PLACE_BEFORE.search(before) else FAIR
        last = words[-1]
        if view.small or value == lower:
            fits = PLACE_BEFORE.search(before) and last not in self._everyday
            return FAIR if fits else 0.0
        if view.german:
            return self._german_place(view, start, before, value, last)
        if _odd(value) or (value.isupper() and len(value) < 5):
            return 0.0
        if PLACE_BEFORE.search(before):
            return USUAL
        if TOWNLIKE.search(last) or any(self._listed(fold(word)) for word in words):
            return FAIR
        return 0.0

    @staticmethod
    def _german_place(view: View, start: int, before: str, value: str, last: str) -> float:
        if NOUN.search(last) or is_noun(fold(last)) or value.isupper():
            return 0.0
        if FROM_PLACE.search(before) and not (last.endswith("en") and not TOWNLIKE.search(last)):
            return FAIR
        near = PLACE_BEFORE.search(before) is not None or not view.in_sentence(start)
        return FAIR if near and TOWNLIKE.search(last) else 0.0

    def _organisation(self, view: View, start: int, end: int, value: str) -> float:
        if _odd(value) or view.in_code(start, end) or LABEL_BEHIND.match(view.text, end):
            return 0.0
        words = _WORD.findall(value)
        capital = words[-1][0].isupper() or view.small
        if len(words) > 1 and any(word.lower() in ORGANISATION_WORDS for word in words):
            return USUAL if capital and (words[-2][0].isupper() or view.small) else 0.0
        if not capital:
            return 0.0
        if max(map(len, words)) < 3:
            return 0.0
        beside = BESIDE_ORGANISATION.search(view.text[max(0, start - 16) : start]) is not None
        if view.german:
            at_work = beside and AT_ORGANISATION.search(view.text[max(0, start - 24) : start])
            return DOUBTFUL if at_work and value.isupper() and len(value) <= _SHORT else 0.0
        if len(words) == 1 and (is_noun(fold(value)) or NOUN.search(value)):
            return 0.0
        if beside:
            return USUAL
        if value.isupper() and len(words) == 1:
            return 0.0
        return FAIR if view.in_sentence(start) or len(words) > 1 else 0.0


def _odd(value: str) -> bool:
    """Tell whether a value is written as code or measures are and names are not."""
    return _NEVER.search(_MIXED.sub("Xx", value)) is not None
