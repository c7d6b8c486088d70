"""The statistics of shares: of records on which a model is right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from compliance.intervals import Interval, beta_quantile, regularised_beta
from tuning.evaluation.stats import LEVEL


@dataclass(frozen=True, slots=True)
class McNemar:
    """On how many records only one of two models is right."""

    only_base: int
    only_tuned: int
    p_value: float


def mcnemar(base: Sequence[bool], tuned: Sequence[bool]) -> McNemar:
    """Return the exact two-sided test that two models are right equally often.

    Args:
        base: per record, whether the base model is right.
        tuned: the same of the tuned model. Records must be independent: one for each group.

    Basis: McNemar 1947, Psychometrika 12(2), with the binomial distribution of the records on
    which the two differ instead of its approximation by chi-square.
    """
    pairs = list(zip(base, tuned, strict=True))
    # As Python's own numbers: what numpy counts is no JSON.
    only_base = sum(bool(before) and not after for before, after in pairs)
    only_tuned = sum(bool(after) and not before for before, after in pairs)
    fewer, both = min(only_base, only_tuned), only_base + only_tuned
    # P(X <= k) for X ~ Binomial(n, 1/2) is I_1/2(n - k, k + 1), DLMF 8.17.24.
    tail = 1.0 if both == 0 else regularised_beta(0.5, both - fewer, fewer + 1)
    return McNemar(only_base, only_tuned, min(1.0, 2 * tail))


def minimum_detectable_share(
    discordant: int, pairs: int, *, alpha: float = 0.05, power: float = 0.8
) -> float | None:
    """Return which difference of two shares McNemar's test finds with probability `power`.

    The difference d solves pairs * d^2 = (z[1 - alpha/2] * sqrt(p) + z[power] * sqrt(p - d^2))^2,
    with p the share of pairs on which the two models differ.

    Args:
        discordant: pairs on which only one model is right.
        pairs: independent pairs.
        alpha: level of the test.
        power: in (0.5, 1).

    Returns:
        None where no difference that `discordant` allows would be found.

    Basis: Connor 1987, Biometrics 43(1), equation for the unconditional McNemar test.
    """
    share = discordant / pairs
    normal = NormalDist()
    first, second = normal.inv_cdf(1 - alpha / 2), normal.inv_cdf(power)

    def found(difference: float) -> bool:
        spread = math.sqrt(max(0.0, share - difference**2))
        return math.sqrt(pairs) * difference >= first * math.sqrt(share) + second * spread

    low, high = 0.0, share
    if share == 0 or not found(high):
        return None
    while high - low > 1e-12:
        middle = (low + high) / 2
        low, high = (low, middle) if found(middle) else (middle, high)
    return high


def share_interval(share: float, groups: int, *, level: float = LEVEL) -> Interval:
    """Return the interval for a share that was found in `groups` independent groups.

    Exact where each record is a group of its own; where groups hold several records, they count as
    if all of a group were the same, which is on the safe side. Unlike the bootstrap it is not of
    width zero where all records are right.

    Args:
        share: in [0, 1].
        groups: at least 1.
        level: in (0, 1).

    Basis: Clopper & Pearson 1934, Biometrika 26(4); Korn & Graubard 1998, Survey Methodology 24(2)
    (with an effective sample size, where successes need not be whole).
    """
    tail, successes = (1 - level) / 2, share * groups
    low = beta_quantile(tail, successes, groups - successes + 1) if share > 0 else 0.0
    high = beta_quantile(1 - tail, successes + 1, groups - successes) if share < 1 else 1.0
    return Interval(low, high)


def paired_share_interval(
    both: float, only_base: float, only_tuned: float, neither: float, *, level: float = LEVEL
) -> Interval:
    """Return the interval for the share of the tuned model minus that of the base.

    Args:
        both: pairs on which both are right; may be scaled to the number of groups.
        only_base: pairs on which only the base is right.
        only_tuned: pairs on which only the tuned model is right.
        neither: pairs on which both are wrong.
        level: in (0, 1).

    Basis: Newcombe 1998, Statistics in Medicine 17(22), 2635-2650, method 10.
    """
    a, b, c, d = both, only_tuned, only_base, neither
    n = a + b + c + d
    tuned, base = (a + b) / n, (a + c) / n
    first, second = _wilson(tuned, n, level), _wilson(base, n, level)
    product, margins = a * d - b * c, (a + b) * (c + d) * (a + c) * (b + d)
    if product > 0:
        product = max(0.0, product - n / 2)
    phi = product / math.sqrt(margins) if margins > 0 else 0.0

    def reach(one: float, other: float) -> float:
        return math.sqrt(max(0.0, one**2 - 2 * phi * one * other + other**2))

    change = tuned - base
    return Interval(
        change - reach(tuned - first.low, second.high - base),
        change + reach(first.high - tuned, base - second.low),
    )


def _wilson(share: float, n: float, level: float) -> Interval:
    """Return Wilson's score interval (1927, JASA 22(158))."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z / (1 + z**2 / n) * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return Interval(max(0.0, middle - reach), min(1.0, middle + reach))
