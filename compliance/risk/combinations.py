"""How many units share a combination of facts, and whom nobody else shares one with.

Somebody who looks for a person knows a few things: a town, an employer, a date. A combination is
one value of each of up to three kinds, and its k is the number of units that have all of them. In a
table, where a unit has one value of each kind, this is k-anonymity; where a text names several
towns and dates, it is k^m-anonymity: any of them may be the one that is known.

Basis: Sweeney, k-anonymity (2002); Terrovitis, Mamoulis, Kalnis, k^m-anonymity (VLDB 2008); WP216
section 2.2.2 (singling out).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from compliance.risk.rows import Bools, Ints, Kinds, Rows
from compliance.risk.units import View

MOST_FACTS = 3
"""So many kinds of facts are combined."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The k of one combination of kinds."""

    kinds: Kinds
    by_k: Counter[int]
    """k → units that have a value of each kind and this k."""
    alone_by_all: int
    """Units that are alone by this combination and by no part of it."""
    values: int | None
    """Values of each kind that were combined for a unit, the rarest; None for all."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the units stand when up to `MOST_FACTS` facts are known of them.

    A place is one in `View.alike`.
    """

    least: Ints
    """Place → the smallest k of any combination."""
    least_about_persons: Ints
    """The same by facts about persons only, without columns of which nobody said that they are."""
    first: dict[int, Kinds]
    """Place → the first of the fewest kinds that have k = 1; only places that stand alone."""
    alone_without: tuple[int, ...]
    """Kind → units that would still stand alone if the data did not tell it."""
    measured: tuple[Measured, ...]


def stand(view: View, rows: Rows) -> Standing:
    """Return the k of every combination of up to three kinds of facts.

    Time grows with the units and with the combinations of kinds; memory with both, a byte each.
    """
    least = np.full(rows.places, view.units, dtype=np.int64)
    persons = least.copy()
    alone: dict[Kinds, Bools] = {}
    without = np.zeros((len(view.kinds), rows.places), dtype=np.bool_)
    first: dict[int, Kinds] = {}
    measured: list[Measured] = []
    for size in range(1, MOST_FACTS + 1):
        for kinds in combinations(range(len(view.kinds)), size):
            members = np.flatnonzero(rows.members(kinds))
            if not len(members):
                continue
            k, values = _least_k(rows, kinds, view.units)
            of_part = np.zeros(rows.places, dtype=np.bool_)
            for part in combinations(kinds, size - 1):
                of_part |= alone.get(part, False)
            k[of_part] = 1
            own = k[members]
            least[members] = np.minimum(least[members], own)
            if all(view.about_persons[kind] for kind in kinds):
                persons[members] = np.minimum(persons[members], own)
            single = np.zeros(rows.places, dtype=np.bool_)
            single[members] = own == 1
            alone[kinds] = single
            for kind in set(range(len(view.kinds))) - set(kinds):
                without[kind] |= single
            for place in np.flatnonzero(single & ~of_part).tolist():
                first.setdefault(place, kinds)
            measured.append(
                Measured(
                    kinds,
                    _by_k(own, rows.weights[members]),
                    int(rows.weights[single & ~of_part].sum()),
                    values,
                )
            )
    return Standing(
        least,
        persons,
        first,
        tuple(int(rows.weights[each].sum()) for each in without),
        tuple(measured),
    )


def _least_k(rows: Rows, kinds: Kinds, total: int) -> tuple[Ints, int | None]:
    """Return place → the smallest k of its combinations, and how many values were combined."""
    combined = rows.combine(kinds)
    k = np.full(rows.places, total, dtype=np.int64)
    np.minimum.at(k, combined.places, combined.counts[combined.keys])
    for kind in kinds:
        k[rows.kinds[kind].lonely] = 1
    return k, combined.most


def _by_k(k: Ints, weights: Ints) -> Counter[int]:
    sums = np.bincount(k, weights=weights)
    return Counter({int(each): int(sums[each]) for each in np.flatnonzero(sums)})


def whole_sets(view: View, least: Ints) -> Ints:
    """Return for each place how many units fit everything that is known of it.

    A unit fits when it has all these values; what more is known of it does not tell it apart for
    somebody who does not know that.

    Args:
        view: the units.
        least: `Standing.least`: who is alone by a few facts is alone by all of them.
    """
    rare = max(64, view.units // 256)
    sets = [each.all() for each in view.alike]
    holders: dict[int, list[int]] = {}
    for at, values in enumerate(sets):
        for value in values:
            holders.setdefault(value, []).append(at)
    weights = np.array([each.weight for each in view.alike], dtype=np.int64)
    masks: dict[int, Bools] = {}
    result = least.copy()
    for at in np.flatnonzero(least > 1).tolist():
        ranked = sorted(sets[at], key=lambda value: view.support[value])
        if not ranked:
            continue
        if view.support[ranked[0]] <= rare:
            fitting = [other for other in holders[ranked[0]] if sets[at] <= sets[other]]
            result[at] = weights[fitting].sum()
        else:
            mask = _mask(ranked[0], masks, holders, len(sets))
            for value in ranked[1:]:
                mask = mask & _mask(value, masks, holders, len(sets))
            result[at] = weights[mask].sum()
    return result


def _mask(value: int, masks: dict[int, Bools], holders: dict[int, list[int]], size: int) -> Bools:
    """Return place → whether it has a value; only for values that many units have."""
    if value not in masks:
        masks[value] = np.zeros(size, dtype=np.bool_)
        masks[value][holders[value]] = True
    return masks[value]
