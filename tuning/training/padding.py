"""Padding: what fills rows of different length up, and who sees it.

Padding stands behind the text, where a causal model looks from no token. So it needs no mask, and
without one attention is computed for what stands before a token alone, half of the square.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from inspect import signature
from typing import Any

from compliance.errors import ModelFolderError
from tuning.examples import IGNORED

_TRIED_TOKENS = 64


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
    whole = model.get_base_model() if hasattr(model, "get_base_model") else model
    if "position_ids" not in signature(type(whole).forward).parameters:
        return False
    if getattr(model.config.get_text_config(), "output_router_logits", False):
        return False
    longest = min(len(row["input_ids"]), _TRIED_TOKENS)
    ids = list(row["input_ids"])[: -(-longest // 2)]
    alone, padded = (_logits(model, ids, width, pad_id) for width in (len(ids), longest))
    return alike(padded[: len(ids)], alone)


def alike(found: Any, expected: Any) -> bool:
    """Return whether logits differ by no more than the precision of the weights explains."""
    # bfloat16 keeps 8 bits, so that equal sums differ by more.
    tolerance = 1e-3 if str(found.dtype) == "torch.float32" else 5e-2
    expected = expected.float()
    difference = (expected - found.float()).abs().max() / expected.abs().max().clamp(min=1e-6)
    return float(difference) <= tolerance


def _logits(model: Any, ids: Sequence[int], width: int, pad_id: int) -> Any:
    """Return the logits (width, vocabulary) of one example in a batch as the trainer gets it."""
    import torch

    row = {"input_ids": [*ids, *[pad_id] * (width - len(ids))], "labels": [IGNORED] * width}
    batch = Padder(pad_id)([row])
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
