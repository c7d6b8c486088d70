"""One training run: a model and examples in, trained weights and what was measured out."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.errors import TuneError
from compliance.progress import Progress
from tuning.config import TuneConfig
from tuning.energy import EnergyMeter
from tuning.examples import Example, Examples
from tuning.losses import RecordLoss
from tuning.methods.adapters import adapter_weights, peft_config
from tuning.quiet import quiet
from tuning.tasks import Task
from tuning.training.arguments import common_arguments
from tuning.training.counting import counting
from tuning.training.facts import measured


@dataclass(frozen=True, slots=True)
class Trained:
    """A finished training run, in memory."""

    weights: dict[str, Any]
    """Adapter tensors on the CPU, by PEFT's names."""
    peft_config: Any
    facts: dict[str, Any]
    """The measured part of training.json."""


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
) -> Trained:
    """Train an adapter and return it; the best one by validation loss where there is one.

    The same model, examples, configuration, seed, machine and thread count give the same bytes.

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

    Raises:
        TuneError: nothing to train on, or the layers named in `target_modules` do not exist.
        DivergedError: the loss is no number any more.
    """
    if not train_set.items:
        raise TuneError(
            "no record is left to train on",
            why=f"left out: {train_set.excluded}",
            fix="raise max_length in [tune], or check that the records hold answers",
        )
    with quiet(), tempfile.TemporaryDirectory(dir=scratch, prefix="trainer-") as output:
        import torch
        from transformers import PrinterCallback

        from tuning.training.watch import History, Watch

        cuda = torch.cuda.is_available()
        history, energy = History(), EnergyMeter(cuda=cuda)
        pad_id = pad_id_of(tokenizer)

        def losses(tuned: Any, examples: Sequence[Example]) -> list[RecordLoss]:
            size = config.per_device_eval_batch_size
            return task.losses(tuned, examples, pad_id=pad_id, batch_size=size)

        with deterministic(cuda=cuda):
            trainer = _trainer(task, model, tokenizer, train_set.items, config, seed, Path(output))
            trainer.remove_callback(PrinterCallback)
            world_size = int(trainer.accelerator.num_processes)
            if world_size != 1:
                raise TuneError(
                    f"training was started in {world_size} processes",
                    why="this version trains in one process, so each would train on its own",
                    fix="start ftcheck without a distributed launcher",
                )
            trainer.add_callback(
                Watch(
                    history,
                    validation=validation.items,
                    losses=losses,
                    patience=config.early_stopping_patience,
                    weights=adapter_weights,
                    energy=energy,
                    progress=progress,
                )
            )
            started = time.perf_counter()
            outcome = trainer.train()
            seconds = time.perf_counter() - started
        tuned = trainer.model
        weights = history.best_weights or adapter_weights(tuned)
        facts = measured(
            trainer, tuned, history, train_set, validation, seconds, int(outcome.global_step)
        )
        facts["energy"] = energy.result()
        adapter_config = tuned.peft_config["default"]
    return Trained(weights=weights, peft_config=adapter_config, facts=facts)


def pad_id_of(tokenizer: Any) -> int:
    """Return the token id that fills batches up; any valid one, because padding never counts."""
    pad_id = tokenizer.pad_token_id
    return int(tokenizer.eos_token_id if pad_id is None else pad_id)


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


def _trainer(
    task: Task,
    model: Any,
    tokenizer: Any,
    items: Sequence[Example],
    config: TuneConfig,
    seed: int,
    output: Path,
) -> Any:
    from datasets import Dataset
    from transformers import set_seed

    trainer_class, arguments_class = task.trainer_classes()
    arguments = arguments_class(
        **common_arguments(config, model, seed=seed, output=output), **task.arguments(config)
    )
    # `from_list` keeps the examples in memory: a file cache would outlive an erased record.
    dataset = Dataset.from_list([task.row(item) for item in items])
    # The adapter's first weights are drawn when the trainer wraps the model.
    set_seed(seed % 2**32)
    try:
        return counting(trainer_class)(
            model=model,
            args=arguments,
            train_dataset=dataset,
            data_collator=task.collator(tokenizer),
            processing_class=tokenizer,
            peft_config=peft_config(config, task),
        )
    except ValueError as error:
        raise TuneError(
            "the trainer does not accept this configuration for this model",
            why="target_modules may name layers the model does not have, or its output layer",
            fix='set target_modules = "all-linear" in [tune.lora], and show one GPU at most',
        ) from error
