"""The output layer works for learned tokens alone.

TRL's trainer leaves the others out on GPUs with Triton; elsewhere it scores every token of a batch,
padding and questions too, and takes those that are learned from them. With a small model that is
most of a step.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tuning.examples import IGNORED
from tuning.head import plain


class LearnedOnly:
    """Goes before `SFTTrainer`."""

    def compute_loss(self, model: Any, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """Return the mean loss per learned token, in nats, as TRL takes it."""
        labels = inputs["labels"][:, 1:]
        learned = labels != IGNORED  # (batch, seq - 1)
        if _left_out_by_trl(labels.device) or not bool(learned.any()):
            return super().compute_loss(model, inputs, *args, **kwargs)  # type: ignore[misc]
        chosen = {key: value for key, value in inputs.items() if key != "labels"}
        chosen["shift_labels"] = labels[learned][None]
        with _states_at(self.model, learned):  # type: ignore[attr-defined]
            return super().compute_loss(model, chosen, *args, **kwargs)  # type: ignore[misc]


@contextmanager
def _states_at(model: Any, learned: Any) -> Iterator[None]:
    """Let the body of a model return the states that predict learned tokens, (1, learned, width).

    Virtual tokens of prompt tuning stand before the text, so it is counted from the end.
    """

    def choose(module: Any, given: Any, output: Any) -> Any:
        states = output.last_hidden_state[:, -learned.shape[1] - 1 : -1]
        output.last_hidden_state = states[learned][None]
        return output

    handle = plain(model).base_model.register_forward_hook(choose)
    try:
        yield
    finally:
        handle.remove()


def _left_out_by_trl(device: Any) -> bool:
    from transformers.utils import is_triton_available

    return bool(is_triton_available()) and device.type in ("cuda", "xpu")
