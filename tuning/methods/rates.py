"""Discriminative learning rates: the deeper a layer lies, the slower it learns.

Basis: Howard & Ruder 2018, ULMFiT, arXiv:1801.06146, section 3.2; Clark et al. 2020, ELECTRA,
arXiv:2003.10555 (layer-wise decay).
"""

from __future__ import annotations

from collections.abc import Mapping
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


def with_rates(trainer: type, factors: Mapping[str, float]) -> type:
    """Return a trainer's class whose optimizer has the configured rate times these factors."""

    class Discriminative(trainer):  # type: ignore[misc]
        def create_optimizer(self, *args: Any, **kwargs: Any) -> Any:
            optimizer = super().create_optimizer(*args, **kwargs)
            by_id = {id(item): factors.get(name) for name, item in self.model.named_parameters()}
            split_by_rate(optimizer, by_id)
            return optimizer

    Discriminative.__name__ = f"Discriminative{trainer.__name__}"
    return Discriminative


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
