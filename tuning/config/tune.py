"""What a user may set for training; the names are those of HF and PEFT."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tuning.config.cost import CostSettings
from tuning.config.dpo import DpoSettings
from tuning.config.launch import LaunchSettings
from tuning.config.methods import MethodSettings
from tuning.config.privacy import PrivacySettings

Scheduler = Literal[
    "linear",
    "cosine",
    "cosine_with_restarts",
    "polynomial",
    "constant",
    "constant_with_warmup",
    "inverse_sqrt",
    "cosine_with_min_lr",
    "cosine_warmup_with_min_lr",
    "warmup_stable_decay",
]
"""Those of transformers that follow the step alone; the others watch a metric of its own loop."""
Optimizer = Literal["adamw_torch", "adamw_torch_fused", "adafactor", "sgd", "adagrad", "rmsprop"]
"""Those of transformers that need no further package."""


class TuneConfig(MethodSettings):
    """One training run; the defaults fit the shipped base model on two CPU cores."""

    learning_rate: float | None = Field(default=None, gt=0, le=1)
    """None chooses by method and size of the base model; the rate used stands in training.json."""
    num_train_epochs: int = Field(default=2, ge=1, le=1000)
    per_device_train_batch_size: int = Field(default=8, ge=1)
    gradient_accumulation_steps: int = Field(default=1, ge=1)
    per_device_eval_batch_size: int = Field(default=8, ge=1)
    max_length: int = Field(default=1024, ge=8)
    """Tokens per example; longer ones are cut at the end and counted."""
    packing: bool = False
    """Fill rows of `max_length` with several examples, which do not see each other."""
    train_sampling_strategy: Literal["random", "sequential", "group_by_length"] = "group_by_length"
    warmup_steps: float = Field(default=0.05, ge=0)
    """Steps, or below 1 a share of all steps."""
    weight_decay: float = Field(default=0.0, ge=0, le=1)
    max_grad_norm: float = Field(default=1.0, gt=0)
    lr_scheduler_type: Scheduler = "cosine"
    lr_scheduler_kwargs: dict[str, int | float | str] = {}
    """What the schedule takes beside: `num_cycles`, `min_lr`, `num_decay_steps` …"""
    optim: Optimizer = "adamw_torch_fused"
    dropout: Annotated[float, Field(ge=0, lt=1)] | None = None
    """Instead of all dropout rates of the base model's own configuration, while it is trained."""
    label_smoothing_factor: Annotated[float, Field(ge=0, lt=1)] = 0.0
    """Share of the target that is spread over all classes or tokens."""
    class_weight: Literal["balanced"] | None = None
    """`balanced`: rare classes count as much as frequent ones in the loss (scikit-learn's name)."""
    dpo: DpoSettings = DpoSettings()
    """Of preference pairs."""
    privacy: PrivacySettings | None = None
    """Train with differential privacy."""
    launch: LaunchSettings | None = None
    """Train in several processes; None trains in this one."""
    bf16: Literal["auto"] | bool = "auto"
    """Compute in bfloat16; `auto`: where GPU or CPU has instructions for it."""
    activation_checkpointing: bool = False
    """Compute activations twice instead of keeping them: less memory, about 1.3 times the time."""
    early_stopping_patience: int | None = Field(default=2, ge=1)
    """Epochs without a better validation loss before training stops; None trains all epochs."""
    save_strategy: Literal["epoch", "steps", "no"] = "epoch"
    """When a checkpoint is written: after each epoch; with `steps` also every `save_steps`."""
    save_steps: int = Field(default=500, ge=1)
    """Optimizer steps between two checkpoints, with `save_strategy = "steps"`."""
    save_total_limit: int = Field(default=2, ge=1)
    """Checkpoints that are kept while training runs; the one with the best weights stays beside."""
    samples: int = Field(default=5, ge=0, le=50)
    """Held-out prompts answered by base and tuned model, side by side."""
    max_new_tokens: int = Field(default=96, ge=1, le=2048)
    """Length of these answers in tokens."""
    cost: CostSettings = CostSettings()
    """What the power emits."""
