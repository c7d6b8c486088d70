"""Names as people write them: any order, initials, titles, typing errors, other letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from rapidfuzz.distance import OSA

from compliance.subject.folding import fold

WORD = re.compile(r"[^\W\d_]+")
_PARTICLES = frozenset(
    "von van vom zu zum zur der den de del della di da dos das do du des la le el al bin ibn ter "
    "ten af av y e i und and".split()
)
_TITLES = frozenset(
    "herr herrn her frau fr hr mr mrs ms miss mister sir madam dr prof professor doktor familie "
    "family monsieur madame mme mlle signor signora sig senor senora sr sra pan pani panie pana "
    "mevrouw meneer dhr mevr hej hallo hello hi liebe lieber dear guten an von bei fuer for from "
    "mit with ab cher chere caro cara".split()
)
"""Words before a family name that are nobody's given name; folded."""
_GAP = 3
"""Characters between two words of one name: a space, a comma and a space, a dot and a space."""
_SEPARATORS = re.compile(r"[\s,.\-'’/@_:;]{0,3}")
_NOT_FUZZY = 4
_LONG = 8

Way = Literal["full", "initial", "typo", "family"]


@dataclass(frozen=True, slots=True, repr=False)
class Name:
    """One name, as folded words."""

    given: tuple[str, ...]
    family: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Name:
        """Return given and family names of a full name: "Anna Müller", "Müller, Anna".

        A name of one word is a family name.
        """
        first, comma, rest = text.partition(",")
        if comma:
            return cls(_words(rest), _words(first))
        words = _words(text)
        return cls(words[:-1], words[-1:])


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a name stands in a folded text."""

    start: int
    end: int
    way: Way


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str


class NameMatcher:
    """Finds the names of one person in folded texts.

    Linear in the text: each distinct word is compared once with the words of the names.

    Args:
        names: full names, in all spellings that are known.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = list(
            dict.fromkeys(name for each in names if (name := Name.parse(each)).family)
        )
        self._parts = {part for name in self._names for part in (*name.given, *name.family)}
        self._family = {part for name in self._names for part in name.family}
        self._known: dict[str, Mapping[str, int]] = {}

    def may_match(self, folded: str) -> bool:
        """Tell whether a family name may stand in a text at all."""
        return any(
            not self._family.isdisjoint(self._close(word)) for word in set(WORD.findall(folded))
        )

    def is_part(self, text: str) -> bool:
        """Tell whether a text is nothing but words of the names, such as a given name alone."""
        words = [word for word in WORD.findall(fold(text)) if word not in _TITLES]
        return bool(words) and all(self._close(word) or len(word) == 1 for word in words)

    def find(self, folded: str, is_capital: Callable[[int], bool]) -> Iterator[Mention]:
        """Yield the mentions in a folded text, in order; none overlap.

        A family name alone counts only with a capital or behind a title, and only where no other
        person's given name stands before it.

        Args:
            folded: the text.
            is_capital: tells whether the character at a position was a capital before folding.
        """
        words = [_Word(m.start(), m.end(), m.group()) for m in WORD.finditer(folded)]
        taken = 0
        for index, word in enumerate(words):
            if index < taken or self._family.isdisjoint(self._close(word.text)):
                continue
            best = max(
                (
                    each
                    for name in self._names
                    for each in self._mention(name, words, index, folded)
                    if each[0] != "family" or _stands_alone(words, index, folded, is_capital)
                ),
                key=lambda each: (_RANK[each[0]], each[2] - each[1]),
                default=None,
            )
            if best is not None and best[1] >= taken:
                way, first, last = best
                yield Mention(words[first].start, words[last].end, way)
                taken = last + 1

    def _mention(
        self, name: Name, words: Sequence[_Word], index: int, folded: str
    ) -> Iterator[tuple[Way, int, int]]:
        """Yield how a name stands around the family name at `index`: way, first and last word."""
        errors, last = 0, index
        for offset, part in enumerate(name.family):
            place = index + offset
            if place >= len(words) or part not in self._close(words[place].text):
                # A double name is often shortened to one of its halves.
                if offset == 0:
                    return
                break
            if offset and not _adjacent(words[place - 1], words[place], folded):
                break
            errors += self._close(words[place].text)[part]
            last = place
        exact_family = errors == 0
        if not name.given:
            yield ("family" if exact_family else "typo"), index, last
            return
        for step, edge in ((-1, index), (1, last)):
            way, far = self._given(name, words, edge, step, folded)
            if way is None:
                continue
            if way == "full" and not exact_family:
                way = "typo"
            elif way != "full" and not exact_family:
                continue
            yield way, min(index, far), max(last, far)
        if exact_family:
            yield "family", index, last

    def _given(
        self, name: Name, words: Sequence[_Word], edge: int, step: int, folded: str
    ) -> tuple[Way | None, int]:
        """Return how given names stand before (-1) or behind (1) a family name."""
        best: Way | None = None
        far, place = edge, edge + step
        while 0 <= place < len(words) and abs(place - edge) <= len(name.given) + 1:
            left, right = sorted((place, place - step))
            if not _adjacent(words[left], words[right], folded):
                break
            word = words[place].text
            close = self._close(word)
            hits = [close[part] for part in name.given if part in close]
            if hits:
                way: Way = "full" if min(hits) == 0 else "typo"
            elif len(word) == 1 and any(part.startswith(word) for part in name.given):
                way = "initial"
            elif word in _PARTICLES:
                place += step
                continue
            else:
                break
            if best is None or _RANK[way] > _RANK[best]:
                best = way
            far = place
            place += step
        return best, far

    def _close(self, word: str) -> Mapping[str, int]:
        """Return the words of the names that a word is, or is nearly, with the number of errors."""
        found = self._known.get(word)
        if found is None:
            near = {
                part: errors for part in self._parts if (errors := _errors(word, part)) is not None
            }
            found = self._known[word] = near or _NOBODY
        return found


def _stands_alone(
    words: Sequence[_Word], index: int, folded: str, is_capital: Callable[[int], bool]
) -> bool:
    """Tell whether a family name stands there as a name, without another person's given name."""
    if index == 0 or not _adjacent(words[index - 1], words[index], folded):
        return is_capital(words[index].start)
    before = words[index - 1]
    if before.text in _TITLES:
        return True
    joined = folded[before.end : words[index].start].strip() in {"", "-"}
    return is_capital(words[index].start) and not (joined and is_capital(before.start))


_NOBODY: Mapping[str, int] = MappingProxyType({})
_RANK: dict[Way, int] = {"family": 0, "typo": 1, "initial": 2, "full": 3}


def allowed_errors(part: str) -> int:
    """Return how many typing errors a word of a name may have: none in a very short one."""
    return 0 if len(part) < _NOT_FUZZY else 1 if len(part) < _LONG else 2


def _errors(word: str, part: str) -> int | None:
    if word == part or word.removesuffix("s") == part:
        return 0
    limit = allowed_errors(part)
    if not limit or abs(len(word) - len(part)) > limit or len(word) < _NOT_FUZZY - 1:
        return None
    if len(part) == _NOT_FUZZY and word[0] != part[0]:
        return None  # Anna is not Hanna, and Jan no Ian: too many short names are one letter apart
    errors = OSA.distance(word, part, score_cutoff=limit)
    return errors if errors <= limit else None


def _adjacent(left: _Word, right: _Word, folded: str) -> bool:
    gap = folded[left.end : right.start]
    return len(gap) <= _GAP and _SEPARATORS.fullmatch(gap) is not None and "\n" not in gap


def _words(text: str) -> tuple[str, ...]:
    words = WORD.findall(fold(text))
    kept = tuple(word for word in words if word not in _PARTICLES and word not in _TITLES)
    return kept or tuple(words)
