"""What really ran: device, precision and versions, read from live objects."""

from __future__ import annotations

import gc
import platform
from pathlib import Path
from typing import Any


def describe_device(device: Any) -> dict[str, Any]:
    """Return type and name of a torch device, and the number of CPU threads in use."""
    import torch

    name = torch.cuda.get_device_name(device) if device.type == "cuda" else _cpu_name()
    return {"type": str(device.type), "name": name, "threads": int(torch.get_num_threads())}


def precision(model: Any, *, autocast: bool) -> str:
    """Return the number format of the frozen weights, and of the trained ones where it differs."""
    frozen, trained = _formats(model, trainable=False), _formats(model, trainable=True)
    text = frozen or trained
    if trained not in {text, ""}:
        text = f"{frozen}, trained weights {trained}"
    return f"{text}, bfloat16 autocast" if autocast else text


def versions() -> dict[str, str]:
    """Return the versions of the libraries that are loaded."""
    import peft
    import torch
    import transformers
    import trl

    return {module.__name__: str(module.__version__) for module in (torch, transformers, trl, peft)}


def give_back_memory() -> None:
    """Free what models that are no longer used took, on a GPU as well, for those that come next."""
    import torch

    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _formats(model: Any, *, trainable: bool) -> str:
    found = {p.dtype for p in model.parameters() if p.requires_grad == trainable}
    return " and ".join(sorted(str(dtype).removeprefix("torch.") for dtype in found))


def _cpu_name(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    try:
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
