"""How much of a winner's lead is luck."""

from __future__ import annotations

import numpy as np
import pytest

from tuning.losses import RecordLoss
from tuning.search.luck import luck
from tuning.search.trials import group_sums


def trials(levels: list[float], noise: float, groups: int = 60) -> dict[int, list[list[float]]]:
    """Return losses of trials that really differ by their level, on records with noise."""
    rng = np.random.default_rng(4)
    common = rng.normal(0, 0.5, groups)
    return {
        number: [[10 * (level + base + own), 10.0] for base, own in
                 zip(common, rng.normal(0, noise, groups), strict=True)]
        for number, level in enumerate(levels, start=1)
    }  # fmt: skip


def test_equal_trials_flatter_the_best_of_them() -> None:
    groups = trials([2.0] * 12, noise=1.0)
    losses = {number: sum(r[0] for r in rows) / 600 for number, rows in groups.items()}
    best = min(losses, key=losses.__getitem__)
    found = luck(groups, best, seed=1)
    assert found["lowest"] == pytest.approx(losses[best])
    assert found["lead"]["low"] < 0 < found["lead"]["high"]
    assert found["chosen_again"] < 0.7
    # What is chosen for being low is higher elsewhere; the truth is 2 for all of them.
    assert found["flattery"] > 0.05
    assert found["expected_loss"] == pytest.approx(found["lowest"] + found["flattery"])
    assert luck(groups, best, seed=1) == found


def test_a_real_lead_is_no_luck() -> None:
    found = luck(trials([2.0, 1.0, 3.0], noise=0.2), 2, seed=1)
    assert found["second"] == 1
    assert 0.8 < found["lead"]["low"] < found["lead"]["value"] < found["lead"]["high"] < 1.2
    assert found["chosen_again"] == 1.0
    assert abs(found["flattery"]) < 0.02


def test_one_group_says_nothing() -> None:
    found = luck({1: [[1.0, 1.0]], 2: [[2.0, 1.0]]}, 1, seed=1)
    assert found["lead"]["low"] is None
    assert found["chosen_again"] is None
    assert found["expected_loss"] is None


def test_sums_of_groups_come_in_the_order_of_names() -> None:
    losses = [
        RecordLoss("r1", "b", np.array([1.0, 2.0])),
        RecordLoss("r2", "a", np.array([4.0])),
        RecordLoss("r3", "b", np.array([5.0])),
    ]
    assert group_sums(losses) == [[4.0, 1.0], [8.0, 3.0]]
