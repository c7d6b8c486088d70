"""Padding: what fills rows of different length up, and who sees it.

Padding stands behind the text, where a causal model looks from no token. So it needs no mask, which
kernels of attention would have to read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from inspect import signature
from typing import Any

from compliance.errors import ModelFolderError
from tuning.examples import IGNORED
from tuning.head import plain

TRIED_TOKENS = 64
"""Of an example, where it is tried on a model how it reads a row."""


def pad_id_of(tokenizer: Any) -> int:
    """Return the token id that fills batches up; any valid one, because padding never counts.

    Raises:
        ModelFolderError: the tokenizer has neither a token for padding nor one that ends a text.
    """
    for number in (tokenizer.pad_token_id, tokenizer.eos_token_id):
        if number is not None:
            return int(number)
    raise ModelFolderError(
        "the tokenizer has neither a padding token nor an end-of-text token",
        why="records of different length could not be put into one batch",
        fix="set pad_token or eos_token in the model's tokenizer_config.json",
    )


class Padder:
    """Makes a batch of rows that are filled up at their ends, without a mask."""

    def __init__(self, pad_id: int) -> None:
        self._pad_id = pad_id

    def __call__(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Return `input_ids`, `labels` and `position_ids` of shape (rows, longest row).

        `tokens_read`, (rows,), counts what is no padding; the trainer takes it out before the model
        sees it.
        """
        import torch

        lengths = [len(row["input_ids"]) for row in rows]
        shape = (len(rows), max(lengths))
        ids, labels = torch.full(shape, self._pad_id), torch.full(shape, IGNORED)
        for number, (row, length) in enumerate(zip(rows, lengths, strict=True)):
            ids[number, :length] = torch.tensor(row["input_ids"])
            labels[number, :length] = torch.tensor(row["labels"])
        return {
            "input_ids": ids,
            "labels": labels,
            "position_ids": torch.arange(shape[1]).expand(shape).contiguous(),
            "tokens_read": torch.tensor(lengths),
        }


def padding_unseen(model: Any, row: Mapping[str, Any], pad_id: int) -> bool:
    """Return whether a model reads an example alike with padding behind it and without, unmasked.

    Routers of experts count padding when they are balanced, so those models are told what it is.
    So are models that take no positions: TRL's trainer asks for positions or a mask.

    Args:
        model: the model that will be trained.
        row: an example.
        pad_id: the padding token.
    """
    if "position_ids" not in signature(type(plain(model)).forward).parameters:
        return False
    if getattr(model.config.get_text_config(), "output_router_logits", False):
        return False
    tried = list(row["input_ids"])[:TRIED_TOKENS]
    half = -(-len(tried) // 2)
    rows = [{"input_ids": ids, "labels": ids} for ids in (tried[:half], tried)]
    pad = Padder(pad_id)
    # In a batch with the whole example, its first half is filled up with padding.
    padded, alone = (first_logits(model, pad(batch)) for batch in (rows, rows[:1]))
    return alike(padded[:half], alone)


def alike(found: Any, expected: Any) -> bool:
    """Return whether logits differ by no more than the precision of the weights explains."""
    import torch

    # bfloat16 keeps 8 bits, so that equal sums differ by more.
    tolerance = 1e-3 if found.dtype == torch.float32 else 5e-2
    expected = expected.float()
    difference = (expected - found.float()).abs().max() / expected.abs().max().clamp(min=1e-6)
    return float(difference) <= tolerance


def first_logits(model: Any, batch: Mapping[str, Any]) -> Any:
    """Return the logits (longest row, vocabulary) of the first row of a batch.

    Args:
        model: its training mode is left as it was found.
        batch: of a `Padder` or a `Packer`.
    """
    import torch

    training = model.training
    model.eval()
    try:
        with torch.inference_mode():
            return model(
                input_ids=batch["input_ids"].to(model.device),
                position_ids=batch["position_ids"].to(model.device),
                use_cache=False,
            ).logits[0]
    finally:
        model.train(training)
