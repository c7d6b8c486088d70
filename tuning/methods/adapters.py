"""Parameter-efficient methods: PEFT's configuration of each, and the weights it leaves."""

from __future__ import annotations

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


def adapter_weights(model: Any) -> dict[str, Any]:
    """Return a copy of the adapter's tensors on the CPU, by the names PEFT stores them under."""
    from peft import get_peft_model_state_dict

    state = get_peft_model_state_dict(model, save_embedding_layers=False)
    return {name: state[name].detach().to("cpu", copy=True).contiguous() for name in sorted(state)}


def _listed(names: str | tuple[str, ...] | None) -> str | list[str] | None:
    return list(names) if isinstance(names, tuple) else names
