"""[review]: who reviews, and what the estimate must show."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class ReviewConfig(BaseModel):
    """How people take part."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reviewer: str = ""
    """Name of the person who reviews; `--reviewer` goes before it, and without both it is asked."""
    doubtful: Annotated[float, Field(ge=0, le=1)] = 0.1
    """How close to the threshold a score is doubtful (`ftcheck review --doubtful`)."""
    least_recall: Annotated[float, Field(ge=0, le=1)] = 0.9
    """Below this share of found mentions, estimated from a sample, a person has to decide."""
