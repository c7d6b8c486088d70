"""residue.jsonl: places in cleaned data that a person has to look at; no value is in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import IO

from compliance.errors import EvidenceError

FILE = "residue.jsonl"


@dataclass(frozen=True, slots=True)
class Residue:
    """A place where something is left; a line of the file."""

    record: str
    field: str
    """JSON path."""
    start: int
    """Code points into the cleaned text."""
    end: int
    """Exclusive."""
    type: str
    kind: str
    """How it is written: a key of `KINDS`."""
    strength: str
    """What follows: `block` or `review`."""
    fingerprint: str
    """Keyed; of what stands there."""


def write_residue(stream: IO[bytes], places: Iterable[Residue]) -> None:
    """Write places one a line, in order."""
    for each in places:
        stream.write(json.dumps(asdict(each), separators=(",", ":")).encode() + b"\n")


def read_residue(path: Path) -> Iterator[tuple[str, list[Residue]]]:
    """Yield (record id, places) in record order; nothing where there is no such file.

    Raises:
        EvidenceError: the file is damaged.
    """
    if path.is_file():
        for record, places in groupby(_places(path), key=lambda each: each.record):
            yield record, list(places)


def _places(path: Path) -> Iterator[Residue]:
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield Residue(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise EvidenceError(f"{path} is damaged") from error
