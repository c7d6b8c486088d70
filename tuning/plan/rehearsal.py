"""How fast this machine trains: some real steps, with weights that are thrown away."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from compliance.errors import DivergedError
from tuning.config import TuneConfig
from tuning.examples import Example
from tuning.methods.prepare import Prepared
from tuning.quiet import quiet
from tuning.tasks import Task

STEPS = 5
SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What some steps took."""

    steps: int
    """How many were tried; the first one, which warms up, is the slowest where there are few."""
    fastest: float
    """Seconds per token with padding, of the fastest step."""
    slowest: float
    """The same of the slowest one."""


def sample(items: Sequence[Example], batch: int) -> list[Example]:
    """Return examples for some steps, spread evenly over short and long ones.

    Args:
        items: all examples.
        batch: examples in a step.
    """
    ordered = sorted(items, key=lambda item: max(item.lengths))
    wanted = min(len(ordered), STEPS * batch)
    return [ordered[i * len(ordered) // wanted] for i in range(wanted)]


def rehearse(
    task: Task,
    prepared: Prepared,
    tokenizer: Any,
    items: Sequence[Example],
    config: TuneConfig,
    *,
    seed: int,
) -> Rehearsal | None:
    """Train some steps with the trainer that `tune` would use; None where none could be measured.

    Each has its forward and backward pass and a step of the optimizer. It takes a few seconds:
    after `SECONDS` no third step is begun. The model is changed and not to be used afterwards.

    Args:
        task: what would be learned.
        prepared: the model; with gradual unfreezing all of it is in training from the first step.
        tokenizer: its tokenizer.
        items: see `sample`.
        config: how it would be trained.
        seed: for their order.
    """
    from transformers import PrinterCallback, TrainerCallback

    from tuning.training.trainer import build_trainer

    class Stopwatch(TrainerCallback):  # type: ignore[misc]
        def __init__(self, trainer: Any) -> None:
            self.trainer = trainer
            self.begun = self.at = time.perf_counter()
            self.tokens = 0
            self.rates: list[float] = []

        def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            _finish(self.trainer.args.device)
            now, tokens = time.perf_counter(), int(self.trainer.tokens_computed)
            self.rates.append((now - self.at) / (tokens - self.tokens))
            self.at, self.tokens = now, tokens
            # One step alone would be the one that warms up.
            control.should_training_stop = now - self.begun > SECONDS and len(self.rates) > 1

        def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            self.begun = self.at = time.perf_counter()

    once = config.model_copy(
        update={
            "num_train_epochs": 1,
            "gradient_accumulation_steps": 1,
            "gradual_unfreezing": None,
            "train_sampling_strategy": "random",
        }
    )
    with quiet(), tempfile.TemporaryDirectory(prefix="ftcheck-plan-") as output:
        trainer, _ = build_trainer(
            task,
            replace(prepared, groups=()),
            tokenizer,
            items,
            once,
            seed=seed,
            output=Path(output),
        )
        trainer.remove_callback(PrinterCallback)
        trainer.examples = items
        trainer.predicts_next = task.writes
        watch = Stopwatch(trainer)
        trainer.add_callback(watch)
        try:
            trainer.train()
        except DivergedError:
            return None
    if not watch.rates:
        return None
    warm = watch.rates[1:] if len(watch.rates) > 2 else watch.rates
    return Rehearsal(len(watch.rates), min(warm), max(warm))


def _finish(device: Any) -> None:
    """Wait for a GPU, which works behind the program."""
    if device.type == "cuda":
        import torch

        torch.cuda.synchronize(device)
