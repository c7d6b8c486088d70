"""The losses of a training as lines of text."""

from __future__ import annotations

from collections.abc import Sequence

_BLOCKS = "▁▂▃▄▅▆▇█"
_WIDTH = 40


class Curve:
    """A row of losses in at most twice as many stretches as are drawn.

    However long the training, adding a loss and drawing all of them take the same time.
    """

    def __init__(self) -> None:
        self.first: float | None = None
        self.last = 0.0
        self._means: list[float] = []
        self._size = 1
        self._open: list[float] = []

    def add(self, loss: float) -> None:
        """Take one more loss."""
        self.first = loss if self.first is None else self.first
        self.last = loss
        self._open.append(loss)
        if len(self._open) < self._size:
            return
        self._means.append(sum(self._open) / self._size)
        self._open.clear()
        if len(self._means) == 2 * _WIDTH:
            pairs = zip(self._means[::2], self._means[1::2], strict=True)
            self._means = [(one + other) / 2 for one, other in pairs]
            self._size *= 2

    def means(self) -> list[float]:
        """Return the mean of each stretch, all of the same length, in order."""
        return self._means


def sparkline(values: Sequence[float], *, low: float, high: float) -> str:
    """Return values as a row of at most 40 blocks, each the mean of a stretch.

    Args:
        values: in order; finite.
        low: what the lowest block stands for.
        high: what the highest block stands for.
    """
    size = -(-len(values) // _WIDTH) or 1
    stretches = [values[i : i + size] for i in range(0, len(values), size)]
    means = [sum(part) / len(part) for part in stretches]
    scale = (len(_BLOCKS) - 1) / (high - low) if high > low else 0.0
    return "".join(_BLOCKS[round((mean - low) * scale)] for mean in means)


def drawn(train: Curve, validation: Curve) -> str:
    """Return both rows of losses below each other on one scale, first and last value beside."""
    every = [*train.means(), *validation.means()]
    rows = []
    for name, curve in (("train", train), ("validation", validation)):
        if curve.first is not None:
            line = sparkline(curve.means(), low=min(every), high=max(every))
            rows.append(f"    {name:<10} {line}  {curve.first:.3f} → {curve.last:.3f}")
    return "\n".join(rows)
