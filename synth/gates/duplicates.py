"""Duplicates: a child is no copy of a training record, nor of another record's child."""

from __future__ import annotations

from collections.abc import Sequence

from compliance.dataset.record import Record
from synth.gates.base import ACCEPT, Context, Verdict
from synth.sketch import NearIndex
from synth.text import collapsed, squeezed
from synth.turns import turns


class Duplicates:
    """Compares a child with all training records and all accepted children.

    Case, spaces and slot numbers do not count. A child may be close to its own parent, and is:
    how close and how often is the edit budget's matter.
    """

    name = "duplicates"

    def __init__(self, records: Sequence[Record], threshold: float) -> None:
        """Index the training records.

        Args:
            records: all training records.
            threshold: similarity from which on a text counts as a near copy.
        """
        self._exact = {_exact(record) for record in records}
        self._near = NearIndex(threshold)
        for record in records:
            self._near.add(record.id, _near(record))

    def check(self, child: Record, parent: Record, context: Context) -> Verdict:
        """Return `equal` or `near_duplicate` (reject)."""
        if _exact(child) in self._exact:
            return Verdict("reject", "equal")
        if self._near.similar(_near(child), not_owner=parent.id):
            return Verdict("reject", "near_duplicate")
        return ACCEPT

    def remember(self, child: Record, parent: Record) -> None:
        """Index an accepted child under its parent's name."""
        self._exact.add(_exact(child))
        self._near.add(parent.id, _near(child))


def _exact(record: Record) -> tuple[str, ...]:
    return tuple(squeezed(turn.text) for turn in turns(record))


def _near(record: Record) -> str:
    return "\n".join(collapsed(turn.text) for turn in turns(record))
