"""What a user may set for the evaluation: what is measured, and what makes a model ready."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

LessIsBetter = Literal["loss", "perplexity"]
MoreIsBetter = Literal[
    "exact_match",
    "token_f1",
    "rouge_l",
    "accuracy",
    "macro_f1",
    "token_accuracy",
    "entity_f1",
    "reward_accuracy",
    "ranking_accuracy",
    "reward_margin",
    "chosen_log_likelihood",
]
MetricName = Literal[LessIsBetter, MoreIsBetter]
"""All that some task measures; which of them a task can, it says itself."""

SHIPPED, NONE = "shipped", "none"
"""Values of `general_texts` that are no file."""
T = TypeVar("T")
Number = Annotated[float, Field(allow_inf_nan=False)]


class Thresholds(BaseModel):
    """What the tuned model must reach; each is held against the unfavourable end of an interval."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at_least: dict[MoreIsBetter, Number] = {}
    """Metric → value that the tuned model must reach."""
    at_most: dict[LessIsBetter, Number] = {}
    """Metric → value that the tuned model must not exceed."""
    gain_over: dict[MetricName, Number] = {}
    """Metric → by more than how much the tuned model must be better than its base; 0 asks only
    that it is better."""
    max_forgetting: Number | None = None
    """Rise of the loss on general text, in nats per token."""
    max_overfitting: Number | None = None
    """By how much the loss on validation records may lie above that on training records."""
    max_slice_gap: Number | None = None
    """By how much the headline metric may be worse in a slice than in all other records."""

    @property
    def metrics(self) -> tuple[MetricName, ...]:
        """The metrics that are needed."""
        return tuple(dict.fromkeys([*self.at_most, *self.at_least, *self.gain_over]))


class EvaluateConfig(BaseModel):
    """How base and tuned model are compared."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    metrics: Literal["auto"] | tuple[MetricName, ...] = "auto"
    """`auto` chooses by task and by the length of the answers; the first is the headline."""
    answers: int = Field(default=100, ge=0, le=10_000)
    """Held-out prompts that both models answer for exact_match, token_f1 and rouge_l."""
    general_texts: str = Field(default=SHIPPED, min_length=1)
    """What forgetting is measured on: `shipped`, `none`, or a file with a text a line."""
    slices: bool = True
    """Compare groups of people that are mentioned, sources, languages and labels."""
    min_slice_groups: int = Field(default=20, ge=2)
    """A slice with fewer groups (persons, cases) is named and not judged."""
    gap_records: int = Field(default=200, ge=0, le=10_000)
    """Records of each split that overfitting is measured on; 0 measures nothing."""
    thresholds: Thresholds = Thresholds()

    def takes(self, metric: str, usual: Collection[str] = ()) -> bool:
        """Return whether a metric is measured; those that a threshold needs always are.

        Args:
            metric: its name.
            usual: what "auto" stands for.
        """
        wanted = usual if self.metrics == "auto" else self.metrics
        return metric in wanted or metric in self.thresholds.metrics

    def in_order(self, found: Mapping[str, T], usual: Sequence[str]) -> tuple[T, ...]:
        """Return of `found` what is measured; what the user names first is the headline."""
        wanted = usual if self.metrics == "auto" else self.metrics
        names = dict.fromkeys([*wanted, *self.thresholds.metrics])
        return tuple(found[name] for name in names if name in found)
