"""Slots, words and normal forms of cleaned text."""

from __future__ import annotations

import re
from collections import Counter

SLOT = re.compile(r"\[[A-Z][A-Z0-9_]*_\d{1,6}\]")
"""A typed, numbered slot such as `[PERSON_1]`."""
_SLOT_NUMBER = re.compile(r"\[([A-Z][A-Z0-9_]*)_\d{1,6}\]")
_TOKEN = re.compile(r"\[[A-Z][A-Z0-9_]*_\d+\]|\w+|[^\w\s]")


def slots_of(text: str) -> Counter[str]:
    """Return how often each slot stands in a text."""
    return Counter(SLOT.findall(text))


def tokens(text: str) -> list[str]:
    """Return words, slots and marks in order; spaces do not count."""
    return _TOKEN.findall(text)


def collapsed(text: str) -> str:
    """Return the text without case, with single spaces and with slots without their number.

    Two texts that differ in their slot numbers only are the same text of two people.
    """
    return " ".join(_SLOT_NUMBER.sub(r"[\1]", text).casefold().split())


def squeezed(text: str) -> str:
    """Return the text without case and without any space: equal for trivial copies."""
    return "".join(_SLOT_NUMBER.sub(r"[\1]", text).casefold().split())


def has_digit(text: str) -> bool:
    """Tell whether a digit of any script stands in the text."""
    return any(char.isnumeric() for char in text)
