"""The measured part of training.json: what really ran, read from the live objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tuning.config import TuneConfig
from tuning.cost.document import cost
from tuning.cost.energy import EnergyMeter
from tuning.cost.peak_memory import PeakMemory
from tuning.examples import Examples
from tuning.methods.compute import flops_per_token, size
from tuning.methods.prepare import Prepared
from tuning.parallel.processes import world_size
from tuning.training.live import imported_versions, made_by, matmul_precision, what_ran

_CURVE_POINTS = 200


def measured(
    trainer: Any,
    prepared: Prepared,
    config: TuneConfig,
    history: Any,
    train_set: Examples,
    validation: Examples,
    seconds: float,
    energy: EnergyMeter,
    memory: PeakMemory,
    unfreezing: Any = None,
) -> dict[str, Any]:
    """Return what really ran, and what it cost.

    Args:
        trainer: after training.
        prepared: the trained model, and what of it was trained.
        config: names the method.
        history: the losses, and the seconds that validation took.
        train_set: what was learned from.
        validation: what early stopping looked at.
        seconds: wall-clock time of training.
        energy: has run since the beginning.
        memory: likewise.
        unfreezing: the callback that thawed the layers one after the other, if there was one.
    """
    model = prepared.model
    named = dict(model.named_parameters())
    total = sum(size(parameter) for parameter in named.values())
    trainable = sum(size(named[name]) for name in prepared.trainable)
    read = int(trainer.tokens_read)
    thawed = [] if unfreezing is None else unfreezing.thawed
    flops = _flops(trainer, prepared, config, thawed)
    return {
        "method": config.method,
        **what_ran(trainer, model),
        "learning_rate": float(trainer.args.learning_rate),
        "steps": int(trainer.state.global_step),
        "epochs": float(trainer.state.epoch or 0),
        "curve": {"train": thinned(history.train), "validation": history.validation},
        "tokens": {
            "trained_on": read,
            "learned": int(trainer.tokens_learned),
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
        "flops": str(flops),
        "seconds": seconds,
        "early_stopped": history.early_stopped,
        "best_step": history.best_step,
        "versions": imported_versions(),
        "cost": cost(
            flops=flops,
            read=read,
            learned=int(trainer.tokens_learned),
            computed=int(trainer.tokens_computed),
            seconds=max(seconds - history.validation_seconds, 1e-9),
            device=model.device,
            precision=matmul_precision(trainer, model),
            energy=energy,
            memory=memory,
            processes=world_size(),
        ),
    }


def trained_on(
    trainer: Any, lock: Mapping[str, Any], tokenizer: Any, *, seed: int
) -> dict[str, Any]:
    """Return what was trained on, by hashes.

    Args:
        trainer: after training.
        lock: see `tuning.training.lock`.
        tokenizer: that made the examples.
        seed: of the run.
    """
    return {
        "examples": lock["data"],
        "batches_sha256": trainer.batches_sha256,
        **made_by(tokenizer, writes=bool(trainer.predicts_next)),
        "seeds": {"project": str(seed), "training": int(trainer.args.seed)},
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
