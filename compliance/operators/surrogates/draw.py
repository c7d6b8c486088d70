"""Keyed drawing: from pools without putting back, and along a cycle through all values.

Basis: Black, Rogaway: Ciphers with Arbitrary Finite Domains (CT-RSA 2002).
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Any
from weakref import WeakKeyDictionary

from compliance.detect.names.words import fold
from compliance.operators.base import Params
from compliance.operators.numbers import Numbers, permuted

_ROUNDS = 4
_KEYS: WeakKeyDictionary[Numbers, dict[str, bytes]] = WeakKeyDictionary()


def key(params: Params, purpose: str) -> bytes:
    """Return the key of a purpose in the scope of a value; derived once for a scope."""
    known = _KEYS.setdefault(params.numbers, {})
    if purpose not in known:
        known[purpose] = params.numbers.key(f"surrogate/{purpose}")
    return known[purpose]


def language(params: Params, value: str) -> str:
    """Return the language that tells the form of a value's surrogate, `und` where unknown.

    Within a record that of the record; within a dataset that in which the value stands most often,
    because it is to get the same surrogate in all records.

    Args:
        params: of the mention.
        value: what gets one surrogate: a word of a name, a town, the digits of a number.
    """
    return params.numbers.language(value, params.language)


class Pool:
    """Words to draw from; when all are in use, they are lengthened by tails, level after level.

    The first tail is kept for a word that would stand for itself.

    Args:
        words: distinct.
        tails: distinct, none of them among the words; two or more.
        joint: between word and tail.
    """

    def __init__(self, words: Sequence[str], tails: Sequence[str], joint: str = "-") -> None:
        self._words = tuple(words)
        self._own, *self._tails = tails
        self._joint = joint

    def at(
        self, index: int, secret: bytes, avoid: str, taken: Callable[[str], bool] | None = None
    ) -> str:
        """Return the word of an index: no two indexes get the same.

        Args:
            index: 0 or more.
            secret: the key of the order.
            avoid: the value that it stands for, which it must not be.
            taken: tells which words are values themselves, and must not stand for another one.
        """
        size = len(self._words)
        while index >= size:
            index -= size
            size *= len(self._tails)
        place, first = divmod(permuted(index, size, secret), len(self._words))
        tails = []
        size //= len(self._words)
        while size > 1:
            place, number = divmod(place, len(self._tails))
            tails.append(self._tails[number])
            size //= len(self._tails)
        word = self._joint.join([self._words[first], *tails])
        if fold(word) != fold(avoid) and not (taken and taken(word)):
            return word
        word = self._joint.join([self._words[first - 1], *tails, self._own])
        while taken and taken(word):
            word = self._joint.join([word, self._own])
        return word


def other(value: int, size: int, secret: bytes) -> int:
    """Return another number below `size`: one to one, and never the number itself.

    The next one on a keyed cycle through all numbers.

    Args:
        value: in [0, size).
        size: 2 or more.
        secret: 32 bytes.

    Raises:
        ValueError: the value is out of range, or there is no other.
    """
    if size < 2:
        raise ValueError("no other number")
    return _back((permuted(value, size, secret) + 1) % size, size, secret)


def _back(value: int, size: int, secret: bytes) -> int:
    """Undo `permuted`."""
    half = max(1, ((size - 1).bit_length() + 1) // 2)
    mask = (1 << half) - 1
    while True:
        left, right = value >> half, value & mask
        for turn in reversed(range(_ROUNDS)):
            data = bytes([turn]) + left.to_bytes(16, "big")
            digest = hashlib.blake2b(data, key=secret, digest_size=16).digest()
            left, right = right ^ (int.from_bytes(digest, "big") & mask), left
        value = (left << half) | right
        if value < size:
            return value


def cased(like: str, new: str) -> str:
    """Return a word in capitals or small letters as another is written."""
    if like.isupper() and sum(map(str.isalpha, like)) > 1:
        return new.upper()
    return new.lower() if like.islower() else new


@cache
def table(name: str) -> dict[str, Any]:
    """Return a TOML file of words.

    Args:
        name: a file name in the folder `words` without its ending.
    """
    place = resources.files(__package__).joinpath("words", f"{name}.toml")
    return tomllib.loads(place.read_text(encoding="utf-8"))


def distinct(words: Iterable[str], seen: set[str]) -> tuple[str, ...]:
    """Return the words that are not in `seen`, accents aside, and note them there."""
    fresh = []
    for word in words:
        if fold(word) not in seen:
            seen.add(fold(word))
            fresh.append(word)
    return tuple(fresh)
