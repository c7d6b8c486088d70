"""What a user may set to train in several processes."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Strategy = Literal["ddp", "fsdp2", "zero2", "zero3"]


class LaunchSettings(BaseModel):
    """Several processes on one machine train together, each on its own GPU.

    Basis: Li et al. 2020, arXiv:2006.15704 (ddp); Zhao et al. 2023, arXiv:2304.11277 (fsdp2);
    Rajbhandari et al. 2020, arXiv:1910.02054 (zero2, zero3).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    strategy: Strategy = "ddp"
    """`ddp`: each holds the whole model. `zero2`: gradients and the optimizer's state are divided.
    `fsdp2`, `zero3`: the weights as well."""
    processes: int | None = Field(default=None, ge=1, le=1024)
    """None: one for each GPU. On processors it has to be said."""
