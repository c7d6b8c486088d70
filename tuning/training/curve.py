"""The losses of a training as lines of text, for a terminal and for a log."""

from __future__ import annotations

from collections.abc import Sequence

_BLOCKS = "▁▂▃▄▅▆▇█"
_WIDTH = 40


def sparkline(values: Sequence[float], *, low: float, high: float, width: int = _WIDTH) -> str:
    """Return values as a row of blocks, each the mean of a stretch.

    Args:
        values: in order; finite.
        low: what the lowest block stands for.
        high: what the highest block stands for.
        width: blocks at most.
    """
    size = -(-len(values) // width) or 1
    stretches = [values[i : i + size] for i in range(0, len(values), size)]
    means = [sum(part) / len(part) for part in stretches]
    scale = (len(_BLOCKS) - 1) / (high - low) if high > low else 0.0
    return "".join(_BLOCKS[min(7, max(0, round((mean - low) * scale)))] for mean in means)


def curves(train: Sequence[float], validation: Sequence[float]) -> str:
    """Return both losses below each other on one scale, first and last value beside them."""
    every = [*train, *validation]
    rows = []
    for name, values in (("train", train), ("validation", validation)):
        if values:
            line = sparkline(values, low=min(every), high=max(every))
            rows.append(f"    {name:<10} {line}  {values[0]:.3f} → {values[-1]:.3f}")
    return "\n".join(rows)
