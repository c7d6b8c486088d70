"""Columns that are no text: channel, label, postcode, age. Many of them stay in cleaned data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from compliance.dataset.kinds import Kind
from compliance.dataset.record import Record, join_key

_TEXTS: Mapping[Kind, frozenset[str]] = {
    "chat": frozenset({"messages", "tools"}),
    "prompt_completion": frozenset({"prompt", "completion"}),
    "instruction": frozenset({"instruction", "input", "output"}),
    "preference": frozenset({"prompt", "chosen", "rejected"}),
    "text": frozenset({"text"}),
    "classification": frozenset({"text"}),
    "tokens": frozenset({"tokens", "tags", "text"}),
}
"""Kind of records → keys that hold the example itself."""
_LONGEST = 48
_MOST_WORDS = 5


def columns_of(record: Record) -> Iterator[tuple[str, str]]:
    """Yield JSON path and value of every single value beside the example itself.

    Numbers and truth values count too, short numbers included: an age is told by two digits, and a
    scanner of texts does not look at it.
    """
    skipped = _TEXTS.get(record.kind, frozenset())
    for key, value in record.data.items():
        if key not in skipped:
            yield from _walk(value, join_key("$", str(key)))


def is_text(value: str) -> bool:
    """Tell whether a value is too long to be one of a column's values."""
    return len(value) > _LONGEST or len(value.split()) > _MOST_WORDS


def _walk(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, member in value.items():
            yield from _walk(member, join_key(path, str(key)))
    elif isinstance(value, bool):
        yield path, "true" if value else "false"
    elif isinstance(value, int | float):
        yield path, f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)
    elif isinstance(value, str) and value.strip():
        yield path, " ".join(value.casefold().split())
