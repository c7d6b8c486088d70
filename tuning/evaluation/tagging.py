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
from tuning.evaluation.classification import BASE
from tuning.evaluation.entities import OUTSIDE, counts, has_entities, types_of
from tuning.evaluation.linear_probe import compared
from tuning.evaluation.measures import Measure, Measured, Setup, rows
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
    models = {"base": both.base, "tuned": both.tuned}
    sums = {name: _sums(readings, labels, kinds, marks) for name, readings in models.items()}
    common: dict[str, Any] = {
        "records": [item.record_id for item in items],
        "groups": [item.group for item in items],
    }
    found = {
        "macro_f1": Measure("macro_f1", "higher", **sums, statistic=macro_f1, **common),
        "token_accuracy": Measure(
            "token_accuracy",
            "higher",
            **{name: _right(readings) for name, readings in models.items()},
            **common,
        ),
        "loss": Measure(
            "loss",
            "lower",
            **{name: _losses(readings) for name, readings in models.items()},
            **common,
        ),
    }
    if marks:
        found["entity_f1"] = Measure(
            "entity_f1", "higher", **sums, statistic=micro_f1, **common
        )
    names, hidden = shown_names(kinds, setup.find)
    gold, after = _flat(both.tuned, "labels"), _flat(both.tuned, "classes")
    # Without entities every word of the most frequent tag is right.
    usual = labels.index.get(OUTSIDE, labels.majority)
    whole = [bool((each.classes == each.labels).all()) for each in both.tuned]
    details = {
        "base": BASE,
        "fitted_on": both.fitted_on,
        "classes": len(labels.names),
        "names_masked": hidden,
        "entities": marks,
        "accuracy": {
            "most_frequent_tag": counted(gold == labels.majority if not marks else gold == usual),
            "whole_records": counted(np.array(whole)),
        },
        "by_class": [
            {**after_row, "base_f1": before_row["f1"]}
            for after_row, before_row in zip(
                table(sums["tuned"].sum(axis=0), names),
                table(sums["base"].sum(axis=0), names),
                strict=True,
            )
        ],
        "confusions": confusions(gold, after, shown_names(labels.names, setup.find)[0]),
    }
    return Measured(
        setup.settings.in_order(found, METRICS if marks else PLAIN_METRICS),
        tokens=len(gold),
        samples=_samples(both.base, both.tuned, holdout, labels, setup),
        details=details,
        notes=unknown_note(holdout),
    )
