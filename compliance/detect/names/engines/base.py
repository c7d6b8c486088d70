"""What every name engine offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Reading:
    """One find of a model, as the model gives it."""

    start: int
    """Inclusive, a code point of the text."""
    end: int
    """Exclusive."""
    type: str
    """An entity type, such as PERSON."""
    score: float | None = None
    """How sure the model is; None when it gives no such figure."""


class NameEngine(Protocol):
    """A loaded model that reads names.

    What it reads in a text depends on that text alone, never on the texts beside it.
    """

    kind: str
    needs_capitals: bool
    """Whether a find without a capital letter, in a text that has some, is to be taken for an
    error of the model."""

    def read(self, texts: Sequence[str]) -> list[list[Reading]]:
        """Return the finds of each text, however long it is; overlaps are allowed."""
        ...

    def describe(self) -> dict[str, Any]:
        """Return name, version, hash, and under `languages` those it is known to read."""
        ...
