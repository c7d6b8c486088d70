"""What the user can set under [check]."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class CheckConfig(BaseModel):
    """[check]: what is searched for in cleaned data."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    canaries: str = ""
    """A text file with what you planted in your data, one a line; relative to the project. Any of
    them in the cleaned data blocks."""
    self_test: Annotated[int, Field(ge=0, le=200)] = 100
    """Records of your own into which invented values are set, to see whether the scanner finds
    them; 0 switches that off."""
