"""What really ran, read from the objects that ran: never from what was asked for."""

from __future__ import annotations

import hashlib
import sys
from typing import Any

from tuning.device import describe_device, precision
from tuning.template import Renderer

_LIBRARIES = (
    "accelerate",
    "bitsandbytes",
    "datasets",
    "deepspeed",
    "numpy",
    "opacus",
    "peft",
    "safetensors",
    "tokenizers",
    "torch",
    "transformers",
    "trl",
)


def what_ran(trainer: Any, model: Any) -> dict[str, Any]:
    """Return device, number formats, kernels and processes of a training; call it while they hold.

    Args:
        trainer: after training.
        model: the trained model.
    """
    import torch

    return {
        "quantization": quantization(model),
        "optimizer": type(getattr(trainer.optimizer, "optimizer", trainer.optimizer)).__name__,
        "device": describe_device(next(model.parameters()).device),
        "precision": precision(model, autocast=uses_bfloat16(trainer)),
        "attention": attention(model),
        "world_size": world_size(trainer),
        "strategy": getattr(trainer, "spread", "none"),
        "deterministic": bool(torch.are_deterministic_algorithms_enabled()),
    }


def uses_bfloat16(trainer: Any) -> bool:
    """Return whether forward passes ran under autocast to bfloat16."""
    return str(trainer.accelerator.mixed_precision) == "bf16"


def matmul_precision(trainer: Any, model: Any) -> str:
    """Return the number format in which matrices were multiplied."""
    import torch

    frozen = {p.dtype for p in model.parameters() if p.dtype.is_floating_point}
    half = uses_bfloat16(trainer) or torch.bfloat16 in frozen
    return "bfloat16" if half else "float32"


def quantization(model: Any) -> str:
    """Return how the base's layers lie in memory: `none`, `nf4`, `fp4`, `int8`, by their modules.

    Only bitsandbytes' layers are known here, as no others can be loaded.
    """
    found: set[str] = set()
    for module in model.modules():
        name = type(module).__name__
        own = getattr(module, "weight", None)
        if name.startswith("Linear4bit") and (kind := getattr(own, "quant_type", "")):
            found.add(str(kind))
        elif name.startswith("Linear8bit"):
            found.add("int8")
    return " and ".join(sorted(found)) or "none"


def attention(model: Any) -> str:
    """Return the implementations of attention that the layers ask for when they are called."""
    found = {
        str(module.config._attn_implementation)
        for module in model.modules()
        if "Attention" in type(module).__name__
        and getattr(getattr(module, "config", None), "_attn_implementation", None)
    }
    return " and ".join(sorted(found)) or str(model.config._attn_implementation)


def world_size(trainer: Any) -> int:
    """Return the number of processes that trained together."""
    import torch

    group = torch.distributed
    if group.is_available() and group.is_initialized():
        return int(group.get_world_size())
    return int(trainer.accelerator.num_processes)


def imported_versions() -> dict[str, str]:
    """Return the versions of the libraries that this process has imported, and of no others."""
    return {
        name: str(getattr(sys.modules[name], "__version__", "not told"))
        for name in _LIBRARIES
        if name in sys.modules
    }


def made_by(tokenizer: Any, *, writes: bool) -> dict[str, str | None]:
    """Return hashes of the tokenizer and of the chat template that made the examples.

    Args:
        tokenizer: a fast Hugging Face tokenizer.
        writes: whether the model writes text; others have no template.
    """
    backend = tokenizer.backend_tokenizer.to_str()
    template = Renderer(tokenizer).template if writes else None
    return {
        "tokenizer_sha256": hashlib.sha256(backend.encode()).hexdigest(),
        "chat_template_sha256": None
        if template is None
        else hashlib.sha256(str(template).encode()).hexdigest(),
    }
