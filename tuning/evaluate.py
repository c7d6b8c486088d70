"""Base against tuned model on the same held-out records: losses, and answers side by side."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from compliance.progress import Progress
from tuning.config import TuneConfig
from tuning.data import Example, Examples
from tuning.generate import continue_greedily, stop_ids
from tuning.losses import RecordLoss, record_losses, token_mean
from tuning.stats import paired_bootstrap

SCHEMA = "ftcheck.eval/1"
_LEVEL = 0.95
_RESAMPLES = 2000


class Finding(Protocol):
    """What the scanner says about a piece of text; `compliance.detect.Entity` is one."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """Code point after the last."""

    @property
    def type(self) -> str:
        """Entity type."""


Find = Callable[[Sequence[str]], Sequence[Sequence[Finding]]]
"""`Engine.find`: the findings of each text."""


def evaluate(
    model: Any,
    tokenizer: Any,
    holdout: Examples,
    *,
    config: TuneConfig,
    seed: int,
    find: Find,
    progress: Progress,
) -> dict[str, Any]:
    """Return eval.json: hold-out losses of base and tuned model, and some answers of both.

    Args:
        model: a PEFT model; the base is the same model with the adapter off.
        tokenizer: its tokenizer.
        holdout: held-out examples; with none, losses are null and the reader sees 0 records.
        config: batch size, number and length of the samples.
        seed: for the bootstrap and the choice of the samples.
        find: the scanner; what it finds in an answer or a reference is masked before it is kept.
        progress: told record by record.
    """
    total = 2 * len(holdout.items) + 2 * min(config.samples, len(holdout.items))
    pad_id = tokenizer.pad_token_id
    pad_id = tokenizer.eos_token_id if pad_id is None else pad_id

    def measure(before: int) -> list[RecordLoss]:
        return record_losses(
            model,
            holdout.items,
            pad_id=pad_id,
            batch_size=config.per_device_eval_batch_size,
            step=lambda done: progress(before + done, total, "evaluating on held-out records"),
        )

    with model.disable_adapter():
        base = measure(0)
    tuned = measure(len(holdout.items))
    return {
        "schema": SCHEMA,
        "holdout": {
            **compare(base, tuned, seed=seed),
            "truncated_records": holdout.truncated,
            "excluded": holdout.excluded,
        },
        "samples": _samples(model, tokenizer, holdout.items, pad_id, config, seed, find, progress),
    }


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
    interval = paired_bootstrap(
        differences,
        sizes,
        [item.group for item in base],
        seed=seed,
        level=_LEVEL,
        resamples=_RESAMPLES,
    )
    return {
        "records": len(base),
        "tokens": sum(sizes),
        "base": _loss(token_mean(base)),
        "tuned": _loss(token_mean(tuned)),
        "difference": {
            "mean": sum(differences) / sum(sizes),
            "low": None if interval is None else interval.low,
            "high": None if interval is None else interval.high,
            "level": _LEVEL,
            "method": f"paired bootstrap over groups, {_RESAMPLES} resamples",
            "groups": len({item.group for item in base}),
        },
        "improved_records": sum(difference < 0 for difference in differences),
    }


def masked(text: str, findings: Sequence[Finding]) -> str:
    """Return `text` with every finding replaced by its type."""
    parts, position = [], 0
    for finding in sorted(findings, key=lambda item: (item.start, item.end)):
        if finding.start >= position:
            parts += [text[position : finding.start], f"[masked: {finding.type}]"]
        position = max(position, finding.end)
    return "".join([*parts, text[position:]])


def _samples(
    model: Any,
    tokenizer: Any,
    items: Sequence[Example],
    pad_id: int,
    config: TuneConfig,
    seed: int,
    find: Find,
    progress: Progress,
) -> list[dict[str, Any]]:
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
            model,
            prompts,
            max_new_tokens=config.max_new_tokens,
            pad_id=pad_id,
            eos_ids=stop_ids(model, tokenizer),
            batch_size=config.per_device_eval_batch_size,
            step=lambda n: progress(before + n, done + 2 * count, "answering held-out prompts"),
        )

    with model.disable_adapter():
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


def _loss(value: float) -> dict[str, float | None]:
    perplexity = math.exp(value) if value < 700 else None
    return {"loss": value, "perplexity": perplexity}
