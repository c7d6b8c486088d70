"""One training run: a model and examples in, trained weights and what was measured out."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.errors import ConfigError
from compliance.evidence.keys import ProjectKeys
from compliance.progress import Progress
from tuning.config import TuneConfig
from tuning.cost.energy import energy_meter
from tuning.cost.peak_memory import PeakMemory
from tuning.device import describe_device
from tuning.examples import Example, Examples, require_some
from tuning.losses import RecordLoss
from tuning.methods.adapters import plain_config
from tuning.methods.prepare import prepare
from tuning.parallel.processes import anyone, by_first, gathered, world_size
from tuning.parallel.shares import of_all, own_share
from tuning.parallel.strategy import require_processes
from tuning.quiet import quiet
from tuning.tasks import Task
from tuning.training.arguments import usable_length
from tuning.training.checkpoints import Checkpoint, Checkpoints
from tuning.training.facts import measured, trained_on
from tuning.training.interrupts import gently
from tuning.training.lock import training_lock
from tuning.training.memory import memory_for
from tuning.training.padding import pad_id_of
from tuning.training.trainer import build_trainer


@dataclass(frozen=True, slots=True)
class Trained:
    """A finished training run, in memory."""

    weights: dict[str, Any]
    """The trained tensors on the CPU: an adapter's by PEFT's names, others by the model's own."""
    adapter_config: dict[str, Any] | None
    """PEFT's configuration of an adapter; None when the model itself was trained."""
    facts: dict[str, Any]
    """The measured part of training.json."""
    judged: tuple[RecordLoss, ...] = ()
    """The losses of `judge` under these weights, in its order."""


def train(
    task: Task,
    model: Any,
    tokenizer: Any,
    train_set: Examples,
    validation: Examples,
    *,
    config: TuneConfig,
    seed: int,
    scratch: Path,
    progress: Progress,
    checkpoints: Checkpoints | None = None,
    base_sha256: str = "",
    dataset_sha256: str = "",
    say: Callable[[str], None] = lambda _: None,
    until_epoch: int | None = None,
    judge: Examples | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Trained:
    """Train and return what was learned; the best weights by validation loss where there is one.

    The same model, examples, configuration, seed, machine and thread count give the same bytes,
    whether training ran through or was stopped and went on from checkpoints.

    Args:
        task: what is learned.
        model: the base model; it is changed in place and is not to be used afterwards.
        tokenizer: its tokenizer.
        train_set: what is learned from.
        validation: what early stopping looks at; may be empty, then the last adapter is kept.
        config: how to train.
        seed: for initial weights, order and dropout.
        scratch: an existing folder for the trainer; nothing in it is needed afterwards.
        progress: told after every step.
        checkpoints: where the state of training is kept, and taken up where some is there already;
            None, or `save_strategy = "no"`, keeps nothing.
        base_sha256: one hash over the base model's files; checkpoints hold for it alone.
        dataset_sha256: of the cleared data, noted in checkpoints.
        say: told line by line what happens.
        until_epoch: stop when so many epochs of the whole schedule are done; the same call with a
            later epoch, or with None, goes on from the checkpoint there. Needs checkpoints.
        judge: examples whose losses under the weights that are kept are returned as well.
        stop: asked after every step whether to stop, as a signal would.

    Where `launch` is set this is one of its processes, and all of them call it alike; weights are
    returned in the first one.

    Raises:
        TuneError: nothing to train on, or the layers named in `target_modules` do not exist.
        DivergedError: the loss or a gradient is no number any more.
        OutOfMemoryError: the memory does not hold a batch.
        CheckpointError: the checkpoints belong to another training.
        DiskFullError: a checkpoint could not be written; older ones are whole.
        KeyboardInterrupt: stopped by a signal, with a checkpoint of the last step.
    """
    if config.privacy is not None:
        # Here nothing is clipped per unit, and nobody counts; see `tuning.private.loop`.
        raise ConfigError(
            "[tune.privacy] is set, but this training is not private:",
            problems=[
                "tune.privacy: a search spends epsilon with every candidate; remove [tune.privacy]"
                " to search, on records that are not in training if you can"
            ],
        )
    require_some(train_set)
    with quiet(), tempfile.TemporaryDirectory(dir=scratch, prefix="trainer-") as output:
        import torch
        from transformers import PrinterCallback, set_seed

        from tuning.training.guarded import Halting, Saving
        from tuning.training.resuming import Keeper
        from tuning.training.watch import History, Watch

        cuda = torch.cuda.is_available()
        history, energy, memory = History(), energy_meter(cuda=cuda), PeakMemory(cuda=cuda)
        pad_id = pad_id_of(tokenizer)

        def losses(tuned: Any, examples: Sequence[Example]) -> list[RecordLoss]:
            size = config.per_device_eval_batch_size
            with memory_for(
                "validating",
                batch=size,
                longest=validation.longest,
                setting="per_device_eval_batch_size",
            ):
                own = task.losses(tuned, own_share(examples), pad_id=pad_id, batch_size=size)
            return of_all(own, examples)

        with deterministic(cuda=cuda):
            # The first weights of an adapter are drawn here.
            set_seed(seed % 2**32)
            prepared = prepare(model, task, config)
            trainer, unfreezing = build_trainer(
                task, prepared, tokenizer, train_set.items, config, seed=seed, output=Path(output)
            )
            trainer.remove_callback(PrinterCallback)
            require_processes(trainer, config.launch)
            trainer.trained, trainer.launched = prepared.trainable, config.launch
            watch = Watch(
                history,
                validation=validation.items,
                losses=losses,
                patience=config.early_stopping_patience,
                energy=energy,
                progress=progress,
                say=say,
            )
            trainer.examples = train_set.items
            trainer.predicts_next = task.writes
            max_length = usable_length(config, model)
            resumable = checkpoints is not None and config.save_strategy != "no"
            # Without checkpoints the best weights wait in the trainer's own folder.
            shared = Path(gathered(output)[0])
            store = Checkpoints(shared, ProjectKeys.ephemeral(), limit=1)
            trainer.keeper = keeper = Keeper(
                checkpoints if checkpoints is not None and resumable else store,
                lock=training_lock(
                    task=task.name,
                    base_sha256=base_sha256,
                    train_set=train_set,
                    validation=validation,
                    config=config,
                    seed=seed,
                    device=str(trainer.args.device.type),
                    bf16=bool(trainer.args.bf16),
                    processes=world_size(),
                ),
                machine=describe_device(trainer.args.device),
                dataset_sha256=dataset_sha256,
                watch=watch,
                parts={
                    "energy": energy,
                    "memory": memory,
                    **({"unfreezing": unfreezing} if unfreezing else {}),
                },
                resumable=resumable,
            )
            trainer.add_callback(watch)
            trainer.add_callback(Halting(until_epoch))
            trainer.add_callback(Saving(trainer, config))
            with memory_for(
                "training",
                batch=config.per_device_train_batch_size,
                longest=max_length if config.packing else train_set.longest,
                setting="per_device_train_batch_size",
            ):
                _run(trainer, say, until_epoch, stop)
            trainer.count_together()
            judged: tuple[RecordLoss, ...] = ()
            if judge is not None:
                # Weights that only come from a checkpoint meet a model that was not prepared.
                with trainer.accelerator.autocast():
                    judged = tuple(losses(trainer.model, judge.items))
            # Energy first: finding the machine's rate takes some as well.
            energy.sample()
            energy.join([each for number, each in enumerate(gathered(energy.kept())) if number])
            memory.join(gathered(memory.kept()))
            facts = measured(
                trainer,
                prepared,
                config,
                history,
                train_set,
                validation,
                keeper.seconds(),
                energy,
                memory,
                unfreezing,
            )
        facts["resumed_from"] = keeper.resumed_from
        facts["lock"] = trained_on(trainer, keeper.lock, tokenizer, seed=seed)
        weights = prepared.weights(trainer.model)
        anyone(False)  # the folder that all of them use goes when all are done
    adapter = plain_config(prepared.adapter)
    return Trained(weights=weights, adapter_config=adapter, facts=facts, judged=judged)


def _run(
    trainer: Any, say: Callable[[str], None], until_epoch: int | None, stop: Callable[[], bool]
) -> None:
    """Train, from the beginning or from the newest checkpoint, and leave the best weights."""
    from tuning.training.resuming import reached

    keeper = trainer.keeper
    with gently(say, active=keeper.resumable, poll=stop) as keeper.interrupts:
        found = _newest(keeper, say) if keeper.resumable else None
        if found is not None:
            say(f"going on from checkpoint step-{found.step}")
            trainer.take_up(found)
            if keeper.moved:
                say("another machine or number of threads: the result may differ in the last bits")
        if found is not None and (found.finished or reached(found, until_epoch)):
            trainer.finish_from(found)
        else:
            with keeper.clock():
                trainer.train(resume_from_checkpoint=str(found.path) if found else None)
        trainer.take_best()


def _newest(keeper: Any, say: Callable[[str], None]) -> Checkpoint | None:
    """Return the newest whole checkpoint, which the first process looks for."""

    def look() -> int:
        found = keeper.store.newest(keeper.lock, say)
        return 0 if found is None else int(found.step)

    step = by_first(look)
    if not step:
        return None
    found: Checkpoint | None = keeper.store.newest(keeper.lock)
    return found


@contextlib.contextmanager
def deterministic(*, cuda: bool) -> Iterator[None]:
    """Choose reproducible GPU kernels inside the block; the CPU needs nothing."""
    if not cuda:
        yield
        return
    import torch

    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    before = torch.are_deterministic_algorithms_enabled()
    torch.use_deterministic_algorithms(True, warn_only=True)
    try:
        yield
    finally:
        torch.use_deterministic_algorithms(before)
