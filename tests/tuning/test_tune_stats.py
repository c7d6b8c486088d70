"""Statistics against closed forms and published values."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuning.stats import auc, clopper_pearson, paired_bootstrap, rate_at, regularised_beta


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


def test_auc_counts_ties_half() -> None:
    assert auc([3, 4], [1, 2]) == 1
    assert auc([1, 2], [3, 4]) == 0
    assert auc([1, 1], [1, 1]) == 0.5
    assert auc([2, 1], [1]) == 0.75


def test_rate_never_exceeds_the_allowed_false_alarms() -> None:
    non_members = [float(i) for i in range(200)]
    rate = rate_at([197.5, 198.5, 500.0, -1.0], non_members, share=0.01)
    assert (rate.hits, rate.members, rate.false_alarms, rate.non_members) == (3, 4, 2, 200)
    assert rate.value == 0.75
    tied = rate_at([1.0, 2.0], [1.0] * 200, share=0.01)
    assert (tied.hits, tied.false_alarms) == (1, 0)


@given(
    st.lists(st.floats(-5, 5), min_size=1, max_size=30),
    st.lists(st.floats(-5, 5), min_size=1, max_size=300),
)
def test_rate_bound_holds_for_any_scores(members: list[float], non_members: list[float]) -> None:
    rate = rate_at(members, non_members, share=0.01)
    assert rate.false_alarms <= 0.01 * len(non_members)


def test_bootstrap_holds_the_mean_and_repeats() -> None:
    rng = random.Random(1)
    differences = [rng.gauss(-2, 1) for _ in range(40)]
    groups = [f"g{i // 2}" for i in range(40)]
    first = paired_bootstrap(differences, [1] * 40, groups, seed=3)
    assert first is not None
    assert first.low < sum(differences) / 40 < first.high < 0
    assert first == paired_bootstrap(differences, [1] * 40, groups, seed=3)
    assert first != paired_bootstrap(differences, [1] * 40, groups, seed=4)


def test_bootstrap_draws_groups_not_records() -> None:
    # Ten copies of each of four values: as single records they would look far surer than they are.
    differences = [value for value in (-3.0, -1.0, 1.0, 3.0) for _ in range(10)]
    clustered = paired_bootstrap(differences, [1] * 40, [str(d) for d in differences], seed=1)
    single = paired_bootstrap(differences, [1] * 40, [str(i) for i in range(40)], seed=1)
    assert clustered is not None
    assert single is not None
    assert clustered.high - clustered.low > 2 * (single.high - single.low)


def test_bootstrap_needs_two_groups() -> None:
    assert paired_bootstrap([1, 2], [1, 1], ["a", "a"], seed=1) is None
