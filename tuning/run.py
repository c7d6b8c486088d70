"""The whole way of one tuning run: cleared records in; weights, training and evaluation out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance.clearance import ClearedDataset
from compliance.env import go_offline
from compliance.errors import LaunchError
from compliance.evidence.released import hash_of_weights
from compliance.progress import Progress, silent
from tuning.config import EvaluateConfig, TuneConfig
from tuning.config.contradictions import require_consistent, require_measurable
from tuning.device import give_back_memory
from tuning.evaluation.finding import Find
from tuning.examples import Examples, cut_or_left_out
from tuning.model import ON_CPU, BaseModel
from tuning.training.checkpoints import Checkpoints

if TYPE_CHECKING:
    from tuning.launch.job import Place
    from tuning.private.loop import Attempts
    from tuning.tasks import Task

SCHEMA = "ftcheck.training/1"


@dataclass(frozen=True, slots=True)
class TuneResult:
    """What `tune` made."""

    folder: Path
    """An adapter or a whole model; `tuning.export.finish` adds card and manifest."""
    weights_sha256: str
    training: dict[str, Any]
    """training.json."""
    evaluation: dict[str, Any]
    """eval.json."""


def tune(
    cleared: ClearedDataset,
    *,
    base: BaseModel,
    config: TuneConfig,
    seed: int,
    out_dir: Path,
    find: Find,
    progress: Progress = silent,
    checkpoints: Checkpoints | None = None,
    say: Callable[[str], None] = lambda _: None,
    evaluation: EvaluateConfig | None = None,
    attempts: Attempts | None = None,
    place: Place | None = None,
) -> TuneResult:
    """Train on cleared records, write the result, load it again and evaluate what was written.

    Memory: the base model twice for a moment at most, and all examples as token ids.

    Args:
        cleared: what a clearance covers; there is no other way in.
        base: a checked base model.
        config: how to train.
        seed: of the project; same seed, data and machine give the same bytes.
        out_dir: an existing, empty folder; after an error it is to be thrown away.
        find: `Engine.find`; masks findings in the stored samples.
        progress: told about training steps, then about evaluation.
        checkpoints: where the state of training is kept and taken up again; None keeps nothing.
        say: told line by line what happens.
        evaluation: how the result is evaluated; None takes the defaults.
        attempts: where private trainings are counted; None counts this one alone.
        place: where other processes find the records; needed with `launch`.

    Raises:
        ConfigError: settings contradict each other or the kind of the records.
        TuneError: the records cannot be trained.
        LaunchError: the processes that were asked for cannot train together.
        DivergedError: the loss became no number.
        OutOfMemoryError: the memory does not hold a batch.
        CheckpointError: the checkpoints belong to another training.
        ModelError: the base model cannot be loaded.
    """
    go_offline()
    from tuning.export import require_finite, write_adapter
    from tuning.launch.start import train_launched
    from tuning.methods.layers import layer_class
    from tuning.methods.loading import load_options
    from tuning.template import new_template
    from tuning.training.loop import train
    from tuning.whole_model import write_model

    ready, model, tokenizer = get_ready(
        cleared, base, config, evaluation, seed=seed, progress=progress, say=say,
        on_cpu=config.launch is not None,
    )  # fmt: skip
    task, real, synthetic, validation = ready.task, ready.real, ready.synthetic, ready.validation
    common: dict[str, Any] = {
        "config": config,
        "seed": seed,
        "scratch": out_dir,
        "progress": progress,
        "base_sha256": base.sha256_tree,
        "say": say,
    }
    learned_from = real.joined(synthetic)
    if config.privacy is not None:
        from tuning.private.loop import train_privately
        from tuning.private.units import units_of

        units = units_of(learned_from.items, cleared.train, cleared.synthetic)
        trained = train_privately(
            task, model, tokenizer, learned_from, validation, units, attempts=attempts, **common
        )
    elif config.launch is not None:
        if place is None:
            raise LaunchError("several processes need a run that they can open the records of")
        layer = layer_class(model)
        model = None  # each process loads its own
        give_back_memory()
        trained = train_launched(
            place, cleared, base, config, seed, progress, say, scratch=out_dir, layer=layer
        )
    else:
        trained = train(
            task,
            model,
            tokenizer,
            learned_from,
            validation,
            checkpoints=checkpoints,
            dataset_sha256=cleared.dataset_sha256,
            **common,
        )
    del model
    template = new_template(tokenizer) if task.writes else None
    require_finite(trained.weights)
    if trained.adapter_config is not None:
        digest = write_adapter(
            out_dir,
            trained.weights,
            trained.adapter_config,
            base=base,
            chat_template=template,
            model_config=task.exported_config(base, tokenizer),
        )
    else:
        fresh = task.load(base, options=load_options(config, base, training=False))[0]
        digest = write_model(out_dir, fresh, trained.weights, base=base, chat_template=template)
        del fresh
    training = {
        "schema": SCHEMA,
        "task": task.name,
        **trained.facts,
        "tokens": {"train_real": real.tokens, **trained.facts["tokens"]},
        "records": {
            "train_real": len(real.items),
            "train_synthetic": len(synthetic.items),
            "validation": len(validation.items),
        },
        "excluded": {
            "train_real": real.excluded,
            "train_synthetic": synthetic.excluded,
            "validation": validation.excluded,
        },
        "max_length": ready.max_length,
        "seed": seed,
        "config": config.model_dump(mode="json"),
        "weights_sha256": digest,
    }
    result = _evaluated(ready, out_dir, digest, cleared, base, config, seed, find, progress, say)
    return TuneResult(out_dir, digest, training, result)


def evaluate_again(
    cleared: ClearedDataset,
    *,
    base: BaseModel,
    config: TuneConfig,
    seed: int,
    folder: Path,
    find: Find,
    progress: Progress = silent,
    say: Callable[[str], None] = lambda _: None,
    evaluation: EvaluateConfig | None = None,
) -> dict[str, Any]:
    """Return eval.json of weights that `tune` made of the same records, base and settings.

    Args:
        cleared: the records.
        base: the base model.
        config: how it was trained.
        seed: of the project.
        folder: the exported weights.
        find: `Engine.find`; masks findings in the stored samples.
        progress: told record by record.
        say: told line by line what happens.
        evaluation: how it is evaluated now; None takes the defaults.

    Raises:
        ConfigError: a metric does not fit the kind of the records.
        ModelError: base model or weights cannot be loaded.
    """
    go_offline()
    ready, model, _ = get_ready(
        cleared, base, config, evaluation, seed=seed, progress=progress, say=lambda _: None
    )
    del model
    judged = hash_of_weights(folder)
    return _evaluated(ready, folder, judged, cleared, base, config, seed, find, progress, say)


@dataclass(frozen=True, slots=True)
class Ready:
    """What training and evaluation share."""

    task: Task
    real: Examples
    synthetic: Examples
    validation: Examples
    tokenizer: Any
    max_length: int
    settings: EvaluateConfig


def get_ready(
    cleared: ClearedDataset,
    base: BaseModel,
    config: TuneConfig,
    evaluation: EvaluateConfig | None,
    *,
    seed: int,
    progress: Progress,
    say: Callable[[str], None],
    on_cpu: bool = False,
) -> tuple[Ready, Any, Any]:
    """Return the records as examples, the base model and its tokenizer, with checked settings.

    The arguments are those of `tune`; without `evaluation` its defaults are taken. With `on_cpu`
    the model leaves the GPUs to others, unless it is quantised there.

    Raises:
        ConfigError: settings contradict each other or the kind of the records.
        TuneError: the records cannot be trained.
        ModelError: the base model cannot be loaded.
    """
    from tuning.evaluation.forgetting import require_readable
    from tuning.methods.loading import load_options
    from tuning.quiet import quiet
    from tuning.tasks import task_for
    from tuning.training.arguments import usable_length

    task = task_for(cleared.train)
    require_consistent(config, task)
    settings = evaluation or EvaluateConfig()
    require_measurable(settings, task)
    require_readable(settings.general_texts)
    options = {**load_options(config, base, training=True), ON_CPU: on_cpu}
    model, tokenizer = task.load(base, options=options, seed=seed)
    max_length = usable_length(config, model)
    with quiet():
        real, synthetic, validation = (
            task.examples(records, tokenizer, max_length=max_length)
            for records in (cleared.train, cleared.synthetic, cleared.validation)
        )
    for name, examples in (
        ("training", real.joined(synthetic)),
        ("validation", validation),
    ):
        for line in cut_or_left_out(name, examples, max_length):
            say(line)
    with quiet():
        task.begin(
            model,
            tokenizer,
            real.joined(synthetic),
            validation,
            config=config,
            progress=progress,
        )
    ready = Ready(task, real, synthetic, validation, tokenizer, max_length, settings)
    return ready, model, tokenizer


def _evaluated(
    ready: Ready,
    folder: Path,
    judged: str,
    cleared: ClearedDataset,
    base: BaseModel,
    config: TuneConfig,
    seed: int,
    find: Find,
    progress: Progress,
    say: Callable[[str], None],
) -> dict[str, Any]:
    """Return eval.json of what was exported, loaded again; only here the hold-out is opened."""
    from tuning.evaluation.evaluate import Data, evaluate
    from tuning.evaluation.measures import Setup
    from tuning.exported import open_pair
    from tuning.quiet import quiet
    from tuning.training.memory import memory_for

    task = ready.task
    records, others = cleared.holdout.open("evaluation", judged=judged)
    with quiet():
        holdout = task.examples(records, ready.tokenizer, max_length=ready.max_length)
    for line in cut_or_left_out("held-out", holdout, ready.max_length):
        say(line)
    with (
        quiet(),
        memory_for(
            "evaluating",
            batch=config.per_device_eval_batch_size,
            longest=holdout.longest,
            setting="per_device_eval_batch_size",
        ),
    ):
        pair, tokenizer = open_pair(task, base, folder, config)
        with pair.base():
            task.meet(pair.model, tokenizer, holdout, config=config, progress=progress)
        return evaluate(
            task,
            pair,
            tokenizer,
            Data(ready.real, ready.validation, holdout, records, others),
            Setup(config, ready.settings, seed, find, progress),
        )
