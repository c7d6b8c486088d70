"""What we add to the trainers of the libraries, and when a checkpoint is written.

Imports transformers at the top, because its classes are bases here: import this module only inside
functions.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from transformers import TrainerCallback

from tuning.config import TuneConfig
from tuning.parallel.strategy import Spread
from tuning.training.counting import Counting
from tuning.training.guarding import Guarding
from tuning.training.resuming import Resuming


@cache
def guarded(trainer: type) -> type:
    """Return a trainer's class that counts, stops at what is no number, and can be resumed."""
    parts = Guarding, Counting, Resuming, Spread, trainer
    return type(f"Guarded{trainer.__name__}", parts, {})


class Halting(TrainerCallback):  # type: ignore[misc]
    """Ends a training before its time, at the end of an epoch; goes behind `Watch`."""

    def __init__(self, until_epoch: int | None) -> None:
        self.until = until_epoch

    def on_epoch_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Stop when so many epochs are done."""
        if self.until is not None and round(state.epoch) >= self.until:
            control.should_training_stop = True


class Saving(TrainerCallback):  # type: ignore[misc]
    """Says when a checkpoint is written; goes behind `Watch`.

    At the end of an epoch it comes after validation, so nothing is kept at an epoch's last step
    before that. Where training keeps nothing (`save_strategy = "no"`), only the best weights are
    set aside, unless they are the last ones anyway.
    """

    def __init__(self, trainer: Any, config: TuneConfig) -> None:
        self.trainer = trainer
        self.every = config.save_steps if config.save_strategy == "steps" else 0

    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Keep a step inside of an epoch, by the setting or because of a signal."""
        keeper = self.trainer.keeper
        keeper.interrupts.agree()
        if keeper.interrupts.agreed and not keeper.resumable:
            raise KeyboardInterrupt  # nothing is kept that could be waited for
        if not keeper.resumable or state.global_step % self.trainer.epoch_steps == 0:
            return
        due = self.every > 0 and state.global_step % self.every == 0
        control.should_save = due or keeper.interrupts.agreed

    def on_epoch_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Keep the end of an epoch."""
        keeper, history = self.trainer.keeper, self.trainer.keeper.watch.history
        keeper.interrupts.agree()
        last = control.should_training_stop or state.global_step >= state.max_steps
        better = bool(keeper.watch.validation) and history.best_step == state.global_step
        control.should_save = keeper.resumable or (better and not last)
