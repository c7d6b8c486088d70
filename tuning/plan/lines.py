"""A plan in words."""

from __future__ import annotations

from tuning.config import TuneConfig
from tuning.plan.memory import to_lower
from tuning.plan.plan import Plan


def plan_lines(plan: Plan, config: TuneConfig) -> list[str]:
    """Return a plan line by line; a warning stands last.

    Args:
        plan: the plan.
        config: that it was made with.
    """
    share = plan.trainable / plan.parameters
    lines = [f"task: {plan.task}"]
    for part in plan.parts:
        if part.name != "train" and not part.records and not part.excluded:
            continue
        text = f"{part.name}: {part.records:,} records, {part.tokens:,} tokens"
        if part.truncated:
            text += f"; {part.truncated:,} cut at {plan.max_length:,} tokens"
        if part.excluded:
            reasons = ", ".join(
                f"{name.replace('_', ' ')} {n:,}" for name, n in part.excluded.items()
            )
            text += f"; left out: {reasons}"
        lines.append(text)
    rows = f"{plan.rows:,} {'packed rows' if config.packing else 'rows'} an epoch"
    padding = 1 - plan.tokens / plan.computed if plan.computed else 0.0
    at_most = "at most " if config.gradual_unfreezing is not None else ""
    several = ""
    if config.launch is not None:
        several = (
            f", in {_count(plan.processes, 'process', 'processes')} ({config.launch.strategy})"
        )
    lines += [
        f"training: {_count(plan.steps, 'step')} in {_count(config.num_train_epochs, 'epoch')}, "
        f"{rows}{several}, "
        f"{plan.tokens:,} tokens and about {max(0.0, padding):.0%} padding; "
        f"learning rate {plan.learning_rate:g}",
        f"parameters: {plan.parameters:,}, of which {plan.trainable:,} are trained ({share:.3%})",
        f"memory{_of(plan)}: about {_size(plan.needed)} ("
        + ", ".join(f"{name} {_size(count)}" for name, count in plan.memory.items())
        + ") besides libraries and data; "
        + ("free memory is not known" if plan.free is None else f"{_size(plan.free)} are free"),
        f"operations: {at_most}{plan.flops:.3g} FLOP",
        f"time: {_time(plan)}",
    ]
    if not plan.loaded:
        lines.append("the base model was not loaded: its shapes alone were read")
    if plan.free is not None and plan.needed > plan.free:
        lines.append(
            f"warning: this needs more memory than is free; {to_lower(plan.memory, config)}"
        )
    return lines


def _of(plan: Plan) -> str:
    if plan.processes == 1:
        return ""
    return " of all processes" if plan.shared else " of each process"


def _count(number: int, word: str, several: str = "") -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {several or word + 's'}"


def _time(plan: Plan) -> str:
    if plan.seconds is None:
        return f"not estimated: {plan.timed_by}"
    low, high = (_duration(each) for each in plan.seconds)
    span = low if low == high else f"{low} to {high}"
    return f"{span} for training and validation, without the evaluation (from {plan.timed_by})"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"


def _size(count: int) -> str:
    for limit, name in ((10**9, "GB"), (10**6, "MB")):
        if count >= limit:
            return f"{count / limit:.1f} {name}"
    return f"{count / 1000:.0f} kB"
