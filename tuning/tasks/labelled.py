"""What sequence and token classification have in common: a body with a new head for classes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Self

from compliance.dataset.record import Record
from compliance.errors import ModelFolderError
from tuning.config import TuneConfig
from tuning.examples import Example
from tuning.head import head_modules, output_layer, start_anew
from tuning.labels import Labels
from tuning.losses import RecordLoss
from tuning.model import BaseModel, load
from tuning.reading import Collator, losses_of, read, row_of
from tuning.tasks.base import Task
from tuning.training.padding import pad_id_of

_HEADS = ("score", "classifier", "pre_classifier", "classification_head", "head", "pooler")
"""Names that transformers gives to heads and their parts."""


class Labelled(Task):
    """A task whose classes come from its training records.

    The base may be a causal model or an encoder such as BERT. Its head is always new, also where it
    has one for other classes. A causal model reads the whole text and is asked at its last token.
    """

    smooths = True
    weighs = True
    # Measured on the shipped base, see docs/tune-classification.md: a new head and few labels per
    # step bear smaller steps than the many tokens of texts.
    rate_factor = (1 / 3, 1.0)
    whole: ClassVar[bool]
    """Whether a record has one label, or one for each word."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels

    @classmethod
    def of(cls, records: Iterable[Record]) -> Self:
        """Return the task for training records.

        Raises:
            TuneError: they have fewer than two classes, or a label that is none.
        """
        return cls(cls.labels_of(records))

    @classmethod
    @abstractmethod
    def labels_of(cls, records: Iterable[Record]) -> Labels:
        """Return the classes that training records have."""

    def load(
        self, base: BaseModel, *, options: Mapping[str, Any] | None = None, seed: int = 0
    ) -> tuple[Any, Any]:
        """Return the model with a new head, and its tokenizer; see `Task.load`."""
        import torch

        given = _in_float32(options)
        if "quantization_config" in given:
            # A head is trained itself, so it is never quantised.
            given["quantization_config"].llm_int8_skip_modules = list(_HEADS)
        with torch.random.fork_rng(devices=[]):
            # Parts of a head that the base lacks are drawn by transformers, as its kind needs.
            torch.manual_seed(seed % 2**63)
            model, tokenizer = load(
                base,
                auto_class=self.auto_class,
                options={**given, **self.labels.config()},
                new_head=True,
            )
        std = getattr(model.config.get_text_config(), "initializer_range", None)
        start_anew(output_layer(model), std=std, seed=seed)
        model.config.get_text_config().pad_token_id = pad_id_of(tokenizer)
        model.config.pad_token_id = pad_id_of(tokenizer)
        return model, tokenizer

    def load_tuned(
        self, tuned: BaseModel, *, options: Mapping[str, Any] | None = None
    ) -> tuple[Any, Any]:
        """Return a trained model with the head it has; see `Task.load_tuned`."""
        model, tokenizer = super().load_tuned(tuned, options=_in_float32(options))
        if model.config.label2id != self.labels.index:
            raise ModelFolderError(
                f"{tuned.path} was trained for other classes than those of the records",
                fix="run `ftcheck tune` again: the training records have changed since",
            )
        return model, tokenizer

    def head(self, model: Any) -> tuple[str, ...]:
        """Return the modules that are new for the task."""
        return head_modules(model)

    def trainer_classes(self) -> tuple[type, type]:
        """Return our trainer of classes and its arguments."""
        from tuning.training.classes import ClassArguments, ClassTrainer

        return ClassTrainer, ClassArguments

    def arguments(self, config: TuneConfig) -> dict[str, Any]:
        """Return what the trainer has to know beside the common arguments."""
        balanced = config.class_weight == "balanced"
        return {"class_weights": self.labels.balanced_weights() if balanced else None}

    def row(self, example: Example) -> dict[str, Any]:
        """Return an example as the trainer reads it."""
        return row_of(example, whole=self.whole)

    def collator(self, tokenizer: Any) -> Any:
        """Return what makes a batch of rows."""
        return Collator(pad_id_of(tokenizer))

    def losses(
        self,
        model: Any,
        examples: Sequence[Example],
        *,
        pad_id: int,
        batch_size: int,
        step: Callable[[int], None] | None = None,
    ) -> list[RecordLoss]:
        """Return the cross entropy of each label, without class weights and smoothing.

        `pad_id` is not used: a causal classifier is asked at the last token before the padding, so
        only the token that its configuration names will do.
        """
        found = read(model, examples, whole=self.whole, batch_size=batch_size, step=step)
        return [
            RecordLoss(each.record_id, each.group, losses_of(reading.logits, reading.labels))
            for each, reading in zip(examples, found, strict=True)
        ]

    def exported_config(self, base: BaseModel, tokenizer: Any) -> str:
        """Return the configuration of the tuned model as JSON: with it an adapter stands alone."""
        from transformers import AutoConfig

        config = AutoConfig.from_pretrained(
            base.path, local_files_only=True, **self.labels.config()
        )
        config.pad_token_id = pad_id_of(tokenizer)
        return str(config.to_json_string(use_diff=True))


def _in_float32(options: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return load options with float32: the head is trained, and has to fit what it reads."""
    import torch

    return {**(options or {}), "dtype": torch.float32}
