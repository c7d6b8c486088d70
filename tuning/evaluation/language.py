"""A language model on held-out records: losses of base and tuned model, and answers of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuning.evaluation.answers import (
    SCORES,
    Answer,
    answer_measures,
    answered,
    askable,
    chosen_by_id,
    shown,
    usual_scores,
)
from tuning.evaluation.measures import Measure, Measured, Setup, rows
from tuning.evaluation.stats import ratio
from tuning.examples import Examples
from tuning.losses import RecordLoss, record_losses
from tuning.pair import Pair
from tuning.training.padding import pad_id_of

METRICS = ("loss", "perplexity", *SCORES)
_LARGEST = 700.0  # e to this power is still a float


def measure_language(pair: Pair, tokenizer: Any, holdout: Examples, setup: Setup) -> Measured:
    """Return losses on all held-out records, and what is measured on answers to some of them.

    Args:
        pair: the tuned model and its base.
        tokenizer: its tokenizer.
        holdout: held-out examples; with none nothing is measured.
        setup: how it is done.
    """
    if not holdout.items:
        return Measured((), 0)
    settings = setup.settings
    base, tuned = both_losses(pair, tokenizer, holdout, setup)
    samples, given = _answers(pair, tokenizer, holdout, setup)
    usual = ("loss", "perplexity", *usual_scores([each.reference for each in given]))
    scores = [name for name in SCORES if settings.takes(name, usual)]
    found = {each.name: each for each in loss_measures(base, tuned)}
    found |= {each.name: each for each in answer_measures(scores, given)}
    cut = sum(each.cut_off for each in given)
    note = f"{cut} of {len(given)} answers of the tuned model were ended by max_new_tokens"
    return Measured(
        settings.in_order(found, usual),
        tokens=sum(each.tokens.size for each in base),
        samples=[shown(each, setup.find) for each in samples],
        notes=(("answers_cut_off", note),) if scores and cut else (),
    )


def both_losses(
    pair: Pair, tokenizer: Any, holdout: Examples, setup: Setup
) -> tuple[list[RecordLoss], list[RecordLoss]]:
    """Return the token losses of base and tuned model for each example."""
    count = len(holdout.items)
    pad_id = pad_id_of(tokenizer)

    def losses(before: int) -> list[RecordLoss]:
        return record_losses(
            pair.model,
            holdout.items,
            pad_id=pad_id,
            batch_size=setup.config.per_device_eval_batch_size,
            step=lambda n: setup.progress(before + n, 2 * count, "evaluating on held-out records"),
        )

    with pair.base():
        base = losses(0)
    return base, losses(count)


def loss_measures(base: Sequence[RecordLoss], tuned: Sequence[RecordLoss]) -> list[Measure]:
    """Return loss (nats per token, each token counting once) and perplexity."""
    sizes = [each.tokens.size for each in base]
    numbers = {
        "records": [each.record_id for each in base],
        "groups": [each.group for each in base],
        "base": rows([each.total for each in base], sizes),
        "tuned": rows([each.total for each in tuned], sizes),
    }
    return [
        Measure("loss", "lower", **numbers),  # type: ignore[arg-type]
        Measure("perplexity", "lower", **numbers, statistic=perplexity),  # type: ignore[arg-type]
    ]


def perplexity(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return e to the mean loss; beyond what a float holds, the largest of such values."""
    return np.exp(np.minimum(ratio(sums), _LARGEST))


def _answers(
    pair: Pair, tokenizer: Any, holdout: Examples, setup: Setup
) -> tuple[list[Answer], list[Answer]]:
    """Return the answers that are shown and those that are measured; one set holds the other."""
    asked = askable(holdout.items, tokenizer)
    settings = setup.settings
    count = settings.answers if any(settings.takes(name, SCORES) for name in SCORES) else 0
    wanted = chosen_by_id(asked or holdout.items, max(count, setup.config.samples), setup.seed)
    given = answered(pair, tokenizer, wanted, setup)
    return given[: setup.config.samples], given[:count] if asked else []
