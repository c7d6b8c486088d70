"""The layers of a model, found by its structure and by what it does, not by a table of names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from compliance.errors import TuneError

EMBEDDINGS = 0
"""Depth of what is read before the first layer."""


@dataclass(frozen=True, slots=True)
class Group:
    """Weights that begin to be trained together."""

    name: str
    """`output`, `layer 4`, `layers 3-4` or `embeddings`; layers count from 1 at the input."""
    parameters: tuple[str, ...]


def blocks(model: Any) -> tuple[str, Any]:
    """Return the place of the model's transformer layers and the `ModuleList` that holds them.

    That is the outermost list with as many modules as the configuration has layers. The same way
    works for decoders and encoders, with and without an adapter.

    Raises:
        TuneError: there is no such list, or more than one.
    """
    import torch

    count = getattr(model.config.get_text_config(), "num_hidden_layers", None)
    found: list[tuple[str, Any]] = []
    for name, module in model.named_modules():
        inside = any(name.startswith(f"{outer}.") for outer, _ in found)
        fits = isinstance(module, torch.nn.ModuleList) and len(module) == count
        if fits and not inside and any(True for _ in module.parameters()):
            found.append((name, module))
    if len(found) != 1:
        raise TuneError(
            f"the layers of a {type(model).__name__} cannot be told apart",
            why=f"{len(found)} lists in it hold as many modules as it has layers ({count}); only a"
            " model with one stack of layers can be frozen or slowed down by layer",
            fix="take freeze_layers, gradual_unfreezing and layer_lr_decay out of [tune]",
        )
    return found[0]


def layer_class(model: Any) -> str | None:
    """Return the class of the model's layers; None where they cannot be told apart."""
    try:
        return type(blocks(model)[1][0]).__name__
    except TuneError:
        return None


def depths(model: Any) -> dict[str, int]:
    """Return the depth of each parameter: 0 before the layers, 1 to n in them, n + 1 behind them.

    What lies before and what behind is seen in one forward pass over one token, because the order
    in which modules are declared does not say it. A parameter that is used on both sides (a tied
    output layer) counts where it is used first; one that is not used at all counts as output.

    Raises:
        TuneError: see `blocks`.
    """
    import torch

    place, stack = blocks(model)
    behind = len(stack) + 1
    inside = re.compile(re.escape(place) + r"\.(\d+)\.")
    reached = False
    first_use: dict[int, int] = {}  # id of a parameter → depth

    def enter(*_: Any) -> None:
        nonlocal reached
        reached = True

    def use(module: Any, *_: Any) -> None:
        for parameter in module.parameters(recurse=False):
            first_use.setdefault(id(parameter), behind if reached else EMBEDDINGS)

    hooks = [stack[0].register_forward_pre_hook(enter)]
    hooks += [
        module.register_forward_pre_hook(use)
        for module in model.modules()
        if any(True for _ in module.parameters(recurse=False))
    ]
    training = model.training
    model.eval()
    try:
        with torch.no_grad():
            token = torch.zeros((1, 1), dtype=torch.long, device=model.device)
            # Without values (a plan of a model that is too large) no mask can be looked into.
            mask = None if token.is_meta else torch.ones_like(token)
            model(input_ids=token, attention_mask=mask)
    finally:
        model.train(training)
        for hook in hooks:
            hook.remove()
    return {
        name: int(match.group(1)) + 1
        if (match := inside.match(name))
        else first_use.get(id(parameter), behind)
        for name, parameter in model.named_parameters()
    }


def groups(
    model: Any, trainable: Collection[str], depth: Mapping[str, int], *, per_group: int
) -> tuple[Group, ...]:
    """Return the trainable parameters as groups, from the output down to the embeddings.

    What lies behind the layers goes with the last of them when it is no more than a norm: alone it
    could learn next to nothing (an adapter, or a tied output layer).

    Args:
        model: the model that is trained.
        trainable: names of the parameters that are trained.
        depth: see `depths`.
        per_group: layers in a group.
    """
    count = len(blocks(model)[1])
    shape = {name: tuple(item.shape) for name, item in model.named_parameters()}
    output = [name for name in trainable if depth[name] > count]
    found: list[Group] = []
    if any(len(shape[name]) > 1 for name in output):
        found.append(Group("output", tuple(output)))
        output = []
    for last in range(count, 0, -per_group):
        first = max(1, last - per_group + 1)
        own = [name for name in trainable if first <= depth[name] <= last]
        if own:
            name = f"layer {last}" if first == last else f"layers {first}-{last}"
            found.append(Group(name, (*own, *output)))
            output = []
    below = [name for name in trainable if depth[name] == EMBEDDINGS]
    if below:
        found.append(Group("embeddings", tuple(below)))
    return tuple(found)
