"""Packing: several examples share a row, so that little is computed for padding.

Examples in a row do not see each other: each has positions from 0 on, from which transformers makes
a mask of blocks. That holds as long as no attention mask and no cache is given. Whether a model
keeps to it is tried before training, because nothing in its losses would tell.

Basis: Krell et al. 2021, arXiv:2107.02027; Kundu et al. 2024, arXiv:2407.09105.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from typing import Any

from compliance.errors import TuneError
from tuning.examples import IGNORED
from tuning.training.padding import TRIED_TOKENS, Padder, alike, first_logits


def pack(rows: Sequence[Mapping[str, Any]], length: int) -> list[dict[str, Any]]:
    """Return rows of at most `length` tokens, each with the lengths of the examples in it.

    The longest examples are placed first, each where the least room is left (best fit decreasing).
    The same rows give the same packs.

    Args:
        rows: `input_ids` and `labels` of one example each, none longer than `length`.
        length: tokens of a pack.
    """
    order = sorted(range(len(rows)), key=lambda i: (-len(rows[i]["input_ids"]), i))
    packs: list[list[int]] = []
    room: list[tuple[int, int]] = []  # sorted (room left, number of the pack)
    for i in order:
        needed = len(rows[i]["input_ids"])
        at = bisect_left(room, (needed, -1))
        if at == len(room):
            packs.append([])
            left, number = length, len(packs) - 1
        else:
            left, number = room.pop(at)
        packs[number].append(i)
        insort(room, (left - needed, number))
    return [_joined([rows[i] for i in own]) for own in packs]


class Packer:
    """Makes a batch of packs."""

    def __init__(self, pad_id: int) -> None:
        self._padded = Padder(pad_id)

    def __call__(self, packs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Return a batch as `Padder` does, with positions that begin anew at each example."""
        import torch

        batch = self._padded(packs)
        for positions, item in zip(batch["position_ids"], packs, strict=True):
            # Padding is an example of its own, so that no other one sees it.
            lengths = [*item["seq_lengths"], len(positions) - len(item["input_ids"])]
            positions.copy_(torch.cat([torch.arange(length) for length in lengths]))
        return batch


def require_separate(model: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Refuse a model in which an example of a row can see the one before it.

    Args:
        model: the model that will be trained.
        rows: examples; the ends of two are compared alone and behind each other.

    Raises:
        TuneError: the second example has other logits behind the first one.
    """
    first, second = (
        {key: list(rows[at][key])[:TRIED_TOKENS] for key in ("input_ids", "labels")}
        for at in (0, -1)
    )
    alone, together = (
        first_logits(model, Packer(0)([_joined(each)])) for each in ([second], [first, second])
    )
    together = together[len(first["input_ids"]) :]
    if not alike(together, alone):
        raise TuneError(
            f"a {type(model).__name__} does not keep packed examples apart",
            why="one would be learned with another one before it, which no figure would show",
            fix='set packing = false in [tune]; train_sampling_strategy = "group_by_length" also'
            " leaves little padding",
        )


def _joined(examples: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "input_ids": [token for each in examples for token in each["input_ids"]],
        "labels": [label for each in examples for label in _labels(each)],
        "seq_lengths": [len(each["input_ids"]) for each in examples],
    }


def _labels(row: Mapping[str, Any]) -> list[int]:
    # Nothing stands before the first token that it could be predicted from.
    return [IGNORED, *list(row["labels"])[1:]]
