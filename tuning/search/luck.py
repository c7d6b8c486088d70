"""How much of a winner's lead is luck: it was chosen for being low on just these records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tuning.evaluation.stats import LEVEL, RESAMPLES, paired_bootstrap

_BLOCK = 4_000_000  # drawn groups that are held at once


def luck(
    groups: Mapping[int, Sequence[Sequence[float]]], best: int, *, seed: int
) -> dict[str, Any]:
    """Return what chance alone does to the choice among two trials or more.

    Groups of validation records (persons, cases) are drawn with replacement. On each draw the trial
    with the lowest loss is chosen, and read on the groups that were not drawn: their mean is what a
    choice like this one is worth on records that had no part in it.

    Args:
        groups: trial → (groups, 2) sums of losses and of tokens, of trials that were compared.
        best: the one that was chosen.
        seed: of the draws.

    Basis: Tsamardinos, Greasidou & Borboudakis 2018, Bootstrapping the out-of-sample predictions
    for efficient and accurate cross-validation, Machine Learning 107 (BBC-CV); Efron & Tibshirani
    1993, section 13.3 (percentile interval).
    """
    numbers = sorted(groups)
    table = np.array([groups[number] for number in numbers], dtype=np.float64)
    sums, tokens = table[:, :, 0], table[0, :, 1]  # (trials, groups), (groups,)
    losses = sums.sum(axis=1) / tokens.sum()
    ranked = sorted(numbers, key=lambda number: (losses[numbers.index(number)], number))
    second = next(number for number in ranked if number != best)
    paired = paired_bootstrap(
        groups[best], groups[second], [f"{row:09d}" for row in range(len(tokens))], seed=seed
    )
    again, elsewhere = _chosen(sums, tokens, numbers.index(best), seed)
    best_loss = float(losses[numbers.index(best)])
    return {
        "compared": len(numbers),
        "groups": len(tokens),
        "lowest": float(losses.min()),
        "median": float(np.median(losses)),
        "highest": float(losses.max()),
        "second": second,
        "lead": {
            "value": paired.difference.value,
            "low": paired.difference.low,
            "high": paired.difference.high,
            "level": LEVEL,
        },
        "chosen_again": again,
        "expected_loss": elsewhere,
        "flattery": None if elsewhere is None else elsewhere - best_loss,
        "method": f"bootstrap over groups, {RESAMPLES} resamples",
    }


def _chosen(sums: Any, tokens: Any, best: int, seed: int) -> tuple[float | None, float | None]:
    """Return the share of draws that choose the same trial, and the loss of choices elsewhere."""
    count = len(tokens)
    if count < 2:
        return None, None
    rng = np.random.default_rng(seed)
    same, values = 0, []
    block = max(1, _BLOCK // count)
    for start in range(0, RESAMPLES, block):
        size = min(block, RESAMPLES - start)
        picks = rng.integers(0, count, (size, count)) + count * np.arange(size)[:, None]
        times = np.bincount(picks.ravel(), minlength=size * count).reshape(size, count)
        inside = (times @ sums.T) / (times @ tokens)[:, None]  # (draws, trials)
        chosen = inside.argmin(axis=1)
        same += int((chosen == best).sum())
        left = (times == 0).astype(np.float64)
        rest = left @ tokens  # (draws,)
        total = (left @ sums.T)[np.arange(size), chosen]
        # A draw that took every group leaves none to read on.
        values += (total[rest > 0] / rest[rest > 0]).tolist()
    return same / RESAMPLES, float(np.mean(values)) if values else None
