"""Dates of birth and ages, kept apart from all other dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.context import Hints, isolated
from compliance.detect.dates.months import month_number as month_number
from compliance.detect.rules import compile_pattern
from compliance.detect.types import Entity

_MONTHS = (
    r"(?:jan(?:uar|uary|\.)?|feb(?:ruar|ruary|\.)?|m(?:ä|ae)rz|mar(?:ch|\.)?|mrz\.?|apr(?:il|\.)?|"
    r"mai|may|jun[ie]?\.?|jul[iy]?\.?|aug(?:ust|\.)?|sept?(?:ember|\.)?|o[kc]t(?:ober|\.)?|"
    r"nov(?:ember|\.)?|de[zc](?:ember|\.)?)"
)
_NUMERIC = (
    r"\d{4}[./\-]\d{1,2}[./\-]\d{1,2}|\d{1,2}\. ?\d{1,2}\. ?(?:\d{4}|\d{2})|"
    r"\d{1,2}[/\-]\d{1,2}[/\-](?:\d{4}|\d{2})"
)
_WRITTEN = (
    rf"\d{{1,2}}(?:\.|st|nd|rd|th)? ?(?:of )?{_MONTHS},? \d{{4}}|"
    rf"{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
)
_PARTIAL = (
    rf"\d{{1,2}}(?:\.|st|nd|rd|th)? ?(?:of )?{_MONTHS}|{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?|"
    r"\d{1,2}\.\d{1,2}\.?|(?:19|20)\d{2}|\d{8}|\d{6}"
)
_BIRTH_BEFORE = Hints(
    ["geboren", "gebo*", "geb.", "geb", "geburtsdatum", "geburtstag", "geburtstags", "geb.-datum",
     "geburtsjahr", "jahrgang", "gebdat", "born", "dob", "d.o.b", "date of birth", "birth date",
     "birthday", "birthdate", "year of birth", "birth year", "b-day", "bday"]
)  # fmt: skip
_BIRTH_AFTER = Hints(["geboren", "geb.", "born", "geburtstag", "is my birthday", "is my dob"])
_WEAK = re.compile(r"(?:19|20)\d{2}|\d{6}|\d{8}|\d{1,2}\.\d{1,2}\.?")


_FULL = compile_pattern(f"(?i)(?:{_NUMERIC}|{_WRITTEN})")
_FOUR_DIGITS = re.compile(r"(?<!\d)(?:1[89]|20)\d{2}(?!\d)")


def full_dates(text: str) -> Iterator[tuple[int, int, int | None]]:
    """Yield start, end and year of every date with day, month and year; None for short years."""
    for match in _FULL.finditer(text):
        if isolated(text, *match.span()):
            year = _FOUR_DIGITS.search(match.group())
            yield match.start(), match.end(), int(year.group()) if year else None


class DateFinder:
    """Finds birth dates and ages; other full dates only when asked for."""

    name = "dates"

    def __init__(self, *, all_dates: bool) -> None:
        self._all = all_dates
        self.types: tuple[str, ...] = ("AGE", "DATE_OF_BIRTH")
        if all_dates:
            self.types = (*self.types, "DATE_TIME")
        self._date = compile_pattern(f"(?i)(?:{_NUMERIC}|{_WRITTEN}|{_PARTIAL})")
        self._star = re.compile(r"(?:\(|\s)\*\s?$")
        self._age = compile_pattern(
            r"(?i)(?:\b(?:ich bin|bin|i am|i'm|i turned|aged|alter:?|age:?|im alter von|at the "
            r"age of|"
            r"(?:mein|meine|my|unser|unsere|our|sein|seine|ihre|his|her) \p{L}+ (?:ist|is|wird)"
            r"|er ist|sie ist|she is|he is|she's|he's)"
            r"(?: (?:jetzt|schon|erst|nun|now|only|already|über|over))? (\d{1,3})"
            r"(?: ?(?:jahre?(?: alt)?|years?(?:[ -]old)?|yo|j\.)))|(\d{1,3}[ -]"
            r"(?:jährige[nrms]?|year[ -]old))"
        )
        self._age_label = compile_pattern(
            r"(?i)\b(?:alter|age|aged|im alter von)[: ]{1,2}(\d{1,3})"
        )

    def find(self, text: str) -> Iterator[Entity]:
        """Yield dates of birth, ages and, when configured, other dates."""
        if not any(char.isdigit() for char in text):
            return
        for match in self._date.finditer(text):
            start, end = match.span()
            if not isolated(text, start, end):
                continue
            weak = _WEAK.fullmatch(match.group()) is not None
            if self._is_birth(text, start, end, weak=weak):
                yield Entity(start, end, "DATE_OF_BIRTH", 0.85, self.name)
            elif self._all and not weak:
                yield Entity(start, end, "DATE_TIME", 0.6, self.name)
        for pattern in (self._age, self._age_label):
            for match in pattern.finditer(text):
                group = 1 if match.group(1) else 2
                start, end = match.span(group)
                number = int("".join(char for char in match.group(group) if char.isdigit()))
                if number <= 120 and isolated(text, start, end):
                    yield Entity(start, end, "AGE", 0.6, self.name)

    def _is_birth(self, text: str, start: int, end: int, *, weak: bool) -> bool:
        reach = 25 if weak else 80
        between = _BIRTH_BEFORE.between(text, start, reach)
        # A number that stands between closes the context: "geb. 1.2.1980, Termin 3.4.2024".
        if between is not None and not re.search(r"\d{2}", between):
            return True
        if self._star.search(text[max(0, start - 4) : start]):
            return True
        return not weak and _BIRTH_AFTER.after(text, end, 22)
