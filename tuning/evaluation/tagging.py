"""A tagger on held-out records: base with a head alone against the tuned model, by entities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuning.evaluation.answers import chosen_by_id
from tuning.evaluation.classes import (
    confusions,
    counted,
    found_said_there,
    macro_f1,
    micro_f1,
    shown_names,
    table,
)
from tuning.evaluation.classification import BASE, unknown_note
from tuning.evaluation.entities import counts, has_entities, types_of
from tuning.evaluation.linear_probe import compared
from tuning.evaluation.measures import Measure, Measured, Setup, rows
from tuning.evaluation.metric import Better
from tuning.evaluation.stats import Statistic, ratio
from tuning.examples import Examples
from tuning.labels import Labels
from tuning.pair import Pair
from tuning.reading import Reading, losses_of

METRICS = ("entity_f1", "macro_f1", "token_accuracy", "loss")
PLAIN_METRICS = ("token_accuracy", "macro_f1", "loss")
"""Of tags that mark no entities, such as parts of speech."""


def measure_tags(
    pair: Pair,
    tokenizer: Any,
    holdout: Examples,
    setup: Setup,
    *,
    train: Examples,
    labels: Labels,
) -> Measured:
    """Return entity F1, macro F1, accuracy by word and loss of both models.

    Macro F1 is the mean over entity types, or over tags where those mark no entities.

    Args:
        pair: the tuned model and its base.
        tokenizer: its tokenizer.
        holdout: held-out examples; with none nothing is measured.
        setup: how it is done.
        train: what the base's head is fitted on.
        labels: the tags.
    """
    items = holdout.items
    if not items or not train.items:
        return Measured((), 0)
    both = compared(pair, holdout, train, setup, whole=False, labels=labels)
    marks = has_entities(labels.names)
    kinds = types_of(labels.names) if marks else labels.names
    before = _sums(both.base, labels, kinds, marks)
    after = _sums(both.tuned, labels, kinds, marks)
    ids = [item.record_id for item in items]
    groups = [item.group for item in items]

    def measure(name: str, base: Any, tuned: Any, statistic: Statistic = ratio) -> Measure:
        better: Better = "lower" if name == "loss" else "higher"
        return Measure(name, better, ids, groups, base, tuned, statistic)

    found = {
        "macro_f1": measure("macro_f1", before, after, macro_f1),
        "token_accuracy": measure("token_accuracy", _right(both.base), _right(both.tuned)),
        "loss": measure("loss", _losses(both.base), _losses(both.tuned)),
    }
    if marks:
        found["entity_f1"] = measure("entity_f1", before, after, micro_f1)
    apart = len(set(groups))
    names, hidden = shown_names(kinds, setup.find)
    gold, said = _flat(both.tuned, "labels"), _flat(both.tuned, "classes")
    whole = [bool((each.classes == each.labels).all()) for each in both.tuned]
    details = {
        "base": BASE,
        "fitted_on": both.fitted_on,
        "classes": len(labels.names),
        "names_masked": hidden,
        "entities": marks,
        "accuracy": {
            "majority_class": counted(gold == labels.majority, groups=apart),
            "whole_records": counted(np.array(whole), groups=apart),
        },
        "by_class": [
            {**after_row, "base_f1": before_row["f1"]}
            for after_row, before_row in zip(
                table(after.sum(axis=0), names),
                table(before.sum(axis=0), names),
                strict=True,
            )
        ],
        "confusions": confusions(gold, said, shown_names(labels.names, setup.find)[0]),
    }
    return Measured(
        setup.settings.in_order(found, METRICS if marks else PLAIN_METRICS),
        tokens=len(gold),
        samples=_samples(both.base, both.tuned, holdout, labels, setup),
        details=details,
        notes=unknown_note(holdout),
    )


def _sums(
    readings: Sequence[Reading], labels: Labels, kinds: Sequence[str], marks: bool
) -> NDArray[np.float64]:
    """Return (records, 3 kinds): found, predicted and there, of entities or of single words."""
    if not marks:
        return np.stack(
            [
                found_said_there(each.labels, each.classes, len(kinds)).sum(axis=0)
                for each in readings
            ]
        )
    return np.array(
        [
            np.concatenate(counts(_names(each.labels, labels), _names(each.classes, labels), kinds))
            for each in readings
        ],
        dtype=np.float64,
    )


def _names(numbers: NDArray[np.int64], labels: Labels) -> list[str]:
    return [labels.names[number] for number in numbers]


def _right(readings: Sequence[Reading]) -> NDArray[np.float64]:
    right = [float((each.classes == each.labels).sum()) for each in readings]
    return rows(right, [len(each.labels) for each in readings])


def _losses(readings: Sequence[Reading]) -> NDArray[np.float64]:
    totals = [float(losses_of(each.logits, each.labels).sum()) for each in readings]
    return rows(totals, [len(each.labels) for each in readings])


def _flat(readings: Sequence[Reading], what: str) -> NDArray[np.int64]:
    return np.concatenate([getattr(each, what) for each in readings])


def _samples(
    base: Sequence[Reading],
    tuned: Sequence[Reading],
    holdout: Examples,
    labels: Labels,
    setup: Setup,
) -> list[dict[str, Any]]:
    """Return the tags of some records, side by side; words are not shown, tags are masked."""
    names, hidden = shown_names(labels.names, setup.find)
    row = {item.record_id: number for number, item in enumerate(holdout.items)}
    chosen = [
        row[item.record_id]
        for item in chosen_by_id(holdout.items, setup.config.samples, setup.seed)
    ]

    def line(numbers: NDArray[np.int64]) -> str:
        return " ".join(names[number] for number in numbers)

    return [
        {
            "record": holdout.items[number].record_id,
            "base": line(base[number].classes),
            "tuned": line(tuned[number].classes),
            "reference": line(tuned[number].labels),
            "masked": hidden > 0,
        }
        for number in chosen
    ]
