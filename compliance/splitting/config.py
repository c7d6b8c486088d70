"""[split]: how records are kept from training."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class SplitSection(BaseModel):
    """[split]: shares of the groups (persons, cases) that are kept from training."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    validation: Annotated[float, Field(ge=0, le=0.5)] = 0.1
    """For early stopping and search."""
    holdout: Annotated[float, Field(ge=0, le=0.5)] = 0.1
    """Sealed: they judge, and choose nothing."""
    near_duplicates: Literal["together", "apart"] = "together"
    """`together`: groups that hold equal or nearly equal records fall on one side. `apart`: each
    group falls where it falls, and copies on two sides are counted as leakage."""
