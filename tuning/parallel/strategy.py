"""Whether the processes that were asked for are there, and divide the model as was asked.

accelerate 1.15 starts one process where several were asked for on processors, and trains with plain
DDP where FSDP was asked for there; it says nothing of either. So both are read from live objects.
"""

from __future__ import annotations

from typing import Any

from compliance.errors import LaunchError
from tuning.config import LaunchSettings
from tuning.parallel.processes import world_size
from tuning.parallel.sharded import strategy


def require_processes(trainer: Any, launch: LaunchSettings | None) -> None:
    """Refuse a training in more or fewer processes than were asked for.

    Args:
        trainer: before training.
        launch: what was asked for; its number of processes is settled, see `tuning.launch`.

    Raises:
        LaunchError: there are more or fewer.
    """
    found, asked = world_size(), 1 if launch is None else launch.processes
    if {found, int(trainer.accelerator.num_processes)} == {asked}:
        return
    if launch is None:
        raise LaunchError(
            f"training was started in {found} processes, but [tune.launch] asks for none",
            why="each would train on its own and write the same files",
            fix="start ftcheck without a launcher; with --launch ddp it starts the processes",
        )
    raise LaunchError(f"{asked} processes were asked for, and {found} train together")


def require_strategy(model: Any, launch: LaunchSettings | None) -> str:
    """Return how a model is divided; refuse another way than was asked for.

    Args:
        model: as the trainer is going to call it.
        launch: what was asked for.

    Raises:
        LaunchError: it is divided in another way, or not at all.
    """
    found, asked = strategy(model), "none" if launch is None else launch.strategy
    if found != asked:
        raise LaunchError(
            f"{asked} was asked for, but the libraries would train with {found}",
            fix="start it with the command in the run's launch folder, on GPUs; ddp alone runs on "
            "processors",
        )
    return found


class Spread:
    """Goes before a trainer's class: looks at the model when it is ready to be trained."""

    launched: LaunchSettings | None = None
    spread = "none"
    """How the model is divided, read from it; see `tuning.parallel.sharded.strategy`."""

    def _prepare_for_training(self, *args: Any, **kwargs: Any) -> Any:
        ready = super()._prepare_for_training(*args, **kwargs)  # type: ignore[misc]
        self.spread = require_strategy(self.model_wrapped, self.launched)  # type: ignore[attr-defined]
        return ready
