"""Things in sets that are joined two by two."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class UnionFind(Generic[T]):
    """Sets of things, each named by the one of them that was seen first.

    Basis: Tarjan 1975; path halving by Tarjan and van Leeuwen 1984.
    """

    def __init__(self) -> None:
        self._parents: dict[T, T] = {}
        self._seen: dict[T, int] = {}

    def find(self, thing: T) -> T:
        """Return the first of the set that a thing is in; a new thing is in one of its own."""
        parents = self._parents
        if thing not in parents:
            self._seen[thing] = len(parents)
            parents[thing] = thing
            return thing
        while parents[thing] != thing:
            parents[thing] = parents[parents[thing]]
            thing = parents[thing]
        return thing

    def join(self, one: T, other: T) -> None:
        """Make one set of two."""
        one, other = self.find(one), self.find(other)
        if self._seen[other] < self._seen[one]:
            one, other = other, one
        self._parents[other] = one
