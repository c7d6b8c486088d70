"""Statistics against closed forms and published values."""

from __future__ import annotations

import random
from math import comb
from statistics import stdev

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from compliance.intervals import clopper_pearson
from tuning.evaluation import stats
from tuning.evaluation.metric import fixed_share_metric, share_metric
from tuning.evaluation.shares import (
    mcnemar,
    minimum_detectable_share,
    paired_share_interval,
    share_interval,
)
from tuning.evaluation.stats import (
    Estimate,
    auc,
    minimum_detectable_difference,
    paired_bootstrap,
    rate_at,
    t_quantile,
)


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


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # machines can be busy
@given(
    st.lists(st.floats(-5, 5), min_size=1, max_size=30),
    st.lists(st.floats(-5, 5), min_size=1, max_size=300),
)
def test_rate_bound_holds_for_any_scores(members: list[float], non_members: list[float]) -> None:
    rate = rate_at(members, non_members, share=0.01)
    assert rate.false_alarms <= 0.01 * len(non_members)


def test_bootstrap_holds_the_mean_and_repeats() -> None:
    rng = random.Random(1)
    base = [(rng.gauss(4, 1), 1) for _ in range(40)]
    tuned = [(total + rng.gauss(-2, 1), 1) for total, _ in base]
    groups = [f"g{i // 2}" for i in range(40)]
    first = paired_bootstrap(base, tuned, groups, seed=3)
    mean = sum(b[0] - a[0] for a, b in zip(base, tuned, strict=True)) / 40
    assert first.difference.value == pytest.approx(mean)
    assert first.difference.low is not None
    assert first.difference.high is not None
    assert first.difference.low < mean < first.difference.high < 0
    assert first.groups == 20
    assert first == paired_bootstrap(base, tuned, groups, seed=3)
    assert first != paired_bootstrap(base, tuned, groups, seed=4)


def test_bootstrap_of_a_mean_has_the_standard_error_of_the_formula() -> None:
    rng = random.Random(5)
    base = [(rng.gauss(0, 1), 1) for _ in range(200)]
    tuned = [(total + rng.gauss(0, 1), 1) for total, _ in base]
    found = paired_bootstrap(base, tuned, [str(i) for i in range(200)], seed=1)
    differences = [b[0] - a[0] for a, b in zip(base, tuned, strict=True)]
    assert found.standard_error == pytest.approx(stdev(differences) / 200**0.5, rel=0.05)


def test_bootstrap_draws_groups_not_records() -> None:
    # Ten copies of each of four values: as single records they would look far surer than they are.
    tuned = [(value, 1) for value in (-3.0, -1.0, 1.0, 3.0) for _ in range(10)]
    base = [(0.0, 1)] * 40
    clustered = paired_bootstrap(base, tuned, [str(row[0]) for row in tuned], seed=1)
    single = paired_bootstrap(base, tuned, [str(i) for i in range(40)], seed=1)
    assert clustered.standard_error is not None
    assert single.standard_error is not None
    assert clustered.standard_error > 2 * single.standard_error


def test_bootstrap_takes_any_function_of_sums() -> None:
    def f1(sums: NDArray[np.float64]) -> NDArray[np.float64]:
        hits, wrong, missed = sums.T
        return np.asarray(2 * hits / (2 * hits + wrong + missed))

    # 4 hits, 2 wrong, 2 missed: precision and recall 2/3; then 6, 1, 1: 6/7.
    base = [(1, 1, 0), (2, 0, 1), (1, 1, 1)]
    tuned = [(2, 0, 0), (3, 0, 0), (1, 1, 1)]
    found = paired_bootstrap(base, tuned, ["a", "b", "c"], f1, seed=1)
    assert found.base.value == pytest.approx(2 / 3)
    assert found.tuned.value == pytest.approx(6 / 7)
    assert found.difference.value == pytest.approx(6 / 7 - 2 / 3)
    assert found.difference.low == pytest.approx(0)  # a draw of "c" alone shows no difference


def test_bootstrap_does_not_depend_on_the_size_of_its_blocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [(float(i % 7), 1.0) for i in range(51)]
    groups = [str(i) for i in range(51)]
    whole = paired_bootstrap(rows, rows[::-1], groups, seed=2)
    monkeypatch.setattr(stats, "_BLOCK", 120)
    assert paired_bootstrap(rows, rows[::-1], groups, seed=2) == whole


def test_bootstrap_of_one_group_has_no_interval() -> None:
    found = paired_bootstrap([(1, 1), (2, 1)], [(2, 1), (2, 1)], ["a", "a"], seed=1)
    assert found.difference == Estimate(0.5, None, None)
    assert found.standard_error is None
    with pytest.raises(ValueError, match="same columns"):
        paired_bootstrap([], [], [], seed=1)
    with pytest.raises(ValueError, match="same columns"):
        paired_bootstrap([(1, 1)], [(1,)], ["a"], seed=1)


@pytest.mark.parametrize(
    ("only_base", "only_tuned", "p_value"),
    [
        (0, 0, 1.0),
        (1, 9, 22 / 1024),
        (9, 1, 22 / 1024),
        (0, 5, 2 / 32),
        (3, 3, 1.0),
        # R: binom.test(59, 59 + 37)$p.value for b = 37, c = 59
        (37, 59, 2 * sum(comb(96, i) for i in range(38)) / 2**96),
    ],
)
def test_mcnemar_is_the_binomial_test_of_what_differs(
    only_base: int, only_tuned: int, p_value: float
) -> None:
    base = [True] * only_base + [False] * only_tuned + [True, False]
    tuned = [False] * only_base + [True] * only_tuned + [True, False]
    found = mcnemar(base, tuned)
    assert (found.only_base, found.only_tuned) == (only_base, only_tuned)
    assert found.p_value == pytest.approx(p_value, rel=1e-10)


@pytest.mark.parametrize(
    ("share", "freedom", "value"),
    # Student's t, table of Fisher & Yates
    [(0.975, 1, 12.7062), (0.975, 10, 2.2281), (0.8, 10, 0.8791), (0.995, 30, 2.7500)],
)
def test_t_quantiles_are_those_of_the_tables(share: float, freedom: int, value: float) -> None:
    assert t_quantile(share, freedom) == pytest.approx(value, abs=5e-5)
    assert t_quantile(0.5, freedom) == 0


def test_minimum_detectable_difference_is_the_multiple_of_the_standard_error() -> None:
    # Bloom 1995: 2.8 standard errors for a two-sided test at .05 with power .8 and many groups.
    assert minimum_detectable_difference(1.0, 100_001) == pytest.approx(2.8, abs=0.005)
    assert minimum_detectable_difference(0.5, 11) == pytest.approx((2.2281 + 0.8791) / 2, abs=1e-4)
    assert minimum_detectable_difference(0.0, 11) is None
    assert minimum_detectable_difference(None, 1) is None


def test_minimum_detectable_difference_is_found_in_four_of_five_trials() -> None:
    rng = np.random.default_rng(11)
    groups, trials = 30, 2000
    wanted = minimum_detectable_difference(1 / groups**0.5, groups)
    assert wanted is not None
    draws = rng.normal(wanted, 1, (trials, groups))
    t = draws.mean(axis=1) / (draws.std(axis=1, ddof=1) / groups**0.5)
    assert (abs(t) > t_quantile(0.975, groups - 1)).mean() == pytest.approx(0.8, abs=0.03)


def test_minimum_detectable_share_solves_connors_equation() -> None:
    found = minimum_detectable_share(40, 200)
    assert found is not None
    needed = (1.959964 * 0.2**0.5 + 0.841621 * (0.2 - found**2) ** 0.5) ** 2 / found**2
    assert needed == pytest.approx(200, rel=1e-4)
    assert minimum_detectable_share(0, 200) is None
    assert minimum_detectable_share(2, 200) is None  # two records can never be significant


def test_shares_are_tested_only_where_records_are_independent() -> None:
    base, tuned = [False] * 9 + [True], [True] * 9 + [False]
    apart = share_metric(base, tuned, [str(i) for i in range(10)], seed=1)
    assert apart["base"]["value"] == 0.1
    assert apart["difference"]["value"] == pytest.approx(0.8)
    assert apart["test"]["p_value"] == pytest.approx(22 / 1024)
    assert (apart["records"], apart["groups"], apart["better"]) == (10, 10, "higher")
    together = share_metric(base, tuned, ["a", "b"] * 5, seed=1)
    assert "test" not in together
    assert together["groups"] == 2


@pytest.mark.parametrize(
    ("cells", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17, table of worked examples, method 10.
    [((36, 2, 12, 0), 0.0569, 0.3404), ((20, 2, 12, 16), 0.0562, 0.3292)],
)
def test_the_difference_of_shares_is_newcombes(
    cells: tuple[int, int, int, int], low: float, high: float
) -> None:
    found = paired_share_interval(*cells)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))
    both, only_base, only_tuned, neither = cells
    turned = paired_share_interval(both, only_tuned, only_base, neither)
    assert (turned.low, turned.high) == (pytest.approx(-high, abs=1e-4), pytest.approx(-low, 1e-2))


def test_a_share_has_the_exact_interval_and_is_never_sure() -> None:
    for right, count in ((0, 12), (5, 12), (12, 12)):
        assert share_interval(right / count, count) == clopper_pearson(right, count)
    base, tuned = [False] * 12, [True] * 12
    alone = share_metric(base, tuned, [str(n) for n in range(12)], seed=1)
    assert alone["tuned"]["low"] == pytest.approx(0.025 ** (1 / 12))
    assert alone["difference"]["low"] < 0.75
    # Six groups of two say less than twelve of one.
    grouped = share_metric(base, tuned, [str(n // 2) for n in range(12)], seed=1)
    assert grouped["tuned"]["low"] == pytest.approx(0.025 ** (1 / 6))
    assert grouped["difference"]["low"] < alone["difference"]["low"]


def test_a_share_beside_a_fixed_one_is_moved_by_it() -> None:
    found = fixed_share_metric(0.5, [1.0, 1.0, 0.5, 1.0], ["a", "b", "c", "d"], seed=1)
    assert (found["base"]["value"], found["tuned"]["value"]) == (0.5, 0.875)
    assert found["difference"]["value"] == pytest.approx(0.375)
    for end in ("low", "high"):
        assert found["difference"][end] == pytest.approx(found["tuned"][end] - 0.5)
    one_group = fixed_share_metric(0.5, [1.0, 1.0], ["a", "a"], seed=1)
    assert one_group["tuned"]["low"] is None
