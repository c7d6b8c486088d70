"""Words of a text as the finder of given names reads them, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import overload

from compliance.detect.names.words import CLOSING, PLACE_BEFORE, STREET_BEFORE

SURE = 3
DOUBTFUL = 1
_WIDEST = 8
"""Spaces between two words of a name: where a line was broken, indent and quote mark count too."""
_STREET_GAPS = frozenset((" ", ". ", ".", "/", "/ "))


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text: place, folded form, how it is written, what the lists say."""

    start: int
    end: int
    text: str
    folded: str
    capital: bool
    """Does it begin with a capital?"""
    upper: bool
    """Is it written in capitals only?"""
    given: int
    """`SURE` for a given name, `DOUBTFUL` for one that is also something else, otherwise 0."""
    family: bool
    """Is it a frequent surname?"""


class Words(Sequence[Word]):
    """The words of a text; each is looked up when it is asked for, since most never are."""

    def __init__(self, matches: list[re.Match[str]], make: Callable[[re.Match[str]], Word]) -> None:
        self._matches = matches
        self._make = make
        self._made: dict[int, Word] = {}

    def __len__(self) -> int:
        return len(self._matches)

    @overload
    def __getitem__(self, at: int) -> Word: ...

    @overload
    def __getitem__(self, at: slice) -> list[Word]: ...

    def __getitem__(self, at: int | slice) -> Word | list[Word]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        word = self._made.get(at)
        if word is None:
            word = self._made[at] = self._make(self._matches[at])
        return word


def joined(text: str, one: Word, two: Word) -> bool:
    """Tell whether only space, or the stop of an initial and a space, stands between words.

    One tab counts as well: a table may hold given names and surnames in columns of their own.
    """
    gap = text[one.end : two.start]
    if gap == " " or (len(one.text) == 1 and gap in (". ", ".")):
        return True
    return gap == "\t" or (1 < len(gap) <= _WIDEST and not gap.strip(" "))


def place_before(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell whether the name at `at` is that of a saint or a street: "Calle Juan Vidal"."""
    if not at:
        return False
    gap = text[words[at - 1].end : words[at].start]
    if gap in (" ", ". ", "-", ".-") and words[at - 1].folded in PLACE_BEFORE:
        return True
    for place in range(at - 1, max(-1, at - 4), -1):
        if text[words[place].end : words[place + 1].start] not in _STREET_GAPS:
            return False
        if words[place].folded in STREET_BEFORE:
            return True
    return False


def starts_entry(text: str, at: int) -> bool:
    """Tell whether a line or an entry of a list or form begins at `at`."""
    before = text[:at].rstrip(" ")[-1:] if at < 3 else text[at - 3 : at].rstrip(" ")[-1:]
    return not before or before in "\n:;|(-*"


def ends_entry(text: str, at: int) -> bool:
    """Tell whether a line, an entry or a clause ends at `at`."""
    rest = text[at : at + 2].lstrip(" ")
    return not rest or rest[0] in "\n;,.()|/" or text[at : at + 2] in (" -", " –")


def below_closing(text: str, words: Sequence[Word], at: int) -> bool:
    """Tell whether the line above ends a letter: "Viele Grüße", "Thanks"."""
    if not at or text[words[at - 1].end : words[at].start].strip("\n ,!."):
        return False
    return words[at - 1].folded in CLOSING
