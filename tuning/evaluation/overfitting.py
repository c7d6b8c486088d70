"""Does the model know its training records better than others? Losses of the splits beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tuning.evaluation.answers import chosen_by_id
from tuning.evaluation.contrast import contrast
from tuning.evaluation.measures import Setup, rows
from tuning.losses import token_mean
from tuning.pair import Pair
from tuning.training.padding import pad_id_of

if TYPE_CHECKING:
    from tuning.evaluation.evaluate import Data
    from tuning.tasks.base import Task

SPLITS = ("train", "validation", "holdout")


def overfitting(task: Task, pair: Pair, tokenizer: Any, data: Data, setup: Setup) -> dict[str, Any]:
    """Return the tuned model's loss on equally many records of each split, and the gaps.

    Which records are read is drawn by their ids. A gap is the loss on unseen records minus that on
    training records; above zero the model knows its training records better.

    Args:
        task: how a loss is taken.
        pair: its tuned model is read.
        tokenizer: for padding.
        data: real records by split.
        setup: how many records at most, and the seed.
    """
    splits = {name: getattr(data, name).items for name in SPLITS}
    present = {name: items for name, items in splits.items() if items}
    count = min([setup.settings.gap_records, *map(len, present.values())])
    if count == 0 or "train" not in present or len(present) < 2:
        wanted = setup.settings.gap_records > 0
        reason = "no records to compare with" if wanted else "gap_records is 0"
        return {"status": "not measured", "reason": reason}
    pad_id = pad_id_of(tokenizer)
    total, done = count * len(present), 0
    losses = {}
    for name, items in present.items():
        losses[name] = task.losses(
            pair.model,
            chosen_by_id(items, count, setup.seed),
            pad_id=pad_id,
            batch_size=setup.config.per_device_eval_batch_size,
            step=lambda n, before=done: setup.progress(  # type: ignore[misc]
                before + n, total, "comparing training with unseen records"
            ),
        )
        done += count
    train = losses["train"]
    gaps = {}
    for name in SPLITS[1:]:
        if name in losses:
            both = [*train, *losses[name]]
            gaps[name] = contrast(
                rows([each.total for each in both], [each.tokens.size for each in both]),
                [False] * count + [True] * count,
                [each.group for each in both],
                seed=setup.seed,
            )
    return {
        "status": "measured",
        "records": count,
        "loss": {name: token_mean(found) for name, found in losses.items()},
        "gap": gaps,
    }
