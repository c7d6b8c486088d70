"""What every gate offers, and what it is told."""

from __future__ import annotations

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
    """What the scanner found in the texts of the children at hand and of their parents."""

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
    pairs: Iterable[tuple[Record, Record]], find: Find, *, known: Context | None = None
) -> Context:
    """Run the scanner once over every changed text of the children and all texts of the parents.

    Args:
        pairs: child and parent.
        find: the scanner of the project.
        known: what an earlier round found; its texts are not scanned again.
    """
    texts: dict[str, None] = {}
    for child, parent in pairs:
        texts.update(dict.fromkeys(changed_texts(child, parent).values()))
        texts.update(dict.fromkeys(field.text for field in parent.fields()))
    before = known.found if known is not None else {}
    ordered = [text for text in texts if text not in before]
    found = find(ordered) if ordered else []
    return Context(
        {
            **before,
            **{
                text: frozenset(filter(None, (_value(text[s.start : s.end]) for s in spans)))
                for text, spans in zip(ordered, found, strict=True)
            },
        }
    )


def _value(text: str) -> str:
    """Return a found value without slots, case and outer marks; empty if only slots were found."""
    bare = " ".join(SLOT.sub(" ", text).casefold().split())
    return _MARKS.sub("", bare)
