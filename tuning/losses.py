"""The loss of every learned token, from which all figures of evaluation and probe are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuning.examples import IGNORED, Example
from tuning.parallel.sharded import only_read


@dataclass(frozen=True, slots=True)
class RecordLoss:
    """The losses of one record."""

    record_id: str
    group: str
    tokens: NDArray[np.float64]
    """Negative log-likelihood of each learned token, in nats, in order."""

    @property
    def total(self) -> float:
        """Sum over the learned tokens."""
        return float(self.tokens.sum())

    @property
    def mean(self) -> float:
        """Mean over the learned tokens."""
        return float(self.tokens.mean())


def record_losses(
    model: Any,
    examples: Sequence[Example],
    *,
    pad_id: int,
    batch_size: int,
    step: Callable[[int], None] | None = None,
) -> list[RecordLoss]:
    """Return the token losses of each example, in the order given.

    Batches are made of examples of like length, so that little is spent on padding. The model's
    training mode is left as it was found.

    Args:
        model: a causal language model; logits are taken in float32.
        examples: what to read.
        pad_id: any valid token id; padding never counts.
        batch_size: examples per forward pass.
        step: called with the number of examples done.
    """
    import torch

    order = sorted(range(len(examples)), key=lambda i: (len(examples[i].input_ids), i))
    found: dict[int, NDArray[np.float64]] = {}
    training = model.training
    model.eval()
    try:
        with only_read(model):
            for first in range(0, len(order), batch_size):
                chosen = order[first : first + batch_size]
                ids, mask, labels = _batch(
                    [examples[i] for i in chosen], pad_id=pad_id, device=model.device
                )
                logits = model(input_ids=ids, attention_mask=mask, use_cache=False).logits
                logits = logits[:, -ids.shape[1] :]  # behind the virtual tokens of prompt tuning
                nll = torch.nn.functional.cross_entropy(
                    logits[:, :-1].float().transpose(1, 2),  # (batch, vocabulary, seq - 1)
                    labels[:, 1:],
                    ignore_index=IGNORED,
                    reduction="none",
                )  # (batch, seq - 1)
                for row, i in enumerate(chosen):
                    learned = labels[row, 1:] != IGNORED
                    found[i] = nll[row][learned].double().cpu().numpy()
                if step is not None:
                    step(len(found))
    finally:
        model.train(training)
    return [
        RecordLoss(example.record_id, example.group, found[i]) for i, example in enumerate(examples)
    ]


def token_mean(losses: Sequence[RecordLoss]) -> float:
    """Return the mean loss over all tokens of all records, each token counting once."""
    return sum(item.total for item in losses) / sum(item.tokens.size for item in losses)


def _batch(examples: Sequence[Example], *, pad_id: int, device: Any) -> tuple[Any, Any, Any]:
    import torch

    width = max(len(example.input_ids) for example in examples)
    ids = torch.full((len(examples), width), pad_id)
    labels = torch.full((len(examples), width), IGNORED)
    mask = torch.zeros((len(examples), width), dtype=torch.long)
    for row, example in enumerate(examples):
        length = len(example.input_ids)
        ids[row, :length] = torch.tensor(example.input_ids)
        labels[row, :length] = torch.tensor(example.labels)
        mask[row, :length] = 1
    return ids.to(device), mask.to(device), labels.to(device)
