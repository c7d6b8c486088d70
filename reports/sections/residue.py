"""What the check after cleaning found: removed values that are left, canaries, the self-test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compliance.detect.types import TYPES
from compliance.residue.index import KINDS
from reports.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    FactTable,
    Heading,
    Para,
    Section,
    Table,
    Tone,
)
from reports.facts import Document, Report
from reports.words import show

_ID = "residue"
_TITLE = "Check after cleaning"
_LEAD = (
    "This section shows whether values that were taken out in one place are still there in another."
)
_WEIGHTS: tuple[tuple[str, str, Tone], ...] = (
    ("block", "stops the run", "bad"),
    ("review", "a person has to look", "warn"),
    ("note", "counted only", "muted"),
)
_WHERE = {"in_place": "in the place of a find", "set_in": "in a text without finds"}
_NAMES = {"listed": ", from our lists", "coined": ", in no list"}
_LIMITS = (
    "Only what the scanner found somewhere is searched for. A value that it overlooked everywhere "
    "is not among these.",
    "Whether a word is a name or a word is told by lists and by how often it stands in the data. "
    "What is only counted can hold names too.",
    "Values are searched for in memory. None of them is written anywhere; places are kept as "
    "positions, with keyed fingerprints.",
)
_TEST_LIMITS = (
    "Values that nobody has are set into copies of some records, which are then scanned and "
    "cleaned like the data and forgotten.",
    "In the place of a find means: in surroundings in which the scanner had found something. How "
    "it does in surroundings in which it found nothing is not seen there. These shares are an "
    "upper bound, and no estimate of what was missed; only a person's sample is.",
    "In a text without finds means: behind a sentence in which nothing else points to a person, "
    "which is harder for names than most texts are.",
)


def residue_section(report: Report) -> Section:
    """Return the section on what is left of removed values."""
    document = report.check
    if document is None or not document.mapping("residue"):
        return Section(_ID, _TITLE, _LEAD, (Callout("Open", "The cleaned data were not checked."),))
    blocks: list[Block] = [_searched(document), *_left(document), *_canaries(document)]
    blocks.append(Bullets(tuple(Cell(text) for text in _LIMITS)))
    blocks += _self_test(document)
    return Section(_ID, _TITLE, _LEAD, tuple(blocks))


def _searched(document: Document) -> Table:
    table = FactTable("What was searched for")
    for title, key in (
        ("Mentions taken out", "searched.mentions"),
        ("Too short to be searched for (mentions by type)", "searched.too_short"),
        ("Places of which it cannot be told what stood there", "searched.unknown"),
        ("Places that stop the run", "places.block"),
        ("Places that a person has to look at", "places.review"),
        ("Places that are only counted", "places.note"),
        ("Places that the policy allows", "settled.allowed_by_policy"),
        ("Places that a person said are no personal data", "settled.rejected_by_person"),
    ):
        table.add(title, document.fact(f"residue.{key}"), open_text="none")
    return table.table()


def _left(document: Document) -> list[Block]:
    rows = []
    for strength, words, tone in _WEIGHTS:
        for name, kinds in sorted(document.mapping(f"residue.left.{strength}").items()):
            counts = (kinds.get(kind, 0) if isinstance(kinds, Mapping) else 0 for kind in KINDS)
            rows.append((Cell(_type(str(name))), Cell(words, tone), *map(_count, counts)))
    if not rows:
        return [Para("Nothing that was taken out in one place was found in another.")]
    columns = (
        Column("Type", 1.6),
        Column("What follows", 1.3),
        *(Column(kind.capitalize(), 0.8, number=True) for kind in KINDS),
    )
    meanings = "; ".join(f"{kind}: {text}" for kind, text in KINDS.items())
    return [
        Table("Places by type and way of writing (check.json: residue.left)", columns, tuple(rows)),
        Para(f"{meanings[:1].upper()}{meanings[1:]}."),
    ]


def _canaries(document: Document) -> list[Block]:
    found = document.mapping("residue.canaries")
    if not found:
        return [Para("No canaries were planted in the data by the company.")]
    table = FactTable("Canaries planted by the company")
    for title, key in (("Planted", "planted"), ("In the sources", "in_sources"), ("Left", "left")):
        tone: Tone = "bad" if key == "left" and found.get("left") else "plain"
        table.add(title, document.fact(f"residue.canaries.{key}"), tone=tone)
    return [table.table()]


def _self_test(document: Document) -> list[Block]:
    heading = Heading("Invented values set into these data")
    results = document.items("residue.self_test.results")
    if not results:
        return [heading, Para("The scanner was not tested with invented values.")]
    columns = (
        Column("Type", 2.0),
        Column("Where", 1.4),
        Column("Set in", 0.7, number=True),
        Column("Found", 0.7, number=True),
        Column("In part", 0.7, number=True),
        Column("Missed", 0.7, number=True),
        Column("Share found, 95 % interval", 1.8),
    )
    rows = tuple(_result(row) for row in results)
    return [
        heading,
        Table("Self-test (check.json: residue.self_test)", columns, rows, dense=True),
        Bullets(tuple(Cell(text) for text in _TEST_LIMITS)),
    ]


def _result(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    share = row.get("share") or {}
    interval = (
        f"{share.get('value', 0):.1%} ({share.get('low', 0):.1%} to {share.get('high', 0):.1%})"
    )
    missed = row.get("missed", 0)
    return (
        Cell(_type(str(row.get("type"))) + _NAMES.get(str(row.get("names")), "")),
        Cell(_WHERE.get(str(row.get("where")), "")),
        Cell(show(row.get("planted", 0))),
        Cell(show(row.get("found", 0))),
        Cell(show(row.get("found_in_part", 0))),
        Cell(show(missed), tone="warn" if missed else "plain"),
        Cell(interval),
    )


def _count(number: int) -> Cell:
    return Cell(show(number), tone="plain" if number else "muted")


def _type(name: str) -> str:
    known = TYPES.get(name)
    return f"{known.title} ({name})" if known else name
