"""Typed, numbered slots such as `[PERSON_1]`."""

from __future__ import annotations

from compliance.operators.base import Params, Replace


class Placeholder(Replace):
    """Puts the slot of a value in its place: equal values of a type share one, others never do."""

    name = "placeholder"

    def replace(self, text: str, params: Params) -> str:
        """Return the slot."""
        return f"[{params.entity_type}_{params.numbers.index(params.entity_type, text) + 1}]"
