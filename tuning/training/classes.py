"""The trainer of classifiers: cross entropy over classes, weighted and smoothed if configured.

Imports transformers at the top, because its classes are bases here: import this module only inside
functions.

Basis: Szegedy et al. 2016, arXiv:1512.00567, section 7 (label smoothing); King & Zeng 2001 (class
weights).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from transformers import Trainer, TrainingArguments

from tuning.examples import IGNORED
from tuning.parallel.processes import world_size


@dataclass
class ClassArguments(TrainingArguments):  # type: ignore[misc]
    """The trainer's arguments, and the weights of the classes."""

    class_weights: list[float] | None = field(default=None)
    """One per class, or None when all count as often as they occur."""


class ClassTrainer(Trainer):  # type: ignore[misc]
    """Minimises the mean loss per label over a whole step, however many batches it has.

    The losses of transformers' own models are means per batch, which accumulated steps would add
    up, and they know no weights.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Then the labels of a step are counted, and the loss is not divided once more.
        self.model_accepts_loss_kwargs = True

    def compute_loss(
        self,
        model: Any,
        inputs: Any,
        return_outputs: bool = False,
        num_items_in_batch: Any = None,
    ) -> Any:
        """Return the loss of a batch: summed over its labels, divided by those of the step."""
        labels = inputs["labels"]
        outputs = model(**{key: value for key, value in inputs.items() if key != "labels"})
        total = summed_loss(
            outputs.logits.float(),
            labels,
            weights=self.args.class_weights,
            smoothing=float(self.args.label_smoothing_factor),
        )
        count = (labels != IGNORED).sum() if num_items_in_batch is None else num_items_in_batch
        loss = total / count
        if num_items_in_batch is not None:
            loss = loss * world_size()  # the mean over all processes is the loss of the step
        return (loss, outputs) if return_outputs else loss


def summed_loss(logits: Any, labels: Any, *, weights: list[float] | None, smoothing: float) -> Any:
    """Return the cross entropy, in nats, summed over all labels.

    Args:
        logits: (..., classes)
        labels: (...), with `IGNORED` where nothing is learned.
        weights: of each class.
        smoothing: share of the target that is spread over all classes.
    """
    import torch

    return torch.nn.functional.cross_entropy(
        logits.reshape(-1, logits.shape[-1]),
        labels.reshape(-1),
        weight=None if weights is None else torch.tensor(weights, device=logits.device),
        ignore_index=IGNORED,
        reduction="sum",
        label_smoothing=smoothing,
    )
