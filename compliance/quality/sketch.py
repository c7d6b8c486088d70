"""Near duplicates without comparing every pair and without keeping a text.

`synth/sketch.py` answers another question (is this text too similar to an earlier one?), at once
and exactly, and holds the texts for it. Here a record leaves 128 bytes, whatever its length, and
similar ones are counted when all have been seen.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

WIDTH = 5
"""Characters of a piece."""
_BINS = 64
_ROWS = 4
_PRIME = np.uint64(0x100000001B3)
_MIX = np.uint64(0x9E3779B97F4A7C15)
# Rows compared at once, so that comparing needs little memory.
_PART = 1 << 16
# A text with fewer different pieces says too little to be called similar to another one.
_LEAST_PIECES = 16


def sketch(text: str) -> NDArray[np.uint16] | None:
    """Return 64 numbers that agree, bin by bin, as often as two texts share pieces.

    Args:
        text: any text; only its 5-character pieces count.

    Returns:
        (64,) uint16, or None where the text has too few pieces to compare.
    Basis: one permutation hashing, Li, Owen, Zhang 2012; densification, Shrivastava, Li 2014.
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    if len(points) < WIDTH + _LEAST_PIECES:
        return None
    points = points.astype(np.uint64)
    hashes = np.zeros(len(points) - WIDTH + 1, dtype=np.uint64)
    for offset in range(WIDTH):
        hashes = hashes * _PRIME + points[offset : offset + len(hashes)] + np.uint64(1)
    hashes = (hashes ^ (hashes >> np.uint64(29))) * _MIX
    hashes = np.unique(hashes ^ (hashes >> np.uint64(32)))
    if len(hashes) < _LEAST_PIECES:
        return None
    # Sorted by bin (the highest bits), so the first of each bin is its smallest.
    bins = (hashes >> np.uint64(58)).astype(np.int64)
    filled, first = np.unique(bins, return_index=True)
    values = np.empty(_BINS, dtype=np.uint64)
    # An empty bin borrows from the next filled one, round the end.
    nearest = np.searchsorted(filled, np.arange(_BINS)) % len(filled)
    values[:] = hashes[first[nearest]]
    return (values >> np.uint64(21)).astype(np.uint16)


class Sketches:
    """Collects sketches and counts those that are like an earlier one.

    128 bytes a record, and about 50 more while it counts. A similarity is estimated from 64 bins:
    its standard error is 0.05 at a similarity of 0.8, and of records with that similarity one in
    about five thousand shares no band and is missed.
    """

    def __init__(self) -> None:
        self._rows = array("H")
        self.skipped = 0
        """Texts that were too short to compare."""

    def add(self, text: str) -> bool:
        """Take a text; return whether it is long enough to be compared."""
        row = sketch(text)
        if row is None:
            self.skipped += 1
            return False
        self._rows.frombytes(row.tobytes())
        return True

    def near(self, similarity: float) -> int:
        """Return how many texts are at least so similar to an earlier one.

        Args:
            similarity: of the sets of 5-character pieces, in (0, 1].
        """
        like = np.zeros(len(self._rows) // _BINS, dtype=bool)
        for ones, _ in self.pairs(similarity):
            like[ones] = True
        return int(like.sum())

    def pairs(self, similarity: float) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
        """Yield numbers of texts and of earlier ones that are at least so similar to them.

        Texts that share a band are compared with the first of those and with the one before
        them, so that a boilerplate shared by all does not make it quadratic. A pair may come more
        than once.

        Args:
            similarity: of the sets of 5-character pieces, in (0, 1].

        Yields:
            (n,) and (n,) integers, in the order in which the texts came that were not too short.
        """
        rows = np.frombuffer(self._rows, dtype=np.uint16).reshape(-1, _BINS)
        for start in range(0, _BINS, _ROWS):
            band = np.ascontiguousarray(rows[:, start : start + _ROWS]).view(np.uint64).ravel()
            order = np.argsort(band, kind="stable")
            same = np.flatnonzero(band[order][1:] == band[order][:-1]) + 1
            if not len(same):
                continue
            begins = np.ones(len(order), dtype=bool)
            begins[same] = False
            heads = np.maximum.accumulate(np.where(begins, np.arange(len(order)), 0))
            for part in np.array_split(same, len(same) // _PART + 1):
                for other in (heads[part], part - 1):
                    agree = (rows[order[part]] == rows[order[other]]).mean(axis=1)
                    near = agree >= similarity
                    yield order[part[near]], order[other[near]]
