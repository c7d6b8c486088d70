"""Values behind the words that name them: customer, contract, case, account and serial numbers.

A label is looked for in every language at once; what stands right behind it is read as its value.
Labels are put together from a word for the thing and a word for number ("customer" + "number",
"numéro" + "de" + "client"), because no list could hold all compounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import re2

from compliance.detect.matching.context import concepts, has_digit, isolated
from compliance.detect.types import Entity

_VERBS = (
    "ist|is|lautet|war|was|die|das|the|my|meine|with|mit|von|für|for|ending|endet auf|under|unter|"
    "est|es|è|é|era|était|jest|to|je|byl|bylo|on|är|er|var|yra|ir|este|e|to je|glasi|znie|zní|"
    "brzmi|είναι|είνaι|е|is-|huwa|hija|az|a következő|being|"
    "così|siguiente|seguente"
)
_NUMBERS = (
    "nr|no|num|nos|nn|number|nummer|numéro|número|numero|numer|číslo|id|n°|nº|№|n\\.º|č|br|št|"
    "uimh|nru|αριθ|αρ"
)
_LINK = re.compile(
    rf"(?:[\s:=#\-,(\"'`*|>.]|(?:{_VERBS}|{_NUMBERS})(?![^\W\d_])){{0,10}}", re.IGNORECASE
)
"""What may stand between a label and its value; the loop is bounded, and no two parts overlap."""
_VALUE = re.compile(
    r"(?:[A-Z]{1,4} )?(?=[\w\-/.]{0,40}\d)[^\W_](?:[\w\-/.]{0,40}[^\W_])?"
    r"(?: ?[/\-] ?\d[\d\-/]{0,12}\d)?(?: \d{2,11}){0,4}(?!\w)"
)
_CASE = re.compile(
    r"(?:[IVXL]{1,5} |[A-Za-z]{1,5}[ \-]|\d{1,8} )?(?:[A-ZÁČŠŽÚ][A-Za-z./()]{0,5} ){0,2}"
    r"[A-Z]{0,3}\.?-?\d{1,9}(?: ?[/\-.:] ?[A-Za-z]{0,4}\d{1,6}){1,7}"
    r"(?:-[A-Za-z]{1,3}| upr)?(?![\w])"
)
"""Numbers of courts: "12 O 345/20", "1 BvR 2347/15", "II C 123/20", "C-123/45", "18403/91"."""
_AND = r"(?:, ?|; ?| (?:and|et|und|y|e|i|a|en|og|och|ja|és|ir|un|in|și|&) |, (?:and|et|und) )"
_NEXT_CASE = re.compile(rf"{_AND}(?:nos?\.? )?(?P<v>\d{{1,6}} ?/ ?\d{{2,4}})(?![\w/])")
_LAND = re.compile(
    r"\d{1,6}(?: ?/ ?\d{1,5}){0,2}(?:-?[a-zA-Z])?(?![\w/]|[.,]\d| ?(?:m2|m²|ha|sq|a\b))"
)
_NEXT_LAND = re.compile(rf"{_AND}(?:(?:nos?\.?|plots?|parcels?) )?(?P<v>{_LAND.pattern})")
_STROKE = re.compile(rf"(?=\d{{1,6}} ?/){_LAND.pattern}")
"""Numbers of land registers: "260", "119/5", "12/3a"."""
_PLATE = re.compile(r"[^\W_]{1,4}(?:[ \-.:•]{1,2}[^\W_]{1,5}){0,2}(?![\w])|[^\W_]{5,9}(?!\w)")
_ACCOUNT = re.compile(r"\d(?:[\d \-/.,]{3,32})?\d(?![\w])")
_MONEY = re.compile(r"\s?(?:€|\$|£|%|eur|euro|usd|gbp|chf|kč|zł|kr\b|ft\b|lei\b|лв)", re.IGNORECASE)
_DATE = re.compile(
    r"(?:\d{1,2}[./-] ?\d{1,2}[./-] ?(?:19|20)?\d{2}|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})(?!\d)"
)
_TECHNICAL = re.compile(r"(?:request|record|report|service|ref)[ _-]?id", re.IGNORECASE)
"""Labels in logs that name a step of a program."""
_MEMORY = 64 << 20
"""Most bytes that the automaton of one label takes; it grows only as texts need it."""
_COMPOUND = 8
"""Letters from which a label may end a longer word: "Serviceauftragsnummer"."""
_DOCKET = re.compile(
    r"(?:[IVX]{1,5}|\d{1,3}) [A-Z][A-Za-z]{0,4}(?: \([A-Z]\))? \d{1,6}/\d{2}(?!\d)"
)
"""Chamber, register, number and year of a German court."""
_RANGE = re.compile(r"\d{1,4}[-/]\d{1,4}")
_APPLICATION = re.compile(r"\d{3,6}/\d{2}(?![\w/])")
"""Number and year of two digits, as courts count applications; laws have the full year."""
_YEARS = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:19|20)?\d\d")
_NETWORK = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
"""An address of a network, or a version."""
_UNION_ACT = re.compile(r"/(?:E[UGCOW]|ЕС|ЕО|ΕΕ|ΕΚ|CE|UE|EK|ES|JI|PESC)")
"""Behind the number of an act of the European Union."""
_YEAR = re.compile(r"(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read what stands behind a label."""

    value: re.Pattern[str]
    check: Callable[[str], bool]
    score: float


@dataclass(frozen=True, slots=True)
class Label:
    """The words that introduce values of one type, and how these are read; the first that fits."""

    type: str
    pattern: str
    """RE2 pattern of the label."""
    readings: tuple[Reading, ...]
    more: re.Pattern[str] | None = None
    """Further values of a list behind the first one, in a group `v`."""
    whole: bool = True
    """Must the label begin a word? Not so for compounds."""


def alternation(*names: str, least: int = 1, most: int = 99) -> str:
    """Return an RE2 alternation of the words of concepts, longer words first.

    Args:
        names: concepts of the files in lexicons/context.
        least: the shortest words to take.
        most: the longest.
    """
    words = (word for word in concepts(*names).words if least <= len(word) <= most)
    return _escaped(sorted(words, key=lambda word: (-len(word), word)))


def _escaped(words: Iterable[str]) -> str:
    escaped = (re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", word) for word in words)
    return "|".join(re.sub(r"\s+", r"\\s{1,2}", word) for word in escaped)


def count_digits(value: str) -> int:
    """Return how many digits a value has."""
    return sum(char.isdigit() for char in value)


def _id(value: str) -> bool:
    """Tell whether a value may be an id: digits enough, and no date or year."""
    if count_digits(value) < 3 or len(value) < 4 or _DATE.fullmatch(value):
        return False
    if _NETWORK.fullmatch(value):
        return False
    return count_digits(value) != 4 or _YEAR.search(value) is None or "-" in value or "/" in value


def _decided(value: str) -> bool:
    """Tell whether a value is the number of a case, and no span of years."""
    return _case(value) and _YEARS.fullmatch(value) is None


def _short_id(value: str) -> bool:
    """Tell the same behind a short label, which may as well stand before a range."""
    return _id(value) and _RANGE.fullmatch(value) is None


def _bare_id(value: str) -> bool:
    """Tell whether a value is an id although no word for number stands before it."""
    digits = count_digits(value)
    if _RANGE.fullmatch(value) or _NETWORK.fullmatch(value):
        return False
    return digits >= 4 and not _DATE.match(value) and not (digits == 4 and _YEAR.search(value))


def _case(value: str) -> bool:
    return count_digits(value) >= 3 and not _DATE.fullmatch(value)


def _decision(value: str) -> bool:
    """Tell whether a number is that of a decision: no year by itself, and no single digits."""
    return count_digits(value) >= 3 and _YEAR.fullmatch(value) is None


def _land(value: str) -> bool:
    """Tell whether a number is that of a piece of land: no date, and no year by itself."""
    return _DATE.fullmatch(value) is None and _YEAR.fullmatch(value) is None


def _account(value: str) -> bool:
    return 5 <= count_digits(value) <= 28 and not _DATE.match(value)


def _serial(value: str) -> bool:
    return count_digits(value) >= 4


def _plate(value: str) -> bool:
    marks = sum(char.isalnum() for char in value)
    parts = re.findall(r"[^\W\d_]+", value)
    if value not in (value.upper(), value.lower()) or any(len(part) > 4 for part in parts):
        return False
    return 4 <= marks <= 9 and 1 <= count_digits(value) < marks


_ARTICLES = (
    r"de|du|des|d'|d’|de la|de l'|di|del|della|dell'|dello|do|da|dos|das|van|van de|na|of|of the|"
    r"the|za|ta'|tal-|για|του|της|on|für|på|af|od|de cont de"
)
_JOINED = frozenset({"nr", "nro", "id", "no", "num", "ref"})
"""Short words for number that stand right behind the thing: "kundnr", "orderid"."""


def _composed(*things: str) -> str:
    """Return the labels "thing + number" and "number + of + thing"."""
    thing = alternation(*things)
    words = sorted(concepts("number_word").words, key=lambda word: (-len(word), word))
    long = _escaped(word for word in words if len(word) >= 4)
    joined = _escaped(word for word in words if word in _JOINED)
    short = _escaped(word for word in words if len(word) < 4 and word not in _JOINED)
    return (
        rf"(?:(?:{thing})(?:\p{{L}}{{0,2}}[ _\-]?(?:{long})\p{{L}}{{0,3}}|"
        rf"s?[ _.\-]{{0,2}}(?:{joined})|s?[ _.\-]{{1,2}}(?:{short}))|"
        rf"(?:{alternation('number_word')})\.?\s(?:(?:{_ARTICLES})\s?)?(?:{thing})\p{{L}}{{0,2}})"
    )


_NUMBER_WORD = r"(?:nos?|nrs?|n°s?|nn?|nº|núm|num|br|č|št|numbers?|nummern?|numéros?)"
_DECISION = re.compile(r"\d{2,6}(?:/\d{2,4})?(?![\w/]|[.,]\d| ?[-–] ?\d)")
_CASES = (Reading(_CASE, _case, 0.85), Reading(_VALUE, _short_id, 0.7))
LABELS: tuple[Label, ...] = (
    Label("CASE_NUMBER", _composed("case_thing"), _CASES, _NEXT_CASE, whole=False),
    Label("CASE_NUMBER", alternation("case_label"), _CASES, _NEXT_CASE),
    Label("CASE_NUMBER", alternation("decision"), (Reading(_CASE, _decided, 0.8),), _NEXT_CASE),
    Label(
        "CASE_NUMBER",
        rf"(?:{alternation('decision')}) ?(?:no|nr|n|br|č|št|uimh|nru|núm|αριθ|αρ|sz)[.:]?",
        (Reading(_DECISION, _decision, 0.75),),
        _NEXT_CASE,
    ),
    Label("CUSTOMER_ID", _composed("id_thing"), (Reading(_VALUE, _id, 0.75),), whole=False),
    Label("CASE_NUMBER", r"\baz\b", (Reading(_DOCKET, _case, 0.85),), _NEXT_CASE),
    Label("CASE_NUMBER", r"\b(?:nos?|nrs?|n°)", (Reading(_APPLICATION, _case, 0.6),), _NEXT_CASE),
    Label(
        "CASE_NUMBER",
        rf"(?:{alternation('land_label')}|"
        rf"(?:{alternation('land_thing')})[ .,(]{{1,2}}{_NUMBER_WORD})",
        (Reading(_LAND, _land, 0.6),),
        _NEXT_LAND,
    ),
    Label("CASE_NUMBER", alternation("land_thing"), (Reading(_STROKE, _land, 0.6),), _NEXT_LAND),
    Label("CUSTOMER_ID", alternation("id_label"), (Reading(_VALUE, _short_id, 0.75),)),
    Label("CUSTOMER_ID", rf"(?:{alternation('id_bare')})s?", (Reading(_VALUE, _bare_id, 0.6),)),
    Label("DEVICE_ID", alternation("device_serial"), (Reading(_VALUE, _serial, 0.75),)),
    Label("BANK_ACCOUNT", alternation("bank_account"), (Reading(_ACCOUNT, _account, 0.8),)),
    Label("LICENSE_PLATE", alternation("plate"), (Reading(_PLATE, _plate, 0.75),)),
)


class LabelFinder:
    """Finds values behind their labels, in every language."""

    name = "labels"
    types: tuple[str, ...] = tuple(sorted({label.type for label in LABELS}))

    def __init__(self) -> None:
        self._labels: list[tuple[Label, Any]] = [
            (label, _compiled(f"(?i)(?:{label.pattern})")) for label in LABELS
        ]
        self._law = concepts("law")
        self._product = concepts("product")

    def find(self, text: str) -> Iterator[Entity]:
        """Yield the values that are shaped as their label promises."""
        if not has_digit(text):
            return
        for label, pattern in self._labels:
            last = 0
            for match in pattern.finditer(text):
                start, end = match.span()
                if start < last or not _ends(text, end):
                    continue
                if _TECHNICAL.fullmatch(match.group()):
                    continue
                if not _begins(text, start) and (label.whole or end - start < _COMPOUND):
                    continue
                for entity in self._read(text, end, label):
                    last = entity.end
                    yield entity

    def _read(self, text: str, at: int, label: Label) -> Iterator[Entity]:
        link = _LINK.match(text, at)
        start = link.end() if link is not None else at
        if start == at and text[at - 1 : at].isalpha():
            return
        for reading in label.readings:
            match = reading.value.match(text, start)
            if match is None or not reading.check(match.group()):
                continue
            if not isolated(text, start, match.end()) or _MONEY.match(text, match.end()):
                continue
            if label.more is _NEXT_CASE and (
                self._law.before(text, start, 40) or _UNION_ACT.match(text, match.end())
            ):
                return
            yield Entity(start, match.end(), label.type, reading.score, self.name)
            if label.more is not None:
                yield from self._list(text, match.end(), label, label.more, reading.score)
            return

    def _list(
        self, text: str, at: int, label: Label, more: re.Pattern[str], score: float
    ) -> Iterator[Entity]:
        """Yield the further numbers of a list: "nos. 12345/98, 23456/99 and 34567/00"."""
        match = more.match(text, at)
        while match is not None and not _YEAR.fullmatch(match["v"]):
            yield Entity(*match.span("v"), label.type, score, self.name)
            match = more.match(text, match.end())


def _compiled(pattern: str) -> Any:
    """Return an RE2 pattern with room for the automaton of some hundred words."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    return re2.compile(pattern, options)


def _begins(text: str, start: int) -> bool:
    return start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_")


def _ends(text: str, end: int) -> bool:
    return end >= len(text) or not text[end].isalpha()
