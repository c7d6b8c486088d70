"""Sequence classification: a text gets one of the classes that stand in the training records.

A record has one label, a text, whole number or truth value. Several labels at once (multi-label)
are refused: no loss, threshold or measure of this task would fit them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from compliance.dataset.record import Record
from compliance.errors import TuneError
from tuning.evaluation.classification import METRICS, measure_classes
from tuning.evaluation.measures import Measured, Setup
from tuning.examples import Example, Examples
from tuning.labels import Labels, name_of
from tuning.pair import Pair
from tuning.tasks.labelled import Labelled


class Classification(Labelled):
    """One class for each text."""

    name = "classification"
    kinds = ("classification",)
    peft_type = "SEQ_CLS"
    auto_class = "AutoModelForSequenceClassification"
    metrics = METRICS
    whole = True

    @classmethod
    def labels_of(cls, records: Iterable[Record]) -> Labels:
        """Return the classes that training records have; empty texts do not count."""
        found = (_label(record) for record in records if _text(record))
        return Labels.of([name for name in found if name is not None], what="label")

    def examples(self, records: Iterable[Record], tokenizer: Any, *, max_length: int) -> Examples:
        """Return the records as examples, in order; every record is either in them or counted.

        A record is left out, and counted, without a text (`no_text`), without a label (`no_label`),
        or with a label that no training record has (`unknown_label`). Control tokens in a text are
        read as the characters they are written with.

        Raises:
            TuneError: a text or a label is something else.
        """
        length = min(max_length, int(tokenizer.model_max_length))
        items: list[Example] = []
        excluded: Counter[str] = Counter()
        for record in records:
            text, label = _text(record), _label(record)
            number = self.labels.index.get(label) if label is not None else None
            if not text or number is None:
                excluded[
                    "no_text" if not text else "no_label" if label is None else "unknown_label"
                ] += 1
                continue
            encoded = tokenizer(
                text,
                truncation=True,
                max_length=length,
                split_special_tokens=True,
                return_overflowing_tokens=True,
            )
            ids = encoded["input_ids"][0]
            items.append(
                Example(
                    record.id,
                    record.group or record.id,
                    tuple(ids),
                    (number,),
                    truncated=len(encoded["input_ids"]) > 1,
                )
            )
        return Examples(tuple(items), dict(sorted(excluded.items())))

    def measure(
        self, pair: Pair, tokenizer: Any, holdout: Examples, setup: Setup, *, train: Examples
    ) -> Measured:
        """Return what the base with a head alone, and what the tuned model makes of each text."""
        return measure_classes(pair, tokenizer, holdout, setup, train=train, labels=self.labels)


def _text(record: Record) -> str:
    value = record.data["text"]
    if value is not None and not isinstance(value, str):
        raise TuneError(f"record {record.id!r}: 'text' must be a text to be trained")
    return "" if value is None or not value.strip() else value


def _label(record: Record) -> str | None:
    return name_of(record.data["label"], place=f"the label of record {record.id!r}")
