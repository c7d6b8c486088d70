"""Settings of [tune] that do not go together, each with what to do; all are named at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from compliance.errors import ConfigError
from compliance.suggest import did_you_mean
from tuning.config.evaluation import EvaluateConfig
from tuning.config.methods import ADAPTERS, BY_LAYER
from tuning.config.tune import TuneConfig

if TYPE_CHECKING:
    from tuning.tasks import Task

SCHEDULE_KWARGS: dict[str, tuple[str, ...]] = {
    "linear": (),
    "cosine": ("num_cycles",),
    "cosine_with_restarts": ("num_cycles",),
    "polynomial": ("lr_end", "power"),
    "constant": (),
    "constant_with_warmup": (),
    "inverse_sqrt": ("timescale",),
    "cosine_with_min_lr": ("num_cycles", "min_lr", "min_lr_rate"),
    "cosine_warmup_with_min_lr": ("num_cycles", "min_lr", "min_lr_rate", "warmup_lr_rate"),
    "warmup_stable_decay": (
        "num_decay_steps",
        "num_stable_steps",
        "warmup_type",
        "decay_type",
        "min_lr_ratio",
        "num_cycles",
    ),
}
"""What each schedule of transformers takes beside the numbers of steps."""
PRIVATE = ("lora", "full", "feature_extraction")
"""Methods of which every trained weight has a gradient of each row."""
DIVISIBLE = ("lora", "full", "feature_extraction")
"""Methods whose weights were seen to be trained right while they are divided over processes."""
DIVISIBLE_OPTIMIZERS = ("adamw_torch", "adamw_torch_fused")
"""Optimizers whose state can be divided and put together again, element by element."""
_ONE_OF: dict[str, tuple[str, ...]] = {
    "cosine_with_min_lr": ("min_lr", "min_lr_rate"),
    "cosine_warmup_with_min_lr": ("min_lr", "min_lr_rate"),
    "warmup_stable_decay": ("num_decay_steps",),
}


def contradictions(config: TuneConfig) -> list[str]:
    """Return what in a configuration does not go together; empty when all is well."""
    parts = _method, _layers, _schedule, _private, _launched
    return [line for part in parts for line in part(config)]


def require_consistent(config: TuneConfig, task: Task) -> None:
    """Refuse a configuration that contradicts itself or the task.

    Raises:
        ConfigError: with all problems.
    """
    problems = contradictions(config)
    if config.packing and not task.packs:
        problems.append(f"tune.packing: {task.name} reads one record a row; set it to false")
    if config.label_smoothing_factor and not task.smooths:
        problems.append(f"tune.label_smoothing_factor: {task.name} has no target to smooth; set 0")
    if config.class_weight and not task.weighs:
        problems.append(f"tune.class_weight: {task.name} has no classes to weigh; remove it")
    if config.method == "prompt_tuning" and not task.writes:
        problems.append(
            "tune.method: behind the vectors of prompt_tuning a classifier would be asked at its"
            ' padding; set method = "lora"'
        )
    if config.privacy is not None and task.name == "preference tuning":
        problems.append(
            "tune.privacy: the loss of a preference pair needs the base beside the model, which"
            " has no gradient of each row; remove it"
        )
    if problems:
        raise ConfigError("[tune] contradicts itself or the data:", problems=problems)


def require_measurable(settings: EvaluateConfig, task: Task) -> None:
    """Refuse metrics that a task cannot measure, before anything is trained.

    Raises:
        ConfigError: with all problems.
    """
    named = [] if settings.metrics == "auto" else list(settings.metrics)
    wanted = {
        **dict.fromkeys(settings.thresholds.metrics, "evaluate.thresholds"),
        **dict.fromkeys(named, "evaluate.metrics"),
    }
    problems = [
        f"{key}: {task.name} does not measure {name}, but {', '.join(task.metrics)}"
        for name, key in wanted.items()
        if name not in task.metrics
    ]
    if problems:
        raise ConfigError("[evaluate] does not fit the data:", problems=problems)


def _method(config: TuneConfig) -> Iterator[str]:
    method = config.method
    if config.quantization != "none" and method not in ADAPTERS:
        yield (
            f"tune.quantization: {method} trains the base weights themselves, and quantised ones"
            f' cannot be trained; set method = "lora", or quantization = "none"'
        )
    if method == "prompt_tuning" and config.packing:
        yield (
            "tune.packing: the virtual tokens of prompt_tuning stand before a row, not before each"
            " example in it; set packing = false"
        )
    if method == "lora" and config.lora.use_dora and config.quantization == "int8":
        yield (
            "tune.lora.use_dora: bitsandbytes cannot give back int8 weights, whose lengths DoRA"
            ' needs; set quantization = "nf4" or "none"'
        )
    targets = config.ia3.target_modules
    if (config.ia3.feedforward_modules is None) != (targets is None):
        yield "tune.ia3: target_modules and feedforward_modules are set together or not at all"
    elif isinstance(targets, tuple):
        strange = set(config.ia3.feedforward_modules or ()) - set(targets)
        if strange:
            yield (
                f"tune.ia3.feedforward_modules: {', '.join(sorted(strange))} also has to stand in"
                " target_modules"
            )


def _layers(config: TuneConfig) -> Iterator[str]:
    method = config.method
    if config.freeze_layers and method != "full":
        yield (
            f"tune.freeze_layers: {method} leaves all layers of the base as they are;"
            ' set method = "full", or freeze_layers = 0'
        )
    if config.gradual_unfreezing is not None and method not in BY_LAYER:
        yield (
            f"tune.gradual_unfreezing: {method} trains nothing inside the layers; remove the"
            f" section, or set method to one of {', '.join(BY_LAYER)}"
        )
    if config.layer_lr_decay < 1 and method not in BY_LAYER:
        yield (
            f"tune.layer_lr_decay: {method} trains nothing inside the layers; set 1.0, or set"
            f" method to one of {', '.join(BY_LAYER)}"
        )


def _schedule(config: TuneConfig) -> Iterator[str]:
    name, given = config.lr_scheduler_type, config.lr_scheduler_kwargs
    known = SCHEDULE_KWARGS[name]
    for key in sorted(set(given) - set(known)):
        takes = f"takes {', '.join(known)}" if known else "takes nothing"
        yield f"tune.lr_scheduler_kwargs.{key}: {name} {takes}{did_you_mean(key, known)}"
    needed = _ONE_OF.get(name, ())
    if needed and not set(needed) & set(given):
        yield f"tune.lr_scheduler_kwargs: {name} needs {' or '.join(needed)}; set it"


def _private(config: TuneConfig) -> Iterator[str]:
    """Yield what does not go with differential privacy, each with the reason."""
    if config.privacy is None:
        return
    usual = TuneConfig()
    if config.method not in PRIVATE:
        yield (
            f"tune.privacy: {config.method} trains factors outside of any layer, which have no"
            f" gradient of each row; set method to one of {', '.join(PRIVATE)}"
        )
    if config.method == "lora" and config.lora.use_dora:
        yield (
            "tune.privacy: DoRA's lengths lie outside of any layer and have no gradient of each"
            " row; set use_dora = false in [tune.lora]"
        )
    if config.activation_checkpointing:
        yield (
            "tune.privacy: with activation checkpointing no row has a gradient of its own; set"
            " activation_checkpointing = false"
        )
    if config.quantization != "none":
        yield (
            "tune.privacy: gradients of rows were not tested on quantised weights; set"
            ' quantization = "none"'
        )
    if config.packing:
        yield (
            "tune.privacy: a packed row holds examples of several persons, whose gradients could"
            " not be clipped apart; set packing = false"
        )
    if config.gradual_unfreezing is not None:
        yield (
            "tune.privacy: a frozen layer would get noise, or the noise would change on the way;"
            " remove [tune.gradual_unfreezing]"
        )
    if config.class_weight is not None:
        yield (
            "tune.privacy: class weights are counted in the data without noise; remove class_weight"
        )
    if config.bf16 is True:
        yield "tune.privacy: gradients are clipped in float32; set bf16 to auto or false"
    if config.train_sampling_strategy != usual.train_sampling_strategy:
        yield (
            "tune.privacy: each step draws its units by chance (Poisson sampling), on which epsilon"
            " rests; remove train_sampling_strategy"
        )
    if config.early_stopping_patience not in {None, usual.early_stopping_patience}:
        yield (
            "tune.privacy: training ends after the steps that epsilon was computed for; remove"
            " early_stopping_patience"
        )
    if config.max_grad_norm != usual.max_grad_norm:
        yield (
            "tune.max_grad_norm: with privacy each unit is clipped instead; set max_grad_norm in"
            " [tune.privacy]"
        )
    if config.save_strategy == "steps":
        yield (
            "tune.privacy: training keeps no checkpoints, whose random state would have to be"
            ' secret; set save_strategy = "no"'
        )


def _launched(config: TuneConfig) -> Iterator[str]:
    """Yield what does not go with several processes, each with the reason."""
    if config.launch is None:
        return
    strategy = config.launch.strategy
    if config.privacy is not None:
        yield (
            "tune.privacy: units are drawn and clipped in one process; remove [tune.launch], or"
            " [tune.privacy]"
        )
    if strategy == "ddp":
        if config.gradual_unfreezing is not None and config.activation_checkpointing:
            yield (
                "tune.activation_checkpointing: with it DDP does not look for layers that are still"
                " frozen; set it to false, or remove [tune.gradual_unfreezing] or [tune.launch]"
            )
        return
    if config.quantization != "none":
        yield (
            f"tune.quantization: {strategy} would divide packed weights of"
            f' {config.quantization}; set strategy = "ddp" in [tune.launch], or quantization ='
            ' "none"'
        )
    if config.method == "feature_extraction" and strategy == "zero3":
        yield (
            "tune.method: zero3 divides the output layer, whose gradient the loss needs whole; set"
            ' strategy = "zero2" in [tune.launch], which leaves it whole'
        )
    if config.method not in DIVISIBLE:
        yield (
            f'tune.method: {config.method} was not tested with {strategy}; set strategy = "ddp"'
            f" in [tune.launch], or method to one of {', '.join(DIVISIBLE)}"
        )
    if config.method == "lora" and config.lora.use_dora:
        yield (
            f"tune.lora.use_dora: DoRA needs the lengths of weights that {strategy} divides; set"
            ' strategy = "ddp" in [tune.launch], or use_dora = false'
        )
    if config.gradual_unfreezing is not None:
        yield (
            f"tune.gradual_unfreezing: {strategy} divides once, at the start, what is trained; set"
            ' strategy = "ddp" in [tune.launch], or remove [tune.gradual_unfreezing]'
        )
    if strategy.startswith("zero") and config.layer_lr_decay < 1:
        yield (
            "tune.layer_lr_decay: with ZeRO the layers were seen to learn at other rates; set"
            " strategy to fsdp2 or ddp in [tune.launch], or layer_lr_decay = 1.0"
        )
    if config.optim not in DIVISIBLE_OPTIMIZERS:
        yield (
            f"tune.optim: {config.optim} was not tested with {strategy}, which divides its state;"
            f" set optim to one of {', '.join(DIVISIBLE_OPTIMIZERS)}"
        )
