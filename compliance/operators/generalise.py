"""The operator that says less: a coarser value in the place of a value."""

from __future__ import annotations

from compliance.operators.base import Params, Replace
from compliance.operators.coarse import band_of, month_of, town_of, year_of
from compliance.operators.placeholder import Placeholder
from compliance.policy.operators import LEVELS


class Generalise(Replace):
    """Puts a coarser value in the place of a value; what it cannot read becomes a slot.

    Basis: WP216 (Opinion 05/2014) section 3.2, generalisation; k-anonymity (Sweeney 2002).
    """

    name = "generalise"

    def replace(self, text: str, params: Params) -> str:
        """Return the coarser value, or a slot where the value cannot be read."""
        levels = LEVELS.get(params.entity_type, ())
        level = params.choice.to or (levels[0] if levels else None)
        coarse = {
            "year": year_of,
            "month": month_of,
            "age_band": band_of,
            "town": town_of,
        }.get(level or "", lambda _: None)(text)
        return coarse if coarse else Placeholder().replace(text, params)
