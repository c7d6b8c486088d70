"""One reason of a verdict, and how much it weighs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["block", "review", "open", "note"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a verdict."""

    code: str
    """Keeps its meaning for good: a block is no note with another weight."""
    severity: Severity
    """`block` and `review` and `open` keep the data from being cleared; `note` does not."""
    text: str
    count: int | None = None
    source: str | None = None
