"""Typed, numbered slots such as `[PERSON_1]`."""

from __future__ import annotations

import re

from compliance.operators.base import Params, Replace

SLOT = re.compile(r"\[([A-Z][A-Z0-9_]*)_(\d{1,9})\]")
"""A slot in cleaned text: entity type and number."""


class Placeholder(Replace):
    """Puts the slot of a value in its place: equal values of a type share one, others never do."""

    name = "placeholder"

    def replace(self, text: str, params: Params) -> str:
        """Return the slot."""
        return f"[{params.entity_type}_{params.numbers.index(params.entity_type, text) + 1}]"
