"""The statistics behind evaluation and probe, with their sources; numpy only."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from compliance.intervals import beta_quantile

LEVEL = 0.95
RESAMPLES = 2000
_BLOCK = 4_000_000  # drawn groups that are held at once


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


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measured value with its confidence interval."""

    value: float
    low: float | None
    """None where there are too few groups for an interval."""
    high: float | None


@dataclass(frozen=True, slots=True)
class Paired:
    """A statistic of base and tuned model on the same records."""

    base: Estimate
    tuned: Estimate
    difference: Estimate
    """Tuned minus base."""
    standard_error: float | None
    """Of the difference; None without an interval."""
    groups: int


Statistic = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""Sums of the columns, (draws, columns), to one value for each draw, (draws,)."""


def ratio(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return first column over second: a mean over tokens, an accuracy over records."""
    return sums[:, 0] / sums[:, 1]


def paired_bootstrap(
    base: ArrayLike,
    tuned: ArrayLike,
    groups: Sequence[str],
    statistic: Statistic = ratio,
    *,
    seed: int,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
) -> Paired:
    """Return a statistic of two models and of their difference, with percentile intervals.

    The statistic is any function of sums over the records, such as a mean (`ratio` of a total and
    a count) or an F1 of true positives, false positives and false negatives. Whole groups are
    drawn, because records of one person or case are not independent, and both models are read on
    the same draw. With fewer than two groups there are no intervals.

    Args:
        base: (records, columns) numbers of the base model for each record.
        tuned: the same of the tuned model.
        groups: per record, what it belongs to.
        statistic: of the sums.
        seed: of the draws.
        level: in (0, 1).
        resamples: number of draws.

    Raises:
        ValueError: there is no record, or the lengths differ.

    Basis: Efron & Tibshirani 1993, An Introduction to the Bootstrap, section 13.3 (percentile
    interval); Davison & Hinkley 1997, section 3.8 (resampling of clusters).
    """
    before, after = np.asarray(base, dtype=np.float64), np.asarray(tuned, dtype=np.float64)
    if before.ndim != 2 or before.shape != after.shape or len(before) != len(groups):
        raise ValueError("base and tuned must hold the same columns for the same records")
    names = {name: number for number, name in enumerate(sorted(set(groups)))}
    columns = before.shape[1]
    totals = np.zeros((len(names), 2 * columns))
    np.add.at(totals, [names[group] for group in groups], np.hstack([before, after]))

    def both(sums: NDArray[np.float64]) -> NDArray[np.float64]:
        with np.errstate(invalid="ignore", divide="ignore"):
            first, second = statistic(sums[:, :columns]), statistic(sums[:, columns:])
        return np.stack([first, second, second - first])  # (3, draws)

    measured = both(totals.sum(axis=0, keepdims=True))[:, 0]
    rng = np.random.default_rng(seed)
    drawn = np.hstack([both(sums) for sums in _draws(totals, rng, resamples)])  # (3, resamples)
    # A draw without any of the counted things, such as one class of several, says nothing.
    drawn = drawn[:, np.isfinite(drawn).all(axis=0)]
    if len(names) < 2 or drawn.shape[1] < 2:
        first, second, change = (Estimate(float(value), None, None) for value in measured)
        return Paired(first, second, change, None, len(names))
    ends = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=1)
    first, second, change = (
        Estimate(float(value), float(low), float(high))
        for value, low, high in zip(measured, *ends, strict=True)
    )
    return Paired(first, second, change, float(drawn[2].std(ddof=1)), len(names))


def _draws(
    totals: NDArray[np.float64], rng: np.random.Generator, resamples: int
) -> Iterator[NDArray[np.float64]]:
    """Yield the column sums of drawn groups, (draws, columns), in blocks of bounded size."""
    count = len(totals)
    block = max(1, _BLOCK // count)
    for start in range(0, resamples, block):
        size = min(block, resamples - start)
        picks = rng.integers(0, count, (size, count)) + count * np.arange(size)[:, None]
        times = np.bincount(picks.ravel(), minlength=size * count).reshape(size, count)
        yield times @ totals


def minimum_detectable_difference(
    standard_error: float | None, groups: int, *, alpha: float = 0.05, power: float = 0.8
) -> float | None:
    """Return which true difference a two-sided test finds with probability `power`.

    (t[1 - alpha/2] + t[power]) * standard error, t with groups - 1 degrees of freedom.

    Args:
        standard_error: of the difference, as measured (`Paired.standard_error`).
        groups: independent groups that it was measured on.
        alpha: level of the test.
        power: in (0.5, 1).

    Returns:
        None where no spread was measured: with one group, or if no record differs.

    Basis: Bloom 1995, Minimum Detectable Effects, Evaluation Review 19(5).
    """
    if not standard_error or groups < 2:
        return None
    freedom = groups - 1
    return standard_error * (t_quantile(1 - alpha / 2, freedom) + t_quantile(power, freedom))


def t_quantile(share: float, freedom: int) -> float:
    """Return below which value a `share` of Student's t distribution lies.

    Args:
        share: in [0.5, 1).
        freedom: degrees of freedom, at least 1.

    Basis: DLMF 8.17.1 and Student 1908: 1 / (1 + t^2/n) follows a beta distribution (n/2, 1/2).
    """
    if share == 0.5:
        return 0.0
    x = beta_quantile(2 * (1 - share), freedom / 2, 0.5)
    return math.sqrt(freedom * (1 - x) / x)


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
