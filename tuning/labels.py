"""The names of classes: how a label or a tag of a record becomes one, and their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from compliance.errors import TuneError


@dataclass(frozen=True)
class Labels:
    """The classes of a task, in an order that does not depend on the order of the records."""

    names: tuple[str, ...]
    """Sorted: by number where all are whole numbers, else by code point."""
    counts: tuple[int, ...]
    """Per class, how often it stands in the real training records."""

    @classmethod
    def of(cls, names: Iterable[str], *, what: str) -> Labels:
        """Return the classes that occur in training records.

        Args:
            names: of all labels in the training records, with repetitions.
            what: `label` or `tag`, for messages.

        Raises:
            TuneError: there are fewer than two.
        """
        counts = Counter(names)
        if len(counts) < 2:
            found = "have the same" if counts else "have no"
            raise TuneError(
                f"all training records {found} {what}",
                why="with fewer than two classes there is nothing to tell apart",
                fix=f"add records with another {what}, or check the column that holds it",
            )
        ordered = sorted(counts, key=_numbered if all(map(_is_number, counts)) else None)
        return cls(tuple(ordered), tuple(counts[name] for name in ordered))

    @cached_property
    def index(self) -> dict[str, int]:
        """Name → number of the class."""
        return {name: number for number, name in enumerate(self.names)}

    @property
    def majority(self) -> int:
        """Number of the class with most training records; of several the first."""
        return max(range(len(self.counts)), key=lambda number: (self.counts[number], -number))

    def balanced_weights(self) -> list[float]:
        """Return a weight for each class so that all count the same; their mean over records is 1.

        Basis: King & Zeng 2001, Logistic Regression in Rare Events Data (n / (classes * n_class)).
        """
        total = sum(self.counts)
        return [total / (len(self.counts) * count) for count in self.counts]

    def config(self) -> dict[str, Any]:
        """Return what a model's configuration says about the classes."""
        return {
            "num_labels": len(self.names),
            "id2label": dict(enumerate(self.names)),
            "label2id": self.index,
        }


def name_of(value: Any, *, place: str) -> str | None:
    """Return the name of the class that a label or tag stands for; None where there is none.

    Whole numbers and truth values are named by their digits and by `true` and `false`.

    Args:
        value: as it stands in the record.
        place: which record and field, for the message.

    Raises:
        TuneError: it is a fraction, a list or an object.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return str(int(value))
    if isinstance(value, float):
        raise TuneError(
            f"{place} is no class but a fraction",
            why="classes are learned here, not amounts (regression)",
            fix="write ranges as classes, such as low, middle and high",
        )
    raise TuneError(
        f"{place} is a {'list' if isinstance(value, list | tuple) else 'nested value'}",
        why="one class for each text is learned; several at once (multi-label) are not",
        fix="make a record for each question, or name each combination as a class of its own",
    )


def _is_number(name: str) -> bool:
    return name.removeprefix("-").isdecimal() and name.isascii()


def _numbered(name: str) -> tuple[int, str]:
    return int(name), name
