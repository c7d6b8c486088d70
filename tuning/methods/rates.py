"""Discriminative learning rates: the deeper a layer lies, the slower it learns.

Basis: Howard & Ruder 2018, ULMFiT, arXiv:1801.06146, section 3.2; Clark et al. 2020, ELECTRA,
arXiv:2003.10555 (layer-wise decay).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any


def rate_factors(
    trainable: tuple[str, ...], depth: Mapping[str, int], decay: float
) -> dict[str, float]:
    """Return by how much each parameter's rate is smaller than the configured one.

    The uppermost trainable layer learns at the configured rate, each one below `decay` times as
    fast as the one above it.
    """
    top = max(depth[name] for name in trainable)
    return {name: decay ** (top - depth[name]) for name in trainable}


class Discriminative:
    """Goes before a trainer's class; without `rates` it changes nothing."""

    rates: Mapping[str, float] = {}
    """By how much the rate of each parameter is smaller than the configured one."""

    def create_optimizer(self, *args: Any, **kwargs: Any) -> Any:
        """Return the trainer's optimizer, its groups split by rate."""
        optimizer = super().create_optimizer(*args, **kwargs)  # type: ignore[misc]
        if self.rates:
            named = self.model.named_parameters()  # type: ignore[attr-defined]
            split_by_rate(optimizer, {id(item): self.rates.get(name) for name, item in named})
        return optimizer


@cache
def discriminative(trainer: type) -> type:
    """Return a trainer's class that knows rates by layer."""
    return type(f"Discriminative{trainer.__name__}", (Discriminative, trainer), {})


def split_by_rate(optimizer: Any, factor: Mapping[int, float | None]) -> None:
    """Split each parameter group of an optimizer by rate, the fastest first.

    Args:
        optimizer: one that has not made a step yet.
        factor: by `id` of the parameter.
    """
    found: list[dict[str, Any]] = []
    for group in optimizer.param_groups:
        by_factor: dict[float, list[Any]] = {}
        for parameter in group["params"]:
            by_factor.setdefault(factor[id(parameter)] or 1.0, []).append(parameter)
        found += [
            {**group, "params": parameters, "lr": group["lr"] * value}
            for value, parameters in by_factor.items()
        ]
    # The trainer logs the rate of the first group, which is then the configured one.
    optimizer.param_groups = sorted(found, key=lambda group: -float(group["lr"]))
