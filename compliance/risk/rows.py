"""The values of units as arrays, and all combinations of values of some kinds at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compliance.risk.units import View

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Kinds = tuple[int, ...]

_MOST_ROWS = 4_000_000
"""Combinations of values that are held at once for one combination of kinds."""
_VALUES = 16
"""Values of a unit that are combined when there are too many; halved until they are few enough."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The values of one kind that more than one unit has, place by place, the rarest first."""

    having: Bools
    """Place in `View.alike` → whether units there have any value of the kind."""
    lonely: Bools
    """Place → whether they have a value that no other unit has."""
    starts: Ints
    counts: Ints
    """Place → where in `values` its own ones stand, and how many they are."""
    values: Ints


@dataclass(frozen=True, slots=True)
class Keys:
    """Combinations of values: one row for each that a place has."""

    places: Ints
    """Row → place; ascending."""
    keys: Ints
    """Row → which combination, from 0."""
    counts: Ints
    """Combination → units that have it."""
    most: int | None
    """Values of a kind that were combined for a unit, the rarest; None for all. Long texts with
    dozens of dates and places would make billions of combinations."""


class Rows:
    """The values of a view by kind.

    Args:
        view: the units.
    """

    def __init__(self, view: View) -> None:
        self.weights: Ints = np.array([each.weight for each in view.alike], dtype=np.int64)
        self.places = len(view.alike)
        self.base = len(view.support) + 1
        self.kinds = [_kind(view, kind) for kind in range(len(view.kinds))]

    def members(self, kinds: Kinds) -> Bools:
        """Return place → whether it has a value of each kind."""
        result = np.ones(self.places, dtype=np.bool_)
        for kind in kinds:
            result &= self.kinds[kind].having
        return result

    def combine(self, kinds: Kinds) -> Keys:
        """Return all combinations of one value of each kind that more than one unit can have."""
        most = self._most(kinds)
        places = np.arange(self.places, dtype=np.int64)
        codes = np.zeros(self.places, dtype=np.int64)
        for kind in kinds:
            places, codes = self._joined(places, codes, self.kinds[kind], most)
        _, keys = np.unique(codes, return_inverse=True)
        counts = np.bincount(keys, weights=self.weights[places]).astype(np.int64)
        return Keys(places, keys.astype(np.int64), counts, most)

    def extend(self, combined: Keys, kind: int) -> tuple[Ints, Ints, Ints]:
        """Return each row of some combinations once for every value of one more kind.

        Args:
            combined: what `combine` returned.
            kind: the further kind; of a long text only its rarest values count.

        Returns:
            Row → row of `combined`, → combination and value as one number, → the value.
        """
        rows = np.arange(len(combined.places), dtype=np.int64)
        row, codes = self._joined(rows, combined.keys, self.kinds[kind], _VALUES, combined.places)
        return row, codes, codes % self.base

    def _joined(
        self,
        rows: Ints,
        codes: Ints,
        kind: Kind,
        most: int | None,
        places: Ints | None = None,
    ) -> tuple[Ints, Ints]:
        """Return each row once for every value of a kind, with the code of both."""
        at = rows if places is None else places
        counts = kind.counts[at] if most is None else np.minimum(kind.counts[at], most)
        before = np.cumsum(counts) - counts
        own = np.repeat(np.arange(len(rows), dtype=np.int64), counts)
        offset = np.arange(len(own), dtype=np.int64) - before[own]
        values = kind.values[kind.starts[at][own] + offset]
        return rows[own], codes[own] * self.base + values

    def _most(self, kinds: Kinds) -> int | None:
        most: int | None = None
        while self._size(kinds, most) > _MOST_ROWS and most != 1:
            most = _VALUES if most is None else most // 2
        return most

    def _size(self, kinds: Kinds, most: int | None) -> float:
        size = np.ones(self.places)
        for kind in kinds:
            counts = self.kinds[kind].counts
            size *= counts if most is None else np.minimum(counts, most)
        return float(size.sum())


def _kind(view: View, kind: int) -> Kind:
    having, lonely, counts, values = [], [], [], []
    for each in view.alike:
        own: Sequence[int] = each.facts.get(kind, ())
        shared = [value for value in own if view.support[value] > 1]
        having.append(bool(own))
        lonely.append(len(shared) < len(own))
        counts.append(len(shared))
        values += shared
    lengths = np.array(counts, dtype=np.int64)
    return Kind(
        having=np.array(having, dtype=np.bool_),
        lonely=np.array(lonely, dtype=np.bool_),
        starts=np.cumsum(lengths) - lengths,
        counts=lengths,
        values=np.array(values, dtype=np.int64),
    )
