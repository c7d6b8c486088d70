"""Which findings are facts that a person can be told by, which are sensitive, which identify.

A fact narrows down who somebody is without saying it: an age, a town, a date. Alone it fits many;
together a few of them fit one. What says it on its own (a name, an e-mail address, a number) is no
fact here but an identifier.

Basis: GDPR Recital 26; WP216 (Opinion 05/2014) section 2.2.2; Sweeney, k-anonymity (2002).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from compliance.detect.types import SENSITIVE_TYPES, TYPES, category_of

FACTS: Mapping[str, str] = MappingProxyType(
    {
        "DATE_OF_BIRTH": "DATE_OF_BIRTH",
        "AGE": "AGE",
        "GENDER": "GENDER",
        "TITLE": "TITLE",
        "NATIONALITY": "NATIONALITY",
        "OCCUPATION": "OCCUPATION",
        "ORGANIZATION": "ORGANIZATION",
        "LOCATION": "LOCATION",
        "STREET_ADDRESS": "LOCATION",
        "DATE_TIME": "DATE_TIME",
        "AMOUNT": "AMOUNT",
        "BIC_CODE": "BIC_CODE",
        "CARD_EXPIRY": "CARD_EXPIRY",
    }
    | {name: name for name in sorted(SENSITIVE_TYPES)}
)
"""Entity type → kind of fact; of an address its town and postcode are facts."""

COLUMN = "column "
"""Begins the kind of a fact that is a value of a column: `column $.zip`."""
MASKED = "rest of "
"""Begins the kind of a fact that is what a mask left of a value: `rest of IBAN_CODE`."""

_STRONG = frozenset({"contact", "government_id", "financial", "vehicle"})


def identifies(entity_type: str) -> bool:
    """Tell whether a value of a type points to a person on its own."""
    return entity_type not in FACTS or entity_type == "STREET_ADDRESS"


def is_strong(entity_type: str) -> bool:
    """Tell whether equal values of a type are as good as surely one person's (no names)."""
    return identifies(entity_type) and category_of(entity_type) in _STRONG


def is_sensitive(kind: str) -> bool:
    """Tell whether a kind of fact is of GDPR Art. 9 or 10."""
    return kind in SENSITIVE_TYPES


def is_column(kind: str) -> bool:
    """Tell whether a kind of fact is a column of the data."""
    return kind.startswith(COLUMN)


def order(kind: str) -> tuple[int, str]:
    """Return a sort key: facts about persons in the order of the types, then columns by name."""
    names = list(TYPES)
    return (names.index(kind) if kind in TYPES else len(names), kind)
