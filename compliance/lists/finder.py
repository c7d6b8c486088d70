"""A finder that adds what must always go and leaves out what is never personal data."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

from compliance.detect.overlap import resolve
from compliance.detect.text.normalize import Normalized, normalize
from compliance.detect.text.slots import SLOT
from compliance.detect.types import Entity
from compliance.findings import HOLDS_LISTED
from compliance.lists.lists import Lists
from compliance.lists.reading import MOST_WORDS
from compliance.lists.terms import Match
from compliance.scan import Finder

_BLANK = "\ufffc"
NAME = "list"
"""Name of the recognizer of listed entries."""


class ListFinder:
    """The scanner together with the lists of the policy.

    A listed entry is found with the score 1, whatever the scanner makes of it. `never` takes out a
    find only when no letter and no digit of it lies outside of listed entries. Where both hold, the
    entry goes.

    Basis: GDPR Art. 25(1), 5(1)(c).
    """

    def __init__(self, finder: Finder, lists: Lists) -> None:
        self._finder = finder
        self._lists = lists

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Return the entities of each text, sorted by position, none overlapping."""
        found = self._finder.find(texts)
        return [self._apply(text, each) for text, each in zip(texts, found, strict=True)]

    def map_find(self, batches: Iterable[Sequence[str]]) -> Iterator[list[list[Entity]]]:
        """Yield `find` of each batch, in order; may read some batches ahead."""
        waiting: deque[Sequence[str]] = deque()

        def noted() -> Iterator[Sequence[str]]:
            for texts in batches:
                waiting.append(texts)
                yield texts

        for found in self._finder.map_find(noted()):
            texts = waiting.popleft()
            yield [self._apply(text, each) for text, each in zip(texts, found, strict=True)]

    def join(self, texts: Sequence[str], found: Sequence[Sequence[Entity]]) -> list[list[Entity]]:
        """Return the entities of one record's texts, with what each tells about the others."""
        joined = self._finder.join(texts, found)
        return [
            after if after == list(before) else self._apply(text, after)
            for text, before, after in zip(texts, found, joined, strict=True)
        ]

    def _apply(self, text: str, found: Sequence[Entity]) -> list[Entity]:
        """Return the finds of a text as the lists have them."""
        if not self._lists:
            return list(found)
        normalized = normalize(text)
        plain = SLOT.sub(lambda match: _BLANK * len(match.group()), normalized.text)
        kept = list(found)
        if kept and self._lists.never:
            kept = self._without_never(text, normalized, plain, kept)
        listed = [self._entity(normalized, match) for match in self._lists.always_index.find(plain)]
        always = []
        for one in listed:
            at = self._goes_with(one, kept)
            if at is None:
                always.append(one)
            elif not kept[at].recognizer.endswith(HOLDS_LISTED):
                kept[at] = replace(kept[at], recognizer=kept[at].recognizer + HOLDS_LISTED)
        if not always:
            return kept
        starts: dict[str, list[int]] = {}
        for one in always:
            starts.setdefault(one.type, []).append(one.start)
        for each in starts.values():
            each.sort()

        def holds_listed(entity: Entity) -> bool:
            own = starts.get(entity.type, [])
            at = bisect_left(own, entity.start)
            return at < len(own) and own[at] < entity.end

        return resolve(text, [*kept, *always], first=holds_listed)

    def _entity(self, normalized: Normalized, match: Match) -> Entity:
        (entity_type,) = self._lists.always[match.value].types
        return Entity(*normalized.to_original(match.start, match.end), entity_type, 1.0, NAME)

    def _goes_with(self, listed: Entity, found: Sequence[Entity]) -> int | None:
        """Return the place of a longer find that is taken out whole and holds a listed entry.

        Args:
            listed: the entry.
            found: finds without overlap, sorted.
        """
        at = bisect_right(found, listed.start, key=lambda each: each.start) - 1
        if at < 0 or found[at].end < listed.end or found[at].type == listed.type:
            return None
        if found[at].end - found[at].start == listed.end - listed.start:
            return None
        return at if found[at].score >= self._lists.removed_whole.get(found[at].type, 2.0) else None

    def _without_never(
        self, text: str, normalized: Normalized, plain: str, found: Sequence[Entity]
    ) -> list[Entity]:
        by_types: dict[frozenset[str], list[tuple[int, int]]] = {}
        for match in self._lists.never_index.find(plain):
            span = normalized.to_original(match.start, match.end)
            by_types.setdefault(self._lists.never_types[match.value], []).append(span)
        if not by_types:
            return list(found)
        for some in by_types.values():
            some.sort()  # what stands in tags is read behind the text
        kept = []
        for each in found:
            names = {each.type, self._lists.category_of(each.type)}
            spans = sorted(
                span
                for types, some in by_types.items()
                if not names.isdisjoint(types)
                for span in _touching(each, some)
            )
            if not _is_covered(text, each, spans):
                kept.append(each)
        return kept


class Described(Finder, Protocol):
    """A finder that tells what it is made of; `compliance.detect.pool.EnginePool` is one."""

    def describe(self) -> dict[str, Any]:
        """Return what made the findings."""
        ...


class ListedEngine(ListFinder):
    """The engine together with the lists of the policy."""

    def __init__(self, engine: Described, lists: Lists) -> None:
        super().__init__(engine, lists)
        self._engine = engine

    def describe(self) -> dict[str, Any]:
        """Return what the engine is made of; `Lists.describe` tells of the lists."""
        return self._engine.describe()


def _touching(entity: Entity, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans that a find touches.

    Args:
        entity: the find.
        spans: by their start. One begins at each word at most, and none is longer than an entry
            may be, so only so many before the find can reach into it.
    """
    at = max(0, bisect_left(spans, (entity.start, 0)) - MOST_WORDS)
    while at < len(spans) and spans[at][0] < entity.end:
        if spans[at][1] > entity.start:
            yield spans[at]
        at += 1


def _is_covered(text: str, entity: Entity, spans: Iterable[tuple[int, int]]) -> bool:
    """Tell whether no letter and no digit of a find lies outside of some spans.

    Args:
        text: where it stands.
        entity: the find.
        spans: sorted.
    """
    free = entity.start
    for start, end in spans:
        if any(map(str.isalnum, text[free:start])):
            return False
        free = max(free, end)
    return not any(map(str.isalnum, text[free : entity.end]))
