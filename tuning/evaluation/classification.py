"""A text classifier on held-out records: base with a head alone against the tuned model."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuning.evaluation.answers import chosen_by_id
from tuning.evaluation.classes import (
    calibration_error,
    confusions,
    counted,
    found_said_there,
    macro_f1,
    shown_names,
    table,
)
from tuning.evaluation.finding import masked
from tuning.evaluation.linear_probe import Compared, compared
from tuning.evaluation.measures import Measure, Measured, Setup, rows
from tuning.examples import Example, Examples
from tuning.labels import Labels
from tuning.pair import Pair
from tuning.reading import log_softmax, losses_of

METRICS = ("accuracy", "macro_f1", "loss")
BASE = (
    "the base model with its body frozen and one output layer fitted on the training records"
    " (logistic regression)"
)
_SHOWN_CHARACTERS = 300


def measure_classes(
    pair: Pair,
    tokenizer: Any,
    holdout: Examples,
    setup: Setup,
    *,
    train: Examples,
    labels: Labels,
) -> Measured:
    """Return accuracy, macro F1 and loss of both models, and figures by class.

    Args:
        pair: the tuned model and its base.
        tokenizer: its tokenizer, for the texts that are shown.
        holdout: held-out examples; with none nothing is measured.
        setup: how it is done.
        train: what the base's head is fitted on.
        labels: the classes.
    """
    items = holdout.items
    if not items or not train.items:
        return Measured((), 0)
    both = compared(pair, holdout, train, setup, whole=True, labels=labels)
    classes = len(labels.names)
    gold = np.array([each.labels[0] for each in both.tuned])
    before = np.array([each.classes[0] for each in both.base])
    after = np.array([each.classes[0] for each in both.tuned])
    by_class = [found_said_there(gold, said, classes) for said in (before, after)]
    ids = [item.record_id for item in items]
    groups = [item.group for item in items]
    right = [rows([float(one) for one in gold == said]) for said in (before, after)]
    losses = [
        rows([float(losses_of(each.logits, each.labels)[0]) for each in readings])
        for readings in (both.base, both.tuned)
    ]
    found = {
        "accuracy": Measure("accuracy", "higher", ids, groups, right[0], right[1], yes_or_no=True),
        "macro_f1": Measure(
            "macro_f1", "higher", ids, groups, by_class[0], by_class[1], statistic=macro_f1
        ),
        "loss": Measure("loss", "lower", ids, groups, losses[0], losses[1]),
    }
    apart = len(set(groups))
    names, hidden = shown_names(labels.names, setup.find)
    details = {
        "base": BASE,
        "fitted_on": both.fitted_on,
        "classes": len(names),
        "names_masked": hidden,
        "accuracy": {
            "majority_class": counted(gold == labels.majority, groups=apart),
            "base": counted(gold == before, groups=apart),
            "tuned": counted(gold == after, groups=apart),
        },
        "by_class": [
            {**after_row, "training_records": count, "base_f1": before_row["f1"]}
            for after_row, before_row, count in zip(
                table(by_class[1].sum(axis=0), names),
                table(by_class[0].sum(axis=0), names),
                labels.counts,
                strict=True,
            )
        ],
        "confusions": confusions(gold, after, names),
        "calibration": {
            "base": _calibration(both, "base", gold == before),
            "tuned": _calibration(both, "tuned", gold == after),
        },
    }
    row = {item.record_id: number for number, item in enumerate(items)}
    samples = []
    for item in chosen_by_id(items, setup.config.samples, setup.seed):
        number = row[item.record_id]
        said = {"base": before[number], "tuned": after[number], "reference": gold[number]}
        shown = {name: names[int(one)] for name, one in said.items()}
        samples.append(_sample(item, tokenizer, setup, shown))
    return Measured(
        setup.settings.in_order(found, METRICS), len(items), samples, details, unknown_note(holdout)
    )


def _calibration(both: Compared, which: str, right: NDArray[np.bool_]) -> dict[str, Any]:
    logits = np.concatenate([each.logits for each in getattr(both, which)])
    return calibration_error(log_softmax(logits), right)


def unknown_note(holdout: Examples) -> tuple[tuple[str, str], ...]:
    """Return what a reader has to know of held-out records whose label was never learned."""
    unknown = holdout.excluded.get("unknown_label", 0)
    if not unknown:
        return ()
    return (
        (
            "unknown_label",
            f"{unknown} held-out records have a label that no training record has; the model would"
            " be wrong on each, and no figure counts them",
        ),
    )


def _sample(item: Example, tokenizer: Any, setup: Setup, classes: dict[str, str]) -> dict[str, Any]:
    text = str(tokenizer.decode(list(item.input_ids), skip_special_tokens=True)).strip()
    findings = setup.find([text])[0]
    return {
        "record": item.record_id,
        "text": masked(text, findings)[:_SHOWN_CHARACTERS],
        **classes,
        "masked": len(findings) > 0,
    }
