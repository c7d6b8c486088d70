"""What a classifier says about each record: batches, logits of each labelled place, losses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuning.examples import IGNORED, Example
from tuning.head import seen_by_output
from tuning.parallel.sharded import only_read


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model made of one record: one place for a whole text, or one for each word."""

    logits: NDArray[np.floating[Any]]
    """(places, classes)"""
    labels: NDArray[np.int64]
    """(places,): the right classes."""
    features: NDArray[np.float32] | None = None
    """(places, width): what went into the output layer, where it was asked for."""

    @property
    def classes(self) -> NDArray[np.int64]:
        """The likeliest class of each place."""
        return np.asarray(self.logits.argmax(axis=1))


class Collator:
    """Makes a batch of rows, filled up on the right."""

    def __init__(self, pad_id: int) -> None:
        self._pad_id = pad_id

    def __call__(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Return `input_ids` and `attention_mask` (rows, longest row), and `labels`.

        Labels are (rows, longest row) where a row has one for each token, else (rows,).
        """
        import torch

        width = max(len(row["input_ids"]) for row in rows)
        ids = torch.full((len(rows), width), self._pad_id)
        mask = torch.zeros((len(rows), width), dtype=torch.long)
        for number, row in enumerate(rows):
            length = len(row["input_ids"])
            ids[number, :length] = torch.tensor(row["input_ids"])
            mask[number, :length] = 1
        if isinstance(rows[0]["labels"], int):
            labels = torch.tensor([row["labels"] for row in rows])
        else:
            labels = torch.full((len(rows), width), IGNORED)
            for number, row in enumerate(rows):
                labels[number, : len(row["labels"])] = torch.tensor(row["labels"])
        return {"input_ids": ids, "attention_mask": mask, "labels": labels}


def row_of(example: Example, *, whole: bool) -> dict[str, Any]:
    """Return an example as collator and trainer read it.

    Args:
        example: with a label for each token, or with one alone.
        whole: whether the whole record has one label.
    """
    labels = example.labels[0] if whole else list(example.labels)
    return {"input_ids": list(example.input_ids), "labels": labels}


def read(
    model: Any,
    examples: Sequence[Example],
    *,
    whole: bool,
    batch_size: int,
    features: bool = False,
    step: Callable[[int], None] | None = None,
) -> list[Reading]:
    """Return what the model says about each example, in the order given.

    Batches are made of examples of like length. The model's training mode is left as it was found.

    Args:
        model: a classifier; its configuration names the padding token, which has to be the one the
            model was trained with: a causal one looks for it to find the end of a text.
        examples: what to read.
        whole: whether a record has one label, or one for each word.
        batch_size: examples per forward pass.
        features: also keep what goes into the output layer.
        step: called with the number of examples done.
    """
    collate = Collator(int(model.config.pad_token_id))
    order = sorted(range(len(examples)), key=lambda i: (len(examples[i].input_ids), i))
    found: dict[int, Reading] = {}
    training = model.training
    model.eval()
    try:
        with only_read(model), seen_by_output(model, model.config.num_labels) as seen:
            for first in range(0, len(order), batch_size):
                chosen = order[first : first + batch_size]
                batch = collate([row_of(examples[i], whole=whole) for i in chosen])
                ids, mask = (batch[k].to(model.device) for k in ("input_ids", "attention_mask"))
                seen.clear()
                logits = model(input_ids=ids, attention_mask=mask).logits.float().cpu()
                inside = seen[-1].float().cpu() if features else None
                parts = _places(logits, inside, batch)
                found.update(zip(chosen, parts, strict=True))
                if step is not None:
                    step(len(found))
    finally:
        model.train(training)
    return [found[i] for i in range(len(examples))]


def _places(logits: Any, inside: Any, batch: Mapping[str, Any]) -> Iterator[Reading]:
    """Yield the reading of each row of a batch: of its labelled places, or of the whole row."""
    labels = batch["labels"]
    last = batch["attention_mask"].sum(dim=1) - 1
    for row, own in enumerate(labels):
        if labels.dim() == 1:
            # A causal model computes the logits of every token and keeps those of the last one.
            vectors = None if inside is None else inside[row]
            if vectors is not None and vectors.dim() == 2:
                vectors = vectors[last[row]]
            kept = None if vectors is None else vectors[None].numpy()
            yield Reading(logits[row][None].numpy(), own[None].numpy(), kept)
            continue
        chosen = own != IGNORED
        kept = None if inside is None else inside[row][chosen].numpy()
        yield Reading(logits[row][chosen].numpy(), own[chosen].numpy(), kept)


def losses_of(logits: NDArray[Any], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the negative log-likelihood of the right class at each place, in nats.

    Args:
        logits: (places, classes), or log-probabilities.
        labels: (places,)
    """
    return -log_softmax(logits)[np.arange(len(labels)), labels]


def log_softmax(logits: NDArray[Any]) -> NDArray[np.float64]:
    """Return the log-probabilities (places, classes) in double precision."""
    shifted = logits.astype(np.float64)
    shifted -= shifted.max(axis=1, keepdims=True)
    result: NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result
