"""What a user may set for the search: which settings of [tune] are tried, how, and how often."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from compliance.suggest import did_you_mean

MAX_TRIALS = 500
"""More trainings than anybody waits for; and the more are compared, the more luck decides."""


class Range(BaseModel):
    """Numbers to draw from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    low: float = Field(allow_inf_nan=False)
    high: float = Field(allow_inf_nan=False)
    """Both ends belong to it."""
    log: bool = False
    """Draw the logarithm evenly: for what counts in factors, such as a learning rate."""
    integer: bool = False

    @model_validator(mode="after")
    def _has_an_inside(self) -> Self:
        if self.low >= self.high:
            raise PydanticCustomError("range", "low must be below high")
        if self.log and self.low <= 0:
            raise PydanticCustomError("range", "with log = true low must be above 0")
        if self.integer and not (self.low.is_integer() and self.high.is_integer()):
            raise PydanticCustomError("range", "with integer = true both ends must be whole")
        return self

    def at(self, share: float) -> float | int:
        """Return the value at a share of the way from low to high, in [0, 1).

        Fractions are rounded to what a thousandth of the range needs, so that a value can be
        written down and tried again.
        """
        low, high = self.low, self.high
        # Half a step more at both ends gives each whole number the same room.
        half = 0.5 if self.integer else 0.0
        if self.log:
            ends = math.log(low - half), math.log(high + half)
            value = math.exp(ends[0] + share * (ends[1] - ends[0]))
        else:
            value = low - half + share * (high - low + 2 * half)
        value = min(max(value, low), high)
        if self.integer:
            return round(value)
        # Of a wide range of logarithms four digits; of others decimals by its width.
        wide = self.log and high > 2 * low
        digits = 3 - math.floor(math.log10(value if wide else high - low))
        return min(max(round(value, digits), low), high)


def _choices(value: Any) -> Range | tuple[Any, ...]:
    if isinstance(value, Range | tuple):
        return value
    if isinstance(value, list):
        if len(value) < 2:
            text = "one value is nothing to choose from; set it in [tune]" if value else "no value"
            raise PydanticCustomError("choices", text)
        if any(value[i] == value[k] for i in range(len(value)) for k in range(i)):
            raise PydanticCustomError("choices", "a value stands there twice")
        return tuple(value)
    if not isinstance(value, dict):
        raise PydanticCustomError("choices", "a list of values, or {low = …, high = …} is needed")
    try:
        return Range.model_validate(value)
    except ValidationError as error:
        problems = "; ".join(
            f"{key}: unknown key{did_you_mean(key, Range.model_fields)}"
            if item["type"] == "extra_forbidden"
            else f"{key}: {item['msg'].lower()}".removeprefix(": ")
            for item in error.errors(include_url=False)
            for key in [".".join(map(str, item["loc"]))]
        )
        raise PydanticCustomError("choices", "{problems}", {"problems": problems}) from None


def _written(value: Range | tuple[Any, ...]) -> Any:
    return value.model_dump() if isinstance(value, Range) else list(value)


Choices = Annotated[
    Range | tuple[Any, ...],
    PlainValidator(_choices),
    PlainSerializer(_written, return_type=Any),
]


class Halving(BaseModel):
    """Successive halving: all begin, and only the best go on.

    Basis: Jamieson & Talwalkar 2016, Non-stochastic Best Arm Identification and Hyperparameter
    Optimization, arXiv:1502.07943; Li et al. 2018, Hyperband, arXiv:1603.06560 (`eta`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    eta: int = Field(default=3, ge=2, le=16)
    """One of so many goes on, and is trained so many times as long."""
    min_epochs: int = Field(default=1, ge=1)
    """Epochs until trials are compared for the first time."""


class SearchConfig(BaseModel):
    """Which settings of [tune] are tried.

    Basis: Bergstra & Bengio 2012, Random Search for Hyper-Parameter Optimization, JMLR 13.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: Literal["grid", "random"] = "random"
    """`grid` tries every combination of lists, `random` draws `n_trials` different ones."""
    n_trials: Annotated[int, Field(ge=2, le=MAX_TRIALS)] | None = None
    """Of `random`; 20 where nothing is set."""
    seed: Annotated[int, Field(ge=0, lt=2**32)] | None = None
    """Of the draws; None takes the project's. Training itself always has the project's seed."""
    space: dict[str, Choices] = {}
    """Key of [tune], dotted, → its values, or a range of numbers."""
    halving: Halving | None = None
    """None trains every trial to its end."""

    @model_validator(mode="before")
    @classmethod
    def _dotted(cls, data: Any) -> Any:
        """Take `lora.r = […]` as TOML reads it, tables in tables; in which order says nothing."""
        if isinstance(data, dict) and isinstance(data.get("space"), dict):
            return {**data, "space": dict(sorted(_leaves(data["space"], "")))}
        return data

    @property
    def trials(self) -> int:
        """Return how many trials random search makes."""
        return 20 if self.n_trials is None else self.n_trials


def _leaves(table: dict[str, Any], prefix: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, value in table.items():
        if isinstance(value, dict) and not value.keys() & {"low", "high"}:
            found += _leaves(value, f"{prefix}{key}.")
        else:
            found.append((f"{prefix}{key}", value))
    return found
