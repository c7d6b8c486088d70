"""Intervals against closed forms and published values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.intervals import clopper_pearson, regularised_beta


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (10, 100, 0.049005, 0.176223),
        (0, 100, 0.0, 1 - 0.025 ** (1 / 100)),
        (100, 100, 0.025 ** (1 / 100), 1.0),
        (5, 10, 0.187086, 0.812914),
        (1, 2, 0.012579, 0.987421),
    ],
)
def test_clopper_pearson_against_published_values(
    successes: int, trials: int, low: float, high: float
) -> None:
    interval = clopper_pearson(successes, trials)
    assert interval.low == pytest.approx(low, abs=1e-6)
    assert interval.high == pytest.approx(high, abs=1e-6)


def test_clopper_pearson_refuses_impossible_counts() -> None:
    for successes, trials in [(-1, 3), (4, 3), (0, 0)]:
        with pytest.raises(ValueError, match="successes"):
            clopper_pearson(successes, trials)


@given(st.integers(1, 60), st.integers(1, 60), st.floats(0, 1))
def test_beta_function_is_the_binomial_tail(a: int, b: int, x: float) -> None:
    # I_x(a, b) with whole a, b is P(Binomial(a + b - 1, x) >= a): DLMF 8.17.5.
    n = a + b - 1
    tail = sum(math.comb(n, k) * x**k * (1 - x) ** (n - k) for k in range(a, n + 1))
    assert regularised_beta(x, a, b) == pytest.approx(tail, abs=1e-9)


@given(st.integers(0, 200), st.integers(1, 200))
def test_interval_holds_the_estimate_and_mirrors(successes: int, trials: int) -> None:
    successes = min(successes, trials)
    interval = clopper_pearson(successes, trials)
    mirrored = clopper_pearson(trials - successes, trials)
    assert 0 <= interval.low <= successes / trials <= interval.high <= 1
    assert interval.low == pytest.approx(1 - mirrored.high, abs=1e-9)
