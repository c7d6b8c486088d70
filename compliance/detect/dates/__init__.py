"""Dates of birth and ages, kept apart from all other dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from compliance.detect.dates.ages import Ages
from compliance.detect.dates.durations import Durations
from compliance.detect.dates.forms import Written, clock_end, written_dates, year_end
from compliance.detect.dates.months import month_number
from compliance.detect.dates.weekdays import weekday_start
from compliance.detect.dates.years import is_month_of_notes, is_plain_date
from compliance.detect.lexicons import load_words
from compliance.detect.matching.context import concepts, has_digit
from compliance.detect.matching.re2patterns import compile_pattern
from compliance.detect.names.lists import is_listed
from compliance.detect.types import Entity

__all__ = ["DateFinder", "FullDate", "Written", "full_dates", "month_number", "written_dates"]

_WEAK = frozenset({"year", "bare", "short"})
_STAR = re.compile(r"(?:[(,;]|\s)\*\s?$")
_CLOSING = re.compile(r"\s?(?:[),;.†+/-]|in |$)|\n")
_BRACKET = re.compile(r"\((?:b|f|n|s|ur|nar|szül|roj|rođ|gim|dzim|sünd|synt|род|р|γεν)\. ?$")
"""In a bracket even before a year: "(b. 1978)"."""
_INITIAL = re.compile(r"(?<![^\W_])[snf]\. ?$")
"""Right before a full date, as in Finland, Romania and Scandinavia: "f. 12.3.1980"."""
_CLOSED = re.compile(r"\d{2}|[.!?][ \n]+[^\W\d_a-z][^\W\d_]+ [^\W\d_a-z]?[^\W\d_]+[ ,]")
"""Between a word for birth and a date: a number or a new sentence parts them."""
_CORRECTED = re.compile(
    r"(?i)[.!?][ \n]+(?:it should (?:be|say|read)|it(?: is|'s)(?: really| actually)?|should (?:be|"
    r"say|read)|(?:the )?(?:right|correct|real)(?: one| date)? is|correct:?|(?:das )?(?:richtig|"
    r"korrekt)e?s?(?: datum)? (?:ist|wäre|lautet)|richtig:?|es (?:ist|muss|lautet)|sondern|statt"
    r"dessen|il s'agit du|c'est(?: le)?|la bonne(?: date)? est(?: le)?|es(?: el)?|la correcta es"
    r"(?: el)?|è(?: il)?|quella giusta è(?: il)?|het is|het juiste is|powinno być|to jest) $"
)
"""Behind a word for birth: a new sentence that says what the date is in truth."""
_MAIDEN = re.compile(r"^(?:ene[rns]?|\.)? [^\W\d_a-z][\w-]+[,.;]")
"""Behind "geb": a maiden name, and the date that follows is another's."""
_LONG_WORDS = ("geburtsdatum", "geburtstag", "geboren", "birthday", "birthdate")
_TYPO_REACH = 40
_LETTERS = re.compile(r"[^\W\d_]{6,}")
_ANSWER = 60
_ANSWER_BEFORE = re.compile(
    r"\W*(?:(?:sure|ok|okay|yes|ja|gern|gerne|klar|hier|here|oui|sí|sì|tak|voilà)\W+)?"
    r"(?P<name>(?:[^\W\d_][\w'’-]+[ ,]+){0,3})"
)
_ANSWER_BEHIND = re.compile(r"(?:,? (?P<town>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+){0,2}))?[.!]?\s*")
_TYPO_LINK = re.compile(r"(?:[ :=-]| ?(?:ist|is|am|war|was|on|lautet|der|the)(?![^\W_]))*")
_LETTERS_ANY = re.compile(r"[^\W\d_]{3,}")
_GROWN_UP = 2012
"""Dates of later years in a bare answer are appointments and deliveries."""
_CENTURY = 30
_REACH = 80
_WEAK_REACH = 25
_AFTER = 22
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


def _is_correction(between: str) -> bool:
    """Tell whether a new sentence says what a date of birth is in truth, before any number."""
    found = _CORRECTED.search(between)
    return found is not None and not has_digit(between)


def _misspelt_birth(text: str, start: int) -> bool:
    """Tell whether the last long word before a date is one for birth, misspelt by one letter."""
    words = list(_LETTERS.finditer(text, max(0, start - _TYPO_REACH), start))
    if not words or not _TYPO_LINK.fullmatch(text, words[-1].end(), start):
        return False
    word = words[-1].group().lower()
    return any(
        DamerauLevenshtein.distance(word, known, score_cutoff=1) == 1 for known in _LONG_WORDS
    )


def _is_all(text: str, date: Written) -> bool:
    """Tell whether a short text is a date of birth with a name or a town: "12.3.1980, Köln".

    So people answer who is asked for them to be known. A place before a date heads a letter.
    """
    if len(text) > _ANSWER:
        return False
    born = date.year if date.year is not None else _short_year(text[date.start : date.end])
    before = _ANSWER_BEFORE.fullmatch(text, 0, date.start)
    behind = _ANSWER_BEHIND.fullmatch(text, date.end)
    if born is None or born > _GROWN_UP or before is None or behind is None:
        return False
    if before.group("name"):
        return any(is_listed(word) for word in _LETTERS_ANY.findall(before.group("name")))
    return (behind.group("town") or "").lower() in load_words("towns")


def _short_year(value: str) -> int | None:
    """Return the year of a date with two digits, when it can only be of the last century."""
    year = int(value[-2:]) if value[-2:].isdigit() else 0
    return 1900 + year if year > _CENTURY else None


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
        self._birth_before = concepts("birth")
        self._birth_after = concepts("birth_after")
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
            if self._is_birth(text, date):
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

    def _is_birth(self, text: str, date: Written) -> bool:
        weak = date.form in _WEAK
        reach = _WEAK_REACH if weak else _REACH
        between = self._birth_before.between(text, date.start, reach)
        # A number that stands between closes the context: "geb. 1.2.1980, Termin 3.4.2024".
        if between is not None and not _MAIDEN.match(between):
            open_ = not _CLOSED.search(between)
            if open_ or (date.form == "full" and _is_correction(between)):
                return True
        if date.form == "full" and (_misspelt_birth(text, date.start) or _is_all(text, date)):
            return True
        if _STAR.search(text[max(0, date.start - 4) : date.start]):
            # "*1881 failed" is a number in a log, "(*1981)" and "*1981, Ulm" are births.
            return not weak or _CLOSING.match(text, date.end) is not None
        if _BRACKET.search(text[max(0, date.start - 8) : date.start]):
            return True
        if date.form == "full" and _INITIAL.search(text[max(0, date.start - 4) : date.start]):
            return True
        return not weak and self._birth_after.after(text, date.end, _AFTER)
