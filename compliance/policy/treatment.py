"""What happens to one finding, and what decided it."""

from __future__ import annotations

from dataclasses import dataclass

from compliance.policy.operators import Action, OperatorChoice

REPLACING: frozenset[Action] = frozenset({"anonymize", "review"})
"""Actions under which a value is replaced: `review` too, until a person decides."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """The decision of a policy on one type at one place."""

    action: Action
    operator: OperatorChoice
    """How values are replaced where the action is `anonymize` or `review`."""
    min_score: float
    """Findings below it do not count."""
    because: tuple[str, ...]
    """What decided action, operator and threshold, in words, in this order."""

    @property
    def replaces(self) -> bool:
        """Whether the value is replaced."""
        return self.action in REPLACING
