"""Long numbers and codes that mean things: dates, amounts, norms, articles, cells of tables."""

from __future__ import annotations

import re
from functools import cache

from compliance.detect.identifiers.checksums import digits, is_round
from compliance.detect.matching.context import Hints, concepts

_CONSTANTS = frozenset({"299792458", "3735928559", "3405691582"})
"""The speed of light and marks of memory, as program code has them."""
_AROUND = 40
_CROWD = 3
"""Numbers of six digits and more around a number, from which on it is a cell of a table."""
_DATE = re.compile(
    r"(?:\d{1,2}|[^\W\d_]{2,9})[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}(?:[./-]\d{1,2})?|\d{4}-\d{4}"
)
_STAMP = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[-_T]?[0-2]\d[0-5]\d(?:[0-5]\d)?)?"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d|1[0-9]{9}(?:\d{3})?"
)
"""20261125, 20261125154423, 25112026, and seconds or milliseconds since 1970."""
_NORM = re.compile(
    r"(?:iso|iec|din|en|bs|rfc|ieee|astm|ansi|vde|vdi|ce|cve|ghsa|issn|isbn|doi|pmid|sha|md|utf|cp|"
    r"rs|pep|e|h|v|lpt|com|ttl|b|mk|art|abs|ser|np|k|hp|ps|cas|une|nf|uni|nen|önorm|pn|ts|tr|ccitt|"
    r"itu|ecma|jis|gb|gost|mil|wd|ean|gtin|lot|pzn|fig|tab|kap|bgbl|celex|com|sec|cn|hs|nace|icd|"
    r"ops|atc|loinc|snomed|nct|rev|ver|page|p|line|l|step|port|error|err|x|http|code)"
    r"[\-_/ ]?\d",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"[A-Za-z]{1,3}([-/_])(?:19|20)\d\d\1\d{4,}")
"""A letter group, a year and a running number: "B-2025-10482" is an order and no norm."""
_YEARLY_NORMS = re.compile(r"(?:cve|tr|ts|com|sec|iso|en|din)[-/_]", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\s?(?:mil[jlim]\w*|mii|mln|mld|mio|mrd|tis|tys|lei|euros?|eur|usd|gbp|chf|pln|czk|huf|ron|sek|"
    r"nok|dkk|kr|kč|zł|ft|лв|forint\w*|korun\w*|kroner?|kronor|z[łl]ot\w*|dollars?|pounds?|"
    r"franken|francs?|ευρώ|лева|hours|stunden|people|inhabitants|einwohner|habitants|bytes|[kmgt]?b|"
    r"[kcm]?m|k?g|stück|units|tonnes?|votes|stimmen)(?!\w)",
    re.IGNORECASE,
)
"""What makes the number before it an amount."""
_RANGE = re.compile(r"\d{2,4}-\d{4}")
_LONG_NUMBER = re.compile(r"(?<![\w.,])\d{6,}(?![\w])")
_NUMERIC = re.compile(r"\d+(?: \d+)*")
_BEFORE = frozenset(".,$€£¥%/\\@&~^=+*<>|?#{}")
_AFTER = frozenset("%€$£/\\@&=*<>|{}^")


def is_thing(text: str, start: int, end: int) -> bool:
    """Tell whether a long number or code means something else than a person or an account.

    Args:
    text: plain text.
    start: where the number begins.
    end: where it ends.
    """
    value = text[start:end]
    if _DATE.fullmatch(value) or _STAMP.fullmatch(value):
        return True
    if (
        value in _CONSTANTS
        or (_NORM.match(value) and not is_yearly(value))
        or (_NUMERIC.fullmatch(value) and is_round(digits(value)))
        or _is_article(value)
    ):
        return True
    before = text[start - 1 : start]
    after, behind = text[end : end + 1], text[end + 1 : end + 2]
    if _RANGE.fullmatch(value) or _AMOUNT.match(text, end):
        return True
    if before in _BEFORE and before or after in _AFTER and after:
        return True
    if before == "-" and text[start - 2 : start - 1].isalnum():
        return True
    if after in ".,:-" and after and (behind.isalnum()):
        return True
    around = text[max(0, start - _AROUND) : end + _AROUND]
    return (
        len(_LONG_NUMBER.findall(around)) >= _CROWD
        or (not is_yearly(value) and _products().before(text, start, 25))
        or _laws().before(text, start, 25)
    )


@cache
def _products() -> Hints:
    return concepts("product", "version")


@cache
def _laws() -> Hints:
    return concepts("law")


def is_norm(value: str) -> bool:
    """Tell whether a code begins as norms, articles and errors do: "ISO-27001"."""
    return _NORM.match(value) is not None


def is_yearly(value: str) -> bool:
    """Tell whether a code counts something within a year, as orders and invoices are counted."""
    return _YEARLY.fullmatch(value) is not None and _YEARLY_NORMS.match(value) is None


def _is_article(value: str) -> bool:
    """Tell whether 8, 12, 13 or 14 digits carry the check digit of article numbers (GS1)."""
    if not value.isdigit() or len(value) not in (12, 13, 14):
        return False
    total = sum(
        int(digit) * (3 if place % 2 == 0 else 1)
        for place, digit in enumerate(reversed(value[:-1]))
    )
    return (10 - total % 10) % 10 == int(value[-1])
