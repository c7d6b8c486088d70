"""Preference tuning: of two answers to a prompt the chosen one is made likelier than the other.

Tokens and the base's log-likelihoods are made here and not by the trainer: it would drop pairs in
silence, and keep figures of the training texts in a cache outside of the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from compliance.dataset.record import Record
from compliance.progress import Progress
from tuning.config import TuneConfig
from tuning.config.dpo import DpoSettings
from tuning.dpo import Likelihoods, pair_losses
from tuning.evaluation.measures import Measured, Setup
from tuning.evaluation.preference import METRICS, likelihoods, measure_preference, tokens_of
from tuning.examples import Example, Examples
from tuning.losses import RecordLoss, record_losses
from tuning.model import CAUSAL
from tuning.pair import Pair
from tuning.pairs import PairExample, tokenize_pairs
from tuning.tasks.base import Task
from tuning.training.padding import pad_id_of
from tuning.training.precision import use_bfloat16


class Preference(Task):
    """Direct preference optimisation (DPO) of a causal language model.

    Basis: Rafailov et al. 2023, arXiv:2305.18290.
    """

    name = "preference tuning"
    kinds = ("preference",)
    peft_type = "CAUSAL_LM"
    auto_class = CAUSAL
    metrics = METRICS
    rate_factor = (0.1, 0.1)

    def __init__(self) -> None:
        self._settings = DpoSettings()
        self._base: dict[str, tuple[float, float]] = {}
        """Log-likelihoods of the chosen and the rejected answer of each record under the base."""
        self._base_in_training: dict[str, tuple[float, float]] = {}
        """The same in the number format of training."""

    def examples(self, records: Iterable[Record], tokenizer: Any, *, max_length: int) -> Examples:
        """Return the records as pairs; see `tokenize_pairs`."""
        return tokenize_pairs(records, tokenizer, max_length=max_length)

    def begin(
        self,
        model: Any,
        tokenizer: Any,
        train: Examples,
        others: Examples,
        *,
        config: TuneConfig,
        progress: Progress,
    ) -> None:
        """Read all pairs with the base model: what is learned is measured against it."""
        self._settings = config.dpo
        self._base = self._read(model, tokenizer, train.joined(others), config, progress)
        self._base_in_training = self._base
        if use_bfloat16(config):
            import torch

            # In bfloat16 sums differ by more than what a step of training changes.
            with torch.autocast(model.device.type, dtype=torch.bfloat16):
                self._base_in_training = self._read(model, tokenizer, train, config, progress)

    def meet(
        self,
        model: Any,
        tokenizer: Any,
        holdout: Examples,
        *,
        config: TuneConfig,
        progress: Progress,
    ) -> None:
        """Read the held-out pairs with the base model as well."""
        self._base = self._base | self._read(model, tokenizer, holdout, config, progress)

    @staticmethod
    def _read(
        model: Any, tokenizer: Any, examples: Examples, config: TuneConfig, progress: Progress
    ) -> dict[str, tuple[float, float]]:
        items = examples.items
        found = likelihoods(
            model,
            items,
            pad_id=pad_id_of(tokenizer),
            batch_size=config.per_device_eval_batch_size,
            step=lambda done: progress(done, len(items), "reading the pairs with the base model"),
        )
        rows = zip(items, found.chosen, found.rejected, strict=True)
        return {item.record_id: (float(one), float(other)) for item, one, other in rows}

    def trainer_classes(self) -> tuple[type, type]:
        """Return our trainer of pairs and TRL's arguments."""
        from trl import DPOConfig

        from tuning.training.pairs import PairTrainer

        return PairTrainer, DPOConfig

    def arguments(self, config: TuneConfig) -> dict[str, Any]:
        """Return what the trainer has to know beside the common arguments."""
        return {
            "beta": config.dpo.beta,
            "loss_type": [config.dpo.loss_type],
            "label_smoothing": config.dpo.label_smoothing,
            "max_length": None,
            "precompute_ref_log_probs": True,
            "remove_unused_columns": False,  # the lengths are one
            # Noise of dropout would stand against a base that was read without.
            "disable_dropout": config.dropout is None and config.lora.lora_dropout == 0,
        }

    def row(self, example: Example) -> dict[str, Any]:
        """Return a pair as the trainer reads it, the base's log-likelihoods included."""
        assert isinstance(example, PairExample)
        start = example.prompt_length
        chosen, rejected = self._base_in_training[example.record_id]
        return {
            "prompt_ids": list(example.input_ids[:start]),
            "chosen_ids": list(example.input_ids[start:]),
            "rejected_ids": list(example.rejected_ids[start:]),
            "ref_chosen_logps": chosen,
            "ref_rejected_logps": rejected,
            # By this the trainer puts pairs of like length together.
            "length": max(example.lengths),
        }

    def collator(self, tokenizer: Any) -> Any:
        """Return what makes a batch of rows: first all chosen answers, then all rejected ones."""
        from trl.trainer.dpo_trainer import DataCollatorForPreference

        return DataCollatorForPreference(pad_token_id=pad_id_of(tokenizer))

    def losses(
        self,
        model: Any,
        examples: Sequence[Example],
        *,
        pad_id: int,
        batch_size: int,
        step: Callable[[int], None] | None = None,
    ) -> list[RecordLoss]:
        """Return the loss of each pair, as one number: a pair counts once, however long it is."""
        found = likelihoods(model, examples, pad_id=pad_id, batch_size=batch_size, step=step)
        base = np.array([self._base[item.record_id] for item in examples]).reshape(-1, 2)
        chosen_tokens, rejected_tokens = tokens_of(examples)
        losses = pair_losses(
            found,
            Likelihoods(base[:, 0], base[:, 1]),
            self._settings,
            chosen_tokens=chosen_tokens,
            rejected_tokens=rejected_tokens,
        )
        return [
            RecordLoss(item.record_id, item.group, np.array([loss]))
            for item, loss in zip(examples, losses, strict=True)
        ]

    def membership_losses(
        self,
        model: Any,
        examples: Sequence[Example],
        *,
        pad_id: int,
        batch_size: int,
        step: Callable[[int], None] | None = None,
    ) -> list[RecordLoss]:
        """Return the token losses of the chosen answers: an attacker has no base to compare with.

        The rejected ones are learned from as well; they are not what the model comes to write.
        """
        return record_losses(model, examples, pad_id=pad_id, batch_size=batch_size, step=step)

    def measure(
        self, pair: Pair, tokenizer: Any, holdout: Examples, setup: Setup, *, train: Examples
    ) -> Measured:
        """Return which answers base and tuned model prefer, and how likely they find them."""
        return measure_preference(pair, tokenizer, holdout, setup)
