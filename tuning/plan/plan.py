"""A plan: what `tune` would train, with the same task, model, adapter and examples.

Nothing is written, and the hold-out is not opened.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from compliance.dataset.record import Record
from compliance.env import go_offline
from compliance.progress import silent
from tuning.config import TuneConfig
from tuning.config.contradictions import require_consistent
from tuning.examples import Examples
from tuning.methods.compute import flops_per_token, size
from tuning.methods.prepare import Prepared
from tuning.model import BaseModel
from tuning.plan.memory import Shape, free_memory, memory_parts, spread
from tuning.plan.rehearsal import Rehearsal, rehearse, sample
from tuning.tasks import Task

_LONGEST_STEP = 20.0
"""Seconds that a step may take by the machine's rate for it to be tried."""
_USED = (0.1, 0.6)
"""Share of a machine's rate that trainings are usually seen to use, where no step was tried."""
_VALIDATION = 1 / 3
"""A forward pass costs a third of a training step."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the data as examples."""

    name: str
    records: int
    """Examples that are trained or validated on."""
    tokens: int
    truncated: int
    excluded: dict[str, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a training would be."""

    task: str
    parts: tuple[Part, ...]
    max_length: int
    rows: int
    """Rows of an epoch: examples, or packs of them."""
    steps: int
    """Optimizer steps of all epochs."""
    tokens: int
    """Tokens read in all epochs, without padding."""
    computed: int
    """The same with padding, about."""
    learning_rate: float
    parameters: int
    trainable: int
    processes: int
    """That would train together."""
    memory: dict[str, int]
    """Bytes on one GPU, or on the machine where there is none."""
    free: int | None
    """Bytes that are free; None where that cannot be told."""
    loaded: bool
    """Whether the weights were loaded; False where memory does not hold them."""
    flops: int
    seconds: tuple[float, float] | None
    """From, to; None where nothing could be measured."""
    timed_by: str
    """What the time was taken from; or why there is none."""

    shared: bool
    """Whether all processes share the machine's memory."""

    @property
    def needed(self) -> int:
        """Bytes of all parts together."""
        return sum(self.memory.values())


def plan(
    train: Sequence[Record],
    synthetic: Sequence[Record],
    validation: Sequence[Record],
    *,
    base: BaseModel,
    config: TuneConfig,
    seed: int,
) -> Plan:
    """Return what training on these records would be.

    Memory: the base model and its gradients, where there is room for them; else its shapes alone.

    Args:
        train: real training records.
        synthetic: their children.
        validation: what early stopping would look at.
        base: a checked base model.
        config: how it would be trained.
        seed: of the project.

    Raises:
        ConfigError, TuneError, ModelError: as `tuning.run.tune` raises them before training.
    """
    go_offline()
    import torch
    from transformers import set_seed

    from tuning.methods.loading import load_options
    from tuning.quiet import quiet
    from tuning.training.arguments import learning_rate, usable_length

    cuda = torch.cuda.is_available()
    task = _task_of(train, config)
    options = load_options(config, base, training=True)
    free = free_memory(cuda=cuda)
    loaded = _fits(base, options, free)
    if not loaded:
        options = {**options, "device_map": "meta"}
    with quiet():
        model, tokenizer = task.load(base, options=options, seed=seed)
        length = usable_length(config, model)
        found = [
            task.examples(records, tokenizer, max_length=length)
            for records in (train, synthetic, validation)
        ]
        real, extra, held = found
        both = real.joined(extra)
        some = sample(both.items, _rows_at_once(config, both, length)) if both.items else []
        rate = learning_rate(config, model, task.rate_factor)
        if loaded and some:
            chosen = Examples(tuple(some), {})
            nothing = Examples((), {})
            task.begin(model, tokenizer, chosen, nothing, config=config, progress=silent)
        set_seed(seed % 2**32)
        prepared = _prepared(model, task, config)
    shape = _shape(task, config, both, held, length, half=_half(config), cuda=cuda)
    named = dict(prepared.model.named_parameters())
    rows, computed = _rows(task, config, both, length)
    tokens = both.tokens * config.num_train_epochs
    virtual = config.prompt_tuning.num_virtual_tokens if config.method == "prompt_tuning" else 0
    per_token = flops_per_token(prepared.model, prepared.trainable, prepared.depth)
    flops = per_token * (tokens + virtual * rows * config.num_train_epochs)
    processes = _processes(config)
    batches = -(-rows // (config.per_device_train_batch_size * processes))
    alone = memory_parts(prepared.model, prepared.trainable, config, shape)
    memory = spread(alone, config.launch, processes, cuda=cuda)
    room = free is None or sum(alone.values()) < free
    seconds, by = _time(
        task, prepared, tokenizer, some, config,
        seed=seed, loaded=loaded and room and _triable(config),
        flops=flops, computed=computed * config.num_train_epochs,
        validated=held.tokens * (config.num_train_epochs + 1),
        step=per_token * shape.rows * shape.length,
        half=shape.half,
    )  # fmt: skip
    if seconds is not None and processes > 1:
        seconds = seconds[0] / processes, seconds[1]
        by += f", of one process; {processes} take a {processes}th of it at best, none was tried"
    return Plan(
        task=task.name,
        parts=tuple(
            Part(name, len(each.items), each.tokens, each.truncated, each.excluded)
            for name, each in zip(("train", "synthetic", "validation"), found, strict=True)
        ),
        max_length=length,
        rows=rows,
        steps=-(-batches // config.gradient_accumulation_steps) * config.num_train_epochs,
        tokens=tokens,
        computed=computed * config.num_train_epochs,
        learning_rate=rate,
        parameters=sum(size(each) for each in named.values()),
        trainable=sum(size(named[name]) for name in prepared.trainable),
        processes=processes,
        memory=memory,
        free=free,
        loaded=loaded,
        flops=flops,
        seconds=seconds,
        timed_by=by,
        shared=not cuda,
    )


def _task_of(records: Sequence[Record], config: TuneConfig) -> Task:
    """Return the task of records, with settings that fit it."""
    from tuning.tasks import task_for

    task = task_for(records)
    require_consistent(config, task)
    return task


def _prepared(model: Any, task: Task, config: TuneConfig) -> Prepared:
    """Return the model as the method trains it."""
    from tuning.methods.prepare import prepare

    return prepare(model, task, config)


def _processes(config: TuneConfig) -> int:
    """Return how many processes would train together.

    Raises:
        LaunchError: this machine has not what was asked for.
    """
    if config.launch is None:
        return 1
    from tuning.launch.start import settled

    return settled(config.launch).processes or 1


def _triable(config: TuneConfig) -> bool:
    """Tell whether steps can be tried in this process: not where it sees the GPUs of several."""
    import torch

    return config.launch is None or torch.cuda.device_count() < 2


def _half(config: TuneConfig) -> bool:
    from tuning.training.precision import use_bfloat16

    return use_bfloat16(config)


def _fits(base: BaseModel, options: dict[str, Any], free: int | None) -> bool:
    """Tell whether the weights alone leave a fifth of the free memory; by their files."""
    import torch

    stored = sum(path.stat().st_size for path in base.path.glob("*.safetensors"))
    # Files in 16 bits take twice the room as float32.
    factor = 2 if options.get("dtype") is torch.float32 else 1
    return free is None or stored * factor < 0.8 * free


def _rows_at_once(config: TuneConfig, examples: Examples, length: int) -> int:
    """Return how many examples a batch holds."""
    batch = config.per_device_train_batch_size
    if not config.packing:
        return batch
    mean = max(1, examples.tokens // max(1, len(examples.items)))
    return batch * max(1, length // mean)


def _rows(task: Task, config: TuneConfig, examples: Examples, length: int) -> tuple[int, int]:
    """Return the rows of an epoch, and its tokens with padding, about."""
    batch = config.per_device_train_batch_size
    if config.packing:
        from tuning.training.packing import pack

        packs = pack([task.row(item) for item in examples.items], length)
        sizes = [(len(each["input_ids"]), 1) for each in packs]
    else:
        sizes = [(max(item.lengths), len(item.lengths)) for item in examples.items]
    if config.train_sampling_strategy != "sequential":
        random.Random(0).shuffle(sizes)
    if config.train_sampling_strategy == "group_by_length":
        # As transformers does it: only what lies in one stretch is put in order.
        stretch = batch * max(1, min(len(sizes) // (batch * 4), 50))
        parts = (sizes[i : i + stretch] for i in range(0, len(sizes), stretch))
        sizes = [each for part in parts for each in sorted(part, reverse=True)]
    batches = [sizes[i : i + batch] for i in range(0, len(sizes), batch)]
    return len(sizes), sum(
        max(long for long, _ in each) * sum(number for _, number in each) for each in batches
    )


def _shape(
    task: Task,
    config: TuneConfig,
    train: Examples,
    held: Examples,
    length: int,
    *,
    half: bool,
    cuda: bool,
) -> Shape:
    from tuning.tasks.language import LanguageModelling

    sequences = max((len(item.lengths) for item in train.items), default=1)
    return Shape(
        rows=sequences * min(config.per_device_train_batch_size, max(1, len(train.items))),
        length=length if config.packing else train.longest,
        validation_rows=min(config.per_device_eval_batch_size, len(held.items)),
        validation_length=held.longest,
        writes=task.writes,
        in_columns=isinstance(task, LanguageModelling) and not config.label_smoothing_factor,
        half=half,
        cuda=cuda,
    )


def _time(
    task: Task,
    prepared: Prepared,
    tokenizer: Any,
    some: Sequence[Any],
    config: TuneConfig,
    *,
    seed: int,
    loaded: bool,
    flops: int,
    computed: int,
    validated: int,
    step: int,
    half: bool,
) -> tuple[tuple[float, float] | None, str]:
    """Return how long training takes, from and to, and what that was taken from."""
    import torch

    from tuning.cost.rates import peak_rate

    cuda = torch.cuda.is_available()
    device = torch.device("cuda" if cuda else "cpu")
    peak = peak_rate(device, "bfloat16" if half else "float32")
    if not some:
        return None, "there is nothing to train on"
    quick = cuda or (peak.flops and step / peak.flops / _USED[0] < _LONGEST_STEP)
    tried: Rehearsal | None = None
    if loaded and quick:
        tried = rehearse(task, prepared, tokenizer, some, config, seed=seed)
    amount = computed + validated * _VALIDATION
    if tried is not None:
        said = f"real steps that were tried on this machine, {tried.steps} of them"
        return (tried.fastest * amount, tried.slowest * amount), said
    if not peak.flops:
        return None, peak.what
    work = flops * amount / max(1, computed)
    low, high = (work / peak.flops / share for share in reversed(_USED))
    return (low, high), f"{_USED[0]:.0%} to {_USED[1]:.0%} of the machine's rate: {peak.what}"
