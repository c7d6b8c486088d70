"""Settings of the methods of parameter-efficient fine-tuning; the names are PEFT's."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, lt=1)]


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
