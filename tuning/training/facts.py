"""The measured part of training.json: what really ran, read from the live objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tuning.device import describe_device, precision
from tuning.examples import Examples

_CURVE_POINTS = 200


def measured(
    trainer: Any,
    model: Any,
    history: Any,
    train_set: Examples,
    validation: Examples,
    seconds: float,
    steps: int,
) -> dict[str, Any]:
    """Return what really ran.

    Args:
        trainer: after training.
        model: the trained model.
        history: the losses.
        train_set: what was learned from.
        validation: what early stopping looked at.
        seconds: wall-clock time of training.
        steps: of the optimizer.
    """
    total = sum(parameter.numel() for parameter in model.parameters())
    trainable = sum(p.numel() for p in model.parameters() if p.requires_grad)
    read = int(trainer.tokens_read)
    return {
        "method": "lora",
        "learning_rate": float(trainer.args.learning_rate),
        "steps": steps,
        "epochs": float(trainer.state.epoch or 0),
        "curve": {"train": thinned(history.train), "validation": history.validation},
        "tokens": {
            "trained_on": read,
            "padding_share": 1 - read / trainer.tokens_computed,
            "truncated_records": train_set.truncated + validation.truncated,
        },
        "parameters": {"total": total, "trainable": trainable},
        "device": describe_device(model.device),
        "precision": precision(model, autocast=trainer.args.bf16),
        "attention": str(model.config._attn_implementation),
        "world_size": int(trainer.accelerator.num_processes),
        "flops": str(lora_flops(total=total, trainable=trainable, tokens=read)),
        "seconds": seconds,
        "tokens_per_second": read / seconds,
        "early_stopped": history.early_stopped,
        "best_step": history.best_step,
    }


def lora_flops(*, total: int, trainable: int, tokens: int) -> int:
    """Return the floating-point operations of training `tokens` tokens with an adapter.

    Forward costs 2 operations per parameter and token, the way back through the activations again
    2; gradients of weights, another 2, are only taken for the trainable ones. Attention scores,
    which grow with the square of the length, are left out.

    Basis: Kaplan et al. 2020, Scaling Laws, arXiv:2001.08361, section 2.1.
    """
    return (4 * total + 2 * trainable) * tokens


def thinned(points: Sequence[dict[str, Any]], limit: int = _CURVE_POINTS) -> list[dict[str, Any]]:
    """Return at most `limit` points, each the mean loss of a stretch at its last step."""
    size = -(-len(points) // limit) or 1
    stretches = [points[i : i + size] for i in range(0, len(points), size)]
    return [
        {**part[-1], "loss": sum(point["loss"] for point in part) / len(part)} for part in stretches
    ]
