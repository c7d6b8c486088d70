"""What a training depends on: the same lock, the same bytes.

A checkpoint is continued only where its lock is the lock of now; otherwise the difference is shown
key by key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from tuning.config import TuneConfig
from tuning.device import versions
from tuning.examples import Examples

FREE = frozenset(
    {
        "cost",
        "per_device_eval_batch_size",
        "samples",
        "max_new_tokens",
        "save_strategy",
        "save_steps",
        "save_total_limit",
    }
)
"""Settings that change nothing in what is learned; they may be changed on the way."""

_HASH = 64
_SHOWN = 12


def training_lock(
    *,
    task: str,
    base_sha256: str,
    train_set: Examples,
    validation: Examples,
    config: TuneConfig,
    seed: int,
    device: str,
    bf16: bool,
    processes: int = 1,
) -> dict[str, Any]:
    """Return what the result of a training depends on, as JSON.

    Args:
        task: name of the task.
        base_sha256: one hash over the files of the base model.
        train_set: what is learned from; its order counts.
        validation: what early stopping looks at.
        config: how it is trained.
        seed: of the run.
        device: `cpu` or `cuda`, as it is used.
        bf16: whether it computes in bfloat16.
        processes: that train together; each reads other batches.
    """
    settings = config.model_dump(mode="json")
    return {
        "base": {"sha256": base_sha256},
        "computed": {"device": device, "bf16": bf16, "processes": processes},
        "data": {"train": _described(train_set), "validation": _described(validation)},
        "seed": str(seed),  # may be beyond what JSON carries exactly
        "task": task,
        "tune": {key: value for key, value in settings.items() if key not in FREE},
        "versions": versions(),
    }


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Return what differs between two locks, a line for each key, sorted."""
    one, other = dict(_flat(before)), dict(_flat(now))
    return [
        f"{key}: {_shown(one.get(key))} → {_shown(other.get(key))}"
        for key in sorted(one.keys() | other.keys())
        if one.get(key, "") != other.get(key, "") or (key in one) != (key in other)
    ]


def _described(examples: Examples) -> dict[str, Any]:
    """Return number and hash of examples in their order; record ids and tokens count."""
    digest = hashlib.sha256()
    for item in examples.items:
        digest.update(repr(item).encode() + b"\n")
    return {"records": len(examples.items), "sha256": digest.hexdigest()}


def _flat(value: Any, prefix: str = "") -> Iterable[tuple[str, Any]]:
    if isinstance(value, Mapping) and value:
        for key, member in value.items():
            yield from _flat(member, f"{prefix}.{key}" if prefix else str(key))
    else:
        yield prefix, value


def _shown(value: Any) -> str:
    text = "not set" if value is None else str(value)
    return f"{text[:_SHOWN]}…" if len(text) == _HASH else text
