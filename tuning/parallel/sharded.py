"""Weights that several processes hold in parts: read whole, and written from a whole.

FSDP2 divides each parameter (DTensor). DeepSpeed's ZeRO divides the state of the optimizer and its
own float32 copy of the weights, and in stage 3 the parameters as well; its public functions put
them together. Every process has to call what reads a whole; only the first one keeps it.

Basis: Zhao et al. 2023, arXiv:2304.11277 (FSDP); Rajbhandari et al. 2020, arXiv:1910.02054 (ZeRO).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from tuning.parallel.processes import gathered, rank, together, world_size


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

    Of one process alone, what lies there is not copied.

    Args:
        model: the model inside any wrapper.
        names: of its parameters.
    """
    zero = is_zero(model)
    divide(model)
    found: dict[str, Any] = {}
    for name, parameter in sorted(model.named_parameters()):
        if name not in names:
            continue
        value = _of_zero(parameter) if zero else whole(parameter.detach())
        if rank() == 0:
            found[name] = value.to("cpu", copy=world_size() > 1).contiguous()
    return found


def divide(model: Any) -> None:
    """Let FSDP2 divide again what it left whole behind a forward pass; others have nothing to do.

    Else a weight would be read from, or written to, a copy that the next division throws away.
    """
    if world_size() == 1 or strategy(model) != "fsdp2":
        return
    from torch.distributed.fsdp import FSDPModule

    for module in model.modules():
        if isinstance(module, FSDPModule):
            module.reshard()


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


def zero_state(optimizer: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the state of ZeRO's optimizer: tensors in the first process, and the rest as JSON.

    Each process keeps the momenta of its own part of the weights, laid end to end. The tensors are
    named `<process>.<part>.<momentum>`; they fit the same number of processes alone.
    """
    import torch

    parts, inner = _zero_parts(optimizer)
    tensors: dict[str, Any] = {}
    steps: list[float] = []
    for number, part in enumerate(parts):
        state = inner.state.get(part, {})
        # A part without a gradient was never trained and has no state; its zeros say so.
        steps.append(float(state.get("step", 0)))
        for momentum in _MOMENTA:
            own = state.get(momentum)
            every = together(torch.zeros_like(part) if own is None else own)
            for process, value in enumerate(every):
                tensors[f"{process}.{number}.{momentum}"] = value
    groups = [
        {key: value for key, value in group.items() if key != "params" and _is_plain(value)}
        for group in inner.param_groups
    ]
    return tensors, {"groups": groups, "steps": gathered(steps)}


def put_zero_state(optimizer: Any, tensors: Mapping[str, Any], settings: Mapping[str, Any]) -> None:
    """Put back what `zero_state` returned, before the first step."""
    import torch

    parts, inner = _zero_parts(optimizer)
    for group, kept in zip(inner.param_groups, settings["groups"], strict=True):
        for key, value in kept.items():
            group[key] = tuple(value) if key == "betas" else value
    on_device = inner.defaults.get("fused") or inner.defaults.get("capturable")
    own = settings["steps"][rank()]
    for number, (part, step) in enumerate(zip(parts, own, strict=True)):
        if not step:
            continue
        where = part.device if on_device else "cpu"
        inner.state[part] = {
            "step": torch.tensor(step, dtype=torch.float32, device=where),
            **{
                momentum: tensors[f"{rank()}.{number}.{momentum}"].to(part.device, part.dtype)
                for momentum in _MOMENTA
            },
        }


_MOMENTA = ("exp_avg", "exp_avg_sq")
"""Of AdamW, the one kind of optimizer that is taken with ZeRO."""


def _zero_parts(optimizer: Any) -> tuple[Any, Any]:
    """Return the parts of the weights that this process steps, and torch's optimizer of them."""
    zero = optimizer.optimizer  # DeepSpeed's, inside the trainer's
    divided = getattr(zero, "fp32_partitioned_groups_flat", None)
    return divided or zero.single_partition_of_fp32_groups, zero.optimizer


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
