"""A trainer's class that writes and reads our checkpoints instead of pickled ones.

What transformers 5.23 would load with pickle (`optimizer.pt`, `scheduler.pt`, `rng_state.pth`,
`training_args.bin`) is neither written nor read. Two more things differ from it: the order of an
epoch is drawn again from the state that chance had at its beginning, so that going on in the middle
of an epoch sees the same batches whatever the sampler; and nothing is kept at the last step of an
epoch before what follows it (validation, early stopping) is done.
"""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from tuning.parallel.processes import by_first, gathered, rank, world_size
from tuning.parallel.sharded import whole_weights
from tuning.training.checkpoints import WEIGHTS, Checkpoint, Checkpoints, document, tensors
from tuning.training.interrupts import Interrupts
from tuning.training.state import (
    chance,
    optimizer_state,
    put_chance,
    put_optimizer,
    put_weights,
)
from tuning.training.watch import Watch

OPTIMIZER = "optimizer.safetensors"
SETTINGS = "optimizer.json"
CHANCE = "random.json"
STATE = "trainer_state.json"
"""Named as transformers names it, which reads it itself; plain JSON there as well."""
PROGRESS = "progress.json"
EACH = "processes"
"""Key of what each process keeps for itself, by its number."""


def reached(checkpoint: Checkpoint, epoch: int | None) -> bool:
    """Tell whether a checkpoint stands at the end of an epoch or later; never for None."""
    return epoch is not None and float(document(checkpoint.path, STATE)["epoch"]) >= epoch


class Part(Protocol):
    """What has a state beside the trainer's."""

    def kept(self) -> dict[str, Any]:
        """Return the state as JSON."""

    def put(self, kept: Mapping[str, Any]) -> None:
        """Go on from what `kept` returned."""


@dataclasses.dataclass(slots=True)
class Keeper:
    """What a training needs to be kept and taken up again."""

    store: Checkpoints
    lock: dict[str, Any]
    """What the training depends on, see `tuning.training.lock`."""
    dataset_sha256: str
    machine: dict[str, Any]
    """Device and threads; with others the last bits of a sum can differ."""
    watch: Watch
    parts: Mapping[str, Part]
    resumable: bool
    """False keeps nothing but the best weights, for the time of the training."""
    resumed_from: list[int] = dataclasses.field(default_factory=list)
    """Steps from which training went on after it had been stopped."""
    moved: bool = False
    """An earlier part ran on another machine, or with another number of threads."""
    interrupts: Interrupts = dataclasses.field(default_factory=Interrupts)
    _started: float | None = None
    _earlier: float = 0.0

    @contextlib.contextmanager
    def clock(self) -> Iterator[None]:
        """Measure the seconds of the block."""
        self._started = time.perf_counter()
        try:
            yield
        finally:
            self._earlier, self._started = self.seconds(), None

    def seconds(self) -> float:
        """Return the seconds of training so far, without what a stop threw away."""
        running = 0.0 if self._started is None else time.perf_counter() - self._started
        return self._earlier + running

    def kept(self) -> dict[str, Any]:
        """Return what a checkpoint has to keep beside the trainer's state, as JSON."""
        return {
            "watch": self.watch.kept(),
            "seconds": self.seconds(),
            "resumed_from": self.resumed_from,
            "machine": self.machine,
        }

    def put(self, kept: Mapping[str, Any], step: int) -> None:
        """Go on from what `kept` returned, at a step."""
        self.watch.put(kept["watch"])
        self._earlier = float(kept["seconds"])
        self.moved = kept["machine"] != self.machine
        self.resumed_from = [*kept["resumed_from"], step]


class Resuming:
    """Goes before a trainer's class."""

    keeper: Keeper
    trained: tuple[str, ...] = ()
    """Names of the parameters that are trained at some time."""
    epoch_steps = 0
    _epoch_chance: dict[str, Any]
    _order: Any = None

    def take_up(self, checkpoint: Checkpoint) -> None:
        """Set what is counted and remembered to where a checkpoint was."""
        past = document(checkpoint.path, PROGRESS)
        self.keeper.put(past, checkpoint.step)
        own = past[EACH][rank()]
        for name, value in own["counted"].items():
            setattr(self, name, value)
        for name, part in self.keeper.parts.items():
            part.put(own["parts"][name])

    def finish_from(self, checkpoint: Checkpoint) -> None:
        """Take the state of a checkpoint at which training had come to its end."""
        from transformers import TrainerState

        trainer: Any = self
        trainer.create_optimizer()  # its name is a fact of the training
        trainer.spread = document(checkpoint.path, PROGRESS)["spread"]
        trainer.state = TrainerState.load_from_json(str(checkpoint.path / STATE))
        put_weights(trainer.model, tensors(checkpoint.path))

    def take_best(self) -> None:
        """Put the weights of the best step into the model, where another one came after it."""
        trainer: Any = self
        best = self.keeper.watch.history.best_step
        if self.keeper.watch.validation and best != int(trainer.state.global_step):
            put_weights(trainer.model, tensors(self.keeper.store.path(best)))

    # --- hooks of transformers' Trainer ------------------------------------------------------

    def _get_train_sampler(self, *args: Any, **kwargs: Any) -> Any:
        sampler = super()._get_train_sampler(*args, **kwargs)  # type: ignore[misc]
        if world_size() > 1 and getattr(sampler, "generator", self) is None:
            # Else each process draws the order of records from its own chance, which dropout moves.
            # transformers 5.23 with accelerate 1.15 leaves that to samplers that shuffle all.
            import torch

            self._order = sampler.generator = torch.Generator()
        return sampler

    def _prepare_for_training(
        self, max_steps: int, train_dataloader: Any, resume_from_checkpoint: Any
    ) -> Any:
        trainer: Any = self
        # DeepSpeed would look for checkpoints of its own, which are pickled.
        ours = trainer.is_deepspeed_enabled and resume_from_checkpoint is not None
        ready = super()._prepare_for_training(  # type: ignore[misc]
            max_steps, train_dataloader, None if ours else resume_from_checkpoint
        )
        if ours:
            self._load_from_checkpoint(resume_from_checkpoint)
            self._load_optimizer_and_scheduler(resume_from_checkpoint)
        return ready

    def _run_epoch(self, **kwargs: Any) -> None:
        self.epoch_steps = int(kwargs["num_update_steps_per_epoch"])
        if self._order is not None:
            self._order.manual_seed(self.args.data_seed + int(kwargs["epoch"]))  # type: ignore[attr-defined]
        checkpoint = kwargs["resume_from_checkpoint"]
        if checkpoint is not None and kwargs["epoch"] == kwargs["epochs_trained"]:
            state = document(Path(checkpoint), CHANCE)[EACH][rank()]
            inside = kwargs["steps_trained_in_current_epoch"] > 0
            put_chance(state["epoch" if inside else "now"])
        self._epoch_chance = chance()
        super()._run_epoch(**kwargs)  # type: ignore[misc]

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        trainer: Any = self
        keeper, step = self.keeper, int(trainer.state.global_step)
        history = keeper.watch.history
        files: dict[str, Any] = {WEIGHTS: whole_weights(trainer.model, self.trained)}
        if keeper.resumable:
            momenta, settings = optimizer_state(trainer.optimizer, trainer.model)
            own = {
                "counted": {name: getattr(self, name) for name in trainer.counted},
                "parts": {name: part.kept() for name, part in keeper.parts.items()},
            }
            files |= {
                OPTIMIZER: momenta,
                SETTINGS: {**settings, "scheduler": trainer.lr_scheduler.state_dict()},
                CHANCE: {EACH: gathered({"now": chance(), "epoch": self._epoch_chance})},
                STATE: dataclasses.asdict(dataclasses.replace(trainer.state, log_history=[])),
                PROGRESS: {**keeper.kept(), "spread": trainer.spread, EACH: gathered(own)},
            }

        def write() -> None:
            keeper.store.write(
                files,
                step=step,
                lock=keeper.lock,
                dataset_sha256=keeper.dataset_sha256,
                best_step=history.best_step if keeper.watch.validation else 0,
                finished=step >= trainer.state.max_steps or history.early_stopped,
            )

        by_first(write)
        if keeper.interrupts.agreed:
            raise KeyboardInterrupt

    def _load_from_checkpoint(self, resume_from_checkpoint: str, model: Any = None) -> None:
        trainer: Any = self
        put_weights(trainer.model, tensors(Path(resume_from_checkpoint)))

    def _load_optimizer_and_scheduler(self, checkpoint: str | None) -> None:
        if checkpoint is None:
            return
        trainer: Any = self
        settings = document(Path(checkpoint), SETTINGS)
        momenta = tensors(Path(checkpoint), OPTIMIZER)
        put_optimizer(trainer.optimizer, momenta, settings, trainer.model)
        trainer.lr_scheduler.load_state_dict(settings["scheduler"])

    def _load_rng_state(self, checkpoint: str | None) -> None:
        if checkpoint is not None:
            put_chance(document(Path(checkpoint), CHANCE)[EACH][rank()]["now"])
