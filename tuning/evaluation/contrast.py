"""The difference between two sets of records, for one model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuning.evaluation.stats import (
    LEVEL,
    Statistic,
    minimum_detectable_difference,
    paired_bootstrap,
    ratio,
    t_quantile,
)


def contrast(
    numbers: NDArray[np.float64],
    inside: Sequence[bool],
    groups: Sequence[str],
    statistic: Statistic = ratio,
    *,
    seed: int,
    comparisons: int = 1,
) -> dict[str, Any]:
    """Return a statistic on the records inside a set minus that on those outside, with interval.

    Groups are drawn whole, also where some of their records are inside and others outside.

    Args:
        numbers: (records, columns).
        inside: per record; at least one is inside, and one outside.
        groups: per record, what it belongs to.
        statistic: of sums over records.
        seed: of the draws.
        comparisons: how many such differences are looked at together; the more, the wider is each
            interval, so that all of them hold at once with the level's probability.

    Returns:
        `value`, `low`, `high` (null with too few groups) and `minimum_detectable_difference`.

    Basis: Efron & Tibshirani 1993, section 12.2 (standard interval from the bootstrap's standard
    error, with Student's t); Dunn 1961, JASA 56(293) (Bonferroni's bound on several intervals).
    """
    mask = np.asarray(inside, dtype=np.float64)[:, None]
    found = paired_bootstrap(numbers * (1 - mask), numbers * mask, groups, statistic, seed=seed)
    change, error = found.difference, found.standard_error
    reach = None
    if error is not None:
        own = {group for group, within in zip(groups, inside, strict=True) if within}
        others = {group for group, within in zip(groups, inside, strict=True) if not within}
        freedom = max(1, min(len(own), len(others)) - 1)
        reach = error * t_quantile(1 - (1 - LEVEL) / 2 / comparisons, freedom)
    return {
        "value": change.value,
        "low": None if reach is None else change.value - reach,
        "high": None if reach is None else change.value + reach,
        "minimum_detectable_difference": minimum_detectable_difference(error, found.groups),
    }
