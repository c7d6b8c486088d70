"""The processes that train together: who they are, and how they agree. Alone, nothing is sent.

What they tell each other is JSON in tensors. torch's own calls for objects pickle them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from compliance.errors import FtcheckError, as_document, from_document


def world_size() -> int:
    """Return the number of processes that train together."""
    group = _group()
    return 1 if group is None else int(group.get_world_size())


def rank() -> int:
    """Return the number of this process, from 0 on; the first one writes files and messages."""
    group = _group()
    return 0 if group is None else int(group.get_rank())


def gathered(value: Any) -> list[Any]:
    """Return the values of all processes, by their numbers; every process has to call this.

    Args:
        value: anything that JSON carries; floats come back exactly.
    """
    group = _group()
    if group is None:
        return [value]
    import torch

    device = _device(group)
    text = torch.frombuffer(bytearray(json.dumps(value).encode()), dtype=torch.uint8).to(device)
    sizes = [torch.zeros(1, dtype=torch.long, device=device) for _ in range(world_size())]
    group.all_gather(sizes, torch.tensor([len(text)], device=device))
    longest = max(int(size) for size in sizes)
    padded = torch.zeros(longest, dtype=torch.uint8, device=device)
    padded[: len(text)] = text
    found = [torch.zeros_like(padded) for _ in sizes]
    group.all_gather(found, padded)
    return [
        json.loads(bytes(each[: int(size)].tolist()))
        for each, size in zip(found, sizes, strict=True)
    ]


def together(tensor: Any) -> list[Any]:
    """Return a tensor of each process, on the CPU, in the first process; in others nothing.

    Every process has to call this, with tensors of one shape and format.
    """
    group = _group()
    if group is None:
        return [tensor.detach().to("cpu")]
    import torch

    own = tensor.detach().contiguous()
    found = [torch.empty_like(own) for _ in range(world_size())] if rank() == 0 else None
    group.gather(own, found, dst=0)
    return [each.to("cpu") for each in found or ()]


def anyone(flag: bool) -> bool:
    """Tell whether the flag is set in any process; every process has to call this."""
    group = _group()
    if group is None:
        return flag
    import torch

    told = torch.tensor(int(flag), device=_device(group))
    group.all_reduce(told, op=group.ReduceOp.MAX)
    return bool(told)


def by_first(work: Callable[[], Any]) -> Any:
    """Do something in the first process alone; return its JSON result, or raise its error, in all.

    Args:
        work: done while the others wait.

    Raises:
        FtcheckError: as `work` raised it.
    """
    if world_size() == 1:
        return work()
    told: dict[str, Any] = {}
    if rank() == 0:
        try:
            told = {"value": work()}
        except FtcheckError as error:
            told = {"error": as_document(error)}
    told = gathered(told)[0]
    if "error" in told:
        raise from_document(told["error"])
    return told["value"]


def _device(group: Any) -> str:
    """Return where tensors have to lie that the processes exchange."""
    return "cuda" if "nccl" in str(group.get_backend()) else "cpu"


def _group() -> Any:
    """Return `torch.distributed` if this process has others beside it, or could have."""
    import torch

    group = torch.distributed
    return group if group.is_available() and group.is_initialized() else None
