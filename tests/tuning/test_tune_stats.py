"""Statistics against closed forms and published values."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from tuning.evaluation.stats import auc, paired_bootstrap, rate_at


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
