"""One reason of a verdict, and how much it weighs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["block", "review", "open", "note"]


@dataclass(frozen=True, slots=True)
class Waived:
    """The reason that a waiver turned into a note, but for count and source, which the note has."""

    code: str
    severity: Severity
    text: str
    waiver: str
    """Id of the waiver."""


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
    waived: Waived | None = None
    """What the note G440 stands for."""
