"""Numbers whose groups a line break parts, for every finder that knows numbers with spaces.

A second look at the few lines where one ends and the next begins inside what may be a number: there
the break is read as the space that it stands for. Finders need no pattern for it, and columns of
numbers or two phone numbers below each other stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compliance.detect.matching.rules import Finder
from compliance.detect.types import Entity

_BREAK = re.compile(r"[0-9A-Z)]\n[0-9]")
_REACH = 120
"""Characters to both sides that are read again: a number, its label and the words around it."""
_SURE = 0.8
"""Only a find that its check or its label proves may cross a line."""


class AcrossLines:
    """Finds what the wrapped finders would find if one line break were a space."""

    name = "across_lines"

    def __init__(self, finders: Sequence[Finder]) -> None:
        """Wrap finders.

        Args:
            finders: finders of numbers that are written in groups.
        """
        self.types = tuple(sorted({kind for finder in finders for kind in finder.types}))
        self._finders = tuple(finders)

    def find(self, text: str) -> Iterator[Entity]:
        """Yield finds that hold exactly one line break, under the name of their finder."""
        for start, end in _regions(text):
            part = text[start:end]
            joined = _BREAK.sub(lambda match: match.group().replace("\n", " "), part)
            for finder in self._finders:
                crossing = [
                    each
                    for each in finder.find(joined)
                    if each.score >= _SURE and part.count("\n", each.start, each.end) == 1
                ]
                if not crossing:
                    continue
                whole = {
                    (each.type, each.start) for each in finder.find(part) if each.score >= _SURE
                }
                for each in crossing:
                    # A number that is complete before the break does not go on behind it.
                    if (each.type, each.start) not in whole:
                        yield Entity(
                            start + each.start,
                            start + each.end,
                            each.type,
                            each.score,
                            each.recognizer,
                        )


def _regions(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches around the breaks inside numbers; those that overlap are one."""
    begun = ended = -1
    for match in _BREAK.finditer(text):
        start = max(0, match.start() - _REACH)
        # A word cut in half would be another word.
        while start > 0 and text[start - 1].isalnum():
            start -= 1
        end = min(len(text), match.end() + _REACH)
        if start > ended and ended >= 0:
            yield begun, ended
            begun = start
        elif ended < 0:
            begun = start
        ended = end
    if ended >= 0:
        yield begun, ended
