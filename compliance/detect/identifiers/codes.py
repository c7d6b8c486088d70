"""Codes and long numbers that nothing explains.

Such a number can single a person out (GDPR Recital 26), but most of them in program code, tables
and catalogues mean things. What is written like a date, a timestamp, an amount, a part of a decimal
number, a path, a hash, an article number or one cell of many is left out; the rest is doubtful and
scored so. A code that counts something within a year ("B-2025-10482") is an order, an invoice or a
case, and surer.
"""

from __future__ import annotations

from collections.abc import Iterator

from compliance.detect.identifiers.things import is_thing, is_yearly
from compliance.detect.matching.context import isolated
from compliance.detect.matching.rules import compile_pattern
from compliance.detect.types import Entity

_SCORE = 0.45
_YEARLY_SCORE = 0.55


class CodeFinder:
    """Finds long numbers and codes of letters and digits that have no label."""

    name = "codes"
    types: tuple[str, ...] = ("CUSTOMER_ID",)

    def __init__(self) -> None:
        self._pattern = compile_pattern(
            r"\p{L}{1,4}(?:[\-_/]?\d{1,}){1,4}\p{L}?|\d{2,6}-\d{4,10}|\d{8,14}"
        )

    def find(self, text: str) -> Iterator[Entity]:
        """Yield codes with six digits and more that stand in running text."""
        for match in self._pattern.finditer(text):
            start, end = match.span()
            value = match.group()
            if sum(char.isdigit() for char in value) < 6 or not isolated(text, start, end):
                continue
            if value.startswith("0") or is_thing(text, start, end):
                continue
            score = _YEARLY_SCORE if is_yearly(value) else _SCORE
            yield Entity(start, end, "CUSTOMER_ID", score, self.name)
