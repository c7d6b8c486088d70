"""Phone numbers: candidates by shape, validated with the numbering plans of their regions.

A number with + or 00 says its country. Without, the regions of the configuration count; behind a
word for phone, in any language, those of all of Europe do. A number without such a word must look
like one, because the plans of thirty countries together fit nearly any number of nine digits.

Basis: ITU-T E.164 and E.123; libphonenumber metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compliance.detect.identifiers.checksums import is_round
from compliance.detect.identifiers.labels import alternation
from compliance.detect.identifiers.numbering import EUROPE, plans, possible, valid, valid_in
from compliance.detect.identifiers.origin import countries_near
from compliance.detect.matching.context import concepts, has_digit, isolated
from compliance.detect.matching.rules import compile_pattern
from compliance.detect.types import Entity

_DATE = re.compile(
    r"(?:(?:0?[1-9]|[12]\d|3[01])(?:[./-]\s?| / )(?:0?[1-9]|[12]\d|3[01])(?:[./-]\s?| / )"
    r"(?:19|20)?\d{2}|"
    r"(?:19|20)\d{2}[./-](?:0?[1-9]|1[0-2])[./-](?:0?[1-9]|[12]\d|3[01]))(?![./-]?\d)"
)
_SEPARATOR = re.compile(r"[ ()/.\-\n]+")
_SPACES = re.compile(r"[ /.-]* [ /.-]*|/")
_AMERICAN = re.compile(r"\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}(?!\d)")
_NEXT_NUMBER = re.compile(r"[ /]+(?=(?:\+|0)\d)")
_NOT_DIALLED = re.compile(
    r"(?<!\d)0\.\d|^(?:\d{1,3}[.:]\d\d[ -]?){1,4}$|/(?:19|20)\d\d(?!\d)|"
    r"^\(?(?:1[5-9]|20)\d\d ?- ?(?:1[5-9]|20)\d\d$"
)
"""Decimal numbers, prices, times, numbers of files with their year, and spans of years."""
_PAIRS = re.compile(r"\d\d(?:\.\d\d){3,4}$")
_GROUPED: tuple[tuple[re.Pattern[str], str, float], ...] = tuple(
    (re.compile(pattern + r"(?![ .,]?\d)"), regions, score)
    for pattern, regions, score in (
        (r"\d{3} \d{2} \d{3}", "NO", 0.45),
        (r"\d{3} \d{2} \d{2} \d{2}", "ES CH SE", 0.5),
        (r"\d{2} \d{3} \d{2} \d{2}", "PL CH HU SE", 0.5),
        (r"\d{3} \d{3} \d{4}|\d{2} \d{4} \d{4}", "GR IT", 0.45),
        (r"\d{2} \d{3} \d{4}", "PT", 0.45),
        (r"[5-9]\d{2} \d{3} \d{3}", "CZ PL PT ES LU", 0.4),
        (r"[2-9]\d \d{2} \d{2} \d{2}", "DK NO LU", 0.4),
        (r"(?:[2-9][1-9]|[3-9]0)\d{2} \d{4}", "MT EE DK NO", 0.4),
    )
)
"""How countries without a leading zero group their numbers; fit for running text only."""
_AT_HOME: tuple[tuple[re.Pattern[str], str, float], ...] = tuple(
    (re.compile(pattern + r"(?![ .,]?\d)"), regions, 0.4)
    for pattern, regions in (
        (r"\d{2} \d{6}", "CY"),
        (r"[2-4]\d{2} \d{3} \d{3}", "CZ"),
        (r"\d{3} \d{4}", "EE IS"),
        (r"\d{2} \d{3} \d{3}", "LV"),
        (r"\d{3} \d{2} \d{2}", "LI"),
    )
)
"""Groups that say so little that the passage must speak of the country as well."""
_EXTENSION = re.compile(
    r"(?i)(?:,? ?(?:ext(?:ension)?|extn|durchwahl|dw|nebenstelle|app(?:arat)?|poste|int(?:erno)?|"
    r"wew|wewn|toestel|tst|klapka|kl|linka|anknytning|ankn|lokal(?:nummer)?|mellék|εσωτ|вътр|extensión|"
    r"extensão|alanumero|alanro|innanhúss|sisenumber|vidinis|iekš|int\.tel|x)\.? ?:? ?[-#]?\d{1,6}|"
    r" ?/-\d{1,4}| ?- ?\d{1,4}|/\d{1,3})(?![\d\w]|[./-]\d)"
)
_LINK = "ist|is|lautet|die|the|unter|on|est|es|è|é|jest|je|är|er|este|είναι|е|to|il|de|van"
_AND = re.compile(
    r" *(?:[/,;|&]|und|and|oder|or|y|et|ou|e|o|i|lub|en|of|og|eller|och|tai|ja|és|vagy|și|sau|a|"
    r"nebo|alebo|in|ali|ili|un|vai|ir|arba|või|u|και|ή|и|или|bzw\.?)? *"
)
"""What stands between two numbers of a list."""
_AND_LENGTH = 24
"""Characters of that, with spaces to spare."""
_IN_CODE = re.compile(r"[=#_@&?/]0|\d:0|\w-0|0(?:[/_@=&]|[-.]\w)")
"""A number that is part of a path, a link or a longer code; the number itself stands as 0."""
_MOST_GROUPS = 9
_MINIMUM = 7
"""Digits; shorter ones are found only behind a word for phone."""
_SHORT = 9
"""Digits, with those of the country, of numbers that most countries write longer."""
_TOWN = re.compile(r" [^\W\d_a-z]")
"""Behind a number: it is that of a street or a town."""
_SURE = 0.5
"""Score from which on a number makes the next one of its list a phone number, too."""
_NEAR = 40
"""Characters between a word for phone and a number whose country nothing tells."""


class PhoneFinder:
    """Finds phone numbers in national and international form."""

    name = "phones"
    types: tuple[str, ...] = ("PHONE_NUMBER",)

    def __init__(self, regions: Sequence[str]) -> None:
        self._home = plans(regions)
        self._all = plans([*regions, *EUROPE])
        self._away = self._all[len(self._home) :]
        self._regions = tuple(plan.region for plan in self._home)
        self._run = compile_pattern(
            r"\(?\+ ?\(?\d(?:(?:[ ()/.\-]{0,3}|-?\n)\d){6,40}|\(?\d(?:[ ()/.\-]{0,3}\d){6,40}"
        )
        long, short = alternation("phone", least=5), alternation("phone", most=4)
        self._labelled = compile_pattern(
            rf"(?i)(?:(?:{long})\p{{L}}{{0,6}}|(?:^|[^\p{{L}}\p{{N}}])(?:{short}))[.:]?"
            r"(?: ?(?:nummer|number|no\.?|nr\.?|n°|numéro|número|numero|numer))?"
            rf"(?: (?:{_LINK}))*[:# ]{{1,3}}([(+]{{0,2}}\d[\d ()/.\-]{{3,20}}\d)"
        )
        self._hints = concepts("phone", "phone_verb")
        self._against = concepts(
            "product", "device_serial", "case_label", "id_label", "bank_account",
            extra=["bestell", "auftrag", "rechnung", "kunden", "vertrag", "order", "invoice",
                   "ticket", "tracking", "sendung", "isbn", "ean", "imei", "serien", "serial",
                   "version", "iban", "konto", "account"],
        )  # fmt: skip

    def find(self, text: str) -> Iterator[Entity]:
        """Yield phone numbers; a run of digits that holds two numbers gives both."""
        if not has_digit(text):
            return
        last = -1
        for match in self._run.finditer(text):
            for start, end in _pieces(text, match.start(), match.end()):
                for found in self._in_piece(text, start, end, last):
                    last = found.end if found.score >= _SURE else last
                    yield found
        for match in self._labelled.finditer(text):
            start, end = match.span(1)
            digits = sum(char.isdigit() for char in text[start:end])
            if 5 <= digits <= 15 and isolated(text, start, end) and not _DATE.match(text, start):
                yield self._entity(text, start, end, 0.6)

    def _entity(self, text: str, start: int, end: int, score: float) -> Entity:
        """Return a find, with the extension that stands behind it."""
        extension = _EXTENSION.match(text, end)
        if extension is not None and isolated(text, start, extension.end()):
            end = extension.end()
        return Entity(start, end, "PHONE_NUMBER", score, self.name)

    def _in_piece(self, text: str, start: int, end: int, last: int) -> Iterator[Entity]:
        if len(_SEPARATOR.findall(text, start, end)) > _MOST_GROUPS:
            # Nobody writes a number in that many groups; trying every cut would cost minutes.
            score = self._score(text, start, end, last)
            if score:
                yield self._entity(text, start, end, score)
            return
        while start < end:
            if (
                text[start] in "+(0"
                or _AMERICAN.match(text, start, end)
                or self._called(text, start, last)
            ):
                for stop in self._stops(text, start, end):
                    score = self._score(text, start, stop, last)
                    if score:
                        yield self._entity(text, start, stop, score)
                        start = last = stop
                        break
            gap = _SPACES.search(text, start, end)
            if gap is None:
                return
            start = gap.end()

    def _called(self, text: str, start: int, last: int) -> bool:
        """Tell whether the number may be one of a country that writes no leading zero."""
        return text[start] != "0" and (
            self._near(text, start, last) or _grouped(text, start) is not None
        )

    def _near(self, text: str, start: int, last: int) -> bool:
        """Tell whether a word for phone, or a phone number of the same list, stands before."""
        if 0 <= last <= start <= last + _AND_LENGTH and _AND.fullmatch(text[last:start]):
            return True
        return self._hints.before(text, start, _NEAR)

    @staticmethod
    def _stops(text: str, start: int, end: int) -> list[int]:
        """Return the possible ends of a number that begins at `start`, the longest first."""
        cuts = [gap.start() for gap in _SEPARATOR.finditer(text, start, end)]
        line = text.find("\n", start, end)
        # What is whole before a line break needs no second line, but a short one that goes on.
        whole = line > 0 and (
            sum(char.isdigit() for char in text[start:line]) > _SHORT or _TOWN.match(text, end)
        )
        return [*([line] if whole else ()), end, *reversed(cuts)]

    def _score(self, text: str, start: int, end: int, last: int) -> float:
        value = text[start:end]
        digits = "".join(char for char in value if char.isdigit())
        if not _MINIMUM <= len(digits) <= 16:
            return 0.0
        # Behind another number, or the word for phone, a plus alone begins the next one.
        begun = text[start] == "+" and (
            start == last or (text[start - 1].isalpha() and self._hints.before(text, start, 12))
        )
        if not isolated(text, start + 1 if begun else start, end):
            return 0.0
        if value.lstrip("(").startswith("+") or digits.startswith("00"):
            return self._international(text, start, value, digits)
        if "\n" in value or (_NOT_DIALLED.search(value) and not _PAIRS.match(value)):
            return 0.0
        near = self._near(text, start, last) or self._hints.after(text, end, 15)
        if not near and _IN_CODE.search(
            text[max(0, start - 2) : start] + "0" + text[end : end + 2]
        ):
            return 0.0
        return self._national(text, start, end, digits, near=near)

    def _international(self, text: str, start: int, value: str, digits: str) -> float:
        if "+" not in value:
            # Two zeros may just as well end a year or begin a number of something else.
            before = text[max(0, start - 8) : start]
            if self._against.before(text, start, 20) or _LABELLED.search(before):
                return 0.0
            if not value.lstrip("(")[2:3].isdigit() and not self._hints.before(text, start):
                return 0.0
        plain = value if "+" in value else "+" + digits[2:]
        # "+49 (0) 30": the zero is dialled at home only.
        plain = plain.replace("(0)", "").replace("\n", " ")
        if valid(plain, None):
            return 0.95
        return 0.65 if possible(plain, None) and len(digits) >= 9 else 0.0

    def _national(self, text: str, start: int, end: int, digits: str, *, near: bool) -> float:
        value = text[start:end]
        if valid_in(value, digits, self._home, prefixed=not near):
            if near or self._hints.near(text, start, end):
                return 0.9
            if self._against.before(text, start, 40):
                return 0.3
            if digits[0] != "0" and (
                _NUMBER_BEFORE.search(text[max(0, start - 5) : start])
                or _NUMBER_AFTER.match(text, end)
            ):
                return 0.0
            if digits[0] == "0" or not value.isdigit():
                return 0.6
            return 0.0 if is_round(digits) else 0.4
        if near:
            if valid_in(value, digits, self._all):
                return 0.9
            if len(digits) >= 10 and valid("+" + digits, None):
                return 0.75
            return 0.55 if any(possible(value, region) for region in self._regions) else 0.0
        if self._against.before(text, start, 40):
            return 0.0
        if digits[0] == "0":
            if valid_in(value, digits, self._away, prefixed=True):
                return 0.45 if value.isdigit() else 0.55
            return 0.0
        return self._by_groups(text, start, end, digits)

    @staticmethod
    def _in_row(text: str, start: int, end: int) -> bool:
        """Tell whether more numbers, a table's marks or a unit stand beside a number."""
        before = _IN_ROW.search(text[max(0, start - 5) : start])
        return before is not None or _IN_ROW_AFTER.match(text, end) is not None

    def _by_groups(self, text: str, start: int, end: int, digits: str) -> float:
        """Score a number by the way its country groups digits: rows of numbers look alike."""
        found = _grouped(text, start)
        if found is None or found[0] != end or self._in_row(text, start, end) or is_round(digits):
            return 0.0
        _, regions, score = found
        known = [plan for plan in self._all if plan.region in regions]
        return score if valid_in(text[start:end], digits, known) else 0.0


_LABELLED = re.compile(r"(?:\b(?:no|nr|n)\.|n°|#|№)\s?$", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(r"\d ?$|\b(?:no|nr)\. ?$|n° ?$", re.IGNORECASE)
_NUMBER_AFTER = re.compile(r" \d| ?[€$£%]")
_IN_ROW = re.compile(r"[\d,;|\t:+*-] ?$|  $|[€$£] ?$|\b(?:no|nr)\. ?$|n° ?$", re.IGNORECASE)
_IN_ROW_AFTER = re.compile(
    r" ?[,;.:]?[ \t|]*\d|\t|  |\||[ ]?(?:€|\$|£|%|euro|mio|mill|miljo|stück|people|"
    r"inhabitants|einwohner|habitants|(?:[kcm]?m|k?g|[kmgt]b|kr|zł|kč|ft|lei|eur|usd|gbp|chf|sek|nok|"
    r"dkk|pln|czk|huf|stk|szt|ks|tis|tys|mln|mld|mrd|st|pcs|ud)\b)",
    re.IGNORECASE,
)


def _grouped(text: str, start: int) -> tuple[int, frozenset[str], float] | None:
    """Return end, regions and score of a number that is grouped as in some countries."""
    for pattern, regions, score in _GROUPED:
        match = pattern.match(text, start)
        if match is not None:
            return match.end(), frozenset(regions.split()), score
    for pattern, regions, score in _AT_HOME:
        match = pattern.match(text, start)
        if match is not None:
            return match.end(), countries_near(text, start).intersection(regions.split()), score
    return None


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a run of digits between dates and before each "0" or "+" after a space."""
    for date in _DATE.finditer(text, start, end):
        if date.start() > start and (
            text[date.start() - 1].isdigit()
            or (text[date.start() - 1] in "./-" and text[date.start() - 2].isdigit())
        ):
            continue
        yield from _split(text, start, date.start())
        start = date.end()
    yield from _split(text, start, end)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] not in "+(" and not text[start].isdigit():
        start += 1
    for gap in _NEXT_NUMBER.finditer(text, start, end):
        before = sum(char.isdigit() for char in text[start : gap.start()])
        behind = sum(char.isdigit() for char in text[gap.end() : end])
        if before >= _MINIMUM and behind >= _MINIMUM:
            yield start, gap.start()
            start = gap.end()
    while end > start and not text[end - 1].isdigit():
        end -= 1
    if start < end:
        yield start, end
