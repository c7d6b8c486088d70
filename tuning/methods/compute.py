"""The floating-point operations that a method costs.

A token costs 2 operations per weight on the way forward, 2 per weight that the gradient passes on
its way back, and 2 per weight that is trained:

    full training                    2 N + 2 N + 2 N     = 6 N
    adapter in every layer           2 N + 2 N + 2 T     = 4 N + 2 T
    the lower layers frozen          2 N + 2 N' + 2 T
    output layer alone               2 N + 0 + 2 T

N' are the weights of the layers that the gradient reaches: the lowest trained one and those above.
N counts weights that take part in a matrix product: looking up an embedding costs nothing, and a
tied output layer counts as such. Attention scores, which grow with the square of the length, and
what activation checkpointing computes twice are left out.

Basis: Kaplan et al. 2020, Scaling Laws for Neural Language Models, arXiv:2001.08361, section 2.1.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from tuning.methods.layers import EMBEDDINGS


def size(parameter: Any) -> int:
    """Return the number of weights in a parameter, as a whole.

    Two of four bits lie packed in one byte; of one that ZeRO divides nothing is there between uses.
    """
    state = getattr(parameter, "quant_state", None)
    if state is not None:
        return int(state.shape.numel())
    if (divided := getattr(parameter, "ds_numel", None)) is not None:
        return int(divided)
    return int(parameter.numel())


def flops_per_token(model: Any, trainable: Collection[str], depth: Mapping[str, int] | None) -> int:
    """Return the operations that training costs per token.

    Args:
        model: the model that is trained.
        trainable: names of the parameters that are trained.
        depth: see `layers.depths`; None lets the gradient pass the whole model.
    """
    named = dict(model.named_parameters())
    lookups, head = _lookups(model)
    used = {name: size(item) for name, item in named.items() if id(item) not in lookups}
    forward = sum(used.values())
    trained = sum(used[name] for name in trainable if name in used)
    if depth is None:
        return 2 * forward + 2 * forward + 2 * trained
    lowest = min((depth[name] for name in trainable), default=EMBEDDINGS)
    top = max(depth.values())
    if lowest == top:
        return 2 * forward + 2 * trained  # no gradient has to leave the output layer
    # A tied output layer lies in the embeddings and works behind the last layer.
    reached = sum(n for name, n in used.items() if depth[name] >= lowest or id(named[name]) == head)
    return 2 * forward + 2 * reached + 2 * trained


def _lookups(model: Any) -> tuple[set[int], int | None]:
    """Return ids of the parameters that are only looked up, and of the output layer's weight."""
    import torch

    output = model.get_output_embeddings()
    head = None if output is None else id(output.weight)
    tables = {
        id(parameter)
        for module in model.modules()
        if isinstance(module, torch.nn.Embedding)
        for parameter in module.parameters(recurse=False)
    }
    return tables - {head}, head
