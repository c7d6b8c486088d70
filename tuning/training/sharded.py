"""Weights that several processes hold in parts: read whole, and written from a whole.

FSDP2 divides each parameter (DTensor). DeepSpeed's ZeRO divides the state of the optimizer and its
own float32 copy of the weights, and in stage 3 the parameters as well; its public functions put
them together. Every process has to call what reads a whole; only the first one keeps it.

Basis: Zhao et al. 2023, arXiv:2304.11277 (FSDP); Rajbhandari et al. 2020, arXiv:1910.02054 (ZeRO).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from tuning.training.processes import rank


def strategy(model: Any) -> str:
    """Return how a model that is ready to be trained is spread over processes, from the object.

    Args:
        model: as the trainer calls it: wrapped, sharded or neither.

    Returns:
        `ddp`, `fsdp2`, `zero2`, `zero3` (or another stage), or `none`.
    """
    if (stage := getattr(model, "zero_optimization_stage", None)) is not None:
        return f"zero{int(stage())}"
    if any(_is_divided(parameter) for parameter in model.parameters()):
        return "fsdp2"
    return "ddp" if type(model).__name__ == "DistributedDataParallel" else "none"


def is_zero(model: Any) -> bool:
    """Tell whether DeepSpeed keeps the weights of a model: of the one inside its engine as well."""
    return any(_is_of_zero(parameter) for parameter in model.parameters())


def whole_weights(model: Any, names: Collection[str]) -> dict[str, Any]:
    """Return parameters on the CPU, sorted by name; nothing but in the first process.

    What lies there whole is not copied.

    Args:
        model: the model inside any wrapper.
        names: of its parameters.
    """
    zero = is_zero(model)
    found: dict[str, Any] = {}
    for name, parameter in sorted(model.named_parameters()):
        if name not in names:
            continue
        value = _of_zero(parameter) if zero else whole(parameter.detach())
        if rank() == 0:
            found[name] = value.to("cpu").contiguous()
    return found


def only_read(model: Any) -> Any:
    """Return a context in which a model is only read.

    What FSDP2 gathers in torch's inference mode it could not gather into again while training.
    """
    import torch

    return torch.no_grad() if strategy(model) == "fsdp2" else torch.inference_mode()


def whole(value: Any) -> Any:
    """Return a tensor as a whole one."""
    return value.full_tensor() if _is_divided(value) else value


def fill(parameter: Any, value: Any) -> None:
    """Write a whole tensor into a parameter, however it is divided."""
    import torch

    if _is_of_zero(parameter):
        _fill_of_zero(parameter, value)
        return
    with torch.no_grad():
        parameter.copy_(divided_as(parameter, value))


def divided_as(parameter: Any, value: Any) -> Any:
    """Return a whole tensor divided in the same way as a parameter of its shape."""
    if not _is_divided(parameter) or value.shape != parameter.shape:
        return value
    from torch.distributed.tensor import distribute_tensor

    mesh = parameter.device_mesh
    return distribute_tensor(value.to(mesh.device_type), mesh, parameter.placements)


def zero_state(model: Any, names: Collection[str]) -> dict[str, Any]:
    """Return the optimizer's momenta that ZeRO keeps, named `<parameter>.<momentum>`.

    AdamW's, the one kind of optimizer that is taken with ZeRO.
    """
    from deepspeed.utils import safe_get_full_optimizer_state

    found: dict[str, Any] = {}
    for name, parameter in sorted(model.named_parameters()):
        for momentum in _MOMENTA if name in names else ():
            value = safe_get_full_optimizer_state(parameter, momentum)
            if rank() == 0:
                found[f"{name}.{momentum}"] = value.detach().to("cpu", copy=True).contiguous()
    return found


def zero_settings(optimizer: Any) -> dict[str, Any]:
    """Return what else ZeRO's optimizer knows, as JSON: its groups without weights, its steps."""
    _, inner = _zero_and_inner(optimizer)
    groups = [
        {key: value for key, value in group.items() if key != "params" and _is_plain(value)}
        for group in inner.param_groups
    ]
    return {"groups": groups, "steps": [float(state["step"]) for state in inner.state.values()]}


def put_zero_state(
    optimizer: Any, model: Any, momenta: Mapping[str, Any], settings: Mapping[str, Any]
) -> None:
    """Put back what `zero_state` and `zero_settings` returned, before the first step.

    torch makes an optimizer's state in its first step, so here it is made before.
    """
    import torch
    from deepspeed.utils import safe_set_full_optimizer_state

    zero, inner = _zero_and_inner(optimizer)
    for group, kept in zip(inner.param_groups, settings["groups"], strict=True):
        for key, value in kept.items():
            group[key] = tuple(value) if key == "betas" else value
    divided = hasattr(zero, "fp32_partitioned_groups_flat")
    parts = zero.fp32_partitioned_groups_flat if divided else zero.single_partition_of_fp32_groups
    on_device = inner.defaults.get("fused") or inner.defaults.get("capturable")
    for part, step in zip(parts, settings["steps"], strict=True):
        where = part.device if on_device else "cpu"
        inner.state[part] = {
            "step": torch.tensor(step, dtype=torch.float32, device=where),
            **{momentum: torch.zeros_like(part) for momentum in _MOMENTA},
        }
    if not divided:
        zero._lazy_init_hp_params_optimizer_state()
    named = dict(model.named_parameters())
    for key, value in momenta.items():
        name, _, momentum = key.rpartition(".")
        safe_set_full_optimizer_state(named[name], value, momentum)


_MOMENTA = ("exp_avg", "exp_avg_sq")


def _zero_and_inner(optimizer: Any) -> tuple[Any, Any]:
    """Return DeepSpeed's optimizer inside the trainer's, and torch's inside that."""
    zero = optimizer.optimizer
    return zero, zero.optimizer


def _is_plain(value: Any) -> bool:
    return isinstance(value, int | float | list | tuple)


def _is_divided(value: Any) -> bool:
    return hasattr(value, "full_tensor") and hasattr(value, "placements")


def _of_zero(parameter: Any) -> Any:
    from deepspeed.utils import safe_get_full_fp32_param

    found = safe_get_full_fp32_param(parameter)
    return parameter.detach() if found is None else found.detach()


def _is_of_zero(parameter: Any) -> bool:
    return hasattr(parameter, "ds_id") or getattr(parameter, "_hp_mapping", None) is not None


def _fill_of_zero(parameter: Any, value: Any) -> None:
    """Write into ZeRO's own float32 copy, and into what the model computes with."""
    import torch
    from deepspeed import zero
    from deepspeed.utils import safe_set_full_fp32_param

    safe_set_full_fp32_param(parameter, value.float())
    if not hasattr(parameter, "ds_id"):
        with torch.no_grad():
            parameter.copy_(value)
        return
    with zero.GatheredParameters([parameter], modifier_rank=0), torch.no_grad():
        if rank() == 0:
            parameter.copy_(value)
