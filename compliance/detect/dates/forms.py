"""The forms in which dates are written, as one pattern: every find says which form it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compliance.detect.dates.months import month_number, month_pattern, sure_month_pattern
from compliance.detect.matching.context import has_digit, isolated
from compliance.detect.matching.rules import compile_pattern

_DAY = r"\d{1,2}"
_YEAR = r"(?:1[5-9]|20)\d{2}"
_ORD = r"(?:st|nd|rd|th|er|[oa]|-?(?:го|ти|ви|ри|ма)|\.)?"
_TO_MONTH = r"(?:[ .-]{0,2}| (?:de|del|of|of the|ta'|ta|di|dies|do) | d')"
_TO_YEAR = r"(?:[.,]?[ ]{0,2}|[-/]| (?:de|del|of|do|di|af) )"
_TO_DAY = (
    r"(?: ?[-/] ?| ?(?:to|till|until|bis|und|and|or|au|et|al|a|y|e|ao|do|i|och|og|tot en met|"
    r"tot|en|"
    r"až|a|și|si|и|до|και|έως|ja|ir|un|li|through|līdz|iki|kuni|až do|til|till|til og med|do|"
    r"pana la|"
    r"până la|până|pînă|sal|go dtí|–) ?(?:le |el |il |the |dem |den |zum )?)"
)
_DAY_ENDING = (
    r"(?:-?(?:án|én|jén|ján|i|ai|ei|ig|áig|éig|től|tól|ától|étől|jétől|jáig|jéig)|[eaä]\.)?"
)
"""Behind a day, in Hungarian: "február 8-án"."""
_SHORT = r"jan|feb|apr|jun|jul|aug|sept?|o[kc]t|nov|de[zsc]|déc"
"""Months that are hardly another word behind a number and a full stop: "3. nov"."""
_YEAR_MARK = re.compile(r" ?[гr]\.(?!\w)")
"""Behind a year in Bulgaria and Poland: "2024 r."."""
_MONTH = month_pattern() + r"\.?"
_SURE = sure_month_pattern() + r"\.?"
_ROMAN = r"(?:XII|XI|IX|X|VIII|VII|VI|IV|V|III|II|I)"
_NUMERIC = (
    r"\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}|\d{4}\. ?\d{1,2}\. ?\d{1,2}|"
    r"\d{1,2}\. ?\d{1,2}\. ?(?:\d{4}|\d{2})|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|"
    r"\d{1,2}-\d{1,2}-(?:\d{4}|\d{2})|"
    rf"\d{{1,2}}[. ]{{1,2}}{_ROMAN}[. ]{{1,2}}{_YEAR}"
)
_ORDINALS = (
    # de, en, fr
    r"ersten|zweiten|dritten|vierten|fünften|sechsten|sieb(?:en)?ten|achten|neunten|"
    r"(?:zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn)ten|"
    r"(?:(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und)?(?:zwanzig|drei(?:ß|ss)ig)sten|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth|"
    r"(?:twenty|thirty)-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    r"premier|primo|primero|primeiro"
)
_DAY_FIRST = (
    rf"{_DAY}{_ORD}{_TO_MONTH}{_MONTH}{_TO_YEAR}(?:{_YEAR})|"
    rf"{_DAY}[ -]?{_MONTH}[ -]'?\d{{2}}"
)
_DAY_IN_WORDS = rf"(?:{_ORDINALS})(?: of)? {_MONTH}{_TO_YEAR}{_YEAR}"
_DAY_LATER = (
    rf"{_YEAR}(?:\.|\. ?gada| gada| ?m\.|\. aasta)? {_MONTH} {_DAY}(?: d\.|{_DAY_ENDING})|"
    rf"{_YEAR}\. ?(?:gada|g\.|aasta) {_DAY}\. ?{_MONTH}|"
    rf"{_MONTH} {_DAY}(?:(?:st|nd|rd|th)?,?|\. päivänä) {_YEAR}"
)
_RANGE = (
    rf"{_DAY}{_ORD}(?:{_TO_MONTH}{_SURE})?{_TO_DAY}{_DAY}{_ORD}{_TO_MONTH}{_SURE}"
    rf"(?:{_TO_YEAR}{_YEAR})?|{_SURE} {_DAY} ?- ?{_DAY},? {_YEAR}"
)
_MONTH_YEAR = rf"{_MONTH}{_TO_YEAR}{_YEAR}"
_YEAR_MONTH = rf"{_YEAR}(?:\.|\. ?gada| ?m\.)? {_SURE}|{_SURE}[-/]'?\d{{2}}"
_DAY_MONTH = rf"{_DAY}{_ORD}{_TO_MONTH}{_SURE}|{_DAY}\. ?(?:{_SHORT})|{_DAY} ta'? {_MONTH}"
_MONTH_DAY = rf"{_SURE} {_DAY}(?:st|nd|rd|th|{_DAY_ENDING})"
_WORDS = tuple(
    (form, compile_pattern(f"(?i)(?:{pattern})"))
    for form, pattern in (
        ("range", _RANGE),
        # In parts: the automaton of one pattern with all of them does not fit RE2's memory.
        ("full", _DAY_FIRST),
        ("full", _DAY_LATER),
        ("full", _DAY_IN_WORDS),
        ("month", _MONTH_YEAR),
        ("month", _YEAR_MONTH),
        ("day", _DAY_MONTH),
        ("day", _MONTH_DAY),
    )
)
_MONTH_WORD = compile_pattern(rf"(?i)(?:^|[^\p{{L}}])({month_pattern()})(?:$|[^\p{{L}}])")
_MONTH_GLUED = compile_pattern(rf"(?i)\d({month_pattern()})")
_DIGITS = compile_pattern(
    rf"{_DAY}\. ?(?:{_DAY}\.)? ?(?:-|bis(?: zum)?|und|u\.|a|do|i|až|až do) ?"
    rf"{_DAY}\. ?{_DAY}\. ?(?:{_YEAR}|\d{{2}})|{_NUMERIC}|[0-3]\d\.[01]\d {_YEAR}|"
    rf"[01]?\d ?- ?[01]?\d/{_YEAR}|\d{{1,2}}[/.-]{_YEAR}|\d{{1,2}}/\d{{2}}|\d{{1,2}}\.\d{{1,2}}\.?|"
    rf"{_YEAR}(?: ?[-/] ?(?:{_YEAR}|\d{{2}}))?|\d{{8}}|\d{{6}}"
)
_DIGIT_FORMS = (
    ("range", re.compile(r".*\. ?(?:-|[^\W\d_]).*\..*")),
    ("month", re.compile(rf"(?:0?[1-9]|1[0-2]) ?- ?(?:0?[1-9]|1[0-2])/{_YEAR}")),
    ("full", re.compile(r"\d{1,4}[./ -]{1,2}(?:\d{1,2}|[IVX]+)[./ -]{1,2}\d{1,4}")),
    ("month", re.compile(rf"(?:0?[1-9]|1[0-2])[/.-]{_YEAR}")),
    ("short", re.compile(r"(?:0?[1-9]|1[0-2])/\d{2}")),
    ("day", re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.")),
    ("year", re.compile(rf"{_YEAR}(?: ?[-/] ?(?:{_YEAR}|\d{{2}}))?")),
    ("bare", re.compile(r"\d{8}|\d{6}|\d{1,2}\.\d{1,2}\.?")),
)
_REACH = 34
"""Characters to each side of the name of a month in which its day and year stand."""
_IN_WORDS = re.compile(rf"(?:{_ORDINALS})(?![^\W_])", re.I)
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
    """`full`, `range`, `month` (with year), `short` (11/63), `day` (with month), `year`, or `bare`
    digits."""
    year: int | None
    """The year when it is written with four digits."""
    word: bool
    """Is the month a word?"""


def written_dates(text: str) -> list[Written]:
    """Return everything in a text that has the form of a date, in order, without overlap."""
    return list(_read(text)) if has_digit(text) else []


def _read(text: str) -> Iterator[Written]:
    words = list(_with_words(text))
    at = 0
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        while at < len(words) and words[at].end <= start:
            yield words[at]
            at += 1
        if at < len(words) and words[at].start < end:
            continue
        date = _digits(text, start, end)
        if date is not None:
            yield date
    yield from words[at:]


def _with_words(text: str) -> Iterator[Written]:
    """Yield dates whose month is a word: the names are looked for, then what stands around them."""
    seeds = sorted(
        match.span(1) for pattern in (_MONTH_WORD, _MONTH_GLUED) for match in pattern.finditer(text)
    )
    floor = 0
    for start, end in seeds:
        if start < floor:
            continue
        low = max(floor, start - _REACH)
        window = text[low : end + _REACH]
        if not any(map(str.isdigit, window)):
            continue
        date = _around(text, window, low, start)
        if date is not None:
            floor = date.end
            yield date


def _around(text: str, window: str, low: int, seed: int) -> Written | None:
    """Return the date in a window that holds the name of a month at `seed`."""
    for form, pattern in _WORDS:
        for match in pattern.finditer(window):
            start, end = low + match.start(), low + match.end()
            if not start <= seed < end:
                continue
            day = form != "month"
            if not _stands_alone(text, start, end, form) or (day and not _plausible(match.group())):
                break
            return Written(start, end, form, _year(match.group()), word=True)
    return None


def _digits(text: str, start: int, end: int) -> Written | None:
    """Return what the digits of a span are; None when they are no date."""
    value = text[start:end]
    form = next((name for name, pattern in _DIGIT_FORMS if pattern.fullmatch(value)), None)
    if form is None or not _stands_alone(text, start, end, form):
        return None
    if form in ("full", "range") and not _plausible(value):
        return None
    return Written(start, end, form, _year(value), word=False)


def _year(value: str) -> int | None:
    match = _FOUR_DIGITS.search(value)
    return int(match.group()) if match is not None else None


def _stands_alone(text: str, start: int, end: int, form: str) -> bool:
    """Tell whether a date is no part of a longer word or number."""
    if _part_of_number(text, start, end, form):
        return False
    if isolated(text, start, end):
        return True
    # "2020-05-03T12:33"
    return form == "full" and text[end : end + 1] == "T" and _CLOCK.match(text, end) is not None


def clock_end(text: str, end: int) -> int:
    """Return the end of a date that ends at `end` with the time of day behind it."""
    match = _CLOCK.match(text, end, end + 50)
    return match.end() if match is not None else end


def year_end(text: str, end: int) -> int:
    """Return the end of a date that ends at `end` with the shortened word for year behind it."""
    mark = _YEAR_MARK.match(text, end) if _FOUR_DIGITS.match(text, end - 4) else None
    return mark.end() if mark is not None else end


def _part_of_number(text: str, start: int, end: int, form: str) -> bool:
    """Tell whether digits go on across a mark: "1.2.3.4", but not "1.2.2003-4.2.2003"."""
    before = text[max(0, start - 2) : start]
    behind = text[end : end + 2]
    marks = "./," if form in ("full", "short", "month") and "-" not in text[start:end] else "./-,"
    if len(before) == 2 and before[1] in marks and before[0].isdigit():
        return True
    return len(behind) == 2 and behind[0] in marks and behind[1].isdigit()


def _plausible(value: str) -> bool:
    """Tell whether day and month can be such: one number up to 31 and a month."""
    numbers = [int(number) for number in re.findall(r"\d+", value)]
    word = _LETTERS.search(value)
    if word is not None and any(month_number(each) for each in _LETTERS.findall(value)):
        return any(1 <= number <= 31 for number in numbers) or _IN_WORDS.match(value) is not None
    if len(numbers) < 3:
        return any(1 <= number <= 31 for number in numbers)
    if numbers[0] > 31:
        return 1 <= numbers[1] <= 12 and 1 <= numbers[2] <= 31
    first, second = numbers[-3:-1]
    return 1 <= min(first, second) <= 12 and 1 <= max(first, second) <= 31
