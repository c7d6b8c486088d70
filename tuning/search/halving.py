"""Successive halving: how long each round trains, and who goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tuning.config.search import Halving


def rungs(halving: Halving | None, epochs: int) -> list[int]:
    """Return after how many epochs trials are compared; the last is their full length.

    Args:
        halving: None compares them once, at the end.
        epochs: of a whole training.
    """
    if halving is None:
        return [epochs]
    found = []
    reach = halving.min_epochs
    while reach < epochs:
        found.append(reach)
        reach *= halving.eta
    return [*found, epochs]


def goes_on(entered: int, eta: int) -> int:
    """Return how many of those that entered a round go on: one of `eta`, rounded up."""
    return -(-entered // eta)


def in_order(losses: Mapping[int, float]) -> list[int]:
    """Return trials, the lowest loss first; of equal ones the earlier trial."""
    return sorted(losses, key=lambda number: (losses[number], number))


def lost(losses: Mapping[int, float], places: int) -> Sequence[int]:
    """Return those of the trials measured so far that can no longer go on.

    Args:
        losses: trial → loss, of the same round.
        places: how many go on.
    """
    return in_order(losses)[places:]
