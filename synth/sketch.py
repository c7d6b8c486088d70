"""Near-duplicate search that does not compare every pair."""

from __future__ import annotations

import zlib
from array import array
from collections import Counter

_WIDTH = 5
_BINS = 64
_ROWS = 4
_EMPTY = 0xFFFFFFFF
_SLACK = 0.2
_BUCKET = 500
_CANDIDATES = 32


def shingles(text: str) -> frozenset[str]:
    """Return the 5-character pieces of a text; the whole text if it is shorter."""
    return frozenset(text[i : i + _WIDTH] for i in range(max(1, len(text) - _WIDTH + 1)))


def jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the share of pieces that two texts have in common, in [0, 1]."""
    return len(left & right) / max(1, len(left | right))


def _sketch(pieces: frozenset[str]) -> array[int]:
    """Return the smallest hash in each of 64 bins; an empty bin borrows from the next one.

    Basis: one permutation hashing, Li, Owen, Zhang 2012; densification, Shrivastava, Li 2014.
    """
    bins = array("Q", [_EMPTY]) * _BINS
    for piece in pieces:
        value = zlib.crc32(piece.encode("utf-8", "surrogatepass"))
        slot = value % _BINS
        if value < bins[slot]:
            bins[slot] = value
    return array("Q", (_filled(bins, slot) for slot in range(_BINS)))


def _filled(bins: array[int], slot: int) -> int:
    for step in range(_BINS):
        value = bins[(slot + step) % _BINS]
        if value != _EMPTY:
            return value
    return _EMPTY


class NearIndex:
    """Finds an earlier text that is at least so similar, in near linear time.

    Candidates share one of 16 bands of a 64-bin sketch (at a similarity of 0.8 one in about five
    thousand is missed). The 32 that share most bands are compared exactly. Of the texts with the
    same band the first 500 are kept, so that boilerplate does not make it quadratic.
    """

    def __init__(self, threshold: float) -> None:
        """Start empty.

        Args:
            threshold: Jaccard similarity of character 5-grams, in (0, 1].
        """
        self._threshold = threshold
        self._texts: list[tuple[str, str]] = []
        self._sketches: list[array[int]] = []
        self._bands: dict[tuple[int, bytes], list[int]] = {}

    def add(self, owner: str, text: str) -> None:
        """Add a text under its owner's name."""
        sketch = _sketch(shingles(text))
        number = len(self._texts)
        self._texts.append((owner, text))
        self._sketches.append(sketch)
        for band in _bands(sketch):
            bucket = self._bands.setdefault(band, [])
            if len(bucket) < _BUCKET:
                bucket.append(number)

    def similar(self, text: str, *, not_owner: str) -> bool:
        """Tell whether a text of another owner is at least as similar as the threshold."""
        pieces = shingles(text)
        sketch = _sketch(pieces)
        shared = Counter(
            number
            for band in _bands(sketch)
            for number in self._bands.get(band, ())
            if self._texts[number][0] != not_owner
        )
        best = sorted(shared, key=lambda number: (-shared[number], number))[:_CANDIDATES]
        return any(
            self._worth(sketch, self._sketches[number])
            and jaccard(pieces, shingles(self._texts[number][1])) >= self._threshold
            for number in best
        )

    def _worth(self, left: array[int], right: array[int]) -> bool:
        equal = sum(a == b for a, b in zip(left, right, strict=True))
        return equal / _BINS >= self._threshold - _SLACK


def _bands(sketch: array[int]) -> list[tuple[int, bytes]]:
    return [(i, sketch[i : i + _ROWS].tobytes()) for i in range(0, _BINS, _ROWS)]
