"""What a user may set for the base model."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

BASE_TRAINING = ("training_flops", "training_flops_source", "systemic_risk")
"""Keys of [model] that say how the base model itself was trained."""
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
    training_flops: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    """Operations that the base model itself was trained with, as its provider states them."""
    training_flops_source: str = ""
    """Where that figure stands."""
    systemic_risk: bool = False
    """Whether the base model is one with systemic risk (AI Act Art. 51)."""

    @model_validator(mode="after")
    def _says_where_from(self) -> Self:
        if (self.training_flops is None) == bool(self.training_flops_source.strip()):
            raise ValueError("training_flops and training_flops_source are set together")
        return self
