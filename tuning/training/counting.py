"""Counts what a trainer really reads: tokens, rows, and the padding beside them."""

from __future__ import annotations

from typing import Any, ClassVar


class Counting:
    """Goes before a trainer's class.

    `attention_mask` is 1 where a token is and 0 at padding; a batch without one, of packed rows,
    brings its number of tokens as `tokens_read`, which the model does not get to see.
    """

    counted: ClassVar[tuple[str, ...]] = ("tokens_read", "tokens_computed", "rows_read")
    """Names of the counters, which a checkpoint keeps."""
    tokens_read = 0
    tokens_computed = 0
    rows_read = 0

    def training_step(self, model: Any, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """Count one batch and train on it."""
        read = inputs.pop("tokens_read", None)
        self.tokens_read += int(inputs["attention_mask"].sum() if read is None else read)
        self.tokens_computed += int(inputs["input_ids"].numel())
        self.rows_read += len(inputs["input_ids"])
        return super().training_step(model, inputs, *args, **kwargs)  # type: ignore[misc]
