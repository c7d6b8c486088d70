"""Counts what a trainer really reads: tokens, rows, and the padding beside them."""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from tuning.examples import IGNORED
from tuning.parallel.processes import gathered


class Counting:
    """Goes before a trainer's class.

    `attention_mask` is 1 where a token is and 0 at padding; a batch without one brings the number
    of tokens of each row as `tokens_read`, which the model does not get to see.
    """

    counted: ClassVar[tuple[str, ...]] = (
        "tokens_read",
        "tokens_learned",
        "tokens_computed",
        "rows_read",
        "batches_sha256",
    )
    """Names of what is counted, which a checkpoint keeps."""
    tokens_read = 0
    tokens_learned = 0
    """Tokens, or labels of a classifier, that count in the loss."""
    tokens_computed = 0
    rows_read = 0
    batches_sha256 = ""
    """One hash over the tokens of all batches, in the order in which they were trained on."""
    predicts_next = True
    """Whether a label stands for the token after it: then nothing predicts the first one."""

    def training_step(self, model: Any, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """Count one batch and train on it."""
        read = inputs.pop("tokens_read", None)
        self.tokens_read += int((inputs["attention_mask"] if read is None else read).sum())
        self.tokens_computed += int(inputs["input_ids"].numel())
        self.rows_read += len(inputs["input_ids"])
        self.tokens_learned += self._learned(inputs)
        batch = f"{self.batches_sha256}\n{inputs['input_ids'].tolist()}"
        self.batches_sha256 = hashlib.sha256(batch.encode()).hexdigest()
        return super().training_step(model, inputs, *args, **kwargs)  # type: ignore[misc]

    def count_together(self) -> None:
        """Take what all processes read as counted here; the last thing that is counted.

        Each has its own order of batches: of several, the hash is one over all of theirs.
        """
        counted = gathered({name: getattr(self, name) for name in self.counted})
        if len(counted) == 1:
            return
        for name in self.counted:
            each = [process[name] for process in counted]
            hashes = hashlib.sha256("\n".join(map(str, each)).encode()).hexdigest()
            setattr(self, name, sum(each) if isinstance(each[0], int) else hashes)

    def _learned(self, inputs: Any) -> int:
        labels = inputs.get("labels")
        # Preference pairs have a mask of their answers instead.
        counts = inputs["completion_mask"].bool() if labels is None else labels != IGNORED
        if self.predicts_next and counts.ndim > 1:
            counts = counts[:, 1:]
        return int(counts.sum())
