"""The way back from rewritten text to the text it was made from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Edit = tuple[int, int, str]
"""Replace `[start, end)` of a text by a string, which may be empty."""


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where the edits of one rewriting stand, in both texts; between them the texts are equal."""

    starts: tuple[int, ...]
    """Start of each edit in the new text, in order."""
    ends: tuple[int, ...]
    """End of each edit in the new text; its start where something was deleted."""
    old_starts: tuple[int, ...]
    """Start of each edit in the old text."""
    old_ends: tuple[int, ...]
    """End of each edit in the old text."""

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the old text that `[start, end)` of the new one came from.

        What was deleted at either edge of the span is not part of it.

        Args:
            start: code point, inclusive.
            end: code point, exclusive; greater than `start`.
        """
        return self._old(start)[0], self._old(end - 1)[1]

    def _old(self, at: int) -> tuple[int, int]:
        index = bisect_right(self.starts, at) - 1
        if index < 0:
            return at, at + 1
        if at < self.ends[index]:
            return self.old_starts[index], self.old_ends[index]
        moved = at - self.ends[index] + self.old_ends[index]
        return moved, moved + 1


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """Return edits in order; of two that overlap, the first.

    Args:
        edits: of one text, in any order.
    """
    kept: list[Edit] = []
    done = 0
    for edit in sorted(edits):
        if edit[0] >= done:
            kept.append(edit)
            done = edit[1]
    return kept


def splice(text: str, edits: Sequence[Edit]) -> tuple[str, OffsetMap | None]:
    """Return `text` with the edits done, and the map back; None where no character moved.

    Args:
        text: any text.
        edits: in order, without overlap.
    """
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    old_starts: list[int] = []
    old_ends: list[int] = []
    done = 0
    shift = 0
    for start, end, plain in edits:
        pieces.append(text[done:start])
        pieces.append(plain)
        done = end
        if end - start == 1 and len(plain) == 1:
            continue
        starts.append(start + shift)
        ends.append(start + shift + len(plain))
        old_starts.append(start)
        old_ends.append(end)
        shift += len(plain) - (end - start)
    pieces.append(text[done:])
    if not starts:
        return "".join(pieces), None
    back = OffsetMap(tuple(starts), tuple(ends), tuple(old_starts), tuple(old_ends))
    return "".join(pieces), back
