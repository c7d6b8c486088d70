"""Stops a training whose loss or gradients are no numbers, before they reach the weights."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from compliance.errors import DivergedError
from tuning.examples import Example
from tuning.parallel.processes import anyone, gathered, world_size
from tuning.parallel.sharded import whole

_NAMED = 16


class Guarding:
    """Goes before a trainer's class.

    The weights stay as they were before the bad step, and so do the checkpoints. Which records the
    batch held is found by their tokens, and only then.
    """

    examples: Sequence[Example] = ()
    _step_inputs: tuple[dict[str, Any], ...] = ()
    _lost: tuple[dict[str, Any], ...] = ()
    """Batches of this step whose loss is no number, where other processes have to be told first."""

    def training_step(self, model: Any, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """Train on one batch.

        Raises:
            DivergedError: its loss is no number.
        """
        self._step_inputs = (*self._step_inputs, dict(inputs))
        loss = super().training_step(model, inputs, *args, **kwargs)  # type: ignore[misc]
        if not math.isfinite(float(loss)):
            self._lost = (*self._lost, self._step_inputs[-1])
            if world_size() == 1:
                self._stop("loss", self._names(self._lost))
        return loss

    def _get_grad_norm(self, model: Any, grad_norm: Any = None) -> Any:
        norm = super()._get_grad_norm(model, grad_norm)  # type: ignore[misc]
        # DeepSpeed tells none before its first step.
        norm = None if norm is None else float(whole(norm))
        unsound = norm is not None and not math.isfinite(norm)
        if anyone(unsound or bool(self._lost)):
            # The gradient is the sum of all processes: whose loss was lost says whose batch it was.
            lost = [name for each in gathered(self._names(self._lost)) for name in each]
            every = [name for each in gathered(self._names(self._step_inputs)) for name in each]
            self._stop("loss" if lost else "gradient", lost or every)
        self._step_inputs = ()
        return norm

    def _names(self, batches: Sequence[dict[str, Any]]) -> list[str]:
        return [name for inputs in batches for name in records_of(inputs, self.examples)]

    def _stop(self, what: str, names: Sequence[str]) -> None:
        trainer: Any = self
        raise DivergedError(
            f"the {what} is no number any more at step {int(trainer.state.global_step) + 1}, in a "
            f"batch of {listed(names)}",
            fix=f"lower learning_rate in [tune] (now {trainer.args.learning_rate:g}) or raise "
            "warmup_steps, set bf16 = false if it is on, look at these records, then begin again "
            "with --restart",
        )


def listed(names: Sequence[str]) -> str:
    """Return record ids as a message shows them; the first ones when there are many."""
    if not names:
        return "records that cannot be told from their tokens"
    shown = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    return f"records {shown}" + (f" and {more} more" if more > 0 else "")


def records_of(inputs: dict[str, Any], examples: Sequence[Example]) -> list[str]:
    """Return the ids of the records whose tokens are in a batch, sorted by the batch's rows.

    Rows that hold several records are divided where their positions begin anew. Records with the
    same tokens are all named.

    Args:
        inputs: `input_ids` and `attention_mask` or `position_ids`, (batch, seq); without a mask
            `tokens_read`, (batch,), says how many tokens of a row are no padding.
        examples: what the trainer learns from.
    """
    if inputs.get("input_ids") is None:
        return []
    by_tokens: dict[tuple[int, ...], list[str]] = {}
    for example in examples:
        by_tokens.setdefault(tuple(example.input_ids), []).append(example.record_id)
    mask, positions = inputs.get("attention_mask"), inputs.get("position_ids")
    read = inputs.get("tokens_read")
    found: dict[str, None] = {}
    for row, ids in enumerate(inputs["input_ids"].tolist()):
        if mask is not None:
            kept = [bool(one) for one in mask[row].tolist()]
        else:
            end = len(ids) if read is None else int(read[row])
            kept = [place < end for place in range(len(ids))]
        starts = [False] * len(ids) if positions is None else (positions[row] == 0).tolist()
        part: list[int] = []
        for token, real, start in zip(ids, kept, starts, strict=True):
            if start and part:
                found.update(dict.fromkeys(by_tokens.get(tuple(part), ())))
                part = []
            if real:
                part.append(token)
        found.update(dict.fromkeys(by_tokens.get(tuple(part), ())))
    return list(found)
