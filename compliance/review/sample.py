"""A random sample of records, so that what the scanner misses can be estimated.

All records are put into one random order that depends on the seed, the number of the sample and
their ids alone. Records with finds and records without are mixed in it as in the data, so every
beginning of the order is a sample in which both have their share: a person can stop anywhere, and
go on later, and a larger sample holds the smaller one.

Basis: Cochran 1977, Sampling Techniques, 5.5 (proportional allocation).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawn:
    """One record of the order."""

    record: str
    number: int
    """Position in the data, from 0."""
    found: bool
    """Whether the scanner found anything in it."""


def drawn(records: Iterable[tuple[str, bool]], *, seed: int, sample: int) -> list[Drawn]:
    """Return all records in the order in which a sample takes them; memory grows with the ids.

    Args:
        records: (record id, whether anything was found), in the order of the data.
        seed: the project's.
        sample: number of the sample, from 1.
    """
    strata: dict[bool, list[Drawn]] = {}
    for number, (record, found) in enumerate(records):
        strata.setdefault(found, []).append(Drawn(record, number, found))
    placed = [
        ((rank + 0.5) / len(members), found, each)
        for found, members in strata.items()
        for rank, each in enumerate(
            sorted(members, key=lambda each: _random(seed, sample, each.record))
        )
    ]
    return [each for _, _, each in sorted(placed, key=lambda item: (item[0], item[1]))]


def _random(seed: int, sample: int, record: str) -> bytes:
    text = f"{seed}\x1f{sample}\x1f{record}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).digest()
