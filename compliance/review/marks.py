"""What stands in the ledger for a text: a keyed fingerprint, by which a changed text is noticed."""

from __future__ import annotations

from compliance.dataset.record import Record
from compliance.evidence.keys import ProjectKeys
from compliance.review.places import reading_texts

_TEXT = "review.text"
_RECORD = "review.record"


def text_fingerprint(keys: ProjectKeys, text: str) -> str:
    """Return what stands in the ledger for a whole text."""
    return keys.fingerprint(_TEXT, text)


def field_fingerprint(keys: ProjectKeys, record: Record, field: str) -> str:
    """Return what stands in the ledger for a field of a record.

    Args:
        keys: the project's keys.
        record: the record.
        field: as a person reads it; one that the record lacks counts as empty.
    """
    return text_fingerprint(keys, reading_texts(record).get(field, ""))


def record_fingerprint(keys: ProjectKeys, record: Record) -> str:
    """Return what stands in the ledger for all texts of a record."""
    joined = "\x1e".join(f"{path}\x1f{text}" for path, text in reading_texts(record).items())
    return keys.fingerprint(_RECORD, joined)
