"""A language model on held-out records: losses of base and tuned model, and answers."""

from __future__ import annotations

from typing import Any

from compliance.progress import Progress
from tuning.config import TuneConfig
from tuning.evaluation.comparison import compare
from tuning.evaluation.finding import Find
from tuning.evaluation.samples import samples
from tuning.examples import Examples
from tuning.losses import RecordLoss, record_losses
from tuning.pair import Pair

SCHEMA = "ftcheck.eval/1"


def evaluate(
    pair: Pair,
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
        pair: the tuned model and its base.
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
            pair.model,
            holdout.items,
            pad_id=pad_id,
            batch_size=config.per_device_eval_batch_size,
            step=lambda done: progress(before + done, total, "evaluating on held-out records"),
        )

    with pair.base():
        base = measure(0)
    tuned = measure(len(holdout.items))
    return {
        "schema": SCHEMA,
        "holdout": {
            **compare(base, tuned, seed=seed),
            "truncated_records": holdout.truncated,
            "excluded": holdout.excluded,
        },
        "samples": samples(pair, tokenizer, holdout.items, pad_id, config, seed, find, progress),
    }
