"""The parts a report is made of; both renderings draw the same ones.

Sections hold blocks, blocks hold plain text. No markup is ever part of a text, so a declared value
such as `<script>` or `#import` can only come out as the characters that it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reports.facts import Fact
from reports.words import show

Tone = Literal["plain", "good", "warn", "bad", "muted"]
"""How a text is set apart; the words always say the same, so colour is never needed."""


Mark = Literal["", "full", "half", "empty", "alert"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One piece of text in a table or list."""

    text: str
    tone: Tone = "plain"
    mono: bool = False
    """Set in a fixed-width font: hashes, file names, ids."""
    strong: bool = False
    mark: Mark = ""
    """A small shape before the text; the text says the same."""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    text: str
    tone: Tone = "plain"
    kind: Literal["para"] = "para"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Cell, ...]
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    width: float = 1.0
    """Share of the table's width, against the other columns."""
    number: bool = False
    """Set flush right."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and a header row; the first column names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    dense: bool = False
    """Set smaller, so that a long table stays on one page."""
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, with its text for people who do not see it."""

    id: str
    svg: str
    alt: str
    caption: str
    kind: Literal["figure"] = "figure"


@dataclass(frozen=True, slots=True)
class Callout:
    """A statement that must not be overlooked."""

    title: str
    text: str
    tone: Tone = "warn"
    kind: Literal["callout"] = "callout"


@dataclass(frozen=True, slots=True)
class Sample:
    """Texts that a model wrote, kept apart from the report's own words."""

    title: str
    parts: tuple[tuple[str, str], ...]
    """Label and text."""
    kind: Literal["sample"] = "sample"


@dataclass(frozen=True, slots=True)
class SignOff:
    """One field to sign."""

    role: str
    ask: str
    choices: tuple[str, ...]
    name: str
    kind: Literal["signoff"] = "signoff"


Block = Para | Heading | Bullets | Table | Figure | Callout | Sample | SignOff


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered section; its lead says in one sentence what it shows."""

    id: str
    title: str
    lead: str
    blocks: tuple[Block, ...]
    annex: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole report, ready to be drawn."""

    title: str
    project: str
    run: str
    status: str
    verdict: str
    verdict_tone: Tone
    disclaimer: str
    generated_at: str
    cover: Table
    sections: tuple[Section, ...]
    language: str = "en"


@dataclass(slots=True)
class FactTable:
    """Collects facts into a table of label, value and source."""

    caption: str
    rows: list[tuple[Cell, ...]] = field(default_factory=list)

    def add(
        self,
        label: str,
        fact: Fact,
        *,
        text: str | None = None,
        open_text: str = "open: not declared",
        mono: bool = False,
        tone: Tone = "plain",
    ) -> FactTable:
        """Add a row for `fact`; `text` replaces the plain form of a known value."""
        if fact.known:
            value = Cell(show(fact.value) if text is None else text, tone=tone, mono=mono)
        else:
            value = Cell(open_text, tone="warn")
        self.rows.append((Cell(label), value, source_cell(fact)))
        return self

    def table(self) -> Table:
        """Return the finished table."""
        columns = (Column("Item", 1.3), Column("Value", 2.1), Column("Source", 2.05))
        return Table(self.caption, columns, tuple(self.rows))


def source_cell(fact: Fact) -> Cell:
    """Return the cell that says where a fact comes from."""
    # The lock is the source of most declarations; its whole name would break nearly every line.
    where = fact.where.replace("project.lock.json: ", "lock: ")
    return Cell(f"{fact.source} · {where}", tone="muted")


def cells(*texts: str) -> tuple[Cell, ...]:
    """Return plain cells."""
    return tuple(Cell(text) for text in texts)
