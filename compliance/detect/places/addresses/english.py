"""Streets as they are written in Britain, Ireland and the United States: number, then name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.matching.context import isolated
from compliance.detect.matching.rules import compile_pattern
from compliance.detect.places.addresses.core import Core

_ENDING = (
    r"(?:street|st|road|rd|lane|ln|avenue|ave|drive|dr|close|court|ct|crescent|cres|gardens|gdns|"
    r"grove|hill|mews|park|place|pl|row|square|sq|terrace|ter|walk|way|view|green|rise|boulevard|"
    r"blvd|parade|quay|wharf|circle|cir|parkway|pkwy|highway|hwy|trail|yard|passage|broadway)"
)
_SURE = re.compile(r"(?:street|road|lane|avenue|ave|crescent|boulevard|blvd|rd)\.?$", re.I)
_NOT_NAME = frozenset(
    "the a an of down up this that my your our his her their minutes minute hours hour days day "
    "weeks week months years times percent people in on at to from for with and or by off along "
    "across miles mile km meters metres yards am pm euros pounds dollars items units pieces other "
    "more long short different same one two three all each every next last first second".split()
)
"""Words that stand between a number and "way" or "drive" without being a street's name."""
_FLAT_MARK = re.compile(r",?[ \n](?:apt|flat|unit|suite)\b", re.I)
_DIRECTION = re.compile(r" (?:north|south|east|west|[NSEW][EW]?)\.?(?![^\W_])", re.I)
_WORDS = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


class EnglishStreets:
    """Finds number and street."""

    def __init__(self) -> None:
        self._street = compile_pattern(
            r"(?i)\d{1,5}[a-z]?(?:-\d{1,4})?,? (?:(?:north|south|east|west|[nsew])\.? )?"
            rf"(?:[\p{{L}}'\-]+\.? |\d{{1,3}}(?:st|nd|rd|th) ){{1,4}}?{_ENDING}\b\.?"
        )
        self._numbered = compile_pattern(
            r"(?i)\d{1,5}[a-z]?,? (?:(?:north|south|east|west|[nsew])\.? )?"
            rf"\d{{1,3}}(?:st|nd|rd|th) {_ENDING}\b\.?"
        )
        self._without_number = compile_pattern(
            r"(?:\p{Lu}[\p{L}'\-]+ ){1,3}(?:Street|Road|Lane|Avenue|Drive|Close|Crescent|Gardens|"
            r"Grove|Terrace|Boulevard|Mews)\b"
        )

    def find(self, text: str) -> Iterator[Core]:
        """Yield numbers with their streets."""
        for pattern in (self._street, self._numbered):
            for match in pattern.finditer(text):
                start, end = match.span()
                if not isolated(text, start, end) or _PART.search(text[max(0, start - 2) : start]):
                    continue
                if text[end - 1] == ".":
                    end -= 1
                core = _core(text, start, end)
                if core is not None:
                    yield core
        for match in self._without_number.finditer(text):
            start, end = match.span()
            if isolated(text, start, end):
                hinted = 0.5 if _LIVES.search(text[max(0, start - 24) : start]) else 0.0
                yield Core(start, end, 0.0, hinted, 0.7)


_PART = re.compile(r"\d[.,:/-]$")
"""Right before a number that is a part of a date, a time or a price."""
_LIVES = re.compile(
    r"(?i)\b(?:liv(?:e|es|ed|ing)|resid(?:e|es|ed|ing)|moved|address|home)\b[\w :,]{0,12}$"
)
"""Right before a street without a number: "lives in Baker Street"."""


_NUMBERED_ROAD = re.compile(r"(?i)(?:county|state|township|ranch) (?:road|route|highway|hwy)$")
_ROAD = re.compile(r" \d{1,4}(?![\w])")
_UK_CODE = re.compile(r"(?i)(?<![^\W_])[a-z]{1,2}\d[a-z\d]? \d[abd-hjlnp-uw-z]{2}(?![^\W_])")


def _core(text: str, start: int, end: int) -> Core | None:
    words = _WORDS.findall(text[start:end])
    if any(word.lower() in _NOT_NAME for word in words[:-1]):
        return None
    capital = all(word[0].isupper() for word in words if len(word) > 2)
    sure = _SURE.search(text[start:end]) is not None
    flat = _FLAT_MARK.match(text, end) is not None
    direction = _DIRECTION.match(text, end)
    end = direction.end() if direction is not None else end
    if _NUMBERED_ROAD.search(text[start:end]) and (road := _ROAD.match(text, end)) is not None:
        return Core(start, road.end(), 0.6, 0.7, 0.85)
    if capital and sure:
        return Core(start, end, 0.7, 0.75, 0.85)
    if flat:
        return Core(start, end, 0.6, 0.6, 0.85)
    if not capital and not (sure and len(words) <= 4):
        coded = _UK_CODE.search(text[max(0, start - 24) : end + 24]) is not None
        return Core(start, end, 0.5 if coded and len(words) <= 3 else 0.0, 0.0, 0.85)
    return Core(start, end, 0.5, 0.6, 0.85)
