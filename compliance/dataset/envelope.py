"""Envelopes: how records stand in a run directory, with id, group and parents beside the data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from compliance.dataset.record import Record
from compliance.errors import EvidenceError
from compliance.evidence.files import atomic_write


def to_envelope(record: Record) -> dict[str, Any]:
    """Return the stored form of a record."""
    return {
        "id": record.id,
        "kind": record.kind,
        "source": record.source,
        "group": record.group,
        "parents": list(record.parents),
        "data": record.data,
    }


def write_envelopes(path: Path, records: Iterable[Record]) -> int:
    """Write records as JSON Lines, one envelope a line, atomically; return how many."""
    count = 0
    with atomic_write(path) as stream:
        for record in records:
            line = json.dumps(to_envelope(record), ensure_ascii=False, separators=(",", ":"))
            stream.write(line.encode("utf-8", "surrogatepass") + b"\n")
            count += 1
    return count


def read_envelopes(path: Path) -> Iterator[Record]:
    """Yield the records of an envelope file; memory does not grow with it.

    Raises:
        EvidenceError: the file is missing or a line is not an envelope.
    """
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                try:
                    value = json.loads(line.decode("utf-8", "surrogatepass"))
                    yield Record(
                        id=value["id"],
                        kind=value["kind"],
                        data=value["data"],
                        source=value["source"],
                        group=value["group"],
                        parents=tuple(value["parents"]),
                    )
                except (ValueError, KeyError, TypeError) as error:
                    raise EvidenceError(f"{path} line {number} is not a record") from error
    except FileNotFoundError as error:
        raise EvidenceError(f"{path} is missing") from error
