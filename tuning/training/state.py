"""The state of a training as tensors and JSON: trained weights, optimizer, schedule, chance.

transformers keeps it pickled (`optimizer.pt`, `rng_state.pth`); here it goes into safetensors and
JSON, exactly: what is put back gives the same bytes as if nothing had been in between.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from tuning.parallel.processes import rank
from tuning.parallel.sharded import (
    divide,
    divided_as,
    fill,
    is_zero,
    put_zero_state,
    whole,
    zero_state,
)


def put_weights(model: Any, weights: Mapping[str, Any]) -> None:
    """Write weights into a model's parameters of these names, however they are divided."""
    divide(model)
    parameters = dict(model.named_parameters())
    for name, value in weights.items():
        fill(parameters[name], value)


def optimizer_state(optimizer: Any, model: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return an optimizer's state as tensors, and as JSON what is no tensor.

    Tensors are named `<number of the parameter>.<name>`, as `Optimizer.state_dict` counts them; of
    DeepSpeed's see `zero_state`. In all processes but the first there are none.

    Args:
        optimizer: what makes the steps.
        model: the model inside any wrapper.
    """
    import torch

    if is_zero(model):
        return zero_state(optimizer)
    state = optimizer.state_dict()
    tensors: dict[str, Any] = {}
    others: dict[str, dict[str, Any]] = {}
    for number, values in state["state"].items():
        for name, value in values.items():
            if isinstance(value, torch.Tensor):
                tensor = whole(value.detach())
                if rank() == 0:
                    tensors[f"{number}.{name}"] = tensor.to("cpu").contiguous()
            else:
                others.setdefault(str(number), {})[name] = value
    return tensors, {"groups": state["param_groups"], "state": others}


def put_optimizer(
    optimizer: Any, tensors: Mapping[str, Any], document: Mapping[str, Any], model: Any
) -> None:
    """Put back what `optimizer_state` returned."""
    if is_zero(model):
        put_zero_state(optimizer, tensors, document)
        return
    parameters = [item for group in optimizer.param_groups for item in group["params"]]
    state: dict[int, dict[str, Any]] = {
        int(number): dict(values) for number, values in document["state"].items()
    }
    for name, tensor in tensors.items():
        number, _, key = name.partition(".")
        value = divided_as(parameters[int(number)], tensor)
        state.setdefault(int(number), {})[key] = value
    groups = [
        {key: tuple(value) if key == "betas" else value for key, value in group.items()}
        for group in document["groups"]
    ]
    optimizer.load_state_dict({"state": state, "param_groups": groups})


def chance() -> dict[str, Any]:
    """Return the state of all random generators, as JSON: python, numpy, torch, every GPU."""
    import numpy as np
    import torch

    version, words, gauss = random.getstate()
    kind, keys, position, has_gauss, cached = np.random.get_state()
    return {
        "python": [version, list(words), gauss],
        "numpy": [kind, [int(key) for key in keys], int(position), int(has_gauss), float(cached)],
        "torch": _hex(torch.random.get_rng_state()),
        "cuda": [_hex(state) for state in torch.cuda.random.get_rng_state_all()]
        if torch.cuda.is_available()
        else [],
    }


def put_chance(state: Mapping[str, Any]) -> None:
    """Set all random generators to what `chance` returned."""
    import numpy as np
    import torch

    version, words, gauss = state["python"]
    random.setstate((version, tuple(words), gauss))
    kind, keys, position, has_gauss, cached = state["numpy"]
    np.random.set_state((kind, np.array(keys, dtype=np.uint32), position, has_gauss, cached))
    torch.random.set_rng_state(_tensor(state["torch"]))
    if state["cuda"]:
        torch.cuda.random.set_rng_state_all([_tensor(each) for each in state["cuda"]])


def _hex(state: Any) -> str:
    return bytes(state.cpu().tolist()).hex()


def _tensor(text: str) -> Any:
    import torch

    return torch.tensor(list(bytes.fromhex(text)), dtype=torch.uint8)
