"""Calls the operator `surrogate` in a scope of its own."""

from __future__ import annotations

from compliance.evidence import ProjectKeys
from compliance.operators.base import Params
from compliance.operators.numbers import Numbers, RecordNumbers
from compliance.operators.surrogate import Surrogate
from compliance.policy import OperatorChoice


class Scope:
    """A record or dataset in which values get surrogates."""

    def __init__(self, language: str = "de", numbers: Numbers | None = None) -> None:
        self.numbers = numbers or RecordNumbers(ProjectKeys.ephemeral(), "r", {})
        self.language = language
        self._choice = OperatorChoice(name="surrogate")
        self._operator = Surrogate()

    def meet(self, entity_type: str, value: str) -> None:
        """Let the operator know that a value stands in the scope."""
        params = Params(entity_type, self._choice, self.numbers, self.language)
        self._operator.meet(value, params)

    def __call__(self, entity_type: str, value: str) -> str:
        """Return the surrogate."""
        params = Params(entity_type, self._choice, self.numbers, self.language)
        return self._operator.replace(value, params)
