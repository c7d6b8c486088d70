"""Identifiers in data as delivered that could be somebody's: whether persons are fictional.

That an identifier is well formed does not prove that it was given to anybody. But invented data
made with care use what nobody can have: reserved domains and numbers, impossible check digits.

Basis: GDPR Art. 4(1); RFC 2606 and RFC 6761 (reserved domains); number ranges for drama of the
national regulators, see `compliance/operators/surrogates`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from stdnum import iban

from compliance.findings import RecordScan
from compliance.operators.surrogates.codes import checks, is_luhn, is_valid
from compliance.operators.surrogates.reserved import is_reserved

_RESERVED_DOMAIN = re.compile(r".*[@.](?:example|test|invalid|localhost)", re.IGNORECASE)
# Numbers that payment firms publish for tests.
_TEST_CARDS = frozenset(
    {
        "4111111111111111", "4012888888881881", "4242424242424242", "5555555555554444",
        "5105105105105100", "378282246310005", "371449635398431", "6011111111111117",
    }
)  # fmt: skip


@dataclass(slots=True)
class Assignable:
    """Counts identifiers that could be somebody's, by source and type."""

    by_source: dict[str, Counter[str]] = field(default_factory=dict)

    def watch(self, scans: Iterable[RecordScan]) -> Iterator[RecordScan]:
        """Yield the records unchanged while taking them."""
        for scanned in scans:
            self.take(scanned)
            yield scanned

    def take(self, scanned: RecordScan) -> None:
        """Look at one record with its findings."""
        texts: dict[str, str] = {}
        for one in scanned.findings:
            texts = texts or {item.path: item.text for item in scanned.record.fields()}
            if is_assignable(one.type, texts[one.field][one.start : one.end]):
                self.by_source.setdefault(scanned.record.source, Counter())[one.type] += 1

    def document(self) -> dict[str, dict[str, int]]:
        """Return source → type → identifiers."""
        return {
            source: dict(sorted(counts.items()))
            for source, counts in sorted(self.by_source.items())
        }


def is_assignable(entity_type: str, value: str) -> bool:
    """Tell whether a value is well formed and not from a range that is given to nobody.

    Types whose form says nothing (names, addresses) never are.
    """
    if entity_type == "EMAIL_ADDRESS":
        return not is_reserved(entity_type, value) and not _RESERVED_DOMAIN.fullmatch(value.strip())
    if entity_type == "PHONE_NUMBER":
        return not is_reserved(entity_type, value)
    if entity_type == "CREDIT_CARD":
        digits = "".join(filter(str.isdigit, value))
        return is_luhn(digits) and digits not in _TEST_CARDS
    if entity_type == "IBAN_CODE":
        return bool(iban.is_valid(value))
    if not checks(entity_type) or is_reserved(entity_type, value):
        return False
    return is_valid(entity_type, value)
