"""A small training that can be stopped anywhere and taken up again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tuning_fakes import make_cleared

from compliance.clearance import ClearedDataset
from compliance.evidence.keys import ProjectKeys
from tuning.config import LoraSettings, TuneConfig
from tuning.model import BaseModel
from tuning.tasks import task_for
from tuning.training.checkpoints import Checkpoints
from tuning.training.loop import Trained, train

KEYS = ProjectKeys.ephemeral()
CONFIG = TuneConfig(
    num_train_epochs=4,
    per_device_train_batch_size=2,
    gradient_accumulation_steps=2,
    learning_rate=0.1,
    lr_scheduler_type="constant",
    max_length=128,
    early_stopping_patience=2,
    save_strategy="steps",
    save_steps=1,
    save_total_limit=100,
    lora=LoraSettings(r=4, lora_alpha=8, lora_dropout=0.2),
)
"""Dropout, accumulation, length groups, early stopping; 11 records make 3 steps an epoch."""
STEPS, EPOCH = 12, 3
TIMED = {"seconds", "cost", "resumed_from"}


def trained(
    base: BaseModel,
    folder: Path,
    *,
    config: TuneConfig = CONFIG,
    keys: ProjectKeys = KEYS,
    records: int = 11,
    first: int = 0,
    seed: int = 1,
    say: Callable[[str], None] = lambda _: None,
    progress: Callable[..., None] = lambda *_: None,
    keep: bool = True,
    cleared: ClearedDataset | None = None,
    until_epoch: int | None = None,
    **changes: Any,
) -> Trained:
    """Train with checkpoints in `folder`, going on from those that are there."""
    config = config.model_copy(update=changes)
    cleared = cleared or make_cleared(train=12)
    task = task_for(cleared.train)
    model, tokenizer = task.load(base, options={}, seed=seed)
    learned, validation = (
        task.examples(each, tokenizer, max_length=config.max_length)
        for each in (cleared.train[first : first + records], cleared.validation)
    )
    task.begin(model, tokenizer, learned, validation, config=config, progress=lambda *_: None)
    scratch = folder.parent / f"{folder.name}-scratch"
    scratch.mkdir(exist_ok=True)
    return train(
        task,
        model,
        tokenizer,
        learned,
        validation,
        config=config,
        seed=seed,
        scratch=scratch,
        progress=progress,
        checkpoints=Checkpoints(folder, keys, limit=config.save_total_limit) if keep else None,
        base_sha256=base.sha256_tree,
        dataset_sha256="a" * 64,
        say=say,
        until_epoch=until_epoch,
    )


def blob(result: Trained) -> bytes:
    """Return all weights as bytes."""
    return b"".join(tensor.numpy().tobytes() for tensor in result.weights.values())


def facts(result: Trained) -> dict[str, Any]:
    """Return what was measured, without what depends on the clock."""
    return {key: value for key, value in result.facts.items() if key not in TIMED}


def steps(folder: Path) -> list[int]:
    """Return the steps of the checkpoints that are there."""
    return sorted(int(path.name.removeprefix("step-")) for path in folder.glob("step-*"))


class Killed(BaseException):
    """Stands for a process that ends without a word."""


def killed_at(step: int) -> Callable[..., None]:
    """Return a progress that ends the training when a step is logged, before it is kept."""

    def progress(done: int, total: int | None, note: str) -> None:
        if done == step:
            raise Killed

    return progress
