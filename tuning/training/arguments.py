"""The trainer's arguments: what TRL's and transformers' trainers have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tuning.config import TuneConfig
from tuning.methods.compute import size
from tuning.training.precision import use_bfloat16

_SMALL_MODEL = 100_000_000
_RATES: dict[str, tuple[float, float]] = {
    "lora": (6e-3, 2e-4),
    "ia3": (0.1, 3e-3),
    "prompt_tuning": (0.1, 0.03),
    "full": (3e-3, 2e-5),
    "feature_extraction": (1e-2, 1e-4),
}
"""Learning rate of each method for small and for large models."""


def common_arguments(
    config: TuneConfig,
    model: Any,
    *,
    seed: int,
    output: Path,
    rate_factor: tuple[float, float] = (1.0, 1.0),
) -> dict[str, Any]:
    """Return the arguments that do not depend on the task.

    Args:
        config: how to train.
        model: the base model, for the choice of a learning rate.
        seed: for order and dropout.
        output: a folder that the trainer may write to.
        rate_factor: of the task; see `learning_rate`.
    """
    import torch

    cuda = torch.cuda.is_available()
    half = use_bfloat16(config)
    return {
        "output_dir": str(output),
        "learning_rate": learning_rate(config, model, rate_factor),
        "num_train_epochs": config.num_train_epochs,
        "per_device_train_batch_size": config.per_device_train_batch_size,
        "gradient_accumulation_steps": config.gradient_accumulation_steps,
        "warmup_steps": config.warmup_steps,
        "weight_decay": config.weight_decay,
        "max_grad_norm": config.max_grad_norm,
        "lr_scheduler_type": config.lr_scheduler_type,
        "lr_scheduler_kwargs": dict(config.lr_scheduler_kwargs),
        "optim": config.optim,
        "label_smoothing_factor": config.label_smoothing_factor,
        "train_sampling_strategy": config.train_sampling_strategy,
        "use_cpu": not cuda,
        # Both are said, because TRL turns bfloat16 and checkpointing on where nothing is said.
        "bf16": half,
        "fp16": False,
        "activation_checkpointing": config.activation_checkpointing,
        "seed": seed % 2**32,
        "data_seed": seed % 2**32,
        "logging_steps": 1,
        "logging_nan_inf_filter": False,
        "save_strategy": "no",
        "eval_strategy": "no",
        "report_to": "none",
        "push_to_hub": False,
        "disable_tqdm": True,
        "dataloader_num_workers": 0,
        "dataloader_pin_memory": cuda,
    }


def learning_rate(
    config: TuneConfig, model: Any, rate_factor: tuple[float, float] = (1.0, 1.0)
) -> float:
    """Return the configured learning rate, or one that fits the method and the model's size.

    Small models and few trained weights need far larger steps. The figures for small models are
    measured on the shipped base, see docs/tune.md; those for large ones are what is usual.

    Basis: Dettmers et al. 2023, QLoRA, arXiv:2305.14314 (2e-4 for 7 and 13 billion); Liu et al.
    2022, arXiv:2205.05638 (3e-3 for IA3); Lester et al. 2021, arXiv:2104.08691 (0.3 for prompts).
    """
    if config.learning_rate is not None:
        return config.learning_rate
    elements = sum(size(parameter) for parameter in model.parameters())
    large = int(elements >= _SMALL_MODEL)
    return _RATES[config.method][large] * rate_factor[large]


def usable_length(config: TuneConfig, model: Any) -> int:
    """Return the tokens that an example may have: `max_length`, or what fits into the context.

    The virtual tokens of prompt tuning take room there too, and so do the rows that RoBERTa and its
    kin keep for padding: their positions begin behind them.
    """
    context = getattr(model.config, "max_position_embeddings", None)
    if context is None:
        return config.max_length
    virtual = config.prompt_tuning.num_virtual_tokens if config.method == "prompt_tuning" else 0
    return min(config.max_length, int(context) - virtual - _rows_for_padding(model, int(context)))


def _rows_for_padding(model: Any, context: int) -> int:
    """Return how many rows of learned positions no token can have."""
    import torch

    return max(
        (
            int(module.padding_idx) + 1
            for name, module in model.named_modules()
            if isinstance(module, torch.nn.Embedding)
            and "position" in name
            and module.num_embeddings == context
            and module.padding_idx is not None
        ),
        default=0,
    )
