"""What was kept from training, and whether it is apart from it."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Bullets, Callout, Cell, Column, FactTable, Para, Section, Table
from reports.facts import Document, Report
from reports.words import short_hash, show

_SIDES = (
    ("train", "training: the model learns from them"),
    ("validation", "validation: they say when training stops, and which settings are chosen"),
    ("holdout", "held out: they judge base and tuned model, after training"),
)


def split_section(report: Report) -> Section:
    """Return the section on training, validation and held-out records."""
    document = report.split
    blocks: list[Block] = []
    if document is None:
        blocks.append(Para("This stage did not happen: there is no split.json."))
    else:
        blocks.extend(_blocks(document))
    return Section(
        "split",
        "Training and hold-out",
        "This section shows which cleaned records were kept from training, and whether copies of "
        "them were learned from all the same.",
        tuple(blocks),
    )


def _blocks(document: Document) -> Iterator[Block]:
    if warnings := document.items("warnings"):
        text = ". ".join(str(each["text"]) for each in warnings)
        yield Callout("To know before the figures are read", f"{text}.")
    rows = []
    for side, use in _SIDES:
        found = document.mapping(f"sides.{side}")
        rows.append(
            (
                Cell(use),
                Cell(show(found.get("records"))),
                Cell(show(found.get("groups"))),
                Cell(short_hash(str(found.get("sha256", ""))), mono=True),
            )
        )
    yield Table(
        "Sides (split.json: sides)",
        (
            Column("Cleaned records for", 3),
            Column("Records", 0.8),
            Column("Persons or cases", 1),
            Column("SHA-256", 1.2),
        ),
        tuple(rows),
    )
    together = document.get("settings.near_duplicates") == "together"
    copies = FactTable("Copies")
    for label, key in (
        ("Groups that copies tie to others", "ties.groups"),
        ("Groups in the largest set of tied ones", "ties.largest"),
        ("Texts too short to tell near copies", "ties.too_short_to_compare"),
        ("Records count as near copies from a similarity of", "similarity"),
    ):
        copies.add(label, document.fact(key), open_text="not recorded")
    yield copies.table()
    yield Para(
        "Records of one person or case fall on one side. "
        + (
            "So do groups with equal or nearly equal records."
            if together
            else "Groups with equal or nearly equal records may fall on two sides."
        )
    )
    leaks = document.items("leakage")
    yield Bullets(
        tuple(
            Cell(
                f"{show(each['equal'])} {_name(each['of'])} records equal and "
                f"{show(each['near'])} nearly equal a {_name(each['in'])} record."
            )
            for each in leaks
        )
    )


def _name(side: object) -> str:
    return {"train": "training", "holdout": "held-out"}.get(str(side), str(side))
