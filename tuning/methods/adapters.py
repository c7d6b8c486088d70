"""Parameter-efficient methods: PEFT's configuration of each, and the weights it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tuning.config import TuneConfig
from tuning.tasks import Task


def peft_config(config: TuneConfig, task: Task, model: Any) -> Any:
    """Return PEFT's configuration of the configured adapter for a task and a model.

    Basis: see the settings of each in `tuning.config.methods`.
    """
    from peft import IA3Config, LoraConfig, PromptTuningConfig, TaskType

    kind = TaskType[task.peft_type]
    head = list(task.head(model)) or None
    if config.method == "ia3":
        return IA3Config(
            task_type=kind,
            target_modules=_listed(config.ia3.target_modules),
            feedforward_modules=_listed(config.ia3.feedforward_modules),
            modules_to_save=head,
        )
    if config.method == "prompt_tuning":
        return PromptTuningConfig(
            task_type=kind,
            num_virtual_tokens=config.prompt_tuning.num_virtual_tokens,
            # Vectors drawn at random from those of real tokens.
            prompt_tuning_init="SAMPLE_VOCAB",
        )
    return LoraConfig(
        task_type=kind,
        r=config.lora.r,
        lora_alpha=config.lora.lora_alpha,
        lora_dropout=config.lora.lora_dropout,
        target_modules=_listed(config.lora.target_modules),
        use_rslora=config.lora.use_rslora,
        use_dora=config.lora.use_dora,
        modules_to_save=head,
    )


def under_names_of_peft(model: Any, weights: Mapping[str, Any]) -> dict[str, Any]:
    """Return an adapter's tensors by the names PEFT stores them under, sorted.

    Args:
        model: PEFT's model.
        weights: what is trained of it, by the names of its parameters.
    """
    from peft import get_peft_model_state_dict

    found = get_peft_model_state_dict(model, state_dict=dict(weights), save_embedding_layers=False)
    return {name: found[name].detach().to("cpu").contiguous() for name in sorted(found)}


def _listed(names: str | tuple[str, ...] | None) -> str | list[str] | None:
    return list(names) if isinstance(names, tuple) else names


def plain_config(adapter: Any) -> dict[str, Any] | None:
    """Return PEFT's configuration as JSON; None for None, where the model itself is trained."""
    if adapter is None:
        return None
    plain = {key: _plain(value) for key, value in adapter.to_dict().items()}
    if plain.get("modules_to_save"):  # PEFT adds those of a classifier to the ones it was told
        plain["modules_to_save"] = list(dict.fromkeys(plain["modules_to_save"]))
    return plain


def _plain(value: Any) -> Any:
    """Return a value JSON can hold; sets sorted, because their order changes from run to run."""
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
