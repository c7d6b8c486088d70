"""Coarser values: the year of a birth, the town of an address, a band of ages."""

from __future__ import annotations

import re

from compliance.detect.dates.months import month_number

_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_ISO = re.compile(
    r"(?<!\d)(?P<year>(?:1[89]|20)\d\d)[-/.](?P<month>\d{1,2})(?:[-/.]\d{1,2})?(?!\d)"
)
_NUMERIC = re.compile(
    r"(?<!\d)(?P<first>\d{1,2})\s?[./-]\s?(?P<second>\d{1,2})\s?[./-]\s?"
    r"(?P<year>(?:1[89]|20)\d\d)(?!\d)"
)
_WORD = re.compile(r"[^\W\d_]+")
_AGE = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_TOWN = re.compile(
    r"(?:^|[,\n]|\s)(?:[A-Z]{1,2}[- ])?(?P<code>\d{4,5}|\d{2}-\d{3}|\d{3} \d{2}|\d{4} [A-Z]{2})\s+"
    r"(?P<town>[^\W\d_][^,\n\d]*)"
)
_BAND = 10


def year_of(text: str) -> str | None:
    """Return the year of a date: `1985`."""
    found = _YEAR.findall(text)
    return found[0] if len(set(found)) == 1 else None


def month_of(text: str) -> str | None:
    """Return month and year of a date: `1985-03` (ISO 8601)."""
    iso = _ISO.search(text)
    if iso is not None:
        return _month(int(iso.group("month")), iso.group("year"))
    numeric = _NUMERIC.search(text)
    if numeric is not None:
        first, second = int(numeric.group("first")), int(numeric.group("second"))
        # Europe writes the day first; the other way only where it cannot be a month.
        return _month(second if second <= 12 else first, numeric.group("year"))
    year = year_of(text)
    months = {number for word in _WORD.findall(text) if (number := month_number(word))}
    return _month(months.pop(), year) if year and len(months) == 1 else None


def band_of(text: str) -> str | None:
    """Return an age or a year of birth as a band of ten years: `40-49`, `1980-1989`."""
    year = year_of(text)
    if year is not None:
        start = int(year) // _BAND * _BAND
        return f"{start}-{start + _BAND - 1}"
    ages = _AGE.findall(text)
    if len(ages) != 1 or int(ages[0]) > 129:
        return None
    start = int(ages[0]) // _BAND * _BAND
    return _AGE.sub(f"{start}-{start + _BAND - 1}", text)


def town_of(text: str) -> str | None:
    """Return the town of a postal address that has a postcode before it."""
    found = list(_TOWN.finditer(text))
    return found[-1].group("town").strip(" .") if found else None


def _month(number: int, year: str) -> str | None:
    return f"{year}-{number:02d}" if 1 <= number <= 12 else None
