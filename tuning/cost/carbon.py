"""CO2 of measured energy, by a factor that somebody answers for; never by a default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tuning.config.cost import CostSettings


def co2(energy: Mapping[str, Any], settings: CostSettings) -> dict[str, Any]:
    """Return the grams of CO2 equivalent, or why they are not calculated.

    Args:
        energy: as `EnergyMeter.result` gives it.
        settings: the grid's factor and its source.
    """
    if settings.grid_factor is None:
        reason = "no grid_factor is set in [tune.cost]"
    elif energy["status"] != "measured":
        reason = f"the energy was not measured: {energy['reason']}"
    else:
        return {
            "status": "calculated",
            "grams": float(energy["kwh"]) * settings.grid_factor,
            "grams_per_kwh": settings.grid_factor,
            "source": settings.grid_factor_source,
        }
    return {"status": "not calculated", "reason": reason}
