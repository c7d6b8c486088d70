"""What happens between the trainer's steps: losses kept, progress told, the best step remembered.

Imports transformers at the top, because its class is the base here: import this module only inside
functions.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from transformers import TrainerCallback

from compliance.errors import DivergedError
from compliance.progress import Progress
from tuning.cost.energy import EnergyMeter
from tuning.examples import Example
from tuning.losses import RecordLoss, token_mean
from tuning.training.curve import Curve, drawn
from tuning.training.guarding import listed


@dataclass(slots=True)
class History:
    """What a training run left behind; filled while it runs."""

    train: list[dict[str, Any]] = field(default_factory=list)
    """Per step: step, epoch, loss, learning_rate."""
    validation: list[dict[str, Any]] = field(default_factory=list)
    """Per epoch, and before the first step: step, epoch, loss."""
    best_step: int = 0
    """Whose weights had the lowest validation loss; without validation the last step."""
    early_stopped: bool = False
    epochs_without_gain: int = 0
    validation_seconds: float = 0.0


class Watch(TrainerCallback):  # type: ignore[misc]
    """Follows one training run."""

    def __init__(
        self,
        history: History,
        *,
        validation: Sequence[Example],
        losses: Callable[[Any, Sequence[Example]], list[RecordLoss]],
        patience: int | None,
        energy: EnergyMeter,
        progress: Progress,
        say: Callable[[str], None],
    ) -> None:
        self.history = history
        self.validation = validation
        self.losses = losses
        self.patience = patience
        self.energy = energy
        self.progress = progress
        self.say = say
        self._curves = Curve(), Curve()

    def on_train_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Take the validation loss before the first step: the weights are still the base's."""
        if self.validation and not self.history.validation:
            self._validate(kwargs["model"], state)
        self.progress(int(state.global_step), state.max_steps, "training")

    def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:
        """Keep the loss of a step."""
        if not logs or "loss" not in logs:
            return
        loss = float(logs["loss"])
        self.history.train.append(
            {
                "step": int(state.global_step),
                "epoch": float(state.epoch or 0),
                "loss": loss,
                "learning_rate": float(logs.get("learning_rate", 0.0)),
            }
        )
        self._curves[0].add(loss)
        note = f"loss {loss:.3f}\n{drawn(*self._curves)}"
        self.progress(state.global_step, state.max_steps, note)

    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Read the energy counters before they can run over."""
        self.energy.sample()

    def on_epoch_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Take the validation loss; remember the best step; stop when it gets no better."""
        history = self.history
        step = int(state.global_step)
        if not self.validation:
            history.best_step = step
            self._tell(state)
            return
        earlier = [point["loss"] for point in history.validation[1:]]
        loss = self._validate(kwargs["model"], state)
        if not earlier or loss < min(earlier):
            history.best_step, history.epochs_without_gain = step, 0
        else:
            history.epochs_without_gain += 1
            if self.patience is not None and history.epochs_without_gain >= self.patience:
                history.early_stopped = step < state.max_steps
                control.should_training_stop = True
        self._tell(state)

    def kept(self) -> dict[str, Any]:
        """Return what a checkpoint has to keep, as JSON."""
        return {name: getattr(self.history, name) for name in History.__slots__}

    def put(self, kept: Mapping[str, Any]) -> None:
        """Go on from what `kept` returned."""
        for name in History.__slots__:
            setattr(self.history, name, kept[name])
        for curve, points in zip(
            self._curves, (self.history.train, self.history.validation), strict=True
        ):
            for point in points:
                curve.add(point["loss"])

    def _tell(self, state: Any) -> None:
        history = self.history
        parts = [f"epoch {float(state.epoch or 0):g}, step {state.global_step:,}"]
        if history.train:
            parts.append(f"loss {history.train[-1]['loss']:.3f}")
        if history.validation:
            best = "" if history.best_step != state.global_step else ", the best so far"
            parts.append(f"validation {history.validation[-1]['loss']:.3f}{best}")
        self.say(": ".join([parts[0], ", ".join(parts[1:])]))
        if history.early_stopped:
            self.say(
                f"stopped early: {history.epochs_without_gain} epochs without a better validation "
                f"loss; the weights of step {history.best_step:,} are kept"
            )

    def _validate(self, model: Any, state: Any) -> float:
        begun = time.perf_counter()
        losses = self.losses(model, self.validation)
        self.history.validation_seconds += time.perf_counter() - begun
        loss = token_mean(losses)
        if not math.isfinite(loss):
            bad = [each.record_id for each in losses if not math.isfinite(each.total)]
            raise DivergedError(
                f"the validation loss is no number after step {state.global_step}, in {listed(bad)}"
            )
        self._curves[1].add(loss)
        self.history.validation.append(
            {"step": int(state.global_step), "epoch": float(state.epoch or 0), "loss": loss}
        )
        return loss
