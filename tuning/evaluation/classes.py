"""Measures over classes: F1, a table by class, confusions, calibration, names that may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compliance.intervals import clopper_pearson
from tuning.evaluation.finding import Find, masked
from tuning.evaluation.stats import LEVEL

BINS = 15
_CONFUSIONS = 50


def one_hot(numbers: NDArray[np.int64], classes: int) -> NDArray[np.float64]:
    """Return (records, classes) with a one at the class of each record."""
    found = np.zeros((len(numbers), classes))
    found[np.arange(len(numbers)), numbers] = 1.0
    return found


def found_said_there(
    gold: NDArray[np.int64], predicted: NDArray[np.int64], classes: int
) -> NDArray[np.float64]:
    """Return (records, 3 classes): rightly predicted, predicted, and there, for each class."""
    right, said = one_hot(gold, classes), one_hot(predicted, classes)
    return np.hstack([right * said, said, right])


def macro_f1(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean F1 of the classes that are there or predicted.

    Args:
        sums: (draws, 3 classes), see `found_said_there`.
    """
    found, said, there = np.split(sums, 3, axis=1)
    occurs = said + there > 0
    f1 = np.divide(2 * found, said + there, out=np.zeros_like(found), where=occurs)
    mean: NDArray[np.float64] = f1.sum(axis=1) / np.maximum(1, occurs.sum(axis=1))
    return mean


def micro_f1(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the F1 over all classes together; 0 where nothing is there and nothing predicted.

    Args:
        sums: (draws, 3 classes), see `found_said_there`.
    """
    found, said, there = (part.sum(axis=1) for part in np.split(sums, 3, axis=1))
    f1: NDArray[np.float64] = np.divide(
        2 * found, said + there, out=np.zeros_like(found), where=said + there > 0
    )
    return f1


def table(sums: NDArray[np.float64], names: Sequence[str]) -> list[dict[str, Any]]:
    """Return precision, recall, F1 and support of each class; null where one cannot be said.

    Args:
        sums: (3 classes,), see `found_said_there`.
        names: of the classes, as they may be shown.
    """
    rows = []
    for name, found, said, there in zip(names, *np.split(sums, 3), strict=True):
        rows.append(
            {
                "name": name,
                "support": int(there),
                "predicted": int(said),
                "precision": float(found / said) if said else None,
                "recall": float(found / there) if there else None,
                "f1": float(2 * found / (said + there)) if said + there else None,
            }
        )
    return rows


def confusions(
    gold: NDArray[np.int64], predicted: NDArray[np.int64], names: Sequence[str]
) -> list[dict[str, Any]]:
    """Return the most frequent mistakes with their counts."""
    wrong = Counter(
        (int(a), int(b)) for a, b in zip(gold, predicted, strict=True) if int(a) != int(b)
    )
    ordered = sorted(wrong.items(), key=lambda item: (-item[1], item[0]))
    return [
        {"right": names[right], "predicted": names[said], "count": count}
        for (right, said), count in ordered[:_CONFUSIONS]
    ]


def counted(right: NDArray[np.bool_], *, groups: int) -> dict[str, Any]:
    """Return a share that was counted, with its exact interval where one fits.

    Args:
        right: per text or word.
        groups: independent groups (persons, cases); with fewer than there are texts or words, these
            depend on each other, an exact interval would be too narrow, and its ends are null.
    """
    correct, total = int(right.sum()), len(right)
    interval = clopper_pearson(correct, total, level=LEVEL) if groups == total else None
    return {
        "correct": correct,
        "records": total,
        "value": correct / total,
        "low": None if interval is None else interval.low,
        "high": None if interval is None else interval.high,
        "method": None if interval is None else "Clopper-Pearson",
    }


def calibration_error(
    log_probabilities: NDArray[np.float64], right: NDArray[np.bool_]
) -> dict[str, Any]:
    """Return the expected calibration error: how far confidence and accuracy lie apart.

    Args:
        log_probabilities: (places, classes)
        right: per place, whether the likeliest class is the right one.

    Basis: Guo et al. 2017, arXiv:1706.04599, equation 5, with 15 bins of equal width.
    """
    confidence = np.exp(log_probabilities.max(axis=1))
    bins = np.clip(np.ceil(confidence * BINS).astype(int) - 1, 0, BINS - 1)
    sizes = np.bincount(bins, minlength=BINS)
    gaps = np.bincount(bins, weights=right - confidence, minlength=BINS)
    return {
        "expected_calibration_error": float(np.abs(gaps).sum() / sizes.sum()),
        "bins": BINS,
        "mean_confidence": float(confidence.mean()),
    }


def shown_names(names: Sequence[str], find: Find) -> tuple[list[str], int]:
    """Return names of classes as evidence may hold them, and how many were masked.

    A label can be a person's name, so the scanner looks at each; what it finds is masked, and a
    number keeps the classes apart.
    """
    findings = find(list(names))
    shown = [
        f"{masked(name, found)} (class {number})" if len(found) else name
        for number, (name, found) in enumerate(zip(names, findings, strict=True), start=1)
    ]
    return shown, sum(len(found) > 0 for found in findings)
