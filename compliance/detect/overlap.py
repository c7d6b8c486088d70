"""One finding per character: overlaps are resolved so that nothing found is lost."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Sequence

from compliance.detect.names.consistency import NAME as ECHO
from compliance.detect.types import Entity, category_of

_TIERS = {
    "secret": 4,
    "government_id": 3,
    "financial": 3,
    "contact": 3,
    "online": 3,
    "vehicle": 2,
    "account": 2,
    "date": 2,
    "special_category": 1,
    "criminal": 1,
    "identity": 1,
    "location": 0,
    "organization": 0,
}
_BY_TYPE = {
    "STREET_ADDRESS": 2, "PHONE_NUMBER": 2, "DATE_TIME": 0, "USERNAME": 2, "URL": 2,
    # Behind names: "Schneider" is both.
    "OCCUPATION": 0.5,
}  # fmt: skip
_DOUBTFUL = 0.5


def strength(entity: Entity) -> tuple[float, int, float, str]:
    """Return a key: what a pattern proves beats what a model guesses; then length; then score."""
    tier = float(_BY_TYPE.get(entity.type, _TIERS[category_of(entity.type)]))
    if entity.score < _DOUBTFUL:
        tier -= 1.5
    return (tier, entity.end - entity.start, entity.score, entity.type)


def resolve(
    text: str, found: Iterable[Entity], *, first: Callable[[Entity], bool] = lambda _: False
) -> list[Entity]:
    """Return finds without overlap, sorted, that cover every letter and digit of `found`.

    Finds of one type that overlap become one. Of different types the stronger keeps its whole
    span; what the weaker one has beyond it stays a find of its own type.

    Args:
        text: the text that the spans count in.
        found: finds in any order.
        first: tells of a find, once those of its type are joined, that it is stronger than any
            other, whatever its type is.
    """
    taken: list[Entity] = []
    starts: list[int] = []
    for entity in sorted(_merge_same(found), key=lambda each: (not first(each), *_order(each))):
        for start, end in _free(entity, taken, starts):
            piece = _trim(text, start, end, whole=(start, end) == (entity.start, entity.end))
            if piece is not None:
                at = bisect.bisect_left(starts, piece[0])
                starts.insert(at, piece[0])
                taken.insert(at, Entity(*piece, entity.type, entity.score, entity.recognizer))
    return taken


def _order(entity: Entity) -> tuple[float, int, float, str, int]:
    tier, length, score, name = strength(entity)
    return (-tier, -length, -score, name, entity.start)


def _merge_same(found: Iterable[Entity]) -> list[Entity]:
    """Return finds in which those of one type do not overlap."""
    merged: list[Entity] = []
    ordered = sorted(
        found, key=lambda each: (each.type, each.start, -each.end, -each.score, each.recognizer)
    )
    for entity in ordered:
        last = merged[-1] if merged else None
        if last is not None and last.type == entity.type and entity.start < last.end:
            # An echo says no more than the find that it repeats.
            best = max(
                (last, entity),
                key=lambda each: (each.score, each.recognizer != ECHO, each.end - each.start),
            )
            merged[-1] = Entity(
                last.start, max(last.end, entity.end), last.type, best.score, best.recognizer
            )
        else:
            merged.append(entity)
    return merged


def _free(entity: Entity, taken: Sequence[Entity], starts: Sequence[int]) -> list[tuple[int, int]]:
    """Return the parts of `entity` that no stronger find holds.

    Args:
        entity: a find.
        taken: stronger finds, sorted, without overlap.
        starts: their starts.
    """
    parts = []
    free = entity.start
    at = max(0, bisect.bisect_right(starts, entity.start) - 1)
    while at < len(taken) and taken[at].start < entity.end:
        if taken[at].start > free:
            parts.append((free, taken[at].start))
        free = max(free, taken[at].end)
        at += 1
    if free < entity.end:
        parts.append((free, entity.end))
    return parts


def _trim(text: str, start: int, end: int, *, whole: bool) -> tuple[int, int] | None:
    """Return a remainder without marks at its edges; None when it has no letter or digit."""
    if whole:
        return start, end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return (start, end) if start < end else None
