"""The head of a classifier: what stands between the body of a base model and its classes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from compliance.errors import ModelFolderError

_POOLER = "pooler"
_STD = 0.02


def head_modules(model: Any) -> tuple[str, ...]:
    """Return the names of the modules of a head, as the model declares them.

    That is every module beside the body that has weights, and the pooler inside the body of a
    BERT: its papers train it with the classes, and a base that only filled in words has none.

    Args:
        model: a model of transformers for sequence or token classification.
    """
    prefix = model.base_model_prefix
    found = [
        name
        for name, module in model.named_children()
        if name != prefix and any(True for _ in module.parameters())
    ]
    pooler = getattr(getattr(model, prefix, None), _POOLER, None)
    if pooler is not None and any(True for _ in pooler.parameters()):
        found.insert(0, f"{prefix}.{_POOLER}")
    return tuple(found)


def output_layer(model: Any) -> Any:
    """Return the linear layer whose outputs are the classes.

    Raises:
        ModelFolderError: the model has none.
    """
    import torch

    layers = [
        module
        for name in head_modules(model)
        for module in model.get_submodule(name).modules()
        if isinstance(module, torch.nn.Linear)
    ]
    if not layers or layers[-1].out_features != model.config.num_labels:
        raise ModelFolderError(
            f"a {type(model).__name__} has no output layer for classes that is known here",
            fix="choose a base model whose head ends in a linear layer, such as BERT or Llama",
        )
    return layers[-1]


def start_anew(layer: Any, *, std: float | None, seed: int) -> None:
    """Draw the weights of an output layer; what it knew of other classes is gone.

    Args:
        layer: a linear layer, on whatever device.
        std: standard deviation of the weights, as the base's configuration says; None takes 0.02.
        seed: of the draw.
    """
    import torch

    generator = torch.Generator().manual_seed(seed % 2**63)
    with torch.no_grad():
        # Drawn on the CPU, so that a GPU gets the same.
        drawn = torch.empty(layer.weight.shape)
        drawn.normal_(0.0, _STD if std is None else std, generator=generator)
        layer.weight.copy_(drawn)
        if layer.bias is not None:
            layer.bias.zero_()


def plain(model: Any) -> Any:
    """Return the model of transformers itself, also where PEFT has an adapter around it."""
    return model.get_base_model() if hasattr(model, "get_base_model") else model


@contextlib.contextmanager
def seen_by_output(model: Any, classes: int) -> Iterator[list[Any]]:
    """Collect what goes into the output layer inside the block, the newest at the end of the list.

    Works on a plain model and on one with an adapter, which holds its head twice.
    """
    import torch

    inner = plain(model)
    seen: list[Any] = []

    def take(_: Any, inputs: tuple[Any, ...]) -> None:
        seen.append(inputs[0].detach())

    hooks = [
        module.register_forward_pre_hook(take)
        for name in head_modules(inner)
        for module in inner.get_submodule(name).modules()
        if isinstance(module, torch.nn.Linear) and module.out_features == classes
    ]
    try:
        yield seen
    finally:
        for hook in hooks:
            hook.remove()
