"""A policy as people read it: the same lines at the terminal and in the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compliance.detect.types import TYPES
from compliance.policy.model import Policy
from compliance.policy.operators import OperatorChoice
from compliance.policy.rules import Rule
from compliance.policy.treatment import Treatment


@dataclass(frozen=True, slots=True)
class TypeRow:
    """What happens to one type where no rule holds."""

    name: str
    category: str
    title: str
    basis: str
    how: Treatment

    @property
    def operator(self) -> str:
        """How values are replaced, in words; empty where they are not."""
        return operator_words(self.how.operator) if self.how.replaces else ""


def type_row(policy: Policy, name: str) -> TypeRow:
    """Return what happens to one type, known or the user's own."""
    known, own = TYPES.get(name), policy.types.get(name)
    title = known.title if known is not None else (own.title if own is not None else "")
    return TypeRow(
        name,
        policy.category_of(name),
        title or "a type of the user's own",
        known.basis if known is not None else "GDPR Art. 4(1)",
        policy.treatment(name),
    )


def type_rows(policy: Policy, own_types: Iterable[str] = ()) -> list[TypeRow]:
    """Return what happens to each type: those that ftcheck knows, then the user's own."""
    return [type_row(policy, name) for name in (*TYPES, *own_types)]


def operator_words(choice: OperatorChoice) -> str:
    """Return an operator with its settings."""
    settings = [
        *(f"to {choice.to}" for _ in range(choice.to is not None)),
        *(f"the last {choice.keep_last} stay" for _ in range(choice.keep_last > 0)),
    ]
    return f"{choice.name} ({', '.join(settings)})" if settings else choice.name


def rule_words(rule: Rule) -> tuple[str, str]:
    """Return where a rule holds and what it says, in words."""
    where = [
        ", ".join(rule.types) or "every type",
        *(f"in {', '.join(rule.fields)}" for _ in range(bool(rule.fields))),
        *(f"written by {', '.join(rule.roles)}" for _ in range(bool(rule.roles))),
    ]
    return " ".join(where), ", ".join(_said(rule))


def _said(rule: Rule) -> Iterator[str]:
    if rule.action is not None:
        yield rule.action
    if rule.operator is not None:
        yield operator_words(rule.operator)
    if rule.min_score is not None:
        yield f"from score {rule.min_score}"
