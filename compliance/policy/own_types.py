"""Entity types of the user's own: what they mean in a policy."""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict, field_validator

from compliance.detect.types import CATEGORIES
from compliance.suggest import did_you_mean

IS_A_NAME = re.compile(r"[A-Z][A-Z0-9_]*\Z")
"""What can stand in a slot: `[STAFF_CODE_1]`."""


class OwnType(BaseModel):
    """One entry of [policy.types]."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    category: str = "identity"
    """Which of the categories it belongs to; the strictest to leave out where nothing is said."""
    title: str = ""
    """Plain words, for reports."""

    @field_validator("category")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in CATEGORIES:
            raise ValueError(f"{value!r} is no category{did_you_mean(value, CATEGORIES)}")
        return value
