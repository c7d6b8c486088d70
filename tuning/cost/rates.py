"""How fast a machine can multiply matrices: what a training's speed is held against (MFU).

A processor is measured: nobody publishes its rate for the cores that are left to us. A GPU's rate
is the one that its maker publishes, for dense matrices and 32-bit sums.

Basis: Chowdhery et al. 2022, PaLM, arXiv:2204.02311, appendix B (model FLOPs utilisation); NVIDIA's
data sheets of the named products.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from typing import Any

PUBLISHED: tuple[tuple[str, dict[str, float]], ...] = (
    ("H200", {"bfloat16": 989e12, "float32": 67e12}),
    ("H100 PCIe", {"bfloat16": 756e12, "float32": 51e12}),
    ("H100 80GB HBM3", {"bfloat16": 989e12, "float32": 67e12}),
    ("A100", {"bfloat16": 312e12, "float32": 19.5e12}),
    ("A10G", {"bfloat16": 70e12, "float32": 35e12}),
    ("A10", {"bfloat16": 125e12, "float32": 31.2e12}),
    ("A40", {"bfloat16": 149.7e12, "float32": 37.4e12}),
    ("L40S", {"bfloat16": 362e12, "float32": 91.6e12}),
    ("L4", {"bfloat16": 121e12, "float32": 30.3e12}),
    ("RTX 4090", {"bfloat16": 165.2e12, "float32": 82.6e12}),
    ("RTX 3090", {"bfloat16": 71e12, "float32": 35.6e12}),
)
"""Part of a GPU's name → operations a second by number format. The first that fits counts."""
_SIDE = 1024
_SECONDS = 0.15


@dataclass(frozen=True, slots=True)
class Peak:
    """The highest rate of a machine."""

    flops: float
    """Operations a second; 0 where it is not known."""
    what: str
    """Where it comes from; or why it is not known."""


def peak_rate(device: Any, precision: str) -> Peak:
    """Return the highest rate of a device at a number format.

    Args:
        device: a torch device.
        precision: `float32` or `bfloat16`, in which matrices are multiplied.
    """
    import torch

    if device.type == "cuda":
        if precision == "float32" and torch.get_float32_matmul_precision() != "highest":
            return Peak(0.0, "no published rate is kept for float32 that is rounded to TF32")
        return published(torch.cuda.get_device_name(device), precision)
    rate = matmul_rate(precision, torch.get_num_threads())
    return Peak(
        rate,
        f"matrix products of {_SIDE} x {_SIDE} in {precision} on {torch.get_num_threads()} threads"
        " of this machine, measured",
    )


def published(name: str, precision: str) -> Peak:
    """Return the rate that the maker of a GPU publishes."""
    words = name.replace("-", " ").split()
    for part, rates in PUBLISHED:
        if _within(part.split(), words) and precision in rates:
            return Peak(rates[precision], f"published for {part}, dense matrices in {precision}")
    return Peak(0.0, f"no published rate is kept for {name} in {precision}")


def _within(part: list[str], words: list[str]) -> bool:
    return any(words[i : i + len(part)] == part for i in range(len(words)))


@cache
def matmul_rate(precision: str, threads: int) -> float:
    """Return the operations a second of matrix products on this processor, at its best.

    Takes some tenths of a second, once a process.

    Args:
        precision: name of a torch number format.
        threads: in use, as torch has it; a key of the memory for results.
    """
    import torch

    matrix = torch.full((_SIDE, _SIDE), 1 / _SIDE, dtype=getattr(torch, precision))
    best, begun = float("inf"), time.perf_counter()
    with torch.inference_mode():
        while time.perf_counter() - begun < _SECONDS:
            start = time.perf_counter()
            torch.mm(matrix, matrix)
            best = min(best, time.perf_counter() - start)
    return float(2 * _SIDE**3 / best)
