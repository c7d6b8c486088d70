"""Numbers whose format is not public, or foreign: whatever stands right behind its own label.

A label counts only when nothing but a link ("number", "is", a colon) stands between it and the
value, so that "passport fees rose to 120000" is no passport.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from compliance.detect.identifiers.national_ids.labels import behind, link
from compliance.detect.matching.rules import Rule

_VALUE = (
    r"(?:\p{L}{1,4}[ -]?)?\d{6,14}(?:[/-]\d{1,5}\p{L}?|\p{L}{1,3}\d?)?"
    r"|(?:\p{L}{1,3}[ -]?)?\d{1,5}(?:[ ./-]\d{1,6}){1,5}(?:-?\p{L}{1,2})?"
    r"|[\p{L}\d]{1,9}\d[\p{L}\d]{2,9}"
)
_DATE = re.compile(r"\d{1,2}[ ./-]\d{1,2}[ ./-]\d{2,4}|\d{4}[ ./-]\d{1,2}[ ./-]\d{1,2}")
_WORD_FIRST = re.compile(r"[^\W\d_]*[a-zà-ÿ] ")
"""A word of the sentence, no letters of the number."""
_YEARS = re.compile(r"(?:19|20)\d\d[ /-](?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Kind:
    type: str
    concept: str
    score: float
    least: int
    """Fewest digits of a value without letters."""


_KINDS = (
    _Kind("PASSPORT", "passport", 0.82, 6),
    _Kind("ID_CARD", "id_card", 0.8, 6),
    _Kind("DRIVING_LICENCE", "driving_licence", 0.8, 5),
    _Kind("RESIDENCE_PERMIT", "residence_permit", 0.8, 6),
    _Kind("NATIONAL_ID", "personal_number", 0.5, 6),
    _Kind("TAX_ID", "tax_id", 0.5, 6),
    _Kind("SOCIAL_SECURITY", "social_security", 0.5, 6),
    _Kind("HEALTH_INSURANCE", "health_insurance", 0.5, 6),
    _Kind("VAT_ID", "vat_id", 0.5, 8),
)


class _Plausible:
    """Check of a value: long enough, no date and no span of years."""

    def __init__(self, least: int) -> None:
        self._least = least

    def __call__(self, value: str) -> bool:
        if _DATE.fullmatch(value) or _YEARS.fullmatch(value) or _WORD_FIRST.match(value):
            return False
        digits = sum(char.isdigit() for char in value)
        letters = any(char.isalpha() for char in value)
        return digits >= (5 if letters else self._least)


LABELLED_RULES: tuple[Rule, ...] = tuple(
    Rule(
        kind.type,
        behind((kind.concept,), _VALUE, link()),
        kind.score,
        _Plausible(kind.least),
        needs="0",
    )
    for kind in _KINDS
)
