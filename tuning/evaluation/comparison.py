"""Losses of base and tuned model on the same records, and their difference with an interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from tuning.evaluation.metric import metric
from tuning.losses import RecordLoss, token_mean


def compare(
    base: Sequence[RecordLoss], tuned: Sequence[RecordLoss], *, seed: int
) -> dict[str, Any]:
    """Return losses and perplexities of two models, and their difference with an interval.

    Every token counts once. The difference is tuned minus base: below zero is better.
    """
    if not base:
        return {
            "records": 0,
            "tokens": 0,
            "base": None,
            "tuned": None,
            "difference": None,
            "improved_records": 0,
        }
    differences = [after.total - before.total for before, after in zip(base, tuned, strict=True)]
    sizes = [item.tokens.size for item in base]
    found = metric(
        "lower",
        [(item.total, size) for item, size in zip(base, sizes, strict=True)],
        [(item.total, size) for item, size in zip(tuned, sizes, strict=True)],
        [item.group for item in base],
        seed=seed,
    )
    return {
        "records": len(base),
        "tokens": sum(sizes),
        "base": _loss(token_mean(base)),
        "tuned": _loss(token_mean(tuned)),
        "difference": {
            "mean": found["difference"]["value"],
            "low": found["difference"]["low"],
            "high": found["difference"]["high"],
            "level": found["level"],
            "method": found["method"],
            "groups": found["groups"],
        },
        "improved_records": sum(difference < 0 for difference in differences),
    }


def _loss(value: float) -> dict[str, float | None]:
    perplexity = math.exp(value) if value < 700 else None
    return {"loss": value, "perplexity": perplexity}
