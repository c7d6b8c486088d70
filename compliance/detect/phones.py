"""Phone numbers: candidates by shape, validated with Google's numbering plans.

Basis: ITU-T E.164; libphonenumber metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import phonenumbers

from compliance.detect.context import Hints, isolated
from compliance.detect.rules import compile_pattern
from compliance.detect.types import Entity

_HINTS = Hints(
    ["tel", "telefon", "handy", "mobil", "rufnummer", "telefonnummer", "handynummer", "fax", "ruf",
     "anruf", "anrufen", "zurückrufen", "rückruf", "erreichbar", "erreichen", "whatsapp", "signal",
     "durchwahl", "festnetz", "phone", "mobile", "cell", "call", "ring", "reach me", "text me",
     "number is", "hotline", "contact"]
)  # fmt: skip
_AGAINST = Hints(
    ["bestell", "auftrag", "rechnung", "kunden", "vertrag", "order", "invoice", "ticket",
     "tracking", "sendung", "artikel", "isbn", "ean", "imei", "serien", "serial", "version",
     "iban", "konto"]
)  # fmt: skip
_DATE = re.compile(r"\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}(?!\d)|\d{4}-\d\d-\d\d(?!\d)")
_SEPARATOR = re.compile(r"[ ()/.\-]+")
_SPACES = re.compile(r"[ /.-]* [ /.-]*|/")
_AMERICAN = re.compile(r"\d{3}[ .-]?\d{3}[ .-]?\d{4}(?!\d)")
_NEXT_NUMBER = re.compile(r"[ /]+(?=(?:\+|0)\d)")
_MOST_GROUPS = 9
_MINIMUM = 7
"""Digits; shorter ones are found only behind a word for phone."""


class PhoneFinder:
    """Finds phone numbers in national and international form."""

    name = "phones"
    types: tuple[str, ...] = ("PHONE_NUMBER",)

    def __init__(self, regions: Sequence[str]) -> None:
        self._regions = tuple(regions)
        self._run = compile_pattern(r"(?:\(?\+ ?|\()?\d(?:[ ()/.\-]{0,3}\d){6,40}")
        self._labelled = compile_pattern(
            r"(?i)\b(?:tel(?:efon)?(?:nummer)?|phone|mobile?|mobilnummer|handy(?:nummer)?|"
            r"rufnummer|durchwahl|fax|cell|festnetz)[.:]?(?: ?(?:nummer|number|no\.?|nr\.?))?"
            r"(?: (?:ist|is|lautet|die|the|unter|on))*[:# ]{1,3}([(+]?\d[\d ()/.\-]{3,20}\d)"
        )

    def find(self, text: str) -> Iterator[Entity]:
        """Yield phone numbers; a run of digits that holds two numbers gives both."""
        if not any(char.isdigit() for char in text):
            return
        for match in self._run.finditer(text):
            for start, end in _pieces(text, match.start(), match.end()):
                yield from self._in_piece(text, start, end)
        for match in self._labelled.finditer(text):
            start, end = match.span(1)
            digits = sum(char.isdigit() for char in text[start:end])
            if 5 <= digits <= 15 and isolated(text, start, end) and not _DATE.match(text, start):
                yield Entity(start, end, "PHONE_NUMBER", 0.6, self.name)

    def _in_piece(self, text: str, start: int, end: int) -> Iterator[Entity]:
        if len(_SEPARATOR.findall(text, start, end)) > _MOST_GROUPS:
            # Nobody writes a number in that many groups; trying every cut would cost minutes.
            score = self._score(text, start, end)
            if score:
                yield Entity(start, end, "PHONE_NUMBER", score, self.name)
            return
        while start < end:
            if text[start] in "+(0" or _AMERICAN.match(text, start, end):
                for stop in self._stops(text, start, end):
                    score = self._score(text, start, stop)
                    if score:
                        yield Entity(start, stop, "PHONE_NUMBER", score, self.name)
                        start = stop
                        break
            gap = _SPACES.search(text, start, end)
            if gap is None:
                return
            start = gap.end()

    @staticmethod
    def _stops(text: str, start: int, end: int) -> list[int]:
        """Return the possible ends of a number that begins at `start`, the longest first."""
        cuts = [gap.start() for gap in _SEPARATOR.finditer(text, start, end)]
        return [end, *reversed(cuts)]

    def _score(self, text: str, start: int, end: int) -> float:
        value = text[start:end]
        digits = sum(char.isdigit() for char in value)
        if digits < _MINIMUM or digits > 16 or not isolated(text, start, end):
            return 0.0
        hinted = _HINTS.near(text, start, end)
        if value.lstrip("(").startswith("+") or value.startswith("00"):
            plain = "+" + value[2:] if value.startswith("00") else value
            if self._possible(plain, None, valid=True):
                return 0.95
            return 0.65 if self._possible(plain, None, valid=False) else 0.0
        if any(self._possible(value, region, valid=True) for region in self._regions):
            if hinted:
                return 0.9
            return 0.3 if _AGAINST.before(text, start, 40) else 0.6
        if hinted and any(self._possible(value, region, valid=False) for region in self._regions):
            return 0.55
        return 0.0

    @staticmethod
    def _possible(value: str, region: str | None, *, valid: bool) -> bool:
        try:
            number = phonenumbers.parse(value, region)
        except phonenumbers.NumberParseException:
            return False
        if valid:
            return bool(phonenumbers.is_valid_number(number))
        return bool(phonenumbers.is_possible_number(number))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a run of digits between dates and before each "0" or "+" after a space."""
    for date in _DATE.finditer(text, start, end):
        if date.start() > start and text[date.start() - 1].isdigit():
            continue
        yield from _split(text, start, date.start())
        start = date.end()
    yield from _split(text, start, end)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] not in "+(" and not text[start].isdigit():
        start += 1
    for gap in _NEXT_NUMBER.finditer(text, start, end):
        before = sum(char.isdigit() for char in text[start : gap.start()])
        behind = sum(char.isdigit() for char in text[gap.end() : end])
        if before >= _MINIMUM and behind >= _MINIMUM:
            yield start, gap.start()
            start = gap.end()
    while end > start and not text[end - 1].isdigit():
        end -= 1
    if start < end:
        yield start, end
