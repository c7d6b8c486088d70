"""Token classification: each word of a text gets one of the tags in the training records.

The words are joined by spaces and read as one text. The first token of a word carries its tag, as
`TokenClassificationPipeline` with `aggregation_strategy="first"` expects it; the others are read
and not learned.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from compliance.dataset.record import Record
from tuning.evaluation.entities import has_entities
from tuning.evaluation.measures import Measured, Setup
from tuning.evaluation.tagging import METRICS, PLAIN_METRICS, measure_tags
from tuning.examples import IGNORED, Example, Examples
from tuning.labels import Labels, name_of
from tuning.pair import Pair
from tuning.tasks.labelled import Labelled


class Tagging(Labelled):
    """One tag for each word: entities in BIO and its kin, or any other tags."""

    name = "token classification"
    kinds = ("tokens",)
    peft_type = "TOKEN_CLS"
    auto_class = "AutoModelForTokenClassification"
    whole = False

    def __init__(self, labels: Labels) -> None:
        super().__init__(labels)
        self.metrics = METRICS if has_entities(labels.names) else PLAIN_METRICS

    @classmethod
    def labels_of(cls, records: Iterable[Record]) -> Labels:
        """Return the tags that training records have."""
        found = (name for record in records for name in _tags(record))
        return Labels.of([name for name in found if name is not None], what="tag")

    def examples(self, records: Iterable[Record], tokenizer: Any, *, max_length: int) -> Examples:
        """Return the records as examples, in order; every record is either in them or counted.

        A record is left out, and counted, without words (`no_text`), with a word without a tag
        (`no_label`), with a tag that no training record has (`unknown_label`), or with a word that
        the tokenizer gives no token of its own (`unreadable_word`). Words behind `max_length` are
        cut off.

        Raises:
            TuneError: a tag is something else.
        """
        length = min(max_length, int(tokenizer.model_max_length))
        items: list[Example] = []
        excluded: Counter[str] = Counter()
        for record in records:
            words = [str(word) for word in record.data["tokens"]]
            names = _tags(record)
            reason = "" if words else "no_text"
            if not reason and None in names:
                reason = "no_label"
            if not reason and not all(name in self.labels.index for name in names):
                reason = "unknown_label"
            if not reason:
                numbers = [self.labels.index[name] for name in names if name is not None]
                ids, labels, truncated, read = encode(words, numbers, tokenizer, length)
                kept = sum(label != IGNORED for label in labels)
                if not kept or kept < read:
                    reason = "unreadable_word"
            if reason:
                excluded[reason] += 1
                continue
            group = record.group or record.id
            items.append(Example(record.id, group, tuple(ids), tuple(labels), truncated))
        return Examples(tuple(items), dict(sorted(excluded.items())))

    def measure(
        self, pair: Pair, tokenizer: Any, holdout: Examples, setup: Setup, *, train: Examples
    ) -> Measured:
        """Return what the base with a head alone, and what the tuned model makes of each word."""
        return measure_tags(pair, tokenizer, holdout, setup, train=train, labels=self.labels)


def encode(
    words: Sequence[str], numbers: Sequence[int], tokenizer: Any, length: int
) -> tuple[list[int], list[int], bool, int]:
    """Return token ids, labels, whether something was cut off, and how many words were reached.

    Args:
        words: of one text.
        numbers: the class of each.
        tokenizer: a fast one, which tells where a token stands in the text.
        length: tokens at most.
    """
    text = " ".join(words)
    starts, position = [], 0
    for word in words:
        starts.append(position)
        position += len(word) + 1
    encoded = tokenizer(
        text,
        truncation=True,
        max_length=length,
        split_special_tokens=True,
        return_overflowing_tokens=True,
        return_offsets_mapping=True,
    )
    ids = list(encoded["input_ids"][0])
    labels, seen = [IGNORED] * len(ids), -1
    for place, (start, end) in enumerate(encoded["offset_mapping"][0]):
        # Some tokenizers count the space before a word as part of its first token.
        while start < end and text[start].isspace():
            start += 1
        if start == end:
            continue
        number = bisect_right(starts, start) - 1
        if number > seen:
            labels[place], seen = numbers[number], number
    truncated = len(encoded["input_ids"]) > 1
    return ids, labels, truncated, seen + 1 if truncated else len(words)


def _tags(record: Record) -> list[str | None]:
    place = f"a tag of record {record.id!r}"
    return [name_of(tag, place=place) for tag in record.data["tags"]]
