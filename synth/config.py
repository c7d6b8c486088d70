"""What the user sets under `[augment]`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

GeneratorName = Literal["recombine", "noise"]


class AugmentConfig(BaseModel):
    """Settings of the augmentation; every limit is checked for every child."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    enabled: bool = True
    """False proposes nothing; the run then has no synthetic records."""
    per_parent: int = Field(default=1, ge=1, le=10)
    """Children wanted per training record; fewer come out where the gates refuse them."""
    attempts: int = Field(default=4, ge=1, le=20)
    """Proposals per wanted child before it is given up."""
    generators: tuple[GeneratorName, ...] = ("recombine", "noise")
    """Tried in this order for the first child, rotated by one for each further child."""
    max_exact_duplicate_equivalents: float = Field(default=3.0, ge=1.0, le=10.0)
    """How many exact copies of a record its children and itself may amount to in training."""
    near_copy_run: int = Field(default=50, ge=20, le=1000)
    """Characters a child may not share in one run with a record that is not its parent."""
    near_duplicate_jaccard: float = Field(default=0.8, gt=0.0, le=1.0)
    """Similarity from which on a child counts as a copy of another record or its child."""
    noise_rate: float = Field(default=0.04, gt=0.0, le=0.2)
    """Share of the words of a prompt that get a typing error, at least one word."""
    min_support: int = Field(default=3, ge=2, le=1000)
    """In how many groups a sentence must stand before it may move to another record."""

    @field_validator("generators")
    @classmethod
    def _each_once(cls, value: tuple[GeneratorName, ...]) -> tuple[GeneratorName, ...]:
        if not value or len(set(value)) != len(value):
            raise ValueError("name at least one generator, and each only once")
        return value
