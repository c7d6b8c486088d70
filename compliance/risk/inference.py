"""What can be learned of a person without singling anyone out.

When all units that share a combination of facts have the same diagnosis, whoever knows the facts
knows the diagnosis, however large the group is. Groups of one are not counted here: that is
singling out.

Basis: WP216 section 2.2.2 (inference); Machanavajjhala et al., l-diversity (2007); Li, Li,
Venkatasubramanian, t-closeness (2007).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from compliance.risk.facts import is_sensitive
from compliance.risk.rows import Bools, Ints, Keys, Kinds, Rows
from compliance.risk.units import View

LEAST_GROUP = 5
"""Units of a group that counts as large."""
CHANCE = 0.05
"""A large group must be less likely to be alike by chance: where nine of ten have something, five
who all have it tell nothing."""
GROUP_FOR_T = 10
"""Units from which on a share within a group says something."""
_MOST_KNOWN = 2


@dataclass(frozen=True, slots=True)
class Inferred:
    """What the other facts tell about one sensitive kind."""

    kind: str
    units: int
    """Units that have it."""
    everybody: bool
    """Whether all units of the dataset have the same value."""
    homogeneous: int
    """Units in a group of two or more that all have the same value."""
    homogeneous_large: int
    """Those of them whose group has `LEAST_GROUP` units or more and is not alike by chance."""
    by: tuple[tuple[str, ...], ...]
    """The kinds of facts that make such large groups."""
    t: float | None
    """The largest distance between the share of units with this kind in a group of `GROUP_FOR_T` or
    more and their share in the dataset; None when there is no such group."""


def infer(view: View, rows: Rows) -> list[Inferred]:
    """Return for each sensitive kind what groups with one or two facts in common tell about it."""
    sensitive = [at for at, kind in enumerate(view.kinds) if is_sensitive(kind)]
    if not sensitive:
        return []
    known = [at for at, kind in enumerate(view.kinds) if not is_sensitive(kind)]
    groups = [
        (kinds, rows.combine(kinds))
        for size in range(1, _MOST_KNOWN + 1)
        for kinds in combinations(known, size)
    ]
    return [_infer(view, rows, kind, groups) for kind in sensitive]


def _infer(view: View, rows: Rows, kind: int, groups: Sequence[tuple[Kinds, Keys]]) -> Inferred:
    small = np.zeros(rows.places, dtype=np.bool_)
    large = small.copy()
    by: list[tuple[str, ...]] = []
    distances: list[float] = []
    having = rows.kinds[kind].having
    units = int(rows.weights[having].sum())
    for kinds, groups_of in groups:
        if not len(groups_of.places):
            continue
        places, size, share = _same_for_all(rows, groups_of, kind, view)
        small[places] = True
        telling = (size >= LEAST_GROUP) & (share**size < CHANCE)
        large[places[telling]] = True
        if telling.any():
            by.append(tuple(view.kinds[each] for each in kinds))
        distances += _distance(rows, groups_of, having, units / view.units)
    most = max(
        (view.support[at] for at, each in enumerate(view.kind_of) if each == kind), default=0
    )
    return Inferred(
        kind=view.kinds[kind],
        units=units,
        everybody=most == view.units > 1,
        homogeneous=int(rows.weights[small].sum()),
        homogeneous_large=int(rows.weights[large].sum()),
        by=tuple(by),
        t=round(max(distances), 4) if distances else None,
    )


def _same_for_all(
    rows: Rows, groups: Keys, kind: int, view: View
) -> tuple[Ints, Ints, npt.NDArray[np.float64]]:
    """Return places in groups of two or more that all have one value, size, and the value's share.

    The share is that of the units in the dataset that have the value.
    """
    row, codes, values = rows.extend(groups, kind)
    _, together = np.unique(codes, return_inverse=True)
    places = groups.places[row]
    holding = np.bincount(together, weights=rows.weights[places])[together]
    size = groups.counts[groups.keys[row]]
    share = np.array(view.support, dtype=np.float64)[values] / view.units
    same = (holding == size) & (size >= 2)
    return places[same], size[same], share[same]


def _distance(rows: Rows, groups: Keys, having: Bools, share: float) -> list[float]:
    """Return the largest distance of a group's share from the dataset's, if a group is large.

    With two outcomes (has it, has it not) the earth mover's distance is the difference of shares.
    """
    weights = rows.weights[groups.places] * having[groups.places]
    holding = np.bincount(groups.keys, weights=weights, minlength=len(groups.counts))
    large = groups.counts >= GROUP_FOR_T
    if not large.any():
        return []
    return [float(np.abs(holding[large] / groups.counts[large] - share).max())]
