"""The statistics behind evaluation and probe, with their sources; numpy only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compliance.intervals import Interval

_RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Rate:
    """How many attacks hit at one threshold."""

    hits: int
    """Members above the threshold."""
    members: int
    false_alarms: int
    """Non-members above the threshold."""
    non_members: int

    @property
    def value(self) -> float:
        """Share of members above the threshold."""
        return self.hits / self.members


def paired_bootstrap(
    differences: Sequence[float],
    weights: Sequence[float],
    groups: Sequence[str],
    *,
    seed: int,
    level: float = 0.95,
    resamples: int = _RESAMPLES,
) -> Interval | None:
    """Return an interval for `sum(differences) / sum(weights)`; None with fewer than two groups.

    Whole groups are drawn, because records of one person or case are not independent; each keeps
    its two measurements together.

    Args:
        differences: per record, the sum over its tokens of tuned minus base loss.
        weights: per record, its number of tokens, above 0.
        groups: per record, what it belongs to.
        seed: of the draws.
        level: in (0, 1).
        resamples: number of draws.

    Basis: Efron & Tibshirani 1993, An Introduction to the Bootstrap, section 13.3 (percentile
    interval); Davison & Hinkley 1997, section 3.8 (resampling of clusters).
    """
    names = sorted(set(groups))
    if len(names) < 2:
        return None
    index = {name: number for number, name in enumerate(names)}
    totals, sizes = np.zeros(len(names)), np.zeros(len(names))
    for difference, weight, group in zip(differences, weights, groups, strict=True):
        totals[index[group]] += difference
        sizes[index[group]] += weight
    rng = np.random.default_rng(seed)
    means = np.empty(resamples)
    for number in range(resamples):
        drawn = rng.integers(0, len(names), len(names))
        means[number] = totals[drawn].sum() / sizes[drawn].sum()
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high))


def auc(members: Sequence[float], non_members: Sequence[float]) -> float:
    """Return the chance that a random member scores above a random non-member; ties count half.

    Basis: Hanley & McNeil 1982, Radiology 143(1) (area under the ROC curve as Mann-Whitney's U).
    """
    ordered = np.sort(_array(non_members))
    scores = _array(members)
    below = np.searchsorted(ordered, scores, side="left")
    up_to = np.searchsorted(ordered, scores, side="right")
    return float((below + up_to).sum() / 2 / (scores.size * ordered.size))


def rate_at(members: Sequence[float], non_members: Sequence[float], *, share: float) -> Rate:
    """Return the hits at the lowest threshold with at most `share` of false alarms.

    Only scores above the threshold count, so the share is never exceeded, ties included.

    Args:
        members: scores of training records; higher means "was trained on".
        non_members: scores of records that were not trained on.
        share: allowed share of false alarms, in [0, 1).

    Basis: Carlini et al. 2022, Membership Inference Attacks From First Principles,
    arXiv:2112.03570 (true positives at a low false-positive rate).
    """
    ordered = np.sort(_array(non_members))[::-1]
    allowed = math.floor(share * ordered.size)
    threshold = ordered[allowed]
    scores = _array(members)
    return Rate(
        hits=int((scores > threshold).sum()),
        members=int(scores.size),
        false_alarms=int((ordered > threshold).sum()),
        non_members=int(ordered.size),
    )


def _array(values: Sequence[float]) -> NDArray[np.float64]:
    return np.asarray(values, dtype=np.float64)
