"""Where in cleaned data something stands in the place of a value: spans, never values.

The gate scans cleaned data again; what a scanner takes for a person in a surrogate is none. And
whoever holds a vault can put back what stood there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import IO

from compliance.errors import EvidenceError

FILE = "replacements.jsonl"
_BYTES_OF_TEXT = "utf-8"


@dataclass(frozen=True, slots=True)
class Replacement:
    """One span of a cleaned field that stands for a value."""

    record: str
    field: str
    """JSON path."""
    start: int
    """Code points into the cleaned field."""
    end: int
    """Exclusive; equal to `start` where nothing was left."""
    type: str
    operator: str
    fingerprint: str
    """Keyed; that of the finding, equal for equal values of one type in one project."""


def write_replacements(stream: IO[bytes], replacements: Iterable[Replacement]) -> int:
    """Write replacements one a line, in order; return how many."""
    count = 0
    for each in replacements:
        line = json.dumps(asdict(each), separators=(",", ":"), ensure_ascii=True)
        stream.write(line.encode(_BYTES_OF_TEXT) + b"\n")
        count += 1
    return count


def read_replacements(path: Path) -> Iterator[Replacement]:
    """Yield the replacements of a run in record order.

    Raises:
        EvidenceError: the file is missing or damaged.
    """
    try:
        with path.open(encoding=_BYTES_OF_TEXT) as lines:
            for line in lines:
                yield Replacement(**json.loads(line))
    except FileNotFoundError as error:
        raise EvidenceError(f"{path} is missing") from error
    except (ValueError, TypeError) as error:
        raise EvidenceError(f"{path} is damaged") from error


def by_record(path: Path) -> Iterator[tuple[str, list[Replacement]]]:
    """Yield (record id, replacements) for each record that has any, in record order."""
    for record, items in groupby(read_replacements(path), key=lambda each: each.record):
        yield record, list(items)


class Aligned:
    """Hands out the replacements of records that come in the order in which they were written.

    Args:
        items: (record id, replacements) of the records that have any.
    """

    def __init__(self, items: Iterable[tuple[str, list[Replacement]]]) -> None:
        self._items = iter(items)
        self._next = next(self._items, None)

    def of(self, record: str) -> list[Replacement]:
        """Return the replacements of the next record; empty when it has none."""
        if self._next is None or self._next[0] != record:
            return []
        own = self._next[1]
        self._next = next(self._items, None)
        return own


def inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether `[start, end)` lies wholly inside one of some spans."""
    return any(low <= start and end <= high for low, high in spans)


def is_replaced(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether all of `[start, end)` was put there, as one replacement or several.

    A scanner takes two surrogates beside each other for one name.

    Args:
        text: the field.
        start: code points.
        end: exclusive.
        spans: sorted, without overlap.
    """
    return not any(
        char.isalnum() for low, high in outside(start, end, spans) for char in text[low:high]
    )


def outside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the parts of `[start, end)` that no span holds.

    Args:
        start: code points.
        end: exclusive.
        spans: sorted, without overlap.
    """
    parts = []
    for low, high in spans:
        if high <= start or low >= end:
            continue
        if low > start:
            parts.append((start, low))
        start = max(start, high)
    if start < end:
        parts.append((start, end))
    return parts
