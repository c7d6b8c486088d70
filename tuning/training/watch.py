"""What happens between the trainer's steps: losses kept, progress told, best adapter remembered.

Imports transformers at the top, because its class is the base here: import this module only inside
functions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from transformers import TrainerCallback

from compliance.errors import DivergedError
from compliance.progress import Progress
from tuning.energy import EnergyMeter
from tuning.examples import Example
from tuning.losses import RecordLoss, token_mean


@dataclass(slots=True)
class History:
    """What a training run left behind; filled while it runs."""

    train: list[dict[str, Any]] = field(default_factory=list)
    """Per step: step, epoch, loss, learning_rate."""
    validation: list[dict[str, Any]] = field(default_factory=list)
    """Per epoch, and before the first step: step, epoch, loss."""
    best_step: int = 0
    best_weights: dict[str, Any] | None = None
    """The adapter after the epoch with the lowest validation loss, on the CPU."""
    early_stopped: bool = False


class Watch(TrainerCallback):  # type: ignore[misc]
    """Follows one training run."""

    def __init__(
        self,
        history: History,
        *,
        validation: Sequence[Example],
        losses: Callable[[Any, Sequence[Example]], list[RecordLoss]],
        patience: int | None,
        weights: Callable[[Any], dict[str, Any]],
        energy: EnergyMeter,
        progress: Progress,
    ) -> None:
        self.history = history
        self.validation = validation
        self.losses = losses
        self.patience = patience
        self.weights = weights
        self.energy = energy
        self.progress = progress
        self.epochs_without_gain = 0

    def on_train_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Take the validation loss before the first step: the adapter still changes nothing."""
        if self.validation:
            self._validate(kwargs["model"], state)
        self.progress(0, state.max_steps, "training")

    def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:
        """Keep the loss of a step."""
        if not logs or "loss" not in logs:
            return
        loss = float(logs["loss"])
        if not math.isfinite(loss):
            raise DivergedError(f"the training loss is no number at step {state.global_step}")
        self.history.train.append(
            {
                "step": int(state.global_step),
                "epoch": float(state.epoch or 0),
                "loss": loss,
                "learning_rate": float(logs.get("learning_rate", 0.0)),
            }
        )
        self.progress(state.global_step, state.max_steps, f"training, loss {loss:.3f}")

    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Read the energy counters before they can run over."""
        self.energy.sample()

    def on_epoch_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Take the validation loss; keep the adapter if it is the best; stop when it is not."""
        history, model = self.history, kwargs["model"]
        if not self.validation:
            history.best_step = int(state.global_step)
            return
        earlier = [point["loss"] for point in history.validation[1:]]
        loss = self._validate(model, state)
        if not earlier or loss < min(earlier):
            history.best_step = int(state.global_step)
            history.best_weights = self.weights(model)
            self.epochs_without_gain = 0
            return
        self.epochs_without_gain += 1
        if self.patience is not None and self.epochs_without_gain >= self.patience:
            history.early_stopped = state.global_step < state.max_steps
            control.should_training_stop = True

    def _validate(self, model: Any, state: Any) -> float:
        loss = token_mean(self.losses(model, self.validation))
        if not math.isfinite(loss):
            raise DivergedError(f"the validation loss is no number at step {state.global_step}")
        self.history.validation.append(
            {"step": int(state.global_step), "epoch": float(state.epoch or 0), "loss": loss}
        )
        return loss
