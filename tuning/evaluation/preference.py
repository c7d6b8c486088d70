"""Preference pairs: which of two answers base and tuned model prefer, and by how much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tuning.dpo import Likelihoods, Numbers, margins, pair_losses
from tuning.evaluation.answers import answered, askable, chosen_by_id, shown
from tuning.evaluation.measures import Measure, Measured, Setup, rows
from tuning.examples import Example, Examples
from tuning.losses import record_losses
from tuning.pair import Pair
from tuning.pairs import PairExample
from tuning.training.padding import pad_id_of

METRICS = (
    "reward_accuracy",
    "ranking_accuracy",
    "reward_margin",
    "chosen_log_likelihood",
    "loss",
)


def measure_preference(pair: Pair, tokenizer: Any, holdout: Examples, setup: Setup) -> Measured:
    """Return what base and tuned model make of held-out pairs.

    `reward_accuracy`: share of pairs whose chosen answer training raised more than the rejected
    one, so that the reward the tuned model implies prefers it; the base stands at one half, because
    it differs from itself in nothing. `ranking_accuracy`: share of pairs whose chosen answer the
    model finds likelier by token, for both models. `reward_margin`: beta times the mean of by how
    much more the chosen answer was raised. `chosen_log_likelihood`: nats per token of the chosen
    answers; where it falls, training moved away from both answers.

    Args:
        pair: the tuned model and its base.
        tokenizer: its tokenizer.
        holdout: held-out pairs; with none nothing is measured.
        setup: how it is done.

    Basis: Rafailov et al. 2023, arXiv:2305.18290; Chen et al. 2024, arXiv:2405.19534 (ranking
    accuracy); Razin et al. 2024, arXiv:2410.08847 (falling likelihood of chosen answers).
    """
    items = holdout.items
    if not items:
        return Measured((), 0)
    total = 2 * len(items)

    def read(before: int) -> Likelihoods:
        return likelihoods(
            pair.model,
            items,
            pad_id=pad_id_of(tokenizer),
            batch_size=setup.config.per_device_eval_batch_size,
            step=lambda n: setup.progress(before + n, total, "evaluating on held-out pairs"),
        )

    with pair.base():
        base = read(0)
    tuned = read(len(items))
    found = _measures(base, tuned, items, setup)
    asked = chosen_by_id(askable(items, tokenizer), setup.config.samples, setup.seed)
    chosen_tokens, rejected_tokens = tokens_of(items)
    return Measured(
        setup.settings.in_order(found, METRICS),
        tokens=int(chosen_tokens.sum() + rejected_tokens.sum()),
        samples=[shown(each, setup.find) for each in answered(pair, tokenizer, asked, setup)],
        notes=_notes(found["chosen_log_likelihood"].document(setup.seed)["difference"]),
    )


def likelihoods(
    model: Any,
    examples: Sequence[Example],
    *,
    pad_id: int,
    batch_size: int,
    step: Callable[[int], None] | None = None,
) -> Likelihoods:
    """Return the log-likelihoods of both answers of each pair under a model.

    Args:
        model: a causal language model.
        examples: pairs.
        pad_id: any valid token id.
        batch_size: sequences per forward pass.
        step: called with the number of pairs done.
    """
    pairs = _pairs(examples)
    sequences = [*pairs, *(item.rejected() for item in pairs)]
    found = record_losses(
        model,
        sequences,
        pad_id=pad_id,
        batch_size=batch_size,
        step=None if step is None else lambda done: step(done // 2),
    )
    sums = np.array([-each.total for each in found], dtype=np.float64)
    return Likelihoods(sums[: len(pairs)], sums[len(pairs) :])


def tokens_of(examples: Sequence[Example]) -> tuple[Numbers, Numbers]:
    """Return the number of tokens of the chosen and of the rejected answers."""
    pairs = _pairs(examples)
    return (
        np.array([item.learned for item in pairs], dtype=np.float64),
        np.array([item.rejected().learned for item in pairs], dtype=np.float64),
    )


def _pairs(examples: Sequence[Example]) -> list[PairExample]:
    return [item for item in examples if isinstance(item, PairExample)]


def _measures(
    base: Likelihoods, tuned: Likelihoods, items: Sequence[Example], setup: Setup
) -> dict[str, Measure]:
    chosen_tokens, rejected_tokens = tokens_of(items)
    common: dict[str, Any] = {
        "records": [item.record_id for item in items],
        "groups": [item.group for item in items],
    }
    settings = setup.config.dpo

    def first(model: Likelihoods) -> list[float]:
        ranked = model.chosen / chosen_tokens > model.rejected / rejected_tokens
        return [float(each) for each in ranked]

    def losses(model: Likelihoods) -> list[float]:
        lengths = {"chosen_tokens": chosen_tokens, "rejected_tokens": rejected_tokens}
        return [float(each) for each in pair_losses(model, base, settings, **lengths)]

    margin = margins(tuned, base)
    raised = np.where(margin == 0, 0.5, margin > 0)
    measures = [
        Measure(
            "reward_accuracy",
            "higher",
            base=rows([0.5] * len(items)),
            tuned=rows([float(each) for each in raised]),
            fixed_base=0.5,
            **common,
        ),
        Measure(
            "ranking_accuracy",
            "higher",
            base=rows(first(base)),
            tuned=rows(first(tuned)),
            yes_or_no=True,
            **common,
        ),
        Measure(
            "reward_margin",
            "higher",
            base=rows([0.0] * len(items)),
            tuned=rows([float(each) for each in settings.beta * margin]),
            **common,
        ),
        Measure(
            "chosen_log_likelihood",
            "higher",
            base=np.column_stack([base.chosen, chosen_tokens]),
            tuned=np.column_stack([tuned.chosen, chosen_tokens]),
            **common,
        ),
        Measure("loss", "lower", base=rows(losses(base)), tuned=rows(losses(tuned)), **common),
    ]
    return {each.name: each for each in measures}


def _notes(change: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    if change["high"] is None or change["high"] >= 0:
        return ()
    return (
        (
            "chosen_answers_fell",
            "the tuned model finds the chosen answers less likely than its base did: it moved away "
            "from both answers, and may write something third; raise beta or lower learning_rate",
        ),
    )
