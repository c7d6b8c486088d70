"""Amounts of money and lengths of sentences: quasi identifiers, found only when asked for.

A salary, a compensation or "three years' imprisonment" tells who is meant once the case is known.
In most data amounts are prices and mean nobody, so this finder belongs to data about cases.
"""

from __future__ import annotations

from collections.abc import Iterator

from compliance.detect.matching.context import isolated
from compliance.detect.matching.re2patterns import PatternSet
from compliance.detect.types import Entity

_CODES = (
    "EUR|USD|GBP|CHF|PLN|CZK|HUF|RON|BGN|SEK|NOK|DKK|ISK|TRY|TRL|YTL|DEM|ATS|FRF|ITL|ESP|NLG|BEF|"
    "LUF|FIM|PTE|GRD|IEP|HRK|SKK|SIT|LTL|LVL|EEK|MTL|CYP|RUB|UAH|JPY|CAD|AUD"
)
_SIGN = rf"(?:(?:{_CODES}) ?|[€$£] ?)"
_NUMBER = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_MANY = r"(?:thousand|million|billion|millionen|milliarden|tausend|mio\.?|mrd\.?|millions?|mille)"
_KINDS = (
    r"(?:(?:(?:new )?turkish|polish|swedish|austrian|swiss|danish|norwegian|czech|hungarian|french|"
    r"belgian|german|deutsche?|gdr|us|italian|spanish|slovak|bulgarian|russian|österreichische)"
    r"[ -])?"
)
_NAMES = (
    r"(?:euros?|dollars?|pounds(?: sterling)?|francs?|franken|marks?|liras?|lire|zlotys?|złotych|"
    r"zł|kronor|kroner|korunas?|kč|schillings?|schilling|forints?|lei|leva|pesetas|escudos|"
    r"drachmas?|roubles|rubles|guilders)"
)
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
_PATTERNS = (
    (rf"(?i)({_SIGN}(?:{_NUMBER})(?:[ -]{_MANY})?)", 0.7),
    (
        rf"(?i)((?:{_NUMBER}) ?(?:{_MANY} )?(?:{_KINDS}{_NAMES}|(?:{_CODES})|€)"
        rf"(?: \((?:{_CODES})\))?)",
        0.7,
    ),
    (rf"(?i)({_LENGTH}) (?:of )?(?:imprisonment|in prison|detention|suspended|probation)", 0.6),
    (
        rf"(?i)(?:sentenced? (?:(?:him|her|them|the applicants?) )?(?:to|of) (?:a term of )?|"
        rf"for a (?:term|period) of )({_LENGTH})",
        0.55,
    ),
    (rf"(?i)({_GERMAN}) (?:haft|freiheitsstrafe|gefängnis)", 0.6),
    (rf"(?i)(?:freiheitsstrafe|haftstrafe|haft) von ({_GERMAN})", 0.6),
)


class AmountFinder:
    """Finds amounts of money and lengths of sentences.

    Basis: quasi identifiers (Pilán et al. 2022, TAB: QUANTITY); GDPR Recital 26.
    """

    name = "amounts"
    types: tuple[str, ...] = ("AMOUNT",)

    def __init__(self) -> None:
        self._patterns = PatternSet([pattern for pattern, _ in _PATTERNS])

    def find(self, text: str) -> Iterator[Entity]:
        """Yield amounts that stand alone, with the name or the sign of their currency."""
        for number, match in self._patterns.finditer(text):
            start, end = match.span(1)
            if isolated(text, start, end):
                yield Entity(start, end, "AMOUNT", _PATTERNS[number][1], self.name)
