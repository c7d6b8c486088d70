"""Amounts, counts and measures that a case is recognised by; found only when asked for.

A salary, a compensation, "three years' imprisonment", the 571 landowners of an expropriation or a
disability of 33% tell who is meant once the case is known. In most data amounts are prices and
mean nobody, so this finder belongs to data about cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.lexicons import load_table
from compliance.detect.matching.context import Hints
from compliance.detect.matching.re2patterns import PatternSet
from compliance.detect.types import Entity

_CODES = (
    "EUR|USD|GBP|CHF|PLN|CZK|HUF|RON|BGN|SEK|NOK|DKK|ISK|TRY|TRL|YTL|DEM|ATS|FRF|ITL|ESP|NLG|BEF|"
    "LUF|FIM|PTE|GRD|IEP|HRK|SKK|SIT|LTL|LVL|EEK|MTL|CYP|RUB|UAH|JPY|CAD|AUD"
)
_SIGN = rf"(?:(?:{_CODES}) ?|[€$£] ?)"
_NUMBER = r"(?:\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)"
_UNITS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_COUNT = rf"(?:\d{{1,3}}|(?:{_UNITS})(?:-(?:{_UNITS}))?)"
_LENGTH = (
    rf"{_COUNT}(?: and a half)? (?:year|month|week|day|hour)s?"
    rf"(?:,? (?:and )?{_COUNT} (?:month|week|day)s?){{0,2}}'?s?"
)
_GERMAN = (
    r"(?:\d{1,3}|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|eine[mr]?) "
    r"(?:jahre?n?|monate?n?|wochen?|tage?n?)"
)
_FEW = re.compile(r"(?:2|two|zwei)(?![\w-]| (?:hundred|thousand|million))", re.I)
_NO_COUNT = re.compile(
    r"(?:(?:articles?|artikeln?|art|sections?|rules?|nos?|nr|nrn|numbers?|paragraphs?|paras?|"
    r"protocols?|laws?|acts?|pages?|pp?|chapters?|rooms?|seiten?|abs|absatz|satz|§+)\.?\s?|[-/.,:])$",
    re.I,
)
_BETWEEN = frozenset(
    "of the and or to in on at for by with from a an these those were was are is had have he she "
    "they it who which that years months weeks days hours der die das und oder von zu in im am an "
    "auf für mit aus bei wurden waren sind jahre jahren monate monaten wochen tage tagen".split()
)
"""Words between a number and a noun that part them: "on page 5 of the documents"."""
_COUNTS = frozenset({"owned", "counted"})
_YEAR = re.compile(r"(?:1[5-9]|20)\d{2}")
_SHARE = re.compile(r"(\d+)/(\d+)")
_SHARES = Hints(
    "share shares anteil* miteigentum* quota quote-part udział* aandeel participación".split()
)
_SAME = re.compile(
    rf" ?[(\[](?:(?:{_CODES})(?:[;,]| ?-)? )?"
    r"(?:(?:approximately|approx\.|about|ca\.|etwa|rund|circa|environ) )?"
)
"""Between a sum and the same in another currency."""
_CLOSING = re.compile(r"[)\]]")


def _any_of(*tables: list[str]) -> str:
    entries = {entry for table in tables for entry in table}
    return "(?:" + "|".join(sorted(entries, key=lambda each: (-len(each), each))) + ")"


def _written(numbers: str) -> str:
    """Return a pattern of numbers in words: "five hundred", "dreiundzwanzig", "cinq cents"."""
    return rf"{numbers}(?:(?:[ -]|[ -]?(?:and|und|et|y|en|ën)[ -]?)?(?:{numbers}|one|uno?))*"


def _patterns() -> list[tuple[str, str, float]]:
    """Return kind, pattern and score; group 1 is the amount."""
    words = load_table("amounts")
    numbers = words["numbers"]
    anywhere = rf"(?:{_NUMBER}|{_written(_any_of(*numbers.values()))})"
    count = rf"(?:{_NUMBER}|{_written(_any_of(numbers['en'], numbers['de']))})"
    many = _any_of(words["many"]["all"])
    about = rf"(?:{_any_of(words['about']['all'])} )?"
    named = (
        rf"(?:(?:{_any_of(*words['countries'].values())}[ -])?"
        rf"{_any_of(*words['currencies'].values())})"
    )
    percent = _any_of(words["percent"]["all"])
    nouns = {kind: _any_of(words[kind]["en"], words[kind]["de"]) for kind in ("owned", "counted")}
    return [
        ("money", rf"(?i)({about}{_SIGN}{_NUMBER}(?:[ -]{many})?(?: \(euros?\))?)", 0.7),
        (
            "money",
            rf"(?i)({about}{anywhere} ?(?:{many} )?(?:{named}|(?:{_CODES})|€)"
            rf"(?: \((?:{_CODES})\))?)",
            0.7,
        ),
        (
            "length",
            rf"(?i)({_LENGTH}) (?:of )?(?:imprisonment|in prison|detention|suspended|probation)",
            0.6,
        ),
        (
            "length",
            rf"(?i)(?:sentenced? (?:(?:him|her|them|the applicants?) )?(?:to|of) (?:a term of )?|"
            rf"for a (?:term|period) of )({_LENGTH})",
            0.55,
        ),
        ("length", rf"(?i)({_GERMAN}) (?:haft|freiheitsstrafe|gefängnis)", 0.6),
        ("length", rf"(?i)(?:freiheitsstrafe|haftstrafe|haft) von ({_GERMAN})", 0.6),
        ("length", rf"(?i)({_any_of(words['for_life']['all'])})", 0.6),
        (
            "percent",
            rf"(?i)({anywhere}(?: ?%)?(?: ?(?:to|and|-|bis|und|à|a|y|e|en|do|i) ?{_NUMBER})?"
            rf" ?{percent})",
            0.55,
        ),
        (
            "measure",
            rf"(?i)({_NUMBER}(?: ?[x×] ?{_NUMBER}){{0,2}} ?(?-i:{_any_of(words['signs']['all'])})|"
            rf"{count} {_any_of(*words['measures'].values())})(?:$|[^\p{{L}}\p{{N}}])",
            0.45,
        ),
        ("owned", rf"(?i)({count}((?: [\p{{L}}'-]+){{0,2}}?) {nouns['owned']}(?: of land)?)", 0.45),
        ("counted", rf"(?i)({count}((?: [\p{{L}}'-]+){{0,2}}?) {nouns['counted']})", 0.45),
        ("share", r"(\d{1,5}/\d{1,6})", 0.45),
    ]


class AmountFinder:
    """Finds sums, percentages, measures, counts of persons and things, lengths of sentences.

    Basis: quasi identifiers (Pilán et al. 2022, TAB: QUANTITY); GDPR Recital 26.
    """

    name = "amounts"
    types: tuple[str, ...] = ("AMOUNT",)

    def __init__(self) -> None:
        self._kinds = _patterns()
        self._patterns = PatternSet([pattern for _, pattern, _ in self._kinds])

    def find(self, text: str) -> Iterator[Entity]:
        """Yield amounts that stand alone; a sum and the same in another currency are one."""
        money: list[tuple[int, int]] = []
        for number, match in self._patterns.finditer(text):
            kind, _, score = self._kinds[number]
            start, end = match.span(1)
            if not _stands_alone(text, start, end):
                continue
            if kind == "money":
                money.append((start, end))
            elif kind in _COUNTS:
                first = self._counted(text, number, start, match.start(2), match.end(2), end)
                if first is not None:
                    yield self._amount(first, end, score)
            elif kind != "share" or _is_share(text, start, end):
                yield self._amount(start, end, score)
        for start, end in _joined(text, sorted(money)):
            yield self._amount(start, end, 0.7)

    def _counted(
        self, text: str, number: int, start: int, between: int, noun: int, end: int
    ) -> int | None:
        """Return where the number begins that counts a noun; None when none does.

        Args:
            text: normalised text.
            number: of the pattern.
            start: where the first number begins.
            between: where it ends.
            noun: where the noun begins.
            end: where it ends.
        """
        if _is_count(text, start, text[between:noun], self._kinds[number][0]):
            return start
        # "On 4 June 2007 seventy hearings": the number that counts is the second one.
        match = self._patterns.pattern(number).search(text[between + 1 : end])
        if match is None or match.end(1) != end - between - 1:
            return None
        first: int = between + 1 + match.start(1)
        return first if _is_count(text, first, match.group(2), self._kinds[number][0]) else None

    def _amount(self, start: int, end: int, score: float) -> Entity:
        return Entity(start, end, "AMOUNT", score, self.name)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether an amount is no part of a word or number; a bracket or sign ends it anyway."""
    if start and (text[start - 1].isalnum() or text[start - 1] == "_") and text[start].isalnum():
        return False
    behind = text[end : end + 1]
    return not (text[end - 1].isalnum() and (behind.isalnum() or behind == "_"))


def _is_count(text: str, start: int, between: str, kind: str) -> bool:
    """Tell whether a number counts the noun behind it, and enough of them to tell a case by."""
    if not _BETWEEN.isdisjoint(between.lower().split()):
        return False
    if kind == "counted" and _FEW.match(text, start):
        return False
    return _YEAR.match(text, start) is None and not _NO_COUNT.search(
        text[max(0, start - 14) : start]
    )


def _is_share(text: str, start: int, end: int) -> bool:
    """Tell whether two numbers are a share of something: "her share, 5/48"."""
    match = _SHARE.match(text, start)
    if match is None or int(match.group(1)) >= int(match.group(2)):
        return False
    return _YEAR.fullmatch(match.group(1)) is None and _SHARES.near(text, start, end)


def _joined(text: str, sums: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield sums, one together with what it is in another currency in brackets behind it."""
    start, end = -1, -1
    for first, last in sums:
        between = text[end:first]
        if end >= 0 and first < end:
            end = max(end, last)
        elif end >= 0 and _SAME.fullmatch(between):
            closing = _CLOSING.match(text, last)
            end = closing.end() if closing is not None else last
        else:
            if end >= 0:
                yield start, end
            start, end = first, last
    if end >= 0:
        yield start, end
