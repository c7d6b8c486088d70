"""Streets as they are written in Britain, Ireland and the United States: number, then name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.context import Hints, isolated
from compliance.detect.rules import compile_pattern

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
_UK_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}"
_UK_POSTCODE_SMALL = r"[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}"
_US_ZIP = (
    r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|"
    r"S[CD]|T[NX]|UT|V[AT]|W[AIVY]),? \d{5}(?:-\d{4})?"
)
_FLAT = r"(?:(?i:,?[ \n]{1,2}(?:Apt|Apartment|Flat|Unit|Suite|Ste|#)\.? ?\w{1,5}))?"
_TAIL = re.compile(
    rf"{_FLAT}(?:,?[ \n]{{1,2}}[A-Z][a-zA-Z'-]+(?: (?:upon|on|of|the|by|le|under|in))*"
    r"(?:[ -][A-Z][a-zA-Z'-]+){0,2}){0,3}?"
    rf"(?:,?[ \n]{{1,2}}(?:{_UK_POSTCODE}|{_US_ZIP}))(?![A-Za-z0-9])"
)
_TAIL_SMALL = re.compile(
    rf"{_FLAT}(?:,?[ \n]{{1,2}}[a-z'-]+){{1,4}}?,?[ \n]{{1,2}}"
    rf"(?:{_UK_POSTCODE_SMALL}|[a-z]{{2}},? \d{{5}})(?![a-z0-9])"
)
_FLAT_ONLY = re.compile(rf"{_FLAT}(?:,| in)[ \n]{{1,2}}[A-Z][a-z'-]+(?:[ -][A-Z][a-z]+)?(?![\w-])")
_FLAT_BEHIND = re.compile(_FLAT)
_FLAT_MARK = re.compile(r",?[ \n](?:apt|flat|unit|suite)\b", re.I)
_FRONT = re.compile(r"(?i)\b(?:flat|apartment|apt\.?|unit|suite|studio|house) ?\w{1,4},?[ \n]$")
_COUNTRY = re.compile(
    r",?[ \n]{1,2}(?:United Kingdom|UK|England|Scotland|Wales|USA|United States|Ireland)\b"
)
_HOME = Hints(
    ["address", "live", "lives", "living", "moved", "moving", "deliver", "ship", "shipped",
     "sent to", "send it to", "street", "house number", "adresse", "wohn*"]
)  # fmt: skip


class EnglishStreets:
    """Finds number and street, and the town behind them."""

    def __init__(self) -> None:
        self._street = compile_pattern(
            r"(?i)\d{1,5}[a-z]?(?:-\d{1,4})?,? (?:(?:north|south|east|west|[nsew])\.? )?"
            rf"(?:[\p{{L}}'\-]+\.? |\d{{1,3}}(?:st|nd|rd|th) ){{1,4}}?{_ENDING}\b\.?"
        )

    def find(self, text: str) -> Iterator[tuple[int, int, float]]:
        """Yield start, end and score of each address."""
        for match in self._street.finditer(text):
            start, end = match.span()
            if not isolated(text, start, end):
                continue
            if text[end - 1] == ".":
                end -= 1
            score = self._score(text, start, end)
            if score:
                left = text[max(0, start - 20) : start]
                front = _FRONT.search(left)
                begin = start - (len(left) - front.start()) if front else start
                yield begin, self.grow(text, end), score

    @staticmethod
    def grow(text: str, end: int) -> int:
        """Return the end of an address whose street ends at `end`."""
        for tail in (_TAIL, _TAIL_SMALL, _FLAT_ONLY, _FLAT_BEHIND):
            match = tail.match(text, end)
            if match is not None:
                end = match.end()
                break
        country = _COUNTRY.match(text, end)
        return country.end() if country is not None else end

    @staticmethod
    def _score(text: str, start: int, end: int) -> float:
        words = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", text[start:end])
        if any(word.lower() in _NOT_NAME for word in words[:-1]):
            return 0.0
        if _TAIL.match(text, end) or _TAIL_SMALL.match(text, end):
            return 0.85
        capital = all(word[0].isupper() for word in words if len(word) > 1)
        sure = _SURE.search(text[start:end]) is not None
        if capital and sure:
            return 0.7
        if _FLAT_MARK.match(text, end):
            return 0.6
        if not capital and not (sure and len(words) <= 4):
            return 0.0
        return 0.6 if _HOME.near(text, start, end) else 0.5
