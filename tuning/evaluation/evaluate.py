"""eval.json: base against tuned model, from what a task measures on each record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from compliance.dataset.record import Record
from tuning.evaluation.forgetting import forgetting
from tuning.evaluation.measures import Setup
from tuning.evaluation.overfitting import overfitting
from tuning.evaluation.slices import slices
from tuning.evaluation.verdict import verdict
from tuning.evaluation.warnings import warnings
from tuning.examples import Examples
from tuning.pair import Pair

if TYPE_CHECKING:
    from tuning.tasks.base import Task

SCHEMA = "ftcheck.eval/2"


@dataclass(frozen=True, slots=True)
class Data:
    """The records of a run as examples; evaluation looks at all splits, and judges by one."""

    train: Examples
    """Real training records."""
    validation: Examples
    holdout: Examples
    records: Sequence[Record]
    """The held-out records themselves, for slices."""
    others: int = 0
    """How many other weights the held-out records have judged before."""


def evaluate(task: Task, pair: Pair, tokenizer: Any, data: Data, setup: Setup) -> dict[str, Any]:
    """Return eval.json.

    Args:
        task: what was learned; it measures each held-out record.
        pair: the exported model, loaded again, and its base.
        tokenizer: its tokenizer.
        data: the records; without held-out ones `metrics` is empty.
        setup: how the evaluation is made.
    """
    measured = task.measure(pair, tokenizer, data.holdout, setup, train=data.train)
    items = data.holdout.items
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "task": task.name,
        "holdout": {
            "records": len(items),
            "groups": len({item.group for item in items}),
            "tokens": measured.tokens,
            "truncated_records": data.holdout.truncated,
            "excluded": data.holdout.excluded,
            "judged_before": data.others,
        },
        "headline": measured.measures[0].name if measured.measures else None,
        "metrics": {each.name: each.document(setup.seed) for each in measured.measures},
        "slices": slices(measured.measures[:1], data.records, setup),
        "overfitting": overfitting(task, pair, tokenizer, data, setup),
        "forgetting": forgetting(task, pair, tokenizer, setup),
        "samples": list(measured.samples),
        "details": dict(measured.details),
    }
    thresholds = setup.settings.thresholds
    wanted = {str(name): gain for name, gain in thresholds.gain_over.items()}
    document["warnings"] = warnings(document, measured.notes, wanted)
    document["verdict"] = verdict(document, thresholds)
    return document
