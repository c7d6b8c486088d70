"""What a kind of record is trained for: its model, its examples, its loss, its evaluation."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Self

from compliance.dataset.record import Record
from compliance.progress import Progress
from tuning.config import TuneConfig
from tuning.evaluation.measures import Measured, Setup
from tuning.examples import Example, Examples
from tuning.losses import RecordLoss
from tuning.model import CAUSAL, BaseModel, load
from tuning.pair import Pair


class Task(ABC):
    """A task; everything that depends on the kind of the records goes through it."""

    name: ClassVar[str]
    """As reports say it."""
    kinds: ClassVar[tuple[str, ...]]
    """The record kinds it learns from."""
    peft_type: ClassVar[str]
    """Name in PEFT's `TaskType`."""
    auto_class: ClassVar[str]
    """Class of transformers that loads its models."""
    packs: ClassVar[bool] = False
    """Whether several examples may share a row."""
    metrics: tuple[str, ...]
    """What `measure` can measure; names of `tuning.config.evaluation.MetricName`."""
    smooths: ClassVar[bool] = False
    """Whether its trainer knows `label_smoothing_factor`."""
    rate_factor: ClassVar[tuple[float, float]] = (1.0, 1.0)
    """What the learning rate of small and of large models that is chosen by method is multiplied
    with."""
    weighs: ClassVar[bool] = False
    """Whether it has classes that `class_weight` can weigh."""

    @classmethod
    def of(cls, records: Iterable[Record]) -> Self:
        """Return the task for training records; what it has to know of them it takes from them.

        Raises:
            TuneError: the records cannot be used by this task.
        """
        return cls()

    @property
    def writes(self) -> bool:
        """Whether its models write text; others give classes."""
        return self.auto_class == CAUSAL

    def load(
        self, base: BaseModel, *, options: Mapping[str, Any] | None = None, seed: int = 0
    ) -> tuple[Any, Any]:
        """Return the model and its tokenizer.

        Args:
            base: the base model.
            options: see `tuning.methods.loading.load_options`.
            seed: of weights that the base lacks.

        Raises:
            ModelFolderError: see `tuning.model.load`.
        """
        return load(base, auto_class=self.auto_class, options=options)

    def load_tuned(
        self, tuned: BaseModel, *, options: Mapping[str, Any] | None = None
    ) -> tuple[Any, Any]:
        """Return a whole model that was trained for this task, and its tokenizer.

        Args:
            tuned: its folder, checked as a base model is.
            options: see `load`.

        Raises:
            ModelFolderError: see `load`; or it was trained for something else.
        """
        return load(tuned, auto_class=self.auto_class, options=options)

    def head(self, model: Any) -> tuple[str, ...]:
        """Return the modules that are new for the task, so that they are trained and kept whole."""
        return ()

    def exported_config(self, base: BaseModel, tokenizer: Any) -> str | None:
        """Return what a user of an adapter has to know beside the base's configuration, as JSON."""
        return None

    @abstractmethod
    def examples(self, records: Iterable[Record], tokenizer: Any, *, max_length: int) -> Examples:
        """Return the records as examples, in order; every record is in them or counted.

        Raises:
            TuneError: a record cannot be used by this task.
        """

    def begin(  # noqa: B027 - most tasks need nothing of the base
        self,
        model: Any,
        tokenizer: Any,
        train: Examples,
        others: Examples,
        *,
        config: TuneConfig,
        progress: Progress,
    ) -> None:
        """Look at the base model before anything of it is changed.

        Args:
            model: the base model.
            tokenizer: its tokenizer.
            train: what will be learned from.
            others: validation examples.
            config: how it will be trained.
            progress: told record by record.
        """

    def meet(  # noqa: B027 - most tasks need nothing of the base
        self,
        model: Any,
        tokenizer: Any,
        holdout: Examples,
        *,
        config: TuneConfig,
        progress: Progress,
    ) -> None:
        """Look at the base model again, with the held-out examples, before they judge.

        Args:
            model: acts as the base model.
            tokenizer: its tokenizer.
            holdout: held-out examples, which nobody saw before training was over.
            config: how it was trained.
            progress: told record by record.
        """

    @abstractmethod
    def trainer_classes(self) -> tuple[type, type]:
        """Return the trainer's class and that of its arguments."""

    @abstractmethod
    def arguments(self, config: TuneConfig) -> dict[str, Any]:
        """Return what the trainer has to know beside the common arguments."""

    @abstractmethod
    def row(self, example: Example) -> dict[str, Any]:
        """Return an example as the trainer reads it."""

    def collator(self, tokenizer: Any) -> Any:
        """Return what makes a batch of rows; None leaves it to the trainer."""
        return None

    @abstractmethod
    def losses(
        self,
        model: Any,
        examples: Sequence[Example],
        *,
        pad_id: int,
        batch_size: int,
        step: Callable[[int], None] | None = None,
    ) -> list[RecordLoss]:
        """Return the losses of each example, for validation and evaluation.

        Args:
            model: of this task; its training mode is left as it was found.
            examples: what to read.
            pad_id: any valid token id; padding never counts.
            batch_size: examples per forward pass.
            step: called with the number of examples done.
        """

    def membership_losses(
        self,
        model: Any,
        examples: Sequence[Example],
        *,
        pad_id: int,
        batch_size: int,
        step: Callable[[int], None] | None = None,
    ) -> list[RecordLoss]:
        """Return the losses by which the probe guesses what was learned; see `losses`."""
        return self.losses(model, examples, pad_id=pad_id, batch_size=batch_size, step=step)

    @abstractmethod
    def measure(
        self, pair: Pair, tokenizer: Any, holdout: Examples, setup: Setup, *, train: Examples
    ) -> Measured:
        """Return numbers of base and tuned model for each held-out example.

        Args:
            pair: the tuned model and its base.
            tokenizer: its tokenizer.
            holdout: held-out examples; may be empty, then nothing is measured.
            setup: how it is done.
            train: what was learned from; a base without classes is given some by it.
        """
