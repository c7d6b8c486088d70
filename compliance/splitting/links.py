"""Which records are copies of each other, so that no side of a split gives another one away."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from compliance.dataset.record import Record
from compliance.quality.sketch import Sketches
from compliance.quality.texts import digest, texts_of
from compliance.union_find import UnionFind


@dataclass(slots=True)
class Links:
    """Records in the order they come; each leaves a digest and a sketch of 128 bytes in memory."""

    groups: list[str] = field(default_factory=list)
    """Group of each record."""
    _first: dict[bytes, int] = field(default_factory=dict)
    _firsts: array[int] = field(default_factory=lambda: array("q"))
    _sketched: array[int] = field(default_factory=lambda: array("q"))
    _sketches: Sketches = field(default_factory=Sketches)

    def take(self, record: Record) -> None:
        """Look at one record: at what it says beyond its system prompt."""
        number = len(self.groups)
        self.groups.append(record.group)
        text = texts_of(record).own
        first = self._first.setdefault(digest(text), number)
        self._firsts.append(first)
        if first == number and self._sketches.add(text):
            self._sketched.append(number)

    @property
    def too_short(self) -> int:
        """Different texts that are too short for near copies to be told; equal ones are found."""
        return self._sketches.skipped

    def same(self) -> Sequence[int]:
        """Return for each record the first one with the same text."""
        return self._firsts

    def alike(self, similarity: float) -> list[int]:
        """Return for each record the first one that it is linked to by equal or near copies.

        Links chain: where a is like b and b like c, all three are linked. Similarity is estimated,
        see `compliance.quality.sketch.Sketches`.

        Args:
            similarity: of the sets of 5-character pieces of two texts, in (0, 1].
        """
        sets = UnionFind[int]()
        for number, first in enumerate(self._firsts):
            sets.join(first, number)
        for ones, others in self._sketches.pairs(similarity):
            for one, other in zip(ones.tolist(), others.tolist(), strict=True):
                sets.join(self._sketched[one], self._sketched[other])
        return [sets.find(number) for number in range(len(self.groups))]


def ties(groups: Sequence[str], linked: Sequence[int]) -> dict[str, str]:
    """Return for each group the first one that it has to stay together with.

    Args:
        groups: group of each record.
        linked: for each record the first one that it is linked to; see `Links.alike`.
    """
    sets = UnionFind[str]()
    for group in groups:
        sets.find(group)
    for group, first in zip(groups, linked, strict=True):
        sets.join(group, groups[first])
    return {group: sets.find(group) for group in groups}
