"""Numbers that a line break parts, for every finder of numbers.

A second look at the few lines where one ends and the next begins inside what may be a number. Where
groups part, the break is read as the space that it stands for; where a number or code written in
one goes on, as nothing. Finders need no pattern for it, and columns of numbers or two phone numbers
below each other stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from compliance.detect.matching.rules import Finder
from compliance.detect.text.offsets import OffsetMap, splice
from compliance.detect.types import Entity

_BREAK = re.compile(r"(?<=[0-9A-Z)])\n(?=[0-9])|(?<=[0-9])\n(?=[A-Z]{1,2}(?![A-Za-z]))")
"""Between two groups."""
_SPLIT = re.compile(r"(?<=[A-Za-z0-9.])\n[ \t]*(?=[A-Za-z0-9])")
"""Perhaps inside a code."""
_LEFT = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]*\Z")
_RIGHT = re.compile(r"[A-Za-z0-9]+(?=[\s,;:.!?)\]\"']|\Z)")
_LONGEST = 34
"""Characters of the longest code that is written in one, an IBAN."""
_LEAST = 7
"""Characters of the shortest one."""
_REACH = 120
"""Characters to both sides that are read again: a number, its label and the words around it."""
_SURE = 0.8
"""Only a find that its check or its label proves may cross a line."""


class AcrossLines:
    """Finds what the wrapped finders would find if one line break were a space or nothing."""

    name = "across_lines"

    def __init__(self, finders: Sequence[Finder]) -> None:
        """Wrap finders.

        Args:
            finders: finders of numbers.
        """
        self.types = tuple(sorted({kind for finder in finders for kind in finder.types}))
        self._finders = tuple(finders)

    def find(self, text: str) -> Iterator[Entity]:
        """Yield finds that hold exactly one line break, under the name of their finder."""
        if "\n" not in text:
            return
        groups = [
            match.span() for match in _BREAK.finditer(text) if not _in_column(text, *match.span())
        ]
        yield from self._read(text, groups, " ")
        codes = [match.span() for match in _SPLIT.finditer(text) if _in_code(text, *match.span())]
        yield from self._read(text, codes, "")

    def _read(self, text: str, breaks: Sequence[tuple[int, int]], plain: str) -> Iterator[Entity]:
        for start, end, inside in _regions(text, breaks):
            part = text[start:end]
            edits = [(first - start, last - start, plain) for first, last in inside]
            joined, back = splice(part, edits)
            for finder in self._finders:
                crossing = list(_crossing(finder.find(joined), part, back))
                if not crossing:
                    continue
                whole: dict[tuple[str, int], float] = {}
                for each in finder.find(part):
                    key = (each.type, each.start)
                    whole[key] = max(each.score, whole.get(key, 0.0))
                for each in crossing:
                    # A number that is as certain without what stands behind the break ends there.
                    if each.score > whole.get((each.type, each.start), 0.0):
                        yield Entity(
                            start + each.start,
                            start + each.end,
                            each.type,
                            each.score,
                            each.recognizer,
                        )


def _crossing(found: Iterable[Entity], part: str, back: OffsetMap | None) -> Iterator[Entity]:
    """Yield the sure finds that hold one line break, with offsets into the text that has it."""
    for each in found:
        if each.score < _SURE:
            continue
        span = (each.start, each.end) if back is None else back.back(each.start, each.end)
        if part.count("\n", *span) == 1:
            yield Entity(*span, each.type, each.score, each.recognizer)


def _in_code(text: str, start: int, end: int) -> bool:
    """Tell whether what stands to both sides of a break may be one code."""
    left = _LEFT.search(text, max(0, start - _LONGEST - 1), start)
    right = _RIGHT.match(text, end, end + _LONGEST + 1)
    if left is None or right is None:
        return False
    code = left.group() + right.group()
    if not _LEAST <= len(code) <= _LONGEST:
        return False
    digits = sum(char.isdigit() for char in code)
    if digits < (1 if code.isupper() else 6):
        return False
    return not _in_column(text, start, end)


def _in_column(text: str, start: int, end: int) -> bool:
    """Tell whether nothing but one word stands on the lines to both sides of a break."""
    left = text[max(0, start - _LONGEST) : start].rpartition("\n")
    right = text[end : end + _LONGEST].partition("\n")
    return bool(left[1] and right[1]) and not (" " in left[2] or " " in right[0])


def _regions(
    text: str, breaks: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Yield the stretches around breaks, with the breaks in each; those that overlap are one."""
    begun = ended = -1
    inside: list[tuple[int, int]] = []
    for first, last in breaks:
        start = max(0, first - 1 - _REACH)
        # A word cut in half would be another word; what is longer than that is no word.
        furthest = max(0, start - _REACH)
        while start > furthest and text[start - 1].isalnum():
            start -= 1
        end = min(len(text), last + 1 + _REACH)
        if start > ended and inside:
            yield begun, ended, inside
            inside = []
        if not inside:
            begun = start
        ended = end
        inside.append((first, last))
    if inside:
        yield begun, ended, inside
