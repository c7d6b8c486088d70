"""Edit budget: how many exact copies of a record its near copies amount to."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

from compliance.dataset.record import Record
from synth.gates.base import ACCEPT, Context, Verdict
from synth.text import tokens
from synth.turns import turns

# (share of tokens edited, share of an exact copy that the near copy is remembered as).
_RHO = ((0.0, 1.0), (0.01, 0.8), (0.10, 0.62), (0.50, 0.18), (1.0, 0.0))


def rho(edit_fraction: float) -> float:
    """Return what a near copy counts, in exact copies, by the share of its tokens that differ.

    Straight lines between published points: an exact copy counts 1, one with a token in a hundred
    changed about 0.8, with a tenth changed 0.60 to 0.65, with half changed 0.15 to 0.20. The last
    point, 0 for a text that shares nothing, is ours.

    Args:
        edit_fraction: in [0, 1].

    Basis: Shilov, Meeus, de Montjoye: The Mosaic Memory of Large Language Models,
        Nature Communications, doi 10.1038/s41467-026-68603-0.
    """
    for (left, high), (right, low) in zip(_RHO, _RHO[1:], strict=False):
        if edit_fraction <= right:
            return high + (low - high) * (edit_fraction - left) / (right - left)
    return 0.0


def edit_fraction(child: Record, parent: Record) -> float:
    """Return the share of tokens of all turns that differ, in [0, 1].

    Insertions, deletions and replacements count one each, over the length of the longer record.
    """
    ours, theirs = _tokens(child), _tokens(parent)
    return float(Levenshtein.normalized_distance(ours, theirs))


class EditBudget:
    """Keeps, for every parent, the sum over itself and its children in exact copies."""

    name = "edit_budget"

    def __init__(self, limit: float) -> None:
        """Start with every parent at 1, itself.

        Args:
            limit: exact-duplicate equivalents that no parent may exceed.
        """
        self._limit = limit
        self._spent: dict[str, float] = {}

    def check(self, child: Record, parent: Record, context: Context) -> Verdict:
        """Return `over_budget` (reject) when the child would take its parent over the limit."""
        cost = rho(edit_fraction(child, parent))
        if self.spent(parent.id) + cost > self._limit:
            return Verdict("reject", "over_budget")
        return ACCEPT

    def remember(self, child: Record, parent: Record) -> None:
        """Add an accepted child to its parent's sum."""
        cost = rho(edit_fraction(child, parent))
        self._spent[parent.id] = self.spent(parent.id) + cost

    def spent(self, parent_id: str) -> float:
        """Return the exact-duplicate equivalents of a parent so far."""
        return self._spent.get(parent_id, 1.0)


def _tokens(record: Record) -> list[str]:
    return [token for turn in turns(record) for token in tokens(turn.text)]
