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

SCHEMA = "ftcheck.eval/1"


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
        "samples": samples(model, tokenizer, holdout.items, pad_id, config, seed, find, progress),
    }
