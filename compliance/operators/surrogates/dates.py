"""Dates and ages, written as they were.

A date of birth becomes another one of the same decade. All other dates of a scope move by the same
number of weeks, so that days of the week and the time between two dates stay true. An age moves by
at most three years and does not cross 18.

Basis: WP216 (Opinion 05/2014) section 3.1.1 (noise), on dates; ISO 8601.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from compliance.operators.base import Params
from compliance.operators.numbers import permuted
from compliance.operators.surrogates.draw import cased, key, language, other, table

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<s>[-/.])(?P<month>\d{1,2})(?P=s)(?P<day>\d{1,2})",
        r"(?P<year>\d{4})-(?P<month>\d{2})",
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<day>\d{1,2}) ?(?P<s>[-/.]) ?(?P<month>\d{1,2}) ?(?P=s) ?(?P<year>\d{4}|\d{2})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.?",
        r"(?P<month>\d{1,2})[/.](?P<year>\d{4})",
        r"(?P<day>\d{1,2})(?P<th>\.|st|nd|rd|th|er|º|ª|°)?(?: de| of|-)?[ -]?"
        r"(?P<name>[^\W\d_]+)\.?(?:,? (?:de |del )?|-)(?P<year>\d{4}|\d{2})",
        r"(?P<name>[^\W\d_]+)\.? (?P<day>\d{1,2})(?P<th>st|nd|rd|th)?,? (?P<year>\d{4})",
        r"(?P<year>\d{4})\. (?P<name>[^\W\d_]+)\.? (?P<day>\d{1,2})\.?",
        r"(?P<day>\d{1,2})(?P<th>\.|st|nd|rd|th|er|º|ª|°)?(?: de| of|-)? ?(?P<name>[^\W\d_]+)\.?",
        r"(?P<name>[^\W\d_]+) (?P<day>\d{1,2})(?P<th>st|nd|rd|th)?",
        r"(?P<name>[^\W\d_]+)\.?,?(?: de| of)? (?P<year>\d{4})",
        r"(?P<year>\d{4})",
    )
)
_CLOCK = re.compile(
    r"(?:[T ,]{1,2}|,? (?:um|at|kl\.?|à|alle|om|o|ora) )\d{1,2}[:.h]\d{2}(?::\d{2}(?:\.\d+)?)?"
    r"(?: ?(?:uhr|h|am|pm|z|[+-]\d{2}:?\d{2}))?\Z",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:\*|geb\.?|geboren(?: am)?|jahrgang|born(?: on| in)?|née? le|nat[oa] il|nacid[oa] el|"
    r"geboren op|ur\.|nar\.|født|född)(?: |(?<=[.*]))",
    re.IGNORECASE,
)
"""Words before a date of birth."""
_PIVOT = 30
"""Two digits of a year: from here on they mean the last century."""
_NO_YEAR = 2000
"""A leap year, for dates without one."""
_WEEKS = range(5, 53)
_AGE = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_OLDEST = 129
_YEAR = re.compile(r"(?:19|20)\d\d")
_EPOCH = datetime.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class _Date:
    """A date as far as a text tells it, and the form in which it does."""

    match: re.Match[str]
    year: int | None
    month: int | None
    day: int | None
    spelling: tuple[str, ...] = ()
    """The months as the name of the month is written."""


def born(value: str, params: Params) -> str | None:
    """Return another date of birth of the same decade, in the same form."""
    lead = _LEAD.match(value)
    if lead is not None:
        new = born(value[lead.end() :], params)
        return None if new is None else lead.group() + new
    date = _read(value, params)
    if date is None or date.year is None:
        return None
    start = date.year // 10 * 10
    if date.month is None:
        year = start + other(date.year - start, 10, key(params, f"born/year/{start}"))
        return _written(date, value, year, None, None)
    if date.day is None:
        months = (date.year - start) * 12 + date.month - 1
        month = other(months, 120, key(params, f"born/month/{start}"))
        return _written(date, value, start + month // 12, month % 12 + 1, None)
    first = datetime.date(start, 1, 1)
    days = (datetime.date(start + 10, 1, 1) - first).days
    at = (datetime.date(date.year, date.month, date.day) - first).days
    moved = first + datetime.timedelta(other(at, days, key(params, f"born/day/{start}")))
    return _written(date, value, moved.year, moved.month, moved.day)


def date(value: str, params: Params) -> str | None:
    """Return a date moved by the weeks of its scope, in the same form."""
    clock = _CLOCK.search(value)
    head = value[: clock.start()] if clock else value
    read = _read(head, params)
    if read is None:
        return None
    weeks = _weeks(params)
    tail = value[len(head) :]
    if read.month is None:
        year = (read.year or _NO_YEAR) + (1 if weeks > 0 else -1)
        return _written(read, head, year, None, None) + tail
    if read.day is None:
        months = (read.year or _NO_YEAR) * 12 + read.month - 1 + round(weeks * 7 / 30.44)
        return _written(read, head, months // 12, months % 12 + 1, None) + tail
    moved = datetime.date(read.year or _NO_YEAR, read.month, read.day)
    try:
        moved += datetime.timedelta(weeks=weeks)
    except OverflowError:
        return None
    if read.year is None and moved.year != _NO_YEAR:
        # A date without a year goes round the calendar: 366 days, so that no two meet.
        days = (moved - datetime.date(_NO_YEAR, 1, 1)).days % 366
        moved = datetime.date(_NO_YEAR, 1, 1) + datetime.timedelta(days)
    return _written(read, head, moved.year, moved.month, moved.day) + tail


def age(value: str, params: Params) -> str | None:
    """Return an age that is at most three years off, on the same side of 18."""
    if _YEAR.search(value):
        return born(value, params)
    found = _AGE.findall(value)
    if not found or any(int(each) > _OLDEST for each in found):
        return None

    def moved(match: re.Match[str]) -> str:
        years = int(match.group())
        # 18 opens a block: blocks of four from 2 on.
        low = 0 if years < 2 else 2 + (years - 2) // 4 * 4
        size = 2 if low == 0 else 4
        new = low + other(years - low, size, key(params, f"age/{low}"))
        return f"{new:0{len(match.group())}d}" if match.group().startswith("0") else str(new)

    return _AGE.sub(moved, value)


def expiry(value: str, params: Params) -> str | None:
    """Return another month of the same decade for the expiry of a card."""
    match = re.fullmatch(r"(\d{1,2})( ?[/.-] ?)(\d\d)?(\d\d)", value)
    if match is None or not 1 <= int(match[1]) <= 12:
        return None
    decade, year = divmod(int(match[4]), 10)
    new = other(year * 12 + int(match[1]) - 1, 120, key(params, f"expiry/{decade}"))
    return f"{new % 12 + 1:02d}{match[2]}{match[3] or ''}{decade}{new // 12}"


def _weeks(params: Params) -> int:
    """Return by how many weeks the dates of a scope move; never none."""
    place = permuted(0, 2 * len(_WEEKS), key(params, "weeks"))
    weeks = _WEEKS[place // 2]
    return weeks if place % 2 else -weeks


def _read(value: str, params: Params) -> _Date | None:
    """Return what a text that is nothing but a date says."""
    for form in _FORMS:
        match = form.fullmatch(value)
        if match is None:
            continue
        parts = match.groupdict()
        spelling: tuple[str, ...] = ()
        if parts.get("name"):
            found = _month(parts["name"], language(params, value))
            if found is None:
                continue
            month: int | None = found[0]
            spelling = found[1]
        else:
            month = int(parts["month"]) if parts.get("month") else None
        year = int(parts["year"]) if parts.get("year") else None
        if parts.get("year") and len(parts["year"]) == 2 and year is not None:
            year += 2000 if year < _PIVOT else 1900
        day = int(parts["day"]) if parts.get("day") else None
        if _exists(year, month, day):
            return _Date(match, year, month, day, spelling)
    return None


def _exists(year: int | None, month: int | None, day: int | None) -> bool:
    try:
        datetime.date(year or _NO_YEAR, month or 1, day or 1)
    except ValueError:
        return False
    return year is None or 1000 <= year <= 2999


def _written(read: _Date, text: str, year: int, month: int | None, day: int | None) -> str:
    """Return the text of a date with other numbers in it."""
    groups = {name: old for name, old in read.match.groupdict().items() if old}
    numbers = [groups[name] for name in ("day", "month") if name in groups]
    wide = all(len(each) == 2 for each in numbers) and (
        not read.spelling or any(each[0] == "0" for each in numbers)
    )
    parts: dict[str, Callable[[str], str]] = {
        "year": lambda old: f"{year % 100:02d}" if len(old) == 2 else f"{year:04d}",
        "month": lambda _: f"{month:02d}" if wide else str(month),
        "day": lambda _: f"{day:02d}" if wide else str(day),
        "name": lambda old: cased(old, read.spelling[(month or 1) - 1]),
        "th": lambda old: _ordinal(old, day or 1),
    }
    spans = [
        (read.match.start(name), read.match.end(name), new(read.match[name]))
        for name, new in parts.items()
        if name in groups
    ]
    for start, end, new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _ordinal(old: str, day: int) -> str:
    if old.lower() in ("st", "nd", "rd", "th"):
        return "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return "" if old.lower() == "er" and day > 1 else old


@cache
def _spellings() -> dict[str, list[tuple[int, str, tuple[str, ...]]]]:
    """Return how a month can be written → its number, its language, all months written so."""
    found: dict[str, list[tuple[int, str, tuple[str, ...]]]] = {}
    for spoken, lists in table("months").items():
        for words in lists.values():
            months = tuple(words.split())
            for number, word in enumerate(months, 1):
                found.setdefault(word.casefold(), []).append((number, spoken, months))
    return found


def _month(word: str, spoken: str) -> tuple[int, tuple[str, ...]] | None:
    known = _spellings().get(word.casefold())
    if known is None:
        return None
    number, _, months = next((each for each in known if each[1] == spoken), known[0])
    return number, months
