"""How a base model is loaded for a method: number format, quantisation, dropout."""

from __future__ import annotations

import importlib.util
from typing import Any

from compliance.errors import TuneError
from tuning.config import ADAPTERS, TuneConfig
from tuning.model import BaseModel
from tuning.training.precision import use_bfloat16


def load_options(config: TuneConfig, base: BaseModel, *, training: bool) -> dict[str, Any]:
    """Return what `from_pretrained` has to know beside the folder.

    Frozen weights lie in bfloat16 where a GPU computes in it. Weights that are trained themselves
    are kept in float32, because small steps would be lost in the 8 bits of bfloat16.

    An adapter from a quantised base is merged into the base in 16 or 32 bits: who merges loads it
    with `quantization = "none"`, because a merge into quantised weights leaves them quantised.

    Args:
        config: method, quantisation and precision.
        base: the base model.
        training: whether it is loaded to be trained; the configured dropout counts only then.

    Raises:
        TuneError: quantisation without the package for it, or a dropout rate for a model that has
            none.
    """
    import torch

    cuda = torch.cuda.is_available()
    half = cuda and config.method in ADAPTERS and use_bfloat16(config)
    options: dict[str, Any] = {"dtype": torch.bfloat16 if half else torch.float32}
    if config.quantization != "none":
        options["quantization_config"] = _quantized(config)
    if training and config.dropout is not None:
        options |= dict.fromkeys(dropout_keys(base), config.dropout)
    return options


def dropout_keys(base: BaseModel) -> list[str]:
    """Return the names under which the model's own configuration holds dropout rates.

    Raises:
        TuneError: there are none.
    """
    from transformers import AutoConfig

    values = AutoConfig.from_pretrained(base.path, local_files_only=True).to_dict()
    found = sorted(
        key
        for key, value in values.items()
        if ("dropout" in key or key.endswith("pdrop"))
        and (value is None or (isinstance(value, int | float) and not isinstance(value, bool)))
    )
    if not found:
        raise TuneError(
            f"{base.name} has no dropout rate that could be set",
            why="its configuration names none, so `dropout` would change nothing",
            fix="take dropout out of [tune]; an adapter has its own: lora_dropout in [tune.lora]",
        )
    return found


def _quantized(config: TuneConfig) -> Any:
    import torch

    if importlib.util.find_spec("bitsandbytes") is None:
        raise TuneError(
            f'quantization = "{config.quantization}" needs the package bitsandbytes',
            fix="pip install 'ftcheck-gdpr[quantization]', or set quantization = \"none\"",
        )
    from transformers import BitsAndBytesConfig

    if config.quantization == "int8":
        return BitsAndBytesConfig(load_in_8bit=True)
    compute = torch.bfloat16 if use_bfloat16(config) else torch.float32
    return BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=compute,
    )
