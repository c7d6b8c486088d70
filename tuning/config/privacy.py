"""What a user may set for training with differential privacy; the names are Opacus' own."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class PrivacySettings(BaseModel):
    """DP-SGD over units: a group of records with all its synthetic children counts as one.

    Basis: Abadi et al. 2016, Deep Learning with Differential Privacy, arXiv:1607.00133; Gopi et al.
    2021, arXiv:2106.02848 (prv); Mironov et al. 2019, arXiv:1908.10530 (rdp).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    target_epsilon: float | None = Field(default=None, gt=0, le=1000, allow_inf_nan=False)
    """What training may spend in all; the noise follows from it."""
    noise_multiplier: float | None = Field(default=None, ge=0.1, le=10_000, allow_inf_nan=False)
    """Instead: the noise's standard deviation over `max_grad_norm`; epsilon follows from it."""
    target_delta: float | None = Field(default=None, gt=0, lt=1)
    """None takes the smaller of 1e-5 and n ** -1.1 for n units."""
    max_grad_norm: float = Field(default=1.0, gt=0, allow_inf_nan=False)
    """L2 norm to which the gradient of each unit is clipped."""
    accountant: Literal["prv", "rdp"] = "prv"
    """How epsilon is computed: `prv` is close, `rdp` a little above it."""

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.target_epsilon is None) == (self.noise_multiplier is None):
            raise ValueError("set exactly one of target_epsilon and noise_multiplier")
        return self
