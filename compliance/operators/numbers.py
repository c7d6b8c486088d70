"""Numbers of values: which distinct value of its kind a value is, within a record or a dataset.

An operator asks for the number of a value and makes of it a slot, a surrogate or whatever it makes.
Within a record, values are numbered as they come. Within a dataset the number is the rank of the
value's keyed fingerprint among all values of its kind, so it depends neither on the order of the
records nor on who reads which of them, and says nothing about the value.

Basis: EDPB Guidelines 01/2025 on pseudonymisation (one pseudonym for one person in one domain).
"""

from __future__ import annotations

import bisect
import hashlib
from collections.abc import Mapping
from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from compliance.evidence.keys import ProjectKeys
from compliance.scan import normal_value

_KEY_BYTES = 32


class Numbers(Protocol):
    """What operators ask."""

    def index(self, kind: str, value: str) -> int:
        """Return 0, 1, 2, … for the distinct values of a kind; equal values get equal numbers.

        Args:
            kind: an entity type, or a part of one such as `PERSON.given`.
            value: as it stands in the text; case and spaces do not matter.
        """
        ...

    def key(self, purpose: str) -> bytes:
        """Return 32 bytes for one purpose, the same for the same scope and project."""
        ...


class RecordNumbers:
    """Numbers values within one record, in the order in which they come.

    Args:
        keys: the project's keys.
        record: the record's id; the keys of two records differ.
        taken: kind → how many numbers stand in the record already and are not given again.
    """

    def __init__(self, keys: ProjectKeys, record: str, taken: Mapping[str, int]) -> None:
        self._keys = keys
        self._record = record
        self._taken = taken
        self._numbers: dict[str, dict[str, int]] = {}

    def index(self, kind: str, value: str) -> int:
        """Return the number of a value within the record."""
        known = self._numbers.setdefault(kind, {})
        return known.setdefault(normal_value(value), len(known)) + self._taken.get(kind, 0)

    def key(self, purpose: str) -> bytes:
        """Return 32 bytes for a purpose in this record."""
        return derived_key(self._keys, f"{purpose}\x1f{self._record}")


class Census:
    """Gathers the distinct values of a dataset, so that they can be numbered by rank.

    Values are held as keyed fingerprints only. A first pass over the data fills it; `close` returns
    the numbers for the second pass.
    """

    def __init__(self, keys: ProjectKeys, taken: Mapping[str, int]) -> None:
        self._keys = keys
        self._taken = dict(taken)
        self._found: dict[str, set[str]] = {}

    def index(self, kind: str, value: str) -> int:
        """Note a value; return a number of no meaning."""
        found = self._found.setdefault(kind, set())
        found.add(self._keys.fingerprint(kind, normal_value(value)))
        return len(found) - 1

    def key(self, purpose: str) -> bytes:
        """Return 32 bytes for a purpose in this dataset."""
        return derived_key(self._keys, purpose)

    def take(self, taken: Mapping[str, int]) -> None:
        """Note numbers that stand in the data already and are not given again."""
        for kind, number in taken.items():
            self._taken[kind] = max(self._taken.get(kind, 0), number)

    def close(self) -> DatasetNumbers:
        """Return the numbers of everything gathered so far."""
        return DatasetNumbers(
            self._keys, {kind: sorted(found) for kind, found in self._found.items()}, self._taken
        )


class DatasetNumbers:
    """Numbers values within a dataset, by the rank of their keyed fingerprint.

    A value that the census has not seen is kept in `unseen`; whoever drives the passes takes a new
    census then, because its rank would not be known.
    """

    def __init__(
        self, keys: ProjectKeys, ranks: Mapping[str, list[str]], taken: Mapping[str, int]
    ) -> None:
        self._keys = keys
        self._ranks = ranks
        self._taken = taken
        self.unseen: dict[str, set[str]] = {}

    def index(self, kind: str, value: str) -> int:
        """Return the rank of a value within the dataset."""
        fingerprint = self._keys.fingerprint(kind, normal_value(value))
        ranks = self._ranks.get(kind, [])
        rank = bisect.bisect_left(ranks, fingerprint)
        if rank == len(ranks) or ranks[rank] != fingerprint:
            unseen = self.unseen.setdefault(kind, set())
            unseen.add(fingerprint)
            rank = len(ranks) + len(unseen) - 1
        return rank + self._taken.get(kind, 0)

    def key(self, purpose: str) -> bytes:
        """Return 32 bytes for a purpose in this dataset."""
        return derived_key(self._keys, purpose)

    def with_unseen(self) -> DatasetNumbers:
        """Return the numbers with everything unseen taken up."""
        kinds = {*self._ranks, *self.unseen}
        ranks = {
            kind: sorted({*self._ranks.get(kind, []), *self.unseen.get(kind, set())})
            for kind in kinds
        }
        return DatasetNumbers(self._keys, ranks, self._taken)


def derived_key(keys: ProjectKeys, purpose: str) -> bytes:
    """Return 32 bytes derived from the project's fingerprint key (HKDF-SHA-256, RFC 5869)."""
    derivation = HKDF(hashes.SHA256(), _KEY_BYTES, salt=None, info=b"ftcheck/" + purpose.encode())
    return derivation.derive(keys.fingerprint_key)


def permuted(index: int, size: int, key: bytes) -> int:
    """Return where a keyed permutation of `range(size)` sends `index`: no two to the same place.

    A Feistel network of four rounds over the next even number of bits, walked until the result is
    below `size` (format-preserving encryption by cycle walking).

    Args:
        index: in [0, size).
        size: 1 or more.
        key: 32 bytes.

    Raises:
        ValueError: the index is out of range.
    Basis: Black, Rogaway: Ciphers with Arbitrary Finite Domains (CT-RSA 2002).
    """
    if not 0 <= index < size:
        raise ValueError("index out of range")
    half = max(1, ((size - 1).bit_length() + 1) // 2)
    mask = (1 << half) - 1
    while True:
        left, right = index >> half, index & mask
        for turn in range(4):
            left, right = right, left ^ (_round(key, turn, right) & mask)
        index = (left << half) | right
        if index < size:
            return index


def _round(key: bytes, turn: int, value: int) -> int:
    # Keyed BLAKE2 (RFC 7693): an HMAC here would be most of the time of cleaning.
    data = bytes([turn]) + value.to_bytes(16, "big")
    return int.from_bytes(hashlib.blake2b(data, key=key, digest_size=16).digest(), "big")
