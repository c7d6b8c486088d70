"""Grouped splits: all records of one person or case fall on the same side, and copies with them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from compliance.dataset.split import SplitName


def assign_splits(
    groups: Iterable[str],
    *,
    validation: float,
    holdout: float,
    seed: int,
    ties: Mapping[str, str] | None = None,
) -> dict[str, SplitName]:
    """Return the split of each group.

    Groups are ordered by a seeded hash and cut by share, so the sizes are exact to one group, the
    order of the records does not matter, and with at least three groups no side stays empty that
    has a share above zero. Groups that are tied count as many, and fall on one side: where they
    are too many for what a side has room for, the next ones in the order take their place. So a
    side may stay smaller than its share, and it is empty only where fewer than three sets of tied
    groups exist.

    Args:
        groups: group names; repeats count once.
        validation: share of groups in [0, 0.5].
        holdout: share of groups in [0, 0.5].
        seed: any integer.
        ties: for a group the name of the set that it belongs to; others stand alone.

    Basis: Kapoor and Narayanan 2023, doi 10.1016/j.patter.2023.100804 (leakage by duplicates and
    by lack of independence between splits).
    """
    ordered = sorted(set(groups), key=lambda name: _place(name, seed))
    tied: defaultdict[str, list[str]] = defaultdict(list)
    for name in ordered:
        tied[name if ties is None else ties.get(name, name)].append(name)
    sets = list(tied.values())  # in the order of their first groups
    assigned: dict[str, SplitName] = dict.fromkeys(ordered, "train")
    if len(sets) < 3:
        return assigned
    sides: tuple[tuple[SplitName, float], ...] = (("holdout", holdout), ("validation", validation))
    for left, (side, share) in zip((2, 1), sides, strict=True):
        chosen, sets = _divided(sets, _size(len(ordered), share), left)
        for names in chosen:
            assigned |= dict.fromkeys(names, side)
    return assigned


def _divided(
    sets: list[list[str]], room: int, left: int
) -> tuple[list[list[str]], list[list[str]]]:
    """Return the first sets that fit, and at least so many others; where none fits, a smallest."""
    chosen: list[list[str]] = []
    others: list[list[str]] = []
    if room and room < min(map(len, sets)):
        room = min(map(len, sets))
    for names in sets:
        fits = len(names) <= room
        (chosen if fits else others).append(names)
        room -= len(names) if fits else 0
    while len(others) < left and len(chosen) > 1:
        others.append(chosen.pop())
    return chosen, others


def _place(name: str, seed: int) -> bytes:
    return hashlib.sha256(f"{seed}\x1f{name}".encode("utf-8", "surrogatepass")).digest()


def _size(total: int, share: float) -> int:
    return 0 if share <= 0 else max(1, round(total * share))
