"""The measured part of training.json: what really ran, read from the live objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tuning.config import TuneConfig
from tuning.device import describe_device, precision
from tuning.examples import Examples
from tuning.methods.compute import flops_per_token, size
from tuning.methods.prepare import Prepared

_CURVE_POINTS = 200


def measured(
    trainer: Any,
    prepared: Prepared,
    config: TuneConfig,
    history: Any,
    train_set: Examples,
    validation: Examples,
    seconds: float,
    unfreezing: Any = None,
) -> dict[str, Any]:
    """Return what really ran.

    Args:
        trainer: after training.
        prepared: the trained model, and what of it was trained.
        config: names method and quantisation.
        history: the losses.
        train_set: what was learned from.
        validation: what early stopping looked at.
        seconds: wall-clock time of training.
        unfreezing: the callback that thawed the layers one after the other, if there was one.
    """
    model = prepared.model
    named = dict(model.named_parameters())
    total = sum(size(parameter) for parameter in named.values())
    trainable = sum(size(named[name]) for name in prepared.trainable)
    read = int(trainer.tokens_read)
    thawed = [] if unfreezing is None else unfreezing.thawed
    return {
        "method": config.method,
        "quantization": config.quantization,
        "learning_rate": float(trainer.args.learning_rate),
        "optimizer": type(getattr(trainer.optimizer, "optimizer", trainer.optimizer)).__name__,
        "steps": int(trainer.state.global_step),
        "epochs": float(trainer.state.epoch or 0),
        "curve": {"train": thinned(history.train), "validation": history.validation},
        "tokens": {
            "trained_on": read,
            "padding_share": 1 - read / trainer.tokens_computed,
            "packed_rows": len(trainer.train_dataset) if config.packing else None,
            "truncated_records": train_set.truncated + validation.truncated,
        },
        "parameters": {
            "total": total,
            "trainable": trainable,
            "trainable_share": trainable / total,
            "trained_tensors": len(prepared.trainable),
        },
        "unfreezing": thawed,
        "device": describe_device(model.device),
        "precision": precision(model, autocast=trainer.args.bf16),
        "attention": str(model.config._attn_implementation),
        "world_size": int(trainer.accelerator.num_processes),
        "flops": str(_flops(trainer, prepared, config, thawed)),
        "seconds": seconds,
        "tokens_per_second": read / seconds,
        "early_stopped": history.early_stopped,
        "best_step": history.best_step,
    }


def _flops(
    trainer: Any, prepared: Prepared, config: TuneConfig, thawed: Sequence[Mapping[str, Any]]
) -> int:
    """Return the operations of a training run; of gradual unfreezing, stretch by stretch."""
    read = int(trainer.tokens_read)
    if config.method == "prompt_tuning":
        read += int(trainer.rows_read) * config.prompt_tuning.num_virtual_tokens
    if not thawed:
        return flops_per_token(prepared.model, prepared.trainable, prepared.depth) * read
    operations, active = 0, list[str]()
    ends = [*(int(item["tokens_before"]) for item in thawed[1:]), read]
    for group, item, end in zip(prepared.groups, thawed, ends, strict=False):
        active += group.parameters
        per_token = flops_per_token(prepared.model, active, prepared.depth)
        operations += per_token * (end - int(item["tokens_before"]))
    return operations


def thinned(points: Sequence[dict[str, Any]], limit: int = _CURVE_POINTS) -> list[dict[str, Any]]:
    """Return at most `limit` points, each the mean loss of a stretch at its last step."""
    size = -(-len(points) // limit) or 1
    stretches = [points[i : i + size] for i in range(0, len(points), size)]
    return [
        {**part[-1], "loss": sum(point["loss"] for point in part) / len(part)} for part in stretches
    ]
