"""What a model that gives classes does with each of them: tables by class, mistakes, confidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reports.blocks import Block, Cell, Column, FactTable, Heading, Para, Table
from reports.facts import Document
from reports.words import plural, show

_MAX_CLASSES = 40
_MAX_CONFUSIONS = 15
_COUNTED = (
    ("Most frequent class, always said", "details.accuracy.majority_class"),
    ("Base model", "details.accuracy.base"),
    ("Tuned model", "details.accuracy.tuned"),
    ("Texts with every tag right", "details.accuracy.whole_records"),
)


def classes(document: Document) -> Iterator[Block]:
    """Yield what was found by class; nothing where the model gives none."""
    rows = document.items("details.by_class")
    if not rows:
        return
    yield Heading("By class")
    base = document.get("details.base")
    if base:
        yield Para(
            f"A base model has no classes of its own. The base in this comparison is {base}, so a "
            "difference is what tuning changed inside of the model."
        )
    yield from _counted(document)
    yield _by_class(rows)
    yield from _confusions(document)
    yield from _confidence(document)


def _counted(document: Document) -> Iterator[Block]:
    found = [(label, document.mapping(key)) for label, key in _COUNTED]
    known = [(label, each) for label, each in found if each]
    if not known:
        return
    yield Table(
        "Right, as counted (eval.json: details.accuracy; exact 95 % intervals)",
        (
            Column("Who", 2),
            Column("Right", 0.8, number=True),
            Column("Of", 0.8, number=True),
            Column("Share", 1.6, number=True),
        ),
        tuple(
            (
                Cell(label),
                Cell(show(each.get("correct"))),
                Cell(show(each.get("records"))),
                Cell(_share(each)),
            )
            for label, each in known
        ),
    )


def _share(found: Mapping[str, Any]) -> str:
    value, low, high = (found.get(key) for key in ("value", "low", "high"))
    if low is None:
        return f"{show(value)} (no interval)"
    return f"{show(value)} [{show(low)}; {show(high)}]"


def _by_class(rows: list[Mapping[str, Any]]) -> Table:
    return Table(
        f"By class: {min(len(rows), _MAX_CLASSES)} of {len(rows)} (eval.json: details.by_class)",
        (
            Column("Class", 2),
            Column("Held out", 0.9, number=True),
            Column("Precision", 1, number=True),
            Column("Recall", 1, number=True),
            Column("F1", 1, number=True),
            Column("F1 of the base", 1.1, number=True),
        ),
        tuple(
            (
                Cell(str(row.get("name"))),
                *(
                    Cell("none" if row.get(key) is None else show(row.get(key)))
                    for key in ("support", "precision", "recall", "f1", "base_f1")
                ),
            )
            for row in rows[:_MAX_CLASSES]
        ),
        dense=True,
    )


def _confusions(document: Document) -> Iterator[Block]:
    rows = document.items("details.confusions")
    if not rows:
        return
    shown = rows[:_MAX_CONFUSIONS]
    yield Table(
        f"{plural(len(shown), 'most frequent mistake')} of the tuned model "
        "(eval.json: details.confusions)",
        (Column("Right", 2), Column("Predicted", 2), Column("Times", 0.8, number=True)),
        tuple(
            (Cell(str(row.get("right"))), Cell(str(row.get("predicted"))), Cell(show(row["count"])))
            for row in shown
        ),
        dense=True,
    )


def _confidence(document: Document) -> Iterator[Block]:
    if not document.mapping("details.calibration"):
        return
    table = FactTable("How far confidence can be trusted")
    for name, model in (("Base model", "base"), ("Tuned model", "tuned")):
        where = f"details.calibration.{model}"
        table.add(f"{name}: mean confidence", document.fact(f"{where}.mean_confidence"))
        table.add(
            f"{name}: expected calibration error",
            document.fact(f"{where}.expected_calibration_error"),
        )
    yield table.table()
    yield Para(
        "The calibration error is how far confidence and share of right answers lie apart on "
        "average. With few records it is too high by chance.",
        tone="muted",
    )
