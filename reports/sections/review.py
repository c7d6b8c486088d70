"""What people decided on findings, and what the scanner is estimated to miss."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compliance.review.model import MEANING
from compliance.review.queue import WHY
from reports.blocks import Block, Callout, Cell, Column, FactTable, Para, Section, Table
from reports.facts import Document, Fact, Report
from reports.words import show


def review_section(report: Report) -> Section:
    """Return the section on people's decisions and the sample they read."""
    document = report.review
    if document is None:
        blocks: list[Block] = [
            Callout("No review", "There is no review.json: no person's decision is known.", "warn")
        ]
    else:
        blocks = [
            *_decisions(document),
            *_open(document),
            *_taken_out(document),
            *_estimate(document),
        ]
    return Section(
        "review",
        "Review by people",
        "This section shows what people decided on findings, what still waits for them, and how "
        "much the scanner is estimated to miss.",
        tuple(blocks),
    )


def _decisions(document: Document) -> list[Block]:
    counts = document.mapping("decisions")
    if not counts:
        return [Para("No person has decided on a finding of this run.")]
    kinds = tuple(
        (Cell(name), Cell(MEANING.get(name, "")), Cell(show(number)))  # type: ignore[call-overload]
        for name, number in counts.items()
    )
    people = tuple(
        (Cell(str(each.get("name"))), Cell(show(each.get("decisions"))))
        for each in document.items("reviewers")
    )
    table = FactTable("Decisions taken back or without effect")
    table.add("Taken back", document.fact("undone"))
    table.add("No longer fitting the data", document.fact("stale"))
    return [
        Para(
            "Each decision is a signed entry of the ledger with the name of the person. It holds "
            "places and keyed fingerprints, never a value."
        ),
        Table(
            "Decisions that hold (review.json: decisions)",
            (Column("Decision", 0.8), Column("Meaning", 3), Column("Number", 0.7, number=True)),
            kinds,
        ),
        Table(
            "Who decided (review.json: reviewers)",
            (Column("Person", 3), Column("Decisions", 0.8, number=True)),
            people,
        ),
        table.table(),
    ]


def _open(document: Document) -> list[Block]:
    waiting = document.mapping("open")
    if not waiting:
        return [Para("Nothing waits for a person.")]
    rows = tuple(
        (Cell(WHY.get(origin, origin)), Cell(name), Cell(show(number), tone="warn"))  # type: ignore[call-overload]
        for origin, types in waiting.items()
        for name, number in types.items()
    )
    return [
        Table(
            "What waits for a person (review.json: open)",
            (Column("Why", 2.5), Column("Type", 1.5), Column("Number", 0.7, number=True)),
            rows,
        )
    ]


def _taken_out(document: Document) -> list[Block]:
    taken = document.mapping("set_aside")
    if not taken:
        return []
    return [
        Table(
            "Findings that a person took out: they stay in the data (review.json: set_aside)",
            (Column("Type", 3), Column("Findings", 0.8, number=True)),
            tuple((Cell(name), Cell(show(number))) for name, number in taken.items()),
        )
    ]


def _estimate(document: Document) -> list[Block]:
    found = document.get("estimate")
    if not isinstance(found, Mapping):
        return [
            Callout(
                "Not estimated",
                "No person read a random sample of records, so how much the scanner misses in "
                "these data is not known.",
                "warn",
            )
        ]
    table = FactTable("Estimate of what the scanner misses, from a random sample read by people")
    table.add("Records read", document.fact("estimate.records_read"))
    table.add("Records in the data", document.fact("sample.population"))
    table.add("Mentions found in them", document.fact("estimate.mentions_found"))
    table.add("Mentions missed in them", document.fact("estimate.mentions_missed"))
    for title, key, percent in (
        ("Records with a missed mention", "share_of_records_with_a_miss", True),
        ("Missed mentions in a record", "missed_per_record", False),
        ("Share of mentions found", "recall", True),
    ):
        fact = document.fact(f"estimate.{key}")
        text = _interval(fact, percent=percent) if fact.known else None
        table.add(title, fact, text=text)
    return [
        table.table(),
        Para(
            "In brackets the 95 % interval: the truth lies outside of it in at most about one of "
            "twenty such samples. What was missed in the records that were read is cleaned; the "
            "others may hold more."
        ),
    ]


def _interval(fact: Fact, *, percent: bool) -> str:
    value: Mapping[str, Any] = fact.value
    shown = "{:.1%} ({:.1%} to {:.1%})" if percent else "{:.3f} ({:.3f} to {:.3f})"
    return shown.format(value["value"], value["low"], value["high"])
