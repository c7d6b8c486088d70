"""Gates: each looks at one child for one reason; all must let it through."""

from __future__ import annotations

from collections.abc import Sequence

from compliance.dataset.record import Record
from synth.config import AugmentConfig
from synth.gates.base import Context, Find, Gate, Verdict
from synth.gates.closed_world import ClosedWorld
from synth.gates.duplicates import Duplicates
from synth.gates.edit_budget import EditBudget
from synth.gates.near_copy import NearCopy
from synth.sentences import Library

__all__ = ["Context", "Find", "Gate", "Verdict", "build_gates"]


def build_gates(
    records: Sequence[Record], config: AugmentConfig, library: Library
) -> tuple[list[Gate], EditBudget]:
    """Return all gates in the order they are asked, and the one that keeps the budgets."""
    budget = EditBudget(config.max_exact_duplicate_equivalents)
    gates: list[Gate] = [
        ClosedWorld(),
        Duplicates(records, config.near_duplicate_jaccard),
        NearCopy(records, library, run=config.near_copy_run),
        budget,
    ]
    return gates, budget
