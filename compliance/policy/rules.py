"""Rules that hold in some fields or for some roles only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from compliance.policy.operators import Action, OperatorChoice
from compliance.policy.place import Place, field_pattern


class Rule(BaseModel):
    """One entry of [[policy.rules]]; the first one that fits a finding decides.

    Every condition that is named must hold; one that is left out always does.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    types: tuple[str, ...] = ()
    """Entity types or categories."""
    fields: tuple[str, ...] = ()
    """JSON paths; `[*]` any index, `*` any name, `**` anything below."""
    roles: tuple[str, ...] = ()
    """Roles of messages, such as `assistant`."""
    action: Action | None = None
    """What happens; left out: what the policy says without this rule."""
    operator: OperatorChoice | None = None
    """How values are replaced; left out: what the policy says without this rule."""
    min_score: Annotated[float, Field(ge=0, le=1)] | None = None
    """Findings below it do not count here."""
    reason: str = ""
    """Why, for the person who reads the policy."""

    @field_validator("fields")
    @classmethod
    def _paths(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            field_pattern(pattern)
        return value

    @field_validator("operator", mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value

    def fits(self, entity_type: str, category: str, place: Place) -> bool:
        """Tell whether the rule holds for a finding of a type at a place."""
        if self.types and entity_type not in self.types and category not in self.types:
            return False
        if self.roles and place.role not in self.roles:
            return False
        return not self.fields or any(field_pattern(p).match(place.field) for p in self.fields)

    def covers(self, other: Rule, category_of: Callable[[str], str]) -> bool:
        """Tell whether `other`, standing behind this rule, can never decide anything.

        Args:
            other: a rule further down.
            category_of: tells the category of an entity type.
        """
        return (
            _all(other.types, self.types, lambda name: {name, category_of(name)} & {*self.types})
            and _all(other.fields, self.fields, self._holds_field)
            and _all(other.roles, self.roles, lambda role: role in self.roles)
        )

    def _holds_field(self, pattern: str) -> bool:
        if pattern in self.fields:
            return True
        # A pattern without stars is a field; the other way round it would take a calculus of paths.
        return "*" not in pattern and any(field_pattern(p).match(pattern) for p in self.fields)


def _all(theirs: tuple[str, ...], mine: tuple[str, ...], is_held: Callable[[str], object]) -> bool:
    return not mine or (bool(theirs) and all(map(is_held, theirs)))
