"""The form in which two facts are equal: dates by the day they name, addresses by their town."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.dates.months import month_number
from compliance.operators.coarse import town_of
from compliance.scan import normal_value

_ISO = re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(
    r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})\.?(?:\s?[./-]?\s?((?:1[5-9]|20)\d\d))?(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_AGE = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_POSTCODE = re.compile(
    r"(?<![\w-])(?:\d{5}|\d{4}|\d{2}-\d{3}|\d{3} \d{2}|\d{4} ?[A-Z]{2})(?![\w-])"
)
_DATES = frozenset({"DATE_OF_BIRTH", "DATE_TIME"})
_LONGEST = 200
"""Characters that count of a value; a longer one is a text."""


def values_of(entity_type: str, text: str) -> Iterator[str]:
    """Yield the values that a finding stands for, each in the form in which equal ones are equal.

    Args:
        entity_type: of the finding.
        text: as it stands.
    """
    if entity_type in _DATES:
        yield date_of(text)
    elif entity_type == "AGE":
        yield age_of(text)
    elif entity_type == "STREET_ADDRESS":
        town = town_of(text)
        if town:
            yield _plain(town)
        codes = _POSTCODE.findall(text)
        if codes:
            yield codes[-1]
    else:
        yield _plain(text)


def age_of(text: str) -> str:
    """Return an age as a number, a band of ages as `40-49`; else itself."""
    ages = [int(age) for age in _AGE.findall(text)]
    if len(ages) == 2 and ages[0] < ages[1]:
        return f"{ages[0]}-{ages[1]}"
    return str(ages[0]) if len(ages) == 1 else _plain(text)


def date_of(text: str) -> str:
    """Return a date as far as it is said: `1990-06-24`, `1990-06`, `1990`, `--06-24`; else itself.

    Europe writes the day first; the month comes first only where it cannot be a day.
    """
    iso = _ISO.search(text)
    if iso is not None:
        return _iso(iso.group(1), int(iso.group(2)), int(iso.group(3))) or _plain(text)
    years = sorted(set(_YEAR.findall(text)))
    year = years[0] if len(years) == 1 else ""
    months = {number for word in _WORD.findall(text) if (number := month_number(word))}
    if len(months) == 1 and len(years) <= 1:
        days = _DAY.findall(text)
        day = int(days[0]) if len(days) == 1 else None
        return _iso(year, months.pop(), day) or _plain(text)
    numeric = _NUMERIC.search(text)
    if numeric is not None and not months:
        first, second = int(numeric.group(1)), int(numeric.group(2))
        month, day = (second, first) if second <= 12 else (first, second)
        return _iso(numeric.group(3) or "", month, day) or _plain(text)
    return year if year and not months and _plain(text) == year else _plain(text)


def _iso(year: str, month: int, day: int | None) -> str | None:
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    tail = f"-{month:02d}" + (f"-{day:02d}" if day is not None else "")
    return f"{year or '-'}{tail}"


def _plain(text: str) -> str:
    return normal_value(text)[:_LONGEST]
