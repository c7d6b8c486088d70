"""Intervals for ratios: Wilson for independent trials, a bootstrap over documents elsewhere."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

_Z = 1.959964
_ROUNDS = 1_000
_SEED = 20_261_125


def wilson(hits: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share of independent trials.

    Basis: Wilson, Probable inference (1927).
    """
    if total == 0:
        return 0.0, 1.0
    share = hits / total
    middle = share + _Z**2 / (2 * total)
    spread = _Z * math.sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2))
    scale = 1 + _Z**2 / total
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return (0.0 if hits == 0 else max(0.0, low)), (1.0 if hits == total else min(1.0, high))


def bootstrap(pairs: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """Return the 95 % interval of sum(hits) / sum(totals) over documents drawn with replacement.

    Args:
        pairs: hits and total of each document.
    """
    if not pairs or not any(total for _, total in pairs):
        return 0.0, 1.0
    counts = np.asarray(pairs, dtype=np.float64)  # (documents, 2)
    generator = np.random.default_rng(_SEED)
    ratios = np.empty(_ROUNDS)
    for turn in range(_ROUNDS):
        hits, total = counts[generator.integers(0, len(counts), len(counts))].sum(axis=0)
        ratios[turn] = hits / total if total else np.nan
    return float(np.nanpercentile(ratios, 2.5)), float(np.nanpercentile(ratios, 97.5))
