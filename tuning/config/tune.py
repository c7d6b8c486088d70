"""What a user may set for training; the names are those of HF and PEFT."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tuning.config.methods import LoraSettings


class TuneConfig(BaseModel):
    """One training run; the defaults fit the shipped base model on two CPU cores."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    learning_rate: float | None = Field(default=None, gt=0, le=1)
    """None chooses by the size of the base model; the rate used stands in training.json."""
    num_train_epochs: int = Field(default=2, ge=1, le=1000)
    per_device_train_batch_size: int = Field(default=8, ge=1)
    gradient_accumulation_steps: int = Field(default=1, ge=1)
    per_device_eval_batch_size: int = Field(default=8, ge=1)
    max_length: int = Field(default=1024, ge=8)
    """Tokens per example; longer ones are cut at the end and counted."""
    warmup_steps: float = Field(default=0.05, ge=0)
    """Steps, or below 1 a share of all steps."""
    weight_decay: float = Field(default=0.0, ge=0, le=1)
    max_grad_norm: float = Field(default=1.0, gt=0)
    lr_scheduler_type: Literal["linear", "cosine", "constant", "constant_with_warmup"] = "cosine"
    early_stopping_patience: int | None = Field(default=2, ge=1)
    """Epochs without a better validation loss before training stops; None trains all epochs."""
    lora: LoraSettings = LoraSettings()
    samples: int = Field(default=5, ge=0, le=50)
    """Held-out prompts answered by base and tuned model, side by side."""
    max_new_tokens: int = Field(default=96, ge=1, le=2048)
    """Length of these answers in tokens."""
