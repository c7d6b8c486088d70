"""Puts a trainer together: the task's own class, with what a method and our evidence need."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance.errors import TuneError
from tuning.config import TuneConfig
from tuning.examples import Example
from tuning.methods.prepare import Prepared, rates_of
from tuning.methods.rates import discriminative
from tuning.parallel.processes import gathered
from tuning.tasks import Task
from tuning.training.arguments import common_arguments, usable_length
from tuning.training.packing import Packer, pack, require_separate
from tuning.training.padding import Padder, pad_id_of, padding_unseen

if TYPE_CHECKING:
    from tuning.methods.unfreezing import Unfreezing


def build_trainer(
    task: Task,
    prepared: Prepared,
    tokenizer: Any,
    items: Sequence[Example],
    config: TuneConfig,
    *,
    seed: int,
    output: Path,
) -> tuple[Any, Unfreezing | None]:
    """Return a trainer, and what thaws its layers where they are thawed one after the other.

    Args:
        task: names the trainer's class.
        prepared: the model with exactly those weights trainable that are trained at some time.
        tokenizer: its tokenizer.
        items: what is learned from.
        config: how to train.
        seed: for order and dropout.
        output: a folder that the trainer may write to.

    Raises:
        TuneError: the trainer refuses the configuration, or examples cannot share a row.
    """
    from datasets import Dataset

    from tuning.methods.unfreezing import Unfreezing
    from tuning.training.guarded import guarded

    model = prepared.model
    trainer_class, arguments_class = task.trainer_classes()
    arguments = arguments_class(
        **{
            **common_arguments(
                config, model, seed=seed, output=output, rate_factor=task.rate_factor
            ),
            **task.arguments(config),
        }
    )
    rows = [task.row(item) for item in items]
    collator, pad_id = task.collator(tokenizer), pad_id_of(tokenizer)
    if config.packing:
        require_separate(model, rows)
        rows = pack(rows, usable_length(config, model))
        collator = Packer(pad_id)
    elif task.packs and config.method != "prompt_tuning" and padding_unseen(model, rows[0], pad_id):
        collator = Padder(pad_id)
    try:
        trainer = guarded(discriminative(trainer_class))(
            model=model,
            args=arguments,
            # `from_list` keeps the examples in memory: a file would outlive an erased record.
            train_dataset=Dataset.from_list(rows),
            data_collator=collator,
            processing_class=tokenizer,
        )
    except ValueError as error:
        raise TuneError(
            "the trainer does not accept this configuration for this model",
            why="it trains on one GPU, and not every setting of [tune] fits every model",
            fix="show one GPU (CUDA_VISIBLE_DEVICES=0) or train on all with --launch ddp, and take"
            " settings out of [tune] that are not needed",
        ) from error
    trainer.rates = rates_of(prepared, config)
    if config.quantization != "none":
        # TRL turns the adapter into bfloat16 there, whose 8 bits lose small steps.
        for parameter in model.parameters():
            if parameter.requires_grad:
                parameter.data = parameter.data.float()
    if not prepared.groups or config.gradual_unfreezing is None:
        return trainer, None
    unfreezing = Unfreezing(
        model,
        prepared.groups,
        config.gradual_unfreezing,
        tokens=lambda: sum(gathered(int(trainer.tokens_read))),
    )
    trainer.add_callback(unfreezing)
    return trainer, unfreezing
