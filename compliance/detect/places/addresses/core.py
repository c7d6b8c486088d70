"""The core of an address, street and number, and how sure each kind of evidence makes it."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Core:
    """A street with its number, before postcode, town and floor are added to it."""

    start: int
    end: int
    alone: float
    """Score with nothing else; 0 means that it is then no address."""
    hinted: float
    """Score with a word such as "address" or "lives" near it."""
    coded: float
    """Score with a postcode and a town beside it."""


NUMBER = (
    r"\d{1,4}(?: ?(?:bis|ter|quater|[a-zA-Z])(?![^\W_]))?"
    r"(?: ?[-/+] ?(?:\d{1,4}[a-zA-Z]?|[a-zA-Z])(?![^\W_])){0,3}"
)
"""A house number: "12", "12a", "12 bis", "17-19", "12/3/14", "12/A"."""

_NUMBER = re.compile(NUMBER)
_LETTER_OF_SENTENCE = re.compile(r"\d [^\W\d_a-hA-H]$")


def number_end(text: str, at: int) -> int | None:
    """Return the end of the house number that begins at `at`; None if there is none.

    A single small letter behind a space belongs to the sentence ("Hauptstraße 5 i Köln") unless
    house numbers go that far.
    """
    match = _NUMBER.match(text, at, at + 24)
    if match is None:
        return None
    end = match.end()
    if end < len(text) and (text[end].isdigit() or text[end] == "_"):
        return None
    if end < len(text) and text[end].isalpha():
        return None
    if _LETTER_OF_SENTENCE.search(text[at:end]):
        end -= 2
    return end
