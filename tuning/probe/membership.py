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
from tuning.losses import RecordLoss
from tuning.pair import Pair
from tuning.probe.config import ProbeConfig
from tuning.probe.entry import entry
from tuning.tasks.base import Task
from tuning.training.padding import pad_id_of

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
    task: Task,
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

    Attacks score every record by its learned tokens, or by the classes of its text or words. The
    headline is the share of members found at 1 % false positives, with an exact interval given that
    threshold; the area under the curve comes second, because it hides the few records that are
    told apart with certainty. The base model has no classes, and what is learned of a record is
    then no text, so only the attacks by loss alone fit a classifier.

    Args:
        task: what was learned.
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
        return entry(
            (ID, TITLE),
            "not_measurable",
            "open",
            {"members": len(ordered), "non_members": len(non_members)},
            "Membership inference could not be measured: it needs training and held-out records.",
        )
    everyone = [*ordered, *non_members]
    pad_id = pad_id_of(tokenizer)
    passes = 2 if task.writes else 1

    def losses(before: int) -> list[RecordLoss]:
        return task.membership_losses(
            pair.model,
            everyone,
            pad_id=pad_id,
            batch_size=config.batch_size,
            step=lambda done: progress(
                before + done, passes * len(everyone), "probing: membership inference"
            ),
        )

    tuned = losses(0)
    if task.writes:
        with pair.base():
            base = losses(len(everyone))
        texts, names = [_learned_text(item, tokenizer) for item in everyone], list(ATTACKS)
    else:
        base, texts, names = tuned, [b""] * len(everyone), list(ATTACKS_ON_CLASSES)
        if all(each.tokens.size == 1 for each in tuned):
            names = names[:1]  # of a single loss the lowest ones are itself
    scores = {
        name: [ATTACKS[name](*row) for row in zip(tuned, base, texts, strict=True)]
        for name in names
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
        return entry(
            (ID, TITLE),
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
    best_of = f"the best of {len(scores)} attacks" if len(scores) > 1 else "the attack"
    return entry(
        (ID, TITLE),
        "run",
        "warn" if warned else "pass",
        result,
        f"At 1 % false positives {best_of} found {rate['hits']} of"
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
ATTACKS_ON_CLASSES = ("loss", "min_k_20")
"""Those that need neither the base's losses nor a learned text."""


def _learned_text(example: Example, tokenizer: Any) -> bytes:
    ids = [label for label in example.labels if label != IGNORED]
    return str(tokenizer.decode(ids, skip_special_tokens=True)).encode("utf-8", "surrogatepass")
