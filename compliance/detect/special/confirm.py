"""Revealing words in sentences without a person, once other finders have seen one.

The lexicon knows pronouns, relatives and frequent names only. Whether "torn ligament, signed off
for six weeks" is about somebody is known when the name below it has been found.

Basis: GDPR Art. 4(1) (identifiable person), Art. 9(1), Art. 10.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from compliance.detect.special.evidence import AFTER, BEFORE
from compliance.detect.special.nearness import SHORT, identifies
from compliance.detect.special.phrases import WORD
from compliance.detect.types import Entity, category_of

IN_SENTENCE = 0.6
"""Score where the person stands in the sentence of the word."""
IN_MESSAGE = 0.5
"""Score where the person stands elsewhere in a short message."""

_THINGS = frozenset({"vehicle", "location", "organization"})
_THING_TYPES = frozenset({"URL", "IP_ADDRESS", "DEVICE_ID"})
"""What identifies as well, but stands in offers and logs that speak of nobody's health."""


class Reach(Enum):
    """How far from a word the person may stand."""

    BESIDE = "beside"
    """Words of several meanings: a name right before or behind them."""
    SENTENCE = "sentence"
    """Things and places, which are spoken of without anybody's health in mind as well: a name."""
    MESSAGE = "message"
    """What only persons have or are: any direct identifier, in a short message anywhere."""


@dataclass(frozen=True, slots=True)
class Weak:
    """A revealing word in whose sentence the lexicon sees no person."""

    start: int
    end: int
    found: Entity
    """What is reported once somebody is known to be there; its score is not used."""
    sentence: tuple[int, int]
    reach: Reach
    greeted: tuple[tuple[int, int], ...] = ()
    """Where names begin of those whom the sentence greets."""
    asked: tuple[tuple[int, int], ...] = ()
    """Where names begin of those whom the sentence refers to: it is not about them."""


def confirmed(text: str, weak: Sequence[Weak], others: Iterable[Entity]) -> Iterator[Entity]:
    """Yield the weak words that a name or a direct identifier makes a statement about a person.

    It stands in the sentence of the word, or anywhere in a message of at most `SHORT` characters,
    see `Reach`.
    The time is that of sorting, and of the finds in the sentences of the weak words.

    Args:
        text: the text that the spans count in.
        weak: from `SpecialFinder.read`.
        others: what all finders found in the text, without overlap.
    """
    if not weak:
        return
    people = sorted((each for each in others if _confirms(each)), key=lambda each: each.start)
    starts = [each.start for each in people]
    for each in weak:
        score = _score(text, each, people, starts)
        if score:
            found = each.found
            yield Entity(found.start, found.end, found.type, score, found.recognizer)


def _confirms(entity: Entity) -> bool:
    return (
        identifies(entity)
        and entity.type not in _THING_TYPES
        and category_of(entity.type) not in _THINGS
    )


def _score(text: str, weak: Weak, people: Sequence[Entity], starts: Sequence[int]) -> float:
    low, high = weak.sentence
    inside = people[bisect.bisect_left(starts, low) : bisect.bisect_left(starts, high)]
    near = [each for each in inside if _is_meant(each, weak) and not _within(each, weak.greeted)]
    if weak.reach is Reach.BESIDE:
        return IN_SENTENCE if any(_is_beside(text, each, weak) for each in near) else 0
    if weak.reach is Reach.SENTENCE:
        return IN_SENTENCE if any(each.type == "PERSON" for each in near) else 0
    if near:
        return IN_SENTENCE
    return IN_MESSAGE if len(text) <= SHORT and any(_is_meant(each, weak) for each in people) else 0


def _is_meant(person: Entity, weak: Weak) -> bool:
    """Tell whether a find is no part of the word and not somebody to turn to."""
    apart = person.end <= weak.start or person.start >= weak.end
    return apart and not _within(person, weak.asked)


def _within(person: Entity, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= person.start <= end for start, end in spans)


def _is_beside(text: str, person: Entity, weak: Weak) -> bool:
    if person.type != "PERSON":
        return False
    if person.end <= weak.start:
        return _words(text, person.end, weak.start) <= BEFORE
    return _words(text, weak.end, person.start) <= AFTER


def _words(text: str, start: int, end: int) -> int:
    return sum(1 for _ in WORD.finditer(text, start, end))
