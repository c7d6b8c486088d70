"""What a user may declare of the power that training takes."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class CostSettings(BaseModel):
    """The grid's emissions. Without them no CO2 is calculated: there is no figure for everybody."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    grid_factor: Annotated[float, Field(ge=0, le=5000, allow_inf_nan=False)] | None = None
    """Grams of CO2 equivalent per kWh where the machine stands."""
    grid_factor_source: str = ""
    """Who publishes that figure, and for which place and year."""

    @model_validator(mode="after")
    def _says_where_from(self) -> Self:
        if (self.grid_factor is None) == bool(self.grid_factor_source.strip()):
            raise ValueError(
                "grid_factor and grid_factor_source are set together: a figure without its source "
                "proves nothing"
            )
        return self
