"""Grouped splits: all records of one person or case fall on the same side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Literal

SplitName = Literal["train", "validation", "holdout"]
SPLITS: tuple[SplitName, ...] = ("train", "validation", "holdout")


def assign_splits(
    groups: Iterable[str], *, validation: float, holdout: float, seed: int
) -> dict[str, SplitName]:
    """Return the split of each group.

    Groups are ordered by a seeded hash and cut by share, so the sizes are exact to one group, the
    order of the records does not matter, and with at least three groups no side stays empty that
    has a share above zero.

    Args:
        groups: group names; repeats count once.
        validation: share of groups in [0, 0.5].
        holdout: share of groups in [0, 0.5].
        seed: any integer.
    """
    ordered = sorted(
        set(groups),
        key=lambda name: hashlib.sha256(
            f"{seed}\x1f{name}".encode("utf-8", "surrogatepass")
        ).digest(),
    )
    total = len(ordered)
    if total < 3:
        return dict.fromkeys(ordered, "train")
    n_holdout = _size(total, holdout)
    n_validation = _size(total, validation)
    assigned: dict[str, SplitName] = {}
    for index, name in enumerate(ordered):
        if index < n_holdout:
            assigned[name] = "holdout"
        elif index < n_holdout + n_validation:
            assigned[name] = "validation"
        else:
            assigned[name] = "train"
    return assigned


def _size(total: int, share: float) -> int:
    return 0 if share <= 0 else max(1, round(total * share))
