"""Numbers of values: which distinct value of its kind a value is, within a record or a dataset.

An operator asks for the number of a value and makes of it a slot, a surrogate or whatever it makes.
Within a record, values are numbered as they come. Within a dataset the number is the rank of the
value's keyed fingerprint among all values of its kind, so it depends neither on the order of the
records nor on who reads which of them, and says nothing about the value.

Basis: EDPB Guidelines 01/2025 on pseudonymisation (one pseudonym for one person in one domain).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from compliance.evidence.keys import ProjectKeys
from compliance.scan import normal_value

_KEY_BYTES = 32
_REMEMBERED = 8_192
_FOR_THE_TIME_BEING = 1 << 20
_LANGUAGE = "language"
UNKNOWN = "und"
"""The language of a text that is too short to tell."""


class Numbers(Protocol):
    """What operators ask."""

    def index(self, kind: str, value: str) -> int:
        """Return 0, 1, 2, … for the distinct values of a kind; equal values get equal numbers.

        Args:
            kind: an entity type, or a part of one such as `PERSON.given`.
            value: as it stands in the text; case and spaces do not matter.
        """
        ...

    def language(self, value: str, spoken: str) -> str:
        """Return the language that tells the form of a value's surrogate, one in the whole scope.

        Args:
            value: as it stands in the text; case and spaces do not matter.
            spoken: ISO 639-1 of the record it stands in, `und` where unknown.
        """
        ...

    def note(self, kind: str, value: str) -> None:
        """Take notice of a value of the scope, before any is replaced."""
        ...

    def is_original(self, kind: str, value: str) -> bool:
        """Tell whether a value was noted: then it must not stand for another one."""
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
        self._originals: set[tuple[str, str]] = set()

    def index(self, kind: str, value: str) -> int:
        """Return the number of a value within the record."""
        known = self._numbers.setdefault(kind, {})
        return known.setdefault(normal_value(value), len(known)) + self._taken.get(kind, 0)

    def language(self, value: str, spoken: str) -> str:
        """Return the language of the record."""
        return spoken

    def note(self, kind: str, value: str) -> None:
        """Take notice of a value of the record."""
        self._originals.add((kind, normal_value(value)))

    def is_original(self, kind: str, value: str) -> bool:
        """Tell whether a value was noted in the record."""
        return (kind, normal_value(value)) in self._originals

    def key(self, purpose: str) -> bytes:
        """Return 32 bytes for a purpose in this record."""
        return derived_key(self._keys, f"{purpose}\x1f{self._record}")


class _OfDataset:
    """What the numbers of a dataset have in common: values are held as keyed fingerprints only."""

    def __init__(self, keys: ProjectKeys) -> None:
        self._keys = keys
        # Names come again and again; what is kept of them is bounded.
        self._fingerprint = lru_cache(maxsize=_REMEMBERED)(self._fingerprinted)

    def key(self, purpose: str) -> bytes:
        """Return 32 bytes for a purpose in this dataset."""
        return derived_key(self._keys, purpose)

    def _fingerprinted(self, kind: str, value: str) -> str:
        return self._keys.fingerprint(kind, normal_value(value))


class Census(_OfDataset):
    """Gathers the distinct values of a dataset, so that they can be numbered by rank.

    A first pass over the data fills it; `close` returns the numbers for the second pass.
    """

    def __init__(self, keys: ProjectKeys, taken: Mapping[str, int]) -> None:
        super().__init__(keys)
        self._taken = dict(taken)
        self._found: dict[str, set[str]] = {}
        self._spoken: dict[str, Counter[str]] = {}

    def index(self, kind: str, value: str) -> int:
        """Note a value; return a number of no meaning."""
        found = self._found.setdefault(kind, set())
        found.add(self._fingerprint(kind, value))
        return len(found) - 1

    def language(self, value: str, spoken: str) -> str:
        """Note in which language a value stands."""
        note_language(self._spoken, self._fingerprint(_LANGUAGE, value), spoken)
        return spoken

    def note(self, kind: str, value: str) -> None:
        """Take notice of a value of the dataset."""
        self.index(kind, value)

    def is_original(self, kind: str, value: str) -> bool:
        """Tell that it is not known yet."""
        return False

    def take(self, taken: Mapping[str, int]) -> None:
        """Note numbers that stand in the data already and are not given again."""
        for kind, number in taken.items():
            self._taken[kind] = max(self._taken.get(kind, 0), number)

    def close(self) -> DatasetNumbers:
        """Return the numbers of everything gathered so far."""
        ranks = {kind: ranked(found, 0) for kind, found in self._found.items()}
        return DatasetNumbers(self._keys, ranks, self._taken, settled_languages(self._spoken))


class DatasetNumbers(_OfDataset):
    """Numbers values within a dataset, by the rank of their keyed fingerprint.

    A value that the census has not seen gets a number for the time being, which depends on the
    value alone; whoever drives the passes takes the numbers `with_unseen` then and does the pass
    again.

    Args:
        keys: the project's keys.
        ranks: kind → fingerprint → number.
        taken: kind → how many numbers stand in the data already and are not given again.
        languages: fingerprint → ISO 639-1, for the values whose surrogates depend on it.
    """

    def __init__(
        self,
        keys: ProjectKeys,
        ranks: Mapping[str, Mapping[str, int]],
        taken: Mapping[str, int],
        languages: Mapping[str, str],
    ) -> None:
        super().__init__(keys)
        self._ranks = ranks
        self._taken = taken
        self._languages = languages
        self._spoken: dict[str, Counter[str]] = {}
        self._unseen: dict[str, set[str]] = {}

    @property
    def is_settled(self) -> bool:
        """Whether nothing was asked for that the census has not seen."""
        return not self._unseen and not self._spoken

    def index(self, kind: str, value: str) -> int:
        """Return the number of a value within the dataset."""
        fingerprint = self._fingerprint(kind, value)
        ranks = self._ranks.get(kind, {})
        rank = ranks.get(fingerprint)
        if rank is None:
            self._unseen.setdefault(kind, set()).add(fingerprint)
            rank = len(ranks) + int(fingerprint, 16) % _FOR_THE_TIME_BEING
        return rank + self._taken.get(kind, 0)

    def language(self, value: str, spoken: str) -> str:
        """Return the language in which a value stands most often in the dataset."""
        fingerprint = self._fingerprint(_LANGUAGE, value)
        known = self._languages.get(fingerprint)
        if known is None:
            note_language(self._spoken, fingerprint, spoken)
            return spoken
        return known

    def note(self, kind: str, value: str) -> None:
        """Take notice of a value that the census has not seen."""
        self.index(kind, value)

    def is_original(self, kind: str, value: str) -> bool:
        """Tell whether a value stands in the dataset."""
        return self._fingerprint(kind, value) in self._ranks.get(kind, {})

    def with_unseen(self) -> DatasetNumbers:
        """Return the numbers with everything unseen taken up.

        What had a number keeps it; the new ones follow by rank. So each pass leaves what the passes
        before it have settled as it is, and there is an end.
        """
        ranks = {
            kind: {
                **self._ranks.get(kind, {}),
                **ranked(self._unseen.get(kind, set()), len(self._ranks.get(kind, {}))),
            }
            for kind in {*self._ranks, *self._unseen}
        }
        languages = {**self._languages, **settled_languages(self._spoken)}
        return DatasetNumbers(self._keys, ranks, self._taken, languages)


def ranked(fingerprints: Iterable[str], start: int) -> dict[str, int]:
    """Return fingerprint → its rank, counted from `start`."""
    return {each: rank for rank, each in enumerate(sorted(fingerprints), start)}


def note_language(spoken: dict[str, Counter[str]], fingerprint: str, language: str) -> None:
    """Count that a value stands in a record of a language."""
    spoken.setdefault(fingerprint, Counter())[language] += 1


def settled_languages(spoken: Mapping[str, Counter[str]]) -> dict[str, str]:
    """Return for each value the language that it has most often, unknown ones aside.

    Of equally frequent ones the first in the alphabet, so that the order of records says nothing.
    """
    return {
        fingerprint: min(counts, key=lambda each: (each == UNKNOWN, -counts[each], each))
        for fingerprint, counts in spoken.items()
    }


def derived_key(keys: ProjectKeys, purpose: str) -> bytes:
    """Return 32 bytes derived from the project's fingerprint key (HKDF-SHA-256, RFC 5869)."""
    derivation = HKDF(hashes.SHA256(), _KEY_BYTES, salt=None, info=b"ftcheck/" + purpose.encode())
    return derivation.derive(keys.fingerprint_key)


@lru_cache(maxsize=65_536)
def permuted(index: int, size: int, key: bytes) -> int:
    """Return where a keyed permutation of `range(size)` sends `index`: no two to the same place.

    A Feistel network of four rounds over the next even number of bits, walked until the result is
    below `size` (format-preserving encryption by cycle walking). Results are remembered: a dataset
    draws from the same small pools under the same keys all the time.

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
