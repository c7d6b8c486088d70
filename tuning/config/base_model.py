"""What a user may set for the base model."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

ReleaseContext = Literal["internal", "api", "open-weights"]


class ModelConfig(BaseModel):
    """Which base model is tuned, and who will be able to use the result."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str = Field(default="shipped", min_length=1)
    """`shipped`, a folder, or a hub id such as `owner/name`."""
    revision: str | None = Field(default=None, pattern=r"^[0-9a-f]{40}$")
    """Commit of a hub id, 40 hex digits: a branch name could point to other weights tomorrow."""
    release_context: ReleaseContext = "internal"
    """How far the tuned model will be given out; the effort of an attacker is judged by it."""
