"""Label smoothing of a language model: a share of the target is spread over all tokens.

TRL's trainer gives up its own one (deprecated, and two forward passes a step), so the loss is taken
here from one pass over the full logits.

Basis: Szegedy et al. 2016, arXiv:1512.00567, section 7.
"""

from __future__ import annotations

from typing import Any

from tuning.examples import IGNORED
from tuning.parallel.processes import world_size


class Smoothing:
    """Goes before `SFTTrainer`; without a factor it changes nothing."""

    def compute_loss(
        self,
        model: Any,
        inputs: Any,
        return_outputs: bool = False,
        num_items_in_batch: Any = None,
    ) -> Any:
        """Return the mean loss per learned token, in nats."""
        factor = float(self.args.label_smoothing_factor)  # type: ignore[attr-defined]
        if not factor:
            return super().compute_loss(  # type: ignore[misc]
                model, inputs, return_outputs=return_outputs, num_items_in_batch=num_items_in_batch
            )
        labels = inputs["labels"]
        outputs = model(
            **{key: value for key, value in inputs.items() if key != "labels"}, use_cache=False
        )
        # Virtual tokens of prompt tuning stand before the text.
        logits = outputs.logits[:, -labels.shape[1] :]
        total = smoothed(logits[:, :-1].float(), labels[:, 1:], factor)
        count = (
            (labels[:, 1:] != IGNORED).sum() if num_items_in_batch is None else num_items_in_batch
        )
        loss = total / count
        if num_items_in_batch is not None:
            loss = loss * world_size()  # the mean over all processes is the loss of the step
        return (loss, outputs) if return_outputs else loss


def smoothed(logits: Any, labels: Any, factor: float) -> Any:
    """Return the summed smoothed loss of logits (batch, seq, vocabulary) and labels (batch, seq).

    (1 - factor) times the negative log-likelihood of the label, and factor times its mean over all
    tokens of the vocabulary.
    """
    learned = labels != IGNORED
    likelihoods = logits[learned].log_softmax(dim=-1)  # (learned, vocabulary)
    own = likelihoods.gather(1, labels[learned][:, None]).sum()
    return -(1 - factor) * own - factor * likelihoods.mean(dim=-1).sum()
