"""What tasks measure: numbers of base and tuned model for each held-out record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compliance.progress import Progress
from tuning.config import EvaluateConfig, TuneConfig
from tuning.evaluation.finding import Find
from tuning.evaluation.metric import Better, fixed_share_metric, metric, share_metric
from tuning.evaluation.stats import Statistic, ratio


@dataclass(frozen=True, slots=True)
class Setup:
    """How an evaluation is made."""

    config: TuneConfig
    """How the model was trained."""
    settings: EvaluateConfig
    seed: int
    find: Find
    """The scanner; what it finds in a shown text is masked before it is kept."""
    progress: Progress


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure, as numbers for each record from whose sums it is made."""

    name: str
    better: Better
    records: Sequence[str]
    """Record ids; a measure may be taken on some of the held-out records only."""
    groups: Sequence[str]
    """Per record, what it belongs to."""
    base: NDArray[np.float64]
    """(records, columns)"""
    tuned: NDArray[np.float64]
    """(records, columns)"""
    statistic: Statistic = ratio
    """From sums over records to the value of the measure."""
    yes_or_no: bool = False
    """Whether each record is simply right (1, 1) or wrong (0, 1), so that McNemar's test fits."""
    fixed_base: float | None = None
    """Where the base stands by definition, of a share; its rows hold nothing but this."""

    def document(self, seed: int, *, chosen: Sequence[int] | None = None) -> dict[str, Any]:
        """Return the measure as eval.json holds it, see `metric`; at least one record is needed.

        Args:
            seed: of the draws.
            chosen: positions of the records to take; None takes all.
        """
        rows = np.arange(len(self.records)) if chosen is None else np.asarray(chosen, dtype=int)
        groups = [self.groups[row] for row in rows]
        base, tuned = self.base[rows], self.tuned[rows]
        if self.yes_or_no:
            return share_metric(base[:, 0] > 0, tuned[:, 0] > 0, groups, seed=seed)
        if self.fixed_base is not None:
            return fixed_share_metric(self.fixed_base, tuned[:, 0].tolist(), groups, seed=seed)
        return metric(self.better, base, tuned, groups, self.statistic, seed=seed)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a task found on the held-out records."""

    measures: tuple[Measure, ...]
    """The first is the headline: slices and warnings look at it. Empty without records."""
    tokens: int
    """Learned tokens of the held-out records; for classes their number of labels."""
    samples: Sequence[Mapping[str, Any]] = ()
    """Shown side by side; each has `record` with its id, and nothing unmasked."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """What only this task has, such as a table by class; stands under `details` in eval.json."""
    notes: tuple[tuple[str, str], ...] = ()
    """Code and text of what a reader has to know; these join the warnings."""


def rows(values: Sequence[float], weights: Sequence[float] | None = None) -> NDArray[np.float64]:
    """Return (records, 2): values beside weights (1 each, if None), as `ratio` takes them."""
    beside = np.ones(len(values)) if weights is None else np.asarray(weights, dtype=np.float64)
    return np.column_stack([np.asarray(values, dtype=np.float64), beside])
