"""The forms in which dates are written, as one pattern: every find says which form it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compliance.detect.context import isolated
from compliance.detect.dates.months import month_number, month_pattern, sure_month_pattern
from compliance.detect.rules import compile_pattern

_DAY = r"\d{1,2}"
_YEAR = r"(?:1[5-9]|20)\d{2}"
_ORD = r"(?:st|nd|rd|th|er|[oa]|-?(?:го|ти|ви|ри|ма)|\.)?"
_TO_MONTH = r"(?:[ .-]{0,2}| (?:de|del|of|of the|ta'|di|dies|do) | d')"
_TO_YEAR = r"(?:[.,]?[ ]{0,2}|[-/]| (?:de|del|of|do|di|af) )"
_TO_DAY = (
    r"(?: ?[-/] ?| ?(?:to|till|until|bis|und|and|or|au|et|al|a|y|e|ao|do|i|och|og|tot en met|tot|en|"
    r"až|a|și|si|и|до|και|έως|ja|ir|un|li|through) ?(?:le |el |il |the |dem |den |zum )?)"
)
_MONTH = month_pattern() + r"\.?"
_SURE = sure_month_pattern() + r"\.?"
_ROMAN = r"(?:XII|XI|IX|X|VIII|VII|VI|IV|V|III|II|I)"
_NUMERIC = (
    r"\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}|\d{4}\. ?\d{1,2}\. ?\d{1,2}|"
    r"\d{1,2}\. ?\d{1,2}\. ?(?:\d{4}|\d{2})|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|"
    r"\d{1,2}-\d{1,2}-(?:\d{4}|\d{2})|"
    rf"\d{{1,2}}[. ]{{1,2}}(?-i:{_ROMAN})[. ]{{1,2}}{_YEAR}"
)
_WRITTEN = (
    rf"{_YEAR}(?:\.|\. ?gada| gada| ?m\.|\. aasta)? {_MONTH} {_DAY}(?: d\.)?|"
    rf"{_YEAR}\. ?(?:gada|g\.) {_DAY}\. ?{_MONTH}|"
    rf"{_DAY}{_ORD}{_TO_MONTH}{_MONTH}{_TO_YEAR}(?:{_YEAR})|"
    rf"{_DAY}[ -]?{_MONTH}[ -]'?\d{{2}}|"
    rf"{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}|"
    rf"{_MONTH} {_DAY}\. päivänä {_YEAR}"
)
_RANGE = (
    rf"{_DAY}{_ORD}{_TO_DAY}{_DAY}{_ORD}{_TO_MONTH}{_SURE}(?:{_TO_YEAR}{_YEAR})?|"
    rf"{_DAY}\. ?(?:{_DAY}\.)? ?- ?{_DAY}\. ?{_DAY}\. ?(?:{_YEAR}|\d{{2}})|"
    rf"{_SURE} {_DAY} ?- ?{_DAY},? {_YEAR}"
)
_MONTH_YEAR = (
    rf"{_MONTH}{_TO_YEAR}{_YEAR}|{_YEAR}(?:\.|\. ?gada| ?m\.)? {_SURE}|"
    rf"(?:0?[1-9]|1[0-2])[/.-]{_YEAR}"
)
_DAY_MONTH = (
    rf"{_DAY}{_ORD}{_TO_MONTH}{_SURE}|{_SURE} {_DAY}(?:st|nd|rd|th)?|"
    r"(?:[0-2]?\d|3[01])\.(?:0?\d|1[0-2])\."
)
_YEARS = rf"{_YEAR}(?: ?[-/] ?(?:{_YEAR}|\d{{2}}))?"
_DATE = compile_pattern(
    rf"(?i)(?:(?P<range>{_RANGE})|(?P<full>{_NUMERIC}|{_WRITTEN})|(?P<month>{_MONTH_YEAR})|"
    rf"(?P<day>{_DAY_MONTH})|(?P<year>{_YEARS})|(?P<bare>\d{{8}}|\d{{6}}|\d{{1,2}}\.\d{{1,2}}))"
)
_FORMS = ("range", "full", "month", "day", "year", "bare")
_FOUR_DIGITS = re.compile(r"(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_CLOCK = re.compile(
    r"T\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?|"
    r",?[ ]{1,2}(?:(?i:um|at|à|a las|alle|alle ore|ore|às|kl\.?|klo|o|o godz\.|v|ob|u|om|в|στις) )?"
    r"\d{1,2}[:.h]\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:[ ]?(?i:am|pm|a\.m\.|p\.m\.|uhr|hrs|h|utc|z|"
    r"[+-]\d{2}:?\d{2})(?![^\W_]))?(?![\w]|[.,:]\d)"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it stands in a text."""

    start: int
    end: int
    form: str
    """`full`, `range`, `month` (with year), `day` (with month), `year`, or `bare` digits."""
    year: int | None
    """The year when it is written with four digits."""


def written_dates(text: str) -> Iterator[Written]:
    """Yield everything in a text that has the form of a date, in order, without overlap."""
    for match in _DATE.finditer(text):
        start, end = match.span()
        form = next(name for name in _FORMS if match.group(name) is not None)
        value = match.group()
        if not isolated(text, start, end) and not (
            form == "full" and text[end : end + 1] == "T" and _CLOCK.match(text, end)
        ):
            continue
        if _part_of_number(text, start, end):
            continue
        if form in ("full", "range") and not _plausible(value):
            continue
        year = _FOUR_DIGITS.search(value)
        yield Written(start, end, form, int(year.group()) if year else None)


def clock_end(text: str, end: int) -> int:
    """Return the end of a date that ends at `end` with the time of day behind it."""
    match = _CLOCK.match(text, end, end + 50)
    return match.end() if match is not None else end


def _part_of_number(text: str, start: int, end: int) -> bool:
    """Tell whether digits go on across a mark: "1.2.3.4", "12/3/1999/7"."""
    before = text[max(0, start - 2) : start]
    behind = text[end : end + 2]
    if len(before) == 2 and before[1] in "./-," and before[0].isdigit():
        return True
    return len(behind) == 2 and behind[0] in "./-," and behind[1].isdigit()


def _plausible(value: str) -> bool:
    """Tell whether day and month can be such: one number up to 31 and a month."""
    numbers = [int(number) for number in re.findall(r"\d+", value)]
    word = _LETTERS.search(value)
    if word is not None and any(month_number(each) for each in _LETTERS.findall(value)):
        return any(1 <= number <= 31 for number in numbers)
    if len(numbers) < 3:
        return any(1 <= number <= 31 for number in numbers)
    if numbers[0] > 31:
        return 1 <= numbers[1] <= 12 and 1 <= numbers[2] <= 31
    first, second = numbers[-3:-1]
    return 1 <= min(first, second) <= 12 and 1 <= max(first, second) <= 31
