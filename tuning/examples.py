"""Records as token examples: what is read, what is learned, what was cut or left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from compliance.errors import TuneError

IGNORED = -100
"""The label of a token that is read but not learned."""


@dataclass(frozen=True, slots=True)
class Example:
    """One record as tokens."""

    record_id: str
    group: str
    input_ids: tuple[int, ...]
    labels: tuple[int, ...]
    """Like `input_ids`, with `IGNORED` where nothing is learned; same length."""
    truncated: bool

    @property
    def lengths(self) -> tuple[int, ...]:
        """Tokens of each sequence that it is read as."""
        return (len(self.input_ids),)

    @property
    def learned(self) -> int:
        """Number of tokens that count in the loss."""
        # The first token has nothing before it to be predicted from.
        return sum(label != IGNORED for label in self.labels[1:])

    def last_answer(self) -> tuple[int, int]:
        """Return start and end of the last run of learned tokens."""
        end = len(self.labels)
        while self.labels[end - 1] == IGNORED:
            end -= 1
        start = end
        while start > 0 and self.labels[start - 1] != IGNORED:
            start -= 1
        return start, end


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples of one split, and what became of the other records."""

    items: tuple[Example, ...]
    excluded: dict[str, int]
    """Reason → number of records that could not be used."""

    @property
    def tokens(self) -> int:
        """Number of tokens read in one pass."""
        return sum(sum(item.lengths) for item in self.items)

    @property
    def longest(self) -> int:
        """Number of tokens of the longest sequence; 0 when there is none."""
        return max((max(item.lengths) for item in self.items), default=0)

    @property
    def truncated(self) -> int:
        """Number of records cut at `max_length`."""
        return sum(item.truncated for item in self.items)

    def joined(self, other: Examples) -> Examples:
        """Return these examples followed by others."""
        excluded = Counter(self.excluded) + Counter(other.excluded)
        return Examples(self.items + other.items, dict(sorted(excluded.items())))


def require_some(train_set: Examples) -> None:
    """Refuse to train on nothing.

    Raises:
        TuneError: no example is left.
    """
    if not train_set.items:
        raise TuneError(
            "no record is left to train on",
            why=f"left out: {train_set.excluded}",
            fix="raise max_length in [tune], or check that the records hold answers",
        )


def cut_or_left_out(name: str, examples: Examples, max_length: int) -> list[str]:
    """Return in words which records are cut and which are left out and why; empty when none is.

    Args:
        name: of the split, as the lines say it.
        examples: the split.
        max_length: tokens that a record may have.
    """
    lines = []
    if examples.truncated:
        lines.append(
            f"{examples.truncated:,} {name} records are cut at max_length, {max_length:,} tokens"
        )
    if left_out := sum(examples.excluded.values()):
        reasons = ", ".join(
            f"{reason.replace('_', ' ')} {number:,}" for reason, number in examples.excluded.items()
        )
        lines.append(f"{left_out:,} {name} records are left out: {reasons}")
    return lines
