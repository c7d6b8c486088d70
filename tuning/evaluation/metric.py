"""One measure of base against tuned model, as eval.json holds it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from compliance.intervals import Interval
from tuning.evaluation.shares import (
    mcnemar,
    minimum_detectable_share,
    paired_share_interval,
    share_interval,
)
from tuning.evaluation.stats import (
    LEVEL,
    RESAMPLES,
    Estimate,
    Statistic,
    minimum_detectable_difference,
    paired_bootstrap,
    ratio,
)

Better = Literal["lower", "higher"]
METHOD = f"paired bootstrap over groups, {RESAMPLES} resamples"
SHARE_METHOD = "Clopper-Pearson, and Newcombe 1998 for the difference, each group counted once"


def metric(
    better: Better,
    base: ArrayLike,
    tuned: ArrayLike,
    groups: Sequence[str],
    statistic: Statistic = ratio,
    *,
    seed: int,
) -> dict[str, Any]:
    """Return a statistic of both models with intervals, and what could have been found.

    Args:
        better: which direction is better.
        base: (records, columns) numbers of the base model, see `paired_bootstrap`.
        tuned: the same of the tuned model.
        groups: per record, what it belongs to.
        statistic: of the sums over the records.
        seed: of the draws.

    Returns:
        `better`, `records`, `groups`, `base`, `tuned` and `difference` (each with `value`, `low`
        and `high`, which are null with fewer than two groups), `level`, `method`,
        `minimum_detectable_difference` (null where it cannot be said).

    Raises:
        ValueError: there is no record, or the lengths differ.
    """
    paired = paired_bootstrap(base, tuned, groups, statistic, seed=seed)
    return {
        "better": better,
        "records": len(groups),
        "groups": paired.groups,
        "base": _shown(paired.base),
        "tuned": _shown(paired.tuned),
        "difference": _shown(paired.difference),
        "level": LEVEL,
        "method": METHOD,
        "minimum_detectable_difference": minimum_detectable_difference(
            paired.standard_error, paired.groups
        ),
    }


def share_metric(
    base: Sequence[bool], tuned: Sequence[bool], groups: Sequence[str], *, seed: int
) -> dict[str, Any]:
    """Return the share of records on which each model is right; higher is better.

    Where each record is a group of its own there is `test` beside what `metric` returns: the exact
    McNemar test, and the minimum detectable difference is that of this test.

    Args:
        base: per record, whether the base model is right.
        tuned: the same of the tuned model.
        groups: per record, what it belongs to.
        seed: of the draws.

    Raises:
        ValueError: there is no record, or the lengths differ.
    """
    ones = np.ones(len(groups))
    found = metric(
        "higher",
        np.column_stack([np.asarray(base, dtype=np.float64), ones]),
        np.column_stack([np.asarray(tuned, dtype=np.float64), ones]),
        groups,
        seed=seed,
    )
    count, records = found["groups"], found["records"]
    test = mcnemar(base, tuned)
    both = sum(1 for before, after in zip(base, tuned, strict=True) if before and after)
    neither = records - both - test.only_base - test.only_tuned
    cells = (both, test.only_base, test.only_tuned, neither)
    if count >= 2:
        for part in ("base", "tuned"):
            found[part] |= _ends(share_interval(found[part]["value"], count))
        found["difference"] |= _ends(
            paired_share_interval(*(cell * count / records for cell in cells))
        )
    found["method"] = SHARE_METHOD
    # Records of one group are not independent; a test that takes them so would be too sure.
    if count == records:
        found["test"] = {
            "name": "exact McNemar",
            "only_base": test.only_base,
            "only_tuned": test.only_tuned,
            "p_value": test.p_value,
        }
        found["minimum_detectable_difference"] = minimum_detectable_share(
            test.only_base + test.only_tuned, records
        )
    return found


def fixed_share_metric(
    fixed: float, tuned: Sequence[float], groups: Sequence[str], *, seed: int
) -> dict[str, Any]:
    """Return a share of the tuned model beside a base that stands at `fixed` by definition.

    Args:
        fixed: share of the base, without an interval.
        tuned: per record, in [0, 1]: right, wrong, or a tie at one half.
        groups: per record, what it belongs to.
        seed: of the draws.

    Raises:
        ValueError: there is no record, or the lengths differ.
    """
    found = metric(
        "higher",
        [(fixed, 1.0)] * len(groups),
        [(value, 1.0) for value in tuned],
        groups,
        seed=seed,
    )
    if found["groups"] >= 2:
        ends = share_interval(found["tuned"]["value"], found["groups"])
        found["tuned"] |= _ends(ends)
        found["difference"] |= _ends(Interval(ends.low - fixed, ends.high - fixed))
    found["method"] = SHARE_METHOD
    return found


def _ends(interval: Interval) -> dict[str, float]:
    return {"low": interval.low, "high": interval.high}


def _shown(estimate: Estimate) -> dict[str, float | None]:
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high}
