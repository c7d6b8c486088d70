"""What the operators of ftcheck have in common: they are Presidio operators with our parameters."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any

from presidio_anonymizer.operators import Operator, OperatorType

from compliance.operators.numbers import Numbers
from compliance.policy.operators import OperatorChoice


@dataclass(frozen=True, slots=True)
class Params:
    """What an operator is told about a value."""

    entity_type: str
    choice: OperatorChoice
    numbers: Numbers
    language: str
    """ISO 639-1 of the record, `und` where unknown."""


class Replace(Operator):  # type: ignore[misc]
    """A Presidio operator that puts something in the place of a value.

    `params` are the fields of `Params`.
    """

    name: str

    @abstractmethod
    def replace(self, text: str, params: Params) -> str:
        """Return what stands in the place of a value.

        Args:
            text: the value.
            params: what is known of it.
        """

    def meet(self, text: str, params: Params) -> None:  # noqa: B027 - most need to know nothing
        """Take notice of a value before any value of the record is replaced.

        Args:
            text: the value.
            params: what is known of it.
        """

    def operate(self, text: str, params: dict[str, Any] | None = None) -> str:
        """Return what stands in the place of `text`; the way Presidio calls an operator."""
        return self.replace(text, Params(**(params or {})))

    def validate(self, params: dict[str, Any] | None = None) -> None:
        """Refuse parameters that are not those of `Params`.

        Raises:
            TypeError: one is missing or unknown.
        """
        Params(**(params or {}))

    def operator_name(self) -> str:
        """Return the name it is registered under."""
        return self.name

    def operator_type(self) -> OperatorType:
        """Return that it anonymises."""
        return OperatorType.Anonymize
