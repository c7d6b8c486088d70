"""Dates of birth and ages, kept apart from all other dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from compliance.detect.dates.ages import Ages
from compliance.detect.dates.births import Births
from compliance.detect.dates.durations import Durations
from compliance.detect.dates.forms import Written, clock_end, written_dates, year_end
from compliance.detect.dates.months import month_number
from compliance.detect.dates.weekdays import weekday_start
from compliance.detect.dates.years import is_month_of_notes, is_plain_date
from compliance.detect.matching.re2patterns import compile_pattern
from compliance.detect.types import Entity

__all__ = ["DateFinder", "FullDate", "Written", "full_dates", "month_number", "written_dates"]

_DENSE = 3
"""Months like 11/63 in a text from which on that is how it writes dates."""
_SCORES = {"full": 0.85, "range": 0.85, "month": 0.75, "day": 0.6, "year": 0.55, "short": 0.5}


FullDate = tuple[int, int, int | None]
"""Start, end and year of a date with day, month and year; None for a short year."""


def full_dates(dates: Iterable[Written]) -> list[FullDate]:
    """Return those of the dates in a text that have day, month and year."""
    return [(date.start, date.end, date.year) for date in dates if date.form == "full"]


_TO = re.compile(
    r" ?(?:-|to|until|till|through|bis|zum|au|al|até|tot|do|až|til|till|до|έως) ?(?:zum |den )?"
)
_SEASONS = (
    r"spring|summer|autumn|winter|frühjahr|sommer|herbst|été|automne|hiver|printemps|verano|otoño|"
    r"invierno|primavera|estate|autunno|inverno"
)
_LEAD = compile_pattern(
    rf"(?i)(?:(?:the )?(?:beginning|start|end|middle|(?:first|second) (?:half|quarter)|early|mid|"
    rf"late|anfang|ende|mitte|début|fin|principios|finales|mediados|inizio|fine|początek|koniec|"
    rf"(?:(?:{_SEASONS}) (?:and|und|et|y|e) )?(?:{_SEASONS}))"
    r"(?: |-)(?:of |de |di )?(?:the )?)$"
)
"""What belongs to a month or a year behind it: "the end of October 1997"."""
_OTHER = compile_pattern(r"(?i)(\p{L}+)(?: and | to | or | und | bis | - |-| et | y )$")
_AND = re.compile(r" (?:and|und|et|y|e|i|a|en|og|och|és|și|и|και|ja) (?:dem |el |le |il )?")
_OPENER = re.compile(
    r"(?i)(?<![^\W_])(?:between|zwischen|entre|tra|fra|tussen|między|mezi|medzi|között|între|"
    r"между|μεταξύ|"
    r"mellan|mellem|mellom) (?:dem |el |le |il |the )?$"
)
"""Before the first of two dates that are one period: "between 3 March and 5 May 1999"."""


_YEARS = re.compile(r"(?:1[5-9]|20)\d{2}(?:, (?:1[5-9]|20)\d{2})*")
_LIST = 60
"""Characters from which on a list of years is read as several, to keep the time linear."""


def _period(text: str, first: Entity, date: Written) -> int | None:
    """Return where the period or list of years begins that `first` begins and `date` goes on with.

    None when they are two dates. "Between" is a part of what it opens.
    """
    between = text[first.end : date.start]
    if _TO.fullmatch(between):
        return first.start
    joined = _AND.fullmatch(between) is not None
    window = max(0, first.start - 24)
    opener = _OPENER.search(text[window : first.start]) if joined else None
    if opener is not None:
        return window + opener.start()
    if date.form == "year" and (joined or between == ", "):
        short = first.end - first.start <= _LIST
        return first.start if short and _YEARS.fullmatch(text[first.start : first.end]) else None
    return None


def _begin(text: str, date: Written) -> int:
    """Return where a date begins with the part of the month or year that is named before it."""
    if date.form in ("full", "range", "day"):
        return weekday_start(text, date.start)
    if date.form not in ("month", "year"):
        return date.start
    window = max(0, date.start - 40)
    before = text[window : date.start]
    start = date.start
    other = _OTHER.search(before) if date.form == "month" and date.word else None
    if other is not None and month_number(other.group(1)) is not None:
        start = window + other.start()
        before = text[window:start]
    lead = _LEAD.search(before)
    return window + lead.start() if lead is not None else start


class DateFinder:
    """Finds birth dates and ages; other dates, and how long things took, only when asked for.

    Basis: GDPR Art. 4(1); other dates are quasi identifiers (Pilán et al. 2022, TAB).
    """

    name = "dates"

    def __init__(self, *, all_dates: bool, durations: bool = False) -> None:
        self._all = all_dates
        self._durations = Durations() if all_dates and durations else None
        self.types: tuple[str, ...] = ("AGE", "DATE_OF_BIRTH")
        if all_dates:
            self.types = (*self.types, "DATE_TIME")
        self._births = Births()
        self._ages = Ages()

    def find(self, text: str) -> Iterator[Entity]:
        """Yield dates of birth, ages and, when configured, other dates."""
        yield from self.among(text, written_dates(text))

    def among(self, text: str, dates: Sequence[Written]) -> Iterator[Entity]:
        """Yield what `find` does, from dates that were read before: others need them too.

        Args:
            text: normalised text.
            dates: what `written_dates` returned for it.
        """
        for start, end, score in self._ages.find(text):
            yield Entity(start, end, "AGE", score, self.name)
        for start, end, score in self._durations.find(text) if self._durations else ():
            yield Entity(start, end, "DATE_TIME", score, self.name)
        last: Entity | None = None
        dense = sum(date.form == "short" for date in dates) >= _DENSE
        for date in dates:
            if self._births.has(text, date):
                yield Entity(date.start, date.end, "DATE_OF_BIRTH", 0.85, self.name)
            elif (
                self._all
                and date.form in _SCORES
                and (is_plain_date(text, date) or (dense and is_month_of_notes(text, date)))
            ):
                end = year_end(text, date.end)
                end = clock_end(text, end) if date.form in ("full", "day") else end
                score = _SCORES[date.form]
                start = _begin(text, date)
                whole = _period(text, last, date) if last is not None else None
                if last is not None and whole is not None:
                    last = Entity(whole, end, "DATE_TIME", min(score, last.score), self.name)
                    continue
                if last is not None:
                    yield last
                last = Entity(start, end, "DATE_TIME", score, self.name)
        if last is not None:
            yield last
