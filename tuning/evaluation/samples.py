"""Answers of base and tuned model to held-out prompts, side by side."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from compliance.progress import Progress
from tuning.config import TuneConfig
from tuning.evaluation.finding import Find, masked
from tuning.examples import Example
from tuning.generate import continue_greedily, stop_ids
from tuning.pair import Pair


def samples(
    pair: Pair,
    tokenizer: Any,
    items: Sequence[Example],
    pad_id: int,
    config: TuneConfig,
    seed: int,
    find: Find,
    progress: Progress,
) -> list[dict[str, Any]]:
    """Return held-out prompts with both models' answers and the reference, findings masked.

    Args:
        pair: the tuned model and its base.
        tokenizer: its tokenizer.
        items: the held-out examples; which are answered is drawn by record id.
        pad_id: any valid token id.
        config: how many, and how long the answers may be.
        seed: of the draw.
        find: the scanner.
        progress: told answer by answer.
    """
    count = min(config.samples, len(items))
    if count == 0:
        return []
    # Chosen by record id, so that the order of the file does not matter.
    chosen = random.Random(seed).sample(sorted(items, key=lambda item: item.record_id), count)
    starts = [item.last_answer()[0] for item in chosen]
    prompts = [item.input_ids[: start or 1] for item, start in zip(chosen, starts, strict=True)]
    references = [
        list(item.input_ids[start : item.last_answer()[1]])
        for item, start in zip(chosen, starts, strict=True)
    ]
    done = 2 * len(items)

    def answer(before: int) -> list[list[int]]:
        return continue_greedily(
            pair.model,
            prompts,
            max_new_tokens=config.max_new_tokens,
            pad_id=pad_id,
            eos_ids=stop_ids(pair.model, tokenizer),
            batch_size=config.per_device_eval_batch_size,
            step=lambda n: progress(before + n, done + 2 * count, "answering held-out prompts"),
        )

    with pair.base():
        base = answer(done)
    tuned = answer(done + count)
    return [
        _sample(item.record_id, tokenizer, find, base=a, tuned=b, reference=c)
        for item, a, b, c in zip(chosen, base, tuned, references, strict=True)
    ]


def _sample(record_id: str, tokenizer: Any, find: Find, **parts: list[int]) -> dict[str, Any]:
    texts = [tokenizer.decode(ids, skip_special_tokens=True).strip() for ids in parts.values()]
    findings = find(texts)
    shown = [masked(text, found) for text, found in zip(texts, findings, strict=True)]
    return {
        "record": record_id,
        **dict(zip(parts, shown, strict=True)),
        "masked": any(len(found) > 0 for found in findings),
    }
