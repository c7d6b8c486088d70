"""Exact intervals for shares that were counted; no library needed."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval."""

    low: float
    high: float


def clopper_pearson(successes: int, trials: int, *, level: float = 0.95) -> Interval:
    """Return the exact interval for a share of `successes` in `trials`.

    Args:
        successes: 0 to `trials`.
        trials: at least 1.
        level: in (0, 1).

    Basis: Clopper & Pearson 1934, Biometrika 26(4), by quantiles of the beta distribution.
    """
    if not 0 <= successes <= trials or trials < 1:
        raise ValueError("successes must lie between 0 and trials, and trials be at least 1")
    tail = (1 - level) / 2
    low, high = 0.0, 1.0
    if successes > 0:
        low = beta_quantile(tail, successes, trials - successes + 1)
    if successes < trials:
        high = beta_quantile(1 - tail, successes + 1, trials - successes)
    return Interval(low, high)


def regularised_beta(x: float, a: float, b: float) -> float:
    """Return I_x(a, b), the distribution function of the beta distribution.

    Args:
        x: in [0, 1].
        a: above 0.
        b: above 0.

    Basis: DLMF 8.17.22 (continued fraction) and 8.17.4 (symmetry), https://dlmf.nist.gov/8.17;
    Lentz 1976, Applied Optics 15(3), for its evaluation.
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - regularised_beta(1 - x, b, a)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    return front / a / _continued_fraction(x, a, b)


def _continued_fraction(x: float, a: float, b: float) -> float:
    """Return the denominator of DLMF 8.17.22 by Lentz's method."""
    tiny, value = 1e-300, 1.0
    c, d = 1.0, 0.0
    for step in range(1, _ROUNDS * 10):
        m = step // 2
        if step % 2:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / (1 + term * d or tiny)
        c = 1 + term / c or tiny
        value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return value


def beta_quantile(share: float, a: float, b: float) -> float:
    """Return below which value a `share` of the beta distribution with `a` and `b` lies."""
    return _quantile(share, 1.0, lambda x: regularised_beta(x, a, b))


def gamma_quantile(share: float, shape: float) -> float:
    """Return below which value a `share` of the gamma distribution (scale 1) lies.

    Args:
        share: in (0, 1).
        shape: above 0.
    """
    high = shape + 1.0
    while regularised_gamma(shape, high) < share:
        high *= 2
    return _quantile(share, high, lambda x: regularised_gamma(shape, x))


def regularised_gamma(shape: float, x: float) -> float:
    """Return P(shape, x), the distribution function of the gamma distribution with scale 1.

    Args:
        shape: above 0.
        x: at least 0.

    Basis: DLMF 8.11.4 (series), https://dlmf.nist.gov/8.11.
    """
    if x <= 0:
        return 0.0
    term = total = 1 / shape
    step = shape
    while term > total * 1e-17:
        step += 1
        term *= x / step
        total += term
    return min(1.0, total * math.exp(shape * math.log(x) - x - math.lgamma(shape)))


def _quantile(share: float, high: float, distribution: Callable[[float], float]) -> float:
    low = 0.0
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if distribution(middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2
