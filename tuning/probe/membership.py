"""Membership inference: can a training record be told from a held-out one by its losses?"""

from __future__ import annotations

import math
import random
import zlib
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from compliance.intervals import clopper_pearson
from compliance.progress import Progress
from tuning.evaluation.stats import auc, rate_at
from tuning.examples import IGNORED, Example
from tuning.losses import RecordLoss, record_losses
from tuning.pair import Pair
from tuning.probe.config import ProbeConfig

ID = "membership.losses"
TITLE = "Membership inference by losses"
FALSE_POSITIVE_RATE = 0.01
NEEDED = 100
"""Non-members needed: with fewer, 1 % false positives is less than one record."""
_LEVEL = 0.95
_LOWEST_SHARE = 0.2

Score = Callable[[RecordLoss, RecordLoss, bytes], float]
"""Tuned loss, base loss and text of a record → a number that is higher for a likelier member."""


def attack_membership(
    pair: Pair,
    tokenizer: Any,
    members: Sequence[Example],
    non_members: Sequence[Example],
    *,
    config: ProbeConfig,
    seed: int,
    progress: Progress,
) -> dict[str, Any]:
    """Return the test's entry for probe.json.

    Four attacks score every record by its answer tokens. The headline is the share of members found
    at 1 % false positives, with an exact interval given that threshold; the area under the curve
    comes second, because it hides the few records that are told apart with certainty.

    Args:
        pair: the tuned model and its base.
        tokenizer: its tokenizer.
        members: real training records.
        non_members: held-out records of the same source, split off before training.
        config: how many members.
        seed: of their choice.
        progress: told record by record.

    Basis: Yeom et al. 2018, arXiv:1709.01604 (loss); Carlini et al. 2021, arXiv:2012.07805 (zlib,
    reference model); Shi et al. 2023, arXiv:2310.16789 (Min-K%); Carlini et al. 2022,
    arXiv:2112.03570 (true positives at a low false-positive rate).
    """
    ordered = sorted(members, key=lambda item: item.record_id)
    if len(ordered) > config.max_members:
        ordered = random.Random(seed).sample(ordered, config.max_members)
    if not ordered or not non_members:
        return _entry(
            "not_measurable",
            "open",
            {"members": len(ordered), "non_members": len(non_members)},
            "Membership inference could not be measured: it needs training and held-out records.",
        )
    everyone = [*ordered, *non_members]
    pad_id = tokenizer.eos_token_id

    def losses(before: int) -> list[RecordLoss]:
        return record_losses(
            pair.model,
            everyone,
            pad_id=pad_id,
            batch_size=config.batch_size,
            step=lambda done: progress(
                before + done, 2 * len(everyone), "probing: membership inference"
            ),
        )

    with pair.base():
        base = losses(0)
    tuned = losses(len(everyone))
    texts = [_learned_text(item, tokenizer) for item in everyone]
    scores = {
        name: [score(*row) for row in zip(tuned, base, texts, strict=True)]
        for name, score in ATTACKS.items()
    }
    split = len(ordered)
    return judge({name: (row[:split], row[split:]) for name, row in scores.items()})


def judge(scores: dict[str, tuple[list[float], list[float]]]) -> dict[str, Any]:
    """Return the test's entry from the scores of members and non-members, by attack."""
    first = next(iter(scores.values()))
    members, non_members = len(first[0]), len(first[1])
    result: dict[str, Any] = {
        "members": members,
        "non_members": non_members,
        "false_positive_rate": FALSE_POSITIVE_RATE,
        "attacks": {name: {"auc": auc(inside, out)} for name, (inside, out) in scores.items()},
    }
    strongest = max(result["attacks"].values(), key=lambda item: float(item["auc"]))
    if non_members < NEEDED:
        return _entry(
            "not_measurable",
            "open",
            result,
            f"The rate at 1 % false positives needs at least {NEEDED} held-out records, and there"
            f" are {non_members}; for information only, the best attack tells members apart with an"
            f" area under the curve of {strongest['auc']:.2f} (0.50 is guessing).",
        )
    for name, (inside, out) in scores.items():
        rate = rate_at(inside, out, share=FALSE_POSITIVE_RATE)
        interval = clopper_pearson(rate.hits, rate.members, level=_LEVEL)
        result["attacks"][name]["tpr"] = {
            "hits": rate.hits,
            "members": rate.members,
            "value": rate.value,
            "low": interval.low,
            "high": interval.high,
            "level": _LEVEL,
            "false_alarms": rate.false_alarms,
        }
    name, best = max(result["attacks"].items(), key=lambda item: float(item[1]["tpr"]["low"]))
    rate = best["tpr"]
    result["headline"] = name
    warned = rate["low"] > FALSE_POSITIVE_RATE
    return _entry(
        "run",
        "warn" if warned else "pass",
        result,
        f"At 1 % false positives the best of {len(scores)} attacks found {rate['hits']} of"
        f" {rate['members']} training records ({rate['value']:.1%}; 95 % interval"
        f" {rate['low']:.1%} to {rate['high']:.1%}), "
        + (
            "which is more than guessing." if warned else "which is not shown to be above guessing."
        ),
    )


def _by_loss(tuned: RecordLoss, base: RecordLoss, text: bytes) -> float:
    return -tuned.mean


def _by_loss_minus_base(tuned: RecordLoss, base: RecordLoss, text: bytes) -> float:
    return base.mean - tuned.mean


def _by_loss_over_zlib(tuned: RecordLoss, base: RecordLoss, text: bytes) -> float:
    return -tuned.mean / len(zlib.compress(text))


def _by_min_k(tuned: RecordLoss, base: RecordLoss, text: bytes) -> float:
    count = max(1, math.floor(tuned.tokens.size * _LOWEST_SHARE))
    return -float(np.sort(tuned.tokens)[-count:].mean())


ATTACKS: dict[str, Score] = {
    "loss": _by_loss,
    "loss_minus_base": _by_loss_minus_base,
    "loss_over_zlib": _by_loss_over_zlib,
    "min_k_20": _by_min_k,
}
"""Scores by name; for each, higher means a likelier member."""


def _learned_text(example: Example, tokenizer: Any) -> bytes:
    ids = [label for label in example.labels if label != IGNORED]
    return str(tokenizer.decode(ids, skip_special_tokens=True)).encode("utf-8", "surrogatepass")


def _entry(status: str, verdict: str, result: dict[str, Any], statement: str) -> dict[str, Any]:
    return {
        "id": ID,
        "title": TITLE,
        "status": status,
        "verdict": verdict,
        "result": result,
        "statement": statement,
    }
