"""What a user may set for the base model and for training; the names are those of HF and PEFT."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

TRAINABLE_KINDS = ("chat", "prompt_completion", "instruction", "text")
"""The record kinds that training takes."""
ReleaseContext = Literal["internal", "api", "open-weights"]
Share = Annotated[float, Field(ge=0, lt=1)]


class ModelConfig(BaseModel):
    """Which base model is tuned, and who will be able to use the result."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str = Field(default="shipped", min_length=1)
    """`shipped`, a folder, or a hub id such as `owner/name`."""
    revision: str | None = Field(default=None, pattern=r"^[0-9a-f]{40}$")
    """Commit of a hub id, 40 hex digits: a branch name could point to other weights tomorrow."""
    release_context: ReleaseContext = "internal"
    """How far the tuned model will be given out; the effort of an attacker is judged by it."""


class LoraSettings(BaseModel):
    """The adapter, with PEFT's names.

    Basis: Hu et al. 2021, LoRA, arXiv:2106.09685; Kalajdzievski 2023, rsLoRA, arXiv:2312.03732.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    r: int = Field(default=16, ge=1, le=1024)
    """Rank."""
    lora_alpha: float = Field(default=32, gt=0)
    """Scale: the update counts `lora_alpha / r` times (`/ sqrt(r)` with rsLoRA)."""
    lora_dropout: Share = 0.0
    target_modules: Literal["all-linear"] | tuple[str, ...] = "all-linear"
    """Names of the linear layers that get an adapter; the output layer cannot be one of them."""
    use_rslora: bool = False


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
