"""Where a model may be worse than its headline says: slices, general text, training records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reports.blocks import Block, Cell, Column, Heading, Para, Table
from reports.facts import Document
from reports.words import measure_name, plural, show

_MAX_SLICES = 40
_KINDS = {"group": "mentions", "language": "language", "source": "source", "label": "label"}


def apart(document: Document) -> Iterator[Block]:
    """Yield what was found on slices, on general text and on training records."""
    yield from _slices(document)
    yield from _forgetting(document)
    yield from _overfitting(document)


def _slices(document: Document) -> Iterator[Block]:
    yield Heading("Is it as good for everybody?")
    if document.get("slices.status") != "measured":
        yield _not_measured(document, "slices")
        return
    found = document.items("slices.slices")
    judged = [each for each in found if each.get("judged")]
    small = [each for each in found if not each.get("judged")]
    measure = str(document.get("slices.measure"))
    if judged:
        yield Table(
            f"{measure_name(measure)} by slice (eval.json: slices; above zero is worse)",
            (
                Column("Slice", 2),
                Column("Records", 0.8, number=True),
                Column("Base model", 1, number=True),
                Column("Tuned model", 1, number=True),
                Column("Worse than all others by", 1.6, number=True),
            ),
            tuple(_slice(each) for each in judged[:_MAX_SLICES]),
            dense=True,
        )
        if len(judged) > _MAX_SLICES:
            yield Para(f"{len(judged) - _MAX_SLICES} more slices stand in eval.json.", tone="muted")
        yield Para(
            "The intervals of all slices hold together with 95 % probability. A gap can come from "
            "harder records as well as from the model; a person has to look at the records."
        )
    if small:
        names = ", ".join(
            f"{_slice_name(each)} ({each.get('records')})" for each in small[:_MAX_SLICES]
        )
        more = len(small) - _MAX_SLICES
        yield Para(
            f"Too few records for a judgement in {plural(len(small), 'slice')}: {names}"
            + (f" and {more} more." if more > 0 else "."),
            tone="muted",
        )
    if not found:
        yield Para(
            "All records are of one source and one language, and no group of people that the "
            "lexicons know is mentioned, so there was nothing to compare.",
            tone="muted",
        )


def _slice(each: Mapping[str, Any]) -> tuple[Cell, ...]:
    gap = each["worse_by"]
    worse = gap["low"] is not None and gap["low"] > 0
    return (
        Cell(_slice_name(each)),
        Cell(show(each.get("records"))),
        Cell(show(each["base"]["value"])),
        Cell(show(each["tuned"]["value"])),
        Cell(_with_interval(gap), tone="warn" if worse else "plain"),
    )


def _slice_name(each: Mapping[str, Any]) -> str:
    kind = str(each.get("kind"))
    return f"{_KINDS.get(kind, kind)}: {each.get('name')}"


def _forgetting(document: Document) -> Iterator[Block]:
    yield Heading("Has it forgotten something?")
    if document.get("forgetting.status") != "measured":
        yield _not_measured(document, "forgetting")
        return
    parts = [("all", document.mapping("forgetting.loss"))]
    parts += sorted(document.mapping("forgetting.by_language").items())
    yield Table(
        "Loss on general text, nats per token (eval.json: forgetting; above zero is worse)",
        (
            Column("Language", 1),
            Column("Texts", 0.8, number=True),
            Column("Base model", 1, number=True),
            Column("Tuned model", 1, number=True),
            Column("Difference", 1.6, number=True),
        ),
        tuple(
            (
                Cell(name),
                Cell(show(found.get("records"))),
                Cell(show(found["base"]["value"])),
                Cell(show(found["tuned"]["value"])),
                Cell(_with_interval(found["difference"])),
            )
            for name, found in parts
        ),
    )
    yield Para(
        f"Texts: {document.get('forgetting.texts')}. They have nothing to do with the task: where "
        "the tuned model finds them less likely than its base did, it lost something."
    )


def _overfitting(document: Document) -> Iterator[Block]:
    yield Heading("Does it know its training records by heart?")
    if document.get("overfitting.status") != "measured":
        yield _not_measured(document, "overfitting")
        return
    losses, gaps = document.mapping("overfitting.loss"), document.mapping("overfitting.gap")
    names = [name for name in ("train", "validation", "holdout") if name in losses]
    yield Table(
        f"Loss of the tuned model on {show(document.get('overfitting.records'))} records of each "
        "split (eval.json: overfitting)",
        (
            Column("Split", 1),
            Column("Loss", 1, number=True),
            Column("Above training records by", 1.6, number=True),
        ),
        tuple(
            (
                Cell(name),
                Cell(show(losses[name])),
                Cell(_with_interval(gaps[name]) if name in gaps else ""),
            )
            for name in names
        ),
    )


def _with_interval(found: Mapping[str, Any]) -> str:
    value, low, high = found["value"], found["low"], found["high"]
    if low is None:
        return f"{show(value)} (no interval)"
    return f"{show(value)} [{show(low)}; {show(high)}]"


def _not_measured(document: Document, part: str) -> Para:
    return Para(f"Not measured: {document.get(f'{part}.reason')}.", tone="muted")
