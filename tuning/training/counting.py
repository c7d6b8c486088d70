"""Counts what a trainer really reads: tokens, and the padding beside them."""

from __future__ import annotations

from functools import cache
from typing import Any


class Counting:
    """Goes before a trainer's class; `attention_mask` is 1 where a token is and 0 at padding."""

    tokens_read = 0
    tokens_computed = 0

    def training_step(self, model: Any, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """Count one batch and train on it."""
        self.tokens_read += int(inputs["attention_mask"].sum())
        self.tokens_computed += int(inputs["attention_mask"].numel())
        return super().training_step(model, inputs, *args, **kwargs)  # type: ignore[misc]


@cache
def counting(trainer: type) -> type:
    """Return a trainer's class that counts."""
    return type(f"Counting{trainer.__name__}", (Counting, trainer), {})
