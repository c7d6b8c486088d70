"""The choices of an operator, as a policy names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

Action = Literal["block", "anonymize", "review", "allow"]
OperatorName = Literal[
    "placeholder", "surrogate", "mask", "hash", "encrypt", "generalise", "redact", "keep"
]
OPERATORS: tuple[OperatorName, ...] = get_args(OperatorName)
Level = Literal["year", "month", "age_band", "town"]

LEVELS: Mapping[str, tuple[Level, ...]] = {
    "DATE_OF_BIRTH": ("year", "age_band"),
    "AGE": ("age_band",),
    "DATE_TIME": ("month", "year"),
    "STREET_ADDRESS": ("town",),
}
"""Entity type → what a value of it can be generalised to, the default first."""

LEAVE_A_PART: frozenset[OperatorName] = frozenset({"mask", "generalise", "keep"})
"""Operators after which something of a value can still be read."""


class OperatorChoice(BaseModel):
    """One operator with its settings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: OperatorName = "placeholder"
    keep_last: Annotated[int, Field(ge=0, le=8)] = 0
    """`mask`: so many letters and digits at the end stay as they are."""
    char: Annotated[str, Field(min_length=1, max_length=1)] = "*"
    """`mask`: what stands in place of the others."""
    to: Level | None = None
    """`generalise`: how coarse; the default depends on the type."""

    @model_validator(mode="after")
    def _settings_of_its_own(self) -> OperatorChoice:
        if self.name != "mask" and (self.keep_last or self.char != "*"):
            raise ValueError("`keep_last` and `char` belong to the operator `mask`")
        if self.name != "generalise" and self.to is not None:
            raise ValueError("`to` belongs to the operator `generalise`")
        return self
