"""A text as runs of letters and runs of digits, so that spaces, signs and case no longer matter.

"DE89 3704…" and "de893704…" are the same runs, written one behind the other. Accents are folded and
disguises undone first. What lies inside a replacement is cut out, and nothing reads across it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compliance.detect.names.words import fold
from compliance.detect.text.normalize import Normalized, normalize

_RUN = re.compile(r"\d+|[^\W\d_]+")
_WIDEST_GAP = 4
"""Signs between two runs of one value: "Meier, Anna", "030 / 123"."""
_CUT = "\u00a6"
"""Stands where a replacement stood; nothing that is undone makes another sign of it."""


@dataclass(frozen=True, slots=True, repr=False)
class Segment:
    """Runs that stand close together; not shown by repr()."""

    joined: str
    """Their folded letters and digits, one behind the other."""
    starts: tuple[int, ...]
    """Where each run begins in `joined`."""
    ends: tuple[int, ...]
    places: tuple[tuple[int, int], ...]
    """Where each run stands in the normalised text."""

    def run(self, number: int) -> str:
        """Return a run as it is compared."""
        return self.joined[self.starts[number] : self.ends[number]]

    def ending_at(self, at: int) -> int | None:
        """Return the run that ends at a place of `joined`, if one does."""
        number = bisect_left(self.ends, at)
        return number if number < len(self.ends) and self.ends[number] == at else None


class Words:
    """A text to be searched.

    Args:
        text: a field.
        spans: of our own replacements in it, sorted, without overlap.
    """

    def __init__(self, text: str, spans: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self._normal = _normal(text, spans)

    @property
    def plain(self) -> str:
        """Return the normalised text, replacements cut out."""
        return self._normal.text

    def segments(self) -> Iterator[Segment]:
        """Yield the runs of the text in groups; no value reaches from one into the next."""
        text = self._normal.text
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        places: list[tuple[int, int]] = []
        length = last = 0
        for match in _RUN.finditer(text):
            start, end = match.span()
            gap = text[last:start]
            if pieces and (len(gap) > _WIDEST_GAP or _CUT in gap):
                yield Segment("".join(pieces), tuple(starts), tuple(ends), tuple(places))
                pieces, starts, ends, places, length = [], [], [], [], 0
            run = fold(match.group())
            last = end
            if not run:
                continue
            pieces.append(run)
            starts.append(length)
            length += len(run)
            ends.append(length)
            places.append((start, end))
        if pieces:
            yield Segment("".join(pieces), tuple(starts), tuple(ends), tuple(places))

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the field that a span of the normalised text stands for."""
        return self._normal.to_original(start, end)


def runs_of(text: str) -> tuple[str, ...]:
    """Return the folded runs of letters and of digits in a value."""
    return tuple(
        run for match in _RUN.finditer(normalize(text).text) if (run := fold(match.group()))
    )


def _normal(text: str, spans: Sequence[tuple[int, int]]) -> Normalized:
    """Return a text in plain characters, with a cut in the place of each replacement."""
    pieces: list[str] = []
    position = 0
    for start, end in spans:
        pieces += (text[position:start], _CUT * (end - start))
        position = end
    if not pieces:
        return normalize(text)
    return normalize("".join([*pieces, text[position:]]))
