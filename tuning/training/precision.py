"""Whether this machine computes in bfloat16, read from the hardware."""

from __future__ import annotations

from compliance.errors import TuneError
from tuning.config import TuneConfig


def has_bfloat16() -> bool:
    """Tell whether the GPU, or without one the CPU, has instructions for bfloat16."""
    import torch

    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    known = torch.cpu.get_capabilities()
    return bool(known.get("amx_bf16") or known.get("avx512_bf16") or known.get("bf16"))


def use_bfloat16(config: TuneConfig) -> bool:
    """Return whether training computes in bfloat16.

    Raises:
        TuneError: it was asked for, and the GPU has no instructions for it; a CPU without them is
            slow at it and gives the same.
    """
    import torch

    if config.privacy is not None:
        return False  # a gradient is clipped as exactly as it is known
    if config.bf16 == "auto":
        return has_bfloat16()
    if config.bf16 and torch.cuda.is_available() and not has_bfloat16():
        raise TuneError(
            "bf16 = true, but this GPU does not compute in bfloat16",
            fix='set bf16 = "auto" or false in [tune]',
        )
    return config.bf16
