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
from tuning.training.padding import alike

_TRIED_TOKENS = 64


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
    return [
        {
            "input_ids": [token for i in own for token in rows[i]["input_ids"]],
            "labels": [label for i in own for label in _labels(rows[i])],
            "seq_lengths": [len(rows[i]["input_ids"]) for i in own],
        }
        for own in packs
    ]


class Packer:
    """Makes a batch of packs."""

    def __init__(self, pad_id: int) -> None:
        self._pad_id = pad_id

    def __call__(self, packs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Return `input_ids`, `labels` and `position_ids` of shape (packs, longest pack).

        `tokens_read`, (packs,), counts what is no padding; the trainer takes it out before the
        model sees it.
        """
        import torch

        width = max(len(item["input_ids"]) for item in packs)
        shape = (len(packs), width)
        ids, labels = torch.full(shape, self._pad_id), torch.full(shape, IGNORED)
        positions = torch.zeros(shape, dtype=torch.long)
        for row, item in enumerate(packs):
            used = len(item["input_ids"])
            ids[row, :used] = torch.tensor(item["input_ids"])
            labels[row, :used] = torch.tensor(item["labels"])
            # Padding is an example of its own, so that no other one sees it.
            lengths = [*item["seq_lengths"], width - used]
            positions[row] = torch.cat([torch.arange(length) for length in lengths])
        read = torch.tensor([len(item["input_ids"]) for item in packs])
        return {"input_ids": ids, "labels": labels, "position_ids": positions, "tokens_read": read}


def require_separate(model: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Refuse a model in which an example of a row can see the one before it.

    Args:
        model: the model that will be trained.
        rows: examples; the ends of two are compared alone and behind each other.

    Raises:
        TuneError: the second example has other logits behind the first one.
    """
    import torch

    first = list(rows[0]["input_ids"])[:_TRIED_TOKENS]
    second = list(rows[-1]["input_ids"])[:_TRIED_TOKENS]
    ids = [*first, *second]
    lengths = [len(first), len(second)]
    batch = Packer(0)([{"input_ids": ids, "labels": ids, "seq_lengths": lengths}])
    training = model.training
    model.eval()
    try:
        with torch.inference_mode():
            own = torch.tensor([second], device=model.device)
            alone = model(input_ids=own, use_cache=False).logits[0]
            together = model(
                input_ids=batch["input_ids"].to(model.device),
                position_ids=batch["position_ids"].to(model.device),
                use_cache=False,
            ).logits[0, len(first) :]
    finally:
        model.train(training)
    if not alike(together, alone):
        raise TuneError(
            f"a {type(model).__name__} does not keep packed examples apart",
            why="one would be learned with another one before it, which no figure would show",
            fix='set packing = false in [tune]; train_sampling_strategy = "group_by_length" also'
            " leaves little padding",
        )


def _labels(row: Mapping[str, Any]) -> list[int]:
    # Nothing stands before the first token that it could be predicted from.
    return [IGNORED, *list(row["labels"])[1:]]
