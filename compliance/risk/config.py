"""What the user can set under [risk]: the least k, what happens below it, claims, columns."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Below = Literal["note", "review", "block"]
Claim = Literal["none", "pseudonymised", "anonymous"]
MOST_K = 100
"""From this k on units are counted together."""


class RiskConfig(BaseModel):
    """Settings of the measurement of re-identification risk; part of the evidence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min_k: Annotated[int, Field(ge=2, le=MOST_K)] = 5
    """So many units must share a combination of facts; below it `below` says what happens."""
    below: Below | None = None
    """What it means that units stay below `min_k` in the cleaned data. Left out: `review` with the
    preset `strict`, else `note`."""
    claim: Claim = "none"
    """What the company claims the cleaned data to be. `anonymous` is held against the measurement,
    and what contradicts it blocks."""
    quasi_identifiers: tuple[str, ...] = ()
    """Columns that tell something of a person, as JSON paths (`$.zip`): they always count."""
    leave_out: tuple[str, ...] = ()
    """Columns that tell nothing of a person and do not count."""
