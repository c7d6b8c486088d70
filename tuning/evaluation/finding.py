"""What evaluation has to know of the scanner, to mask what it finds in shown texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol


class Finding(Protocol):
    """What the scanner says about a piece of text; `compliance.detect.Entity` is one."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """Code point after the last."""

    @property
    def type(self) -> str:
        """Entity type."""


Find = Callable[[Sequence[str]], Sequence[Sequence[Finding]]]
"""`Engine.find`: the findings of each text."""


def masked(text: str, findings: Sequence[Finding]) -> str:
    """Return `text` with every finding replaced by its type."""
    parts, position = [], 0
    for finding in sorted(findings, key=lambda item: (item.start, item.end)):
        if finding.start >= position:
            parts += [text[position : finding.start], f"[masked: {finding.type}]"]
        position = max(position, finding.end)
    return "".join([*parts, text[position:]])
