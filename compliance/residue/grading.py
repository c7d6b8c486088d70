"""How much a removed value weighs that still stands in the cleaned data.

An identifier or a full name that was taken out in one place and stands in another is a leak. A
single word is one only where it is likely the name and not the word: "Rose", "Stein" and "Baker"
were somebody's names in some record and are flowers, stones and trades in all others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from compliance.detect.names.lists import (
    doubtful_names,
    everyday_words,
    family_names,
    given_names,
    small_words,
)
from compliance.detect.names.words import EPONYMS, is_noun
from compliance.detect.types import category_of
from compliance.residue.index import Kind
from compliance.residue.values import Value, name_words

Strength = Literal["block", "review", "note"]

_SOME = 2
"""Records in which a listed name may stand however seldom it was taken out."""
_WHOLE_DATE = 3
"""Day, month and year."""


@dataclass(frozen=True, slots=True)
class Word:
    """What stands in a place of one word."""

    text: str
    """Folded."""
    small: bool
    """Whether it is written small, and what is around it is not."""
    capitals: bool
    """Whether it is written in capitals, and what is around it is not: more likely short for
    something than a name."""


@dataclass(slots=True)
class Seen:
    """What is known of one word in the cleaned data."""

    records: int = 0
    """In how many records it is left."""
    last: int = -1
    small: int = 0
    """How often it is written small where other words are not."""
    named: int = 0
    """In how many records it was taken out as a name or a part of one."""

    @property
    def common(self) -> bool:
        """Tell whether it is left in more records than it was a name in."""
        return self.records > max(_SOME, self.named)


def grade(value: Value, kind: Kind, word: Word | None, seen: Seen) -> Strength | None:
    """Return how much a place weighs; None where it is most likely chance.

    Args:
        value: what was taken out.
        kind: how it stands there.
        word: what stands there, where it is one word.
        seen: what is known of that word, else of the value, in all of the data.
    """
    if value.sort == "code":
        return _code(value, kind)
    if word is not None and (kind in ("part", "fuzzy") or value.sort == "word"):
        return _word(value, kind, word, seen)
    if value.sort == "name":
        return _name(value, kind, seen)
    if value.sort == "place":
        return "note" if kind == "fuzzy" else "review"
    whole_date = value.type == "DATE_OF_BIRTH" and len(value.runs) >= _WHOLE_DATE
    return "review" if whole_date and kind != "fuzzy" else "note"


def _code(value: Value, kind: Kind) -> Strength:
    # A number of the company's own can be an article as well as a customer, and the next number is
    # the next customer; what has a form of its own is nothing else.
    own = category_of(value.type) in ("account", "online", "vehicle")
    if kind == "fuzzy":
        return "note" if own or value.joined.isdigit() else "review"
    return "review" if own else "block"


def _name(value: Value, kind: Kind, seen: Seen) -> Strength:
    if "-".join(value.runs) in EPONYMS:
        return "note"
    sure = any(map(_is_listed, name_words(value.runs))) and not seen.common
    if kind == "fuzzy":
        return "review" if sure else "note"
    return "block" if sure else "review"


def _word(value: Value, kind: Kind, word: Word, seen: Seen) -> Strength | None:
    text = word.text
    everyday = (
        text in everyday_words() or text in small_words() or text in doubtful_names()
        or is_noun(text)
    )  # fmt: skip
    if kind == "fuzzy":
        return None if everyday or seen.small or seen.records > _SOME else "note"
    if everyday or seen.common or word.small or word.capitals or text in EPONYMS:
        return "note"
    if _is_listed(text):
        return "review"
    # A word of no list: a rare surname, or no name at all. What is beside it in a name tells.
    beside = kind == "exact" or any(each in given_names() for each in value.runs)
    return "review" if beside and seen.records <= seen.named else "note"


def _is_listed(word: str) -> bool:
    return word in given_names() or word in family_names()
