"""Parameter-efficient methods: PEFT's configuration of each, and the weights it leaves."""

from __future__ import annotations

from typing import Any

from tuning.config import TuneConfig
from tuning.tasks import Task


def peft_config(config: TuneConfig, task: Task) -> Any:
    """Return PEFT's configuration for a task.

    Basis: Hu et al. 2021, LoRA, arXiv:2106.09685.
    """
    from peft import LoraConfig, TaskType

    targets = config.lora.target_modules
    return LoraConfig(
        task_type=TaskType[task.peft_type],
        r=config.lora.r,
        lora_alpha=config.lora.lora_alpha,
        lora_dropout=config.lora.lora_dropout,
        target_modules=targets if isinstance(targets, str) else list(targets),
        use_rslora=config.lora.use_rslora,
        modules_to_save=list(task.head) or None,
    )


def adapter_weights(model: Any) -> dict[str, Any]:
    """Return a copy of the adapter's tensors on the CPU, by the names PEFT stores them under."""
    from peft import get_peft_model_state_dict

    state = get_peft_model_state_dict(model, save_embedding_layers=False)
    return {name: state[name].detach().to("cpu", copy=True).contiguous() for name in sorted(state)}
