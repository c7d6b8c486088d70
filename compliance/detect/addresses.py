"""Postal addresses as whole spans: street and number, with town and postcode when they follow."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.detect.addresses_de import GermanStreets
from compliance.detect.addresses_en import EnglishStreets
from compliance.detect.rules import compile_pattern
from compliance.detect.types import Entity


class AddressFinder:
    """Finds postal addresses in German, British and American form, over a line break too."""

    name = "addresses"
    types: tuple[str, ...] = ("STREET_ADDRESS",)

    def __init__(self) -> None:
        self._german = GermanStreets()
        self._english = EnglishStreets()
        self._box = compile_pattern(r"(?i)\b(?:p\.? ?o\.? ?box|postfach) (?:\d{1,3} ?){1,4}")

    def find(self, text: str) -> Iterator[Entity]:
        """Yield addresses, each as one span."""
        if not any(char.isdigit() for char in text):
            return
        for start, end, score in (
            *self._german.find(text),
            *self._english.find(text),
            *self._boxes(text),
        ):
            yield Entity(start, end, "STREET_ADDRESS", score, self.name)

    def _boxes(self, text: str) -> Iterator[tuple[int, int, float]]:
        for match in self._box.finditer(text):
            end = match.start() + len(match.group().rstrip())
            grown = self._german.grow(text, end)
            yield match.start(), grown if grown > end else self._english.grow(text, end), 0.75
