"""What one unit of privacy is: all rows that would be gone without one group of records."""

from __future__ import annotations

from collections.abc import Sequence

from compliance.dataset.record import Record
from compliance.errors import TuneError
from compliance.union_find import UnionFind
from tuning.examples import Example

Unit = tuple[Example, ...]
"""The examples of one unit; at least one."""
MEANING = (
    "a group of records (a person, a case, or a single record where none is named) with all "
    "synthetic records made from it; groups that share a synthetic record are one unit"
)


def units_of(
    examples: Sequence[Example], train: Sequence[Record], synthetic: Sequence[Record]
) -> tuple[Unit, ...]:
    """Return examples by unit, in the order of each unit's first one.

    A child of two groups makes them one unit. If it were counted in both, taking one group away
    would take the child out of the other as well: two clipped gradients would change, and epsilon
    would be too small.

    Args:
        examples: what is learned from, real and synthetic.
        train: the real training records.
        synthetic: the synthetic ones; their `parents` are training records.

    Raises:
        TuneError: nobody knows from which training records a synthetic one was made.
    """
    joined = UnionFind[str]()
    group = {record.id: record.group or record.id for record in train}
    for child in synthetic:
        if not child.parents or not group.keys() >= set(child.parents):
            raise TuneError(
                f"the synthetic record {child.id!r} has parents that are no training records",
                why="it could not be counted with the unit it was made from",
                fix="run `ftcheck augment` again",
            )
        own = child.group or group[child.parents[0]]
        for parent in child.parents:
            joined.join(own, group[parent])
        group[child.id] = own
    found: dict[str, list[Example]] = {}
    for example in examples:
        found.setdefault(joined.find(group[example.record_id]), []).append(example)
    return tuple(tuple(unit) for unit in found.values())
