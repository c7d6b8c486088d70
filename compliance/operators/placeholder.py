"""Typed, numbered slots such as `[PERSON_1]`, consistent within a record."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from presidio_anonymizer.operators import Operator, OperatorType

from compliance.scan import normal_value

SLOT = re.compile(r"\[([A-Z][A-Z0-9_]*)_(\d{1,6})\]")
"""A slot in cleaned text: entity type and number."""


class SlotNumbers:
    """Numbers slots within one record: equal values of a type share a slot, others never do."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Start behind the slots that already stand in `texts`, so that none is given twice."""
        self._slots: dict[tuple[str, str], str] = {}
        self._last: dict[str, int] = {}
        for text in texts:
            for entity_type, number in SLOT.findall(text):
                self._last[entity_type] = max(self._last.get(entity_type, 0), int(number))

    def slot(self, entity_type: str, value: str) -> str:
        """Return the slot for a value, the same one for the same value and type."""
        key = (entity_type, normal_value(value))
        if key not in self._slots:
            number = self._last.get(entity_type, 0) + 1
            self._last[entity_type] = number
            self._slots[key] = f"[{entity_type}_{number}]"
        return self._slots[key]


class Placeholder(Operator):  # type: ignore[misc]
    """Presidio operator that puts the slot of a value in its place."""

    def operate(self, text: str, params: dict[str, Any] | None = None) -> str:
        """Return the slot for `text`.

        Args:
            text: the value found.
            params: `entity_type` and `slots`, a SlotNumbers.
        """
        params = params or {}
        numbers: SlotNumbers = params["slots"]
        return numbers.slot(params["entity_type"], text)

    def validate(self, params: dict[str, Any] | None = None) -> None:
        """Refuse parameters without a SlotNumbers."""
        if not isinstance((params or {}).get("slots"), SlotNumbers):
            raise ValueError("placeholder needs `slots`")

    def operator_name(self) -> str:
        """Return the name it is registered under."""
        return "placeholder"

    def operator_type(self) -> OperatorType:
        """Return that it anonymises."""
        return OperatorType.Anonymize
