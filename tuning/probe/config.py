"""What a user may set for the privacy probe."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class ProbeConfig(BaseModel):
    """How much work the probe may do; all bounds are counts, so its result stays reproducible."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_members: int = Field(default=500, ge=1)
    """Training records compared with the held-out ones; more are sampled down."""
    max_values: int = Field(default=200, ge=1)
    """Removed values that are attacked; more are sampled down."""
    prefix_tokens: int = Field(default=64, ge=1)
    """Tokens before a removed value that the attacker knows."""
    min_value_chars: int = Field(default=4, ge=1)
    """Shorter values come up by chance; they are counted and not attacked."""
    max_value_tokens: int = Field(default=64, ge=1)
    """Longer values are counted and not attacked."""
    batch_size: int = Field(default=16, ge=1)
