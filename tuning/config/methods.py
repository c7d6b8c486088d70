"""Which weights are trained: the methods of fine-tuning, with the names of HF and PEFT."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, lt=1)]
Targets = Literal["all-linear"] | tuple[str, ...]
Method = Literal["lora", "ia3", "prompt_tuning", "full", "feature_extraction"]

ADAPTERS: tuple[Method, ...] = ("lora", "ia3", "prompt_tuning")
"""Methods that leave an adapter; the others leave a whole model."""
BY_LAYER: tuple[Method, ...] = ("lora", "ia3", "full")
"""Methods that train weights in the layers of the model."""


class LoraSettings(BaseModel):
    """The LoRA adapter, with PEFT's names.

    Basis: Hu et al. 2021, LoRA, arXiv:2106.09685; Kalajdzievski 2023, rsLoRA, arXiv:2312.03732;
    Liu et al. 2024, DoRA, arXiv:2402.09353.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    r: int = Field(default=16, ge=1, le=1024)
    """Rank."""
    lora_alpha: float = Field(default=32, gt=0)
    """Scale: the update counts `lora_alpha / r` times (`/ sqrt(r)` with rsLoRA)."""
    lora_dropout: Share = 0.0
    target_modules: Targets = "all-linear"
    """Names of the linear layers that get an adapter; the output layer cannot be one of them."""
    use_rslora: bool = False
    use_dora: bool = False
    """Learn the length of each weight's columns apart from their direction."""


class IA3Settings(BaseModel):
    """The IA3 adapter: a learned factor for each activation, with PEFT's names.

    Basis: Liu et al. 2022, Few-Shot Parameter-Efficient Fine-Tuning, arXiv:2205.05638.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    target_modules: Targets | None = None
    """Linear layers with factors; None takes PEFT's choice for the architecture, which exists for
    the common ones: keys, values and the last layer of the feed-forward part."""
    feedforward_modules: tuple[str, ...] | None = None
    """Those of `target_modules` whose input gets the factors, and not their output."""


class PromptTuningSettings(BaseModel):
    """Learned vectors before the text; the model stays as it is.

    Basis: Lester et al. 2021, The Power of Scale for Prompt Tuning, arXiv:2104.08691.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    num_virtual_tokens: int = Field(default=20, ge=1, le=1000)
    """They take room in the model's context."""


class GradualUnfreezing(BaseModel):
    """Training begins at the output layers; deeper ones follow one group after the other.

    Basis: Howard & Ruder 2018, ULMFiT, arXiv:1801.06146, section 3.3.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    unfreeze_every: float | None = Field(default=None, gt=0)
    """Steps until one more group is trained, or below 1 a share of all steps. None spreads the
    groups over the first half of training."""
    layers_per_group: int = Field(default=1, ge=1)


class MethodSettings(BaseModel):
    """The keys of [tune] that say which weights are trained, and in which precision they lie."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: Method = "lora"
    lora: LoraSettings = LoraSettings()
    ia3: IA3Settings = IA3Settings()
    prompt_tuning: PromptTuningSettings = PromptTuningSettings()
    quantization: Literal["none", "nf4", "int8"] = "none"
    """Precision of the frozen base weights under an adapter; needs the extra `quantization`.

    Basis: Dettmers et al. 2023, QLoRA, arXiv:2305.14314; Dettmers et al. 2022, arXiv:2208.07339.
    """
    freeze_layers: int = Field(default=0, ge=0)
    """With `full`: the embeddings and so many layers, from the input on, stay as they are."""
    gradual_unfreezing: GradualUnfreezing | None = None
    layer_lr_decay: float = Field(default=1.0, gt=0, le=1)
    """Each layer learns so many times as fast as the one above it (ULMFiT: 1 / 2.6)."""
