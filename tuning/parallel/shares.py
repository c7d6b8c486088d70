"""Work that the processes of a training divide among them: each reads its share of the records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from tuning.examples import Example
from tuning.losses import RecordLoss
from tuning.parallel.processes import gathered, rank, world_size

T = TypeVar("T")


def own_share(items: Sequence[T]) -> list[T]:
    """Return this process's share of items, in turns.

    All shares are of one size, so that the processes meet as often: the last ones of some hold the
    first item once more, see `put_together`.
    """
    if not items or world_size() == 1:
        return list(items)
    each = -(-len(items) // world_size())
    share = list(items[rank() :: world_size()])
    return share + [items[0]] * (each - len(share))


def put_together(shares: Sequence[Sequence[T]], count: int) -> list[T]:
    """Return what came of `count` items, in their order, from the shares of all processes."""
    return [shares[number % len(shares)][number // len(shares)] for number in range(count)]


def of_all(own: Sequence[RecordLoss], examples: Sequence[Example]) -> list[RecordLoss]:
    """Return the losses of all examples, in their order, from those of every process's share.

    All processes get the same numbers, so they also decide the same by them.

    Args:
        own: of `own_share(examples)`.
        examples: all of them.
    """
    if world_size() == 1:
        return list(own)
    shares = gathered([loss.tokens.tolist() for loss in own])
    tokens = put_together(shares, len(examples))
    return [
        RecordLoss(example.record_id, example.group, np.array(each, dtype=np.float64))
        for example, each in zip(examples, tokens, strict=True)
    ]
