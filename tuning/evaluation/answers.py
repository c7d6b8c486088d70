"""Answers of base and tuned model to held-out prompts: measured, and some shown side by side."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from tuning.evaluation.finding import Find, masked
from tuning.evaluation.measures import Measure, Setup, rows
from tuning.evaluation.texts import exact_match, rouge_l, token_f1, words
from tuning.examples import Example
from tuning.generate import continue_greedily, stop_ids
from tuning.pair import Pair
from tuning.training.padding import pad_id_of

SHORT = 10
"""Words; references of this median length or shorter are answers to questions."""
SCORES: Mapping[str, Callable[[str, str], float]] = {
    "exact_match": exact_match,
    "token_f1": token_f1,
    "rouge_l": rouge_l,
}
_SHORT_ANSWERS = ("exact_match", "token_f1")
_LONG_ANSWERS = ("rouge_l",)


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """A held-out prompt's reference, and what both models answered; in memory only."""

    record_id: str
    group: str
    reference: str
    base: str
    tuned: str
    cut_off: bool
    """Whether the tuned model's answer was ended by `max_new_tokens`."""


def askable(items: Sequence[Example], tokenizer: Any) -> list[Example]:
    """Return the examples that have a prompt; plain texts have none."""
    return [
        item
        for item in items
        if tokenizer.decode(
            list(item.input_ids[: item.last_answer()[0]]), skip_special_tokens=True
        ).strip()
    ]


def chosen_by_id(items: Sequence[Example], count: int, seed: int) -> list[Example]:
    """Return up to `count` examples, drawn by record id: the order of the file does not matter."""
    ordered = sorted(items, key=lambda item: item.record_id)
    return random.Random(seed).sample(ordered, min(count, len(ordered)))


def answered(pair: Pair, tokenizer: Any, items: Sequence[Example], setup: Setup) -> list[Answer]:
    """Return the greedy answers of both models to the last prompt of each example.

    Args:
        pair: the tuned model and its base.
        tokenizer: its tokenizer.
        items: what is asked.
        setup: how long answers may be, and how many are made at once.
    """
    if not items:
        return []
    spans = [item.last_answer() for item in items]
    # A text without a prompt is continued from its first token.
    prompts = [item.input_ids[: start or 1] for item, (start, _) in zip(items, spans, strict=True)]
    stops = stop_ids(pair.model, tokenizer)
    pad_id = pad_id_of(tokenizer)

    def answer(before: int) -> list[list[int]]:
        return continue_greedily(
            pair.model,
            prompts,
            max_new_tokens=setup.config.max_new_tokens,
            pad_id=pad_id,
            eos_ids=stops,
            batch_size=setup.config.per_device_eval_batch_size,
            step=lambda n: setup.progress(before + n, 2 * len(items), "answering held-out prompts"),
        )

    def text(ids: Sequence[int]) -> str:
        return str(tokenizer.decode(list(ids), skip_special_tokens=True)).strip()

    with pair.base():
        base = answer(0)
    tuned = answer(len(items))
    return [
        Answer(
            record_id=item.record_id,
            group=item.group,
            reference=text(item.input_ids[start:end]),
            base=text(before),
            tuned=text(after),
            cut_off=len(after) >= setup.config.max_new_tokens,
        )
        for item, (start, end), before, after in zip(items, spans, base, tuned, strict=True)
    ]


def usual_scores(references: Sequence[str]) -> tuple[str, ...]:
    """Return what answers are measured by where the user names nothing.

    Exact match and token F1 where references are short, as in answers to questions; ROUGE-L where
    they are long, as in summaries.
    """
    if not references:
        return ()
    return _SHORT_ANSWERS if median(map(words, references)) <= SHORT else _LONG_ANSWERS


def answer_measures(names: Sequence[str], given: Sequence[Answer]) -> list[Measure]:
    """Return the measures of answers; the answer of each record counts once."""
    return [
        Measure(
            name,
            "higher",
            records=[each.record_id for each in given],
            groups=[each.group for each in given],
            base=rows([SCORES[name](each.base, each.reference) for each in given]),
            tuned=rows([SCORES[name](each.tuned, each.reference) for each in given]),
            yes_or_no=name == "exact_match",
        )
        for name in names
        if given
    ]


def shown(answer: Answer, find: Find) -> dict[str, Any]:
    """Return an answer as eval.json holds it: whatever the scanner finds in it is masked."""
    parts = {"base": answer.base, "tuned": answer.tuned, "reference": answer.reference}
    findings = find(list(parts.values()))
    texts = [masked(text, found) for text, found in zip(parts.values(), findings, strict=True)]
    return {
        "record": answer.record_id,
        **dict(zip(parts, texts, strict=True)),
        "masked": any(len(found) > 0 for found in findings),
    }
