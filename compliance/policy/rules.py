"""Rules that hold in some fields or for some roles only."""

from __future__ import annotations

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

    def covers(self, other: Rule) -> bool:
        """Tell whether `other`, standing behind this rule, can never decide anything."""
        return (
            _wider(self.types, other.types)
            and _wider(self.fields, other.fields)
            and _wider(self.roles, other.roles)
        )


def _wider(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return not mine or (bool(theirs) and set(theirs) <= set(mine))
