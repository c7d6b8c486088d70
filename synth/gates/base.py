"""What every gate offers, and what it is told."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from compliance.dataset.record import Record
from synth.text import SLOT

_MARKS = re.compile(r"^[\W_]+|[\W_]+$")


class Span(Protocol):
    """A finding, as far as a gate needs it."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One after the last code point."""


Find = Callable[[Sequence[str]], Sequence[Sequence[Span]]]
"""Finds what looks personal in each of several texts."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a gate says about a child."""

    outcome: Literal["accept", "reject", "hold"]
    code: str = ""
    """Why, as a fixed word; never a text of the data. Empty when accepted."""


ACCEPT = Verdict("accept")


@dataclass(frozen=True, slots=True)
class Context:
    """What the scanner found in changed texts, and in the parents of those with a finding."""

    found: Mapping[str, frozenset[str]]
    """Text → values found in it, without case; slots left out."""


class Gate(Protocol):
    """Checks children for one reason."""

    @property
    def name(self) -> str:
        """The name under which it is counted."""

    def check(self, child: Record, parent: Record, context: Context) -> Verdict:
        """Return the verdict on one child; changes nothing."""

    def remember(self, child: Record, parent: Record) -> None:
        """Take note that the child was accepted by all gates."""


def changed_texts(child: Record, parent: Record) -> dict[str, str]:
    """Return the texts of a child, by path, that its parent does not have at that path."""
    before = {field.path: field.text for field in parent.fields()}
    return {
        field.path: field.text for field in child.fields() if before.get(field.path) != field.text
    }


def scan(
    pairs: Sequence[tuple[Record, Record]], find: Find, *, known: Context | None = None
) -> Context:
    """Run the scanner over the changed texts, and over the parents of those with a finding.

    Two calls at most; no text is scanned twice. A parent whose child shows nothing personal need
    not be scanned: there is nothing to compare.

    Args:
        pairs: child and parent.
        find: the scanner of the project.
        known: what an earlier round found.
    """
    found = dict(known.found) if known is not None else {}
    changed = [list(changed_texts(child, parent).values()) for child, parent in pairs]
    _look(itertools.chain.from_iterable(changed), find, found)
    _look(
        (
            field.text
            for (_, parent), texts in zip(pairs, changed, strict=True)
            if any(found[text] for text in texts)
            for field in parent.fields()
        ),
        find,
        found,
    )
    return Context(found)


def _look(texts: Iterable[str], find: Find, found: dict[str, frozenset[str]]) -> None:
    """Add the values of texts that were not scanned yet."""
    new = [text for text in dict.fromkeys(texts) if text not in found]
    if not new:
        return
    for text, spans in zip(new, find(new), strict=True):
        values = (_value(text[span.start : span.end]) for span in spans)
        found[text] = frozenset(value for value in values if value)


def _value(text: str) -> str:
    """Return a found value without slots, case and outer marks; empty if only slots were found."""
    bare = " ".join(SLOT.sub(" ", text).casefold().split())
    return _MARKS.sub("", bare)
