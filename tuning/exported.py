"""What a run exported, loaded again: base and tuned behaviour for evaluation and probe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tuning.config import ModelConfig, TuneConfig
from tuning.export import CONFIG as ADAPTER_CONFIG
from tuning.export import attach
from tuning.methods.loading import load_options
from tuning.model import BaseModel, resolve
from tuning.pair import Pair, pair_of_models
from tuning.quiet import quiet
from tuning.tasks import Task


def open_pair(task: Task, base: BaseModel, folder: Path, config: TuneConfig) -> tuple[Pair, Any]:
    """Return base and tuned model of an exported folder, and the tokenizer.

    Memory: with an adapter one model; with a whole model two for a moment, and then one and the
    base's tensors that training changed.

    Args:
        task: what was learned; it loads the model's class.
        base: the base model.
        folder: an adapter, or a whole model.
        config: how it was trained; the base is quantised again as it was then.

    Raises:
        ModelFolderError: base or tuned model cannot be loaded, or they do not fit each other.
        OSError, ValueError, RuntimeError, KeyError: the adapter cannot be loaded.
    """
    options = load_options(config, base, training=False)
    model, tokenizer = task.load(base, options=options)
    if (folder / ADAPTER_CONFIG).is_file():
        return Pair(attach(model, folder)), tokenizer
    whole = resolve(ModelConfig(path=str(folder.absolute())), folder=folder)
    tuned, _ = task.load_tuned(whole, options=options)
    with quiet():
        return pair_of_models(model, tuned), tokenizer
