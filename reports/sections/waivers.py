"""What people took responsibility for, and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reports.blocks import Block, Cell, Column, Para, Section, Table
from reports.facts import Report
from reports.words import short_hash

_MOST_FILES = 3
"""So many files of a source are shown; decision.json has them all."""
_ID = "waivers"
_TITLE = "Waivers"
_LEAD = "This section shows which reasons of the gate a person took responsibility for, and why."


def waivers_section(report: Report) -> Section:
    """Return the section on waivers, as the decision saw them."""
    waivers = report.decision.items("waivers")
    if not waivers:
        return Section(_ID, _TITLE, _LEAD, (Para("No waiver was in force when the gate decided."),))
    rows = []
    for each in waivers:
        who = each["approver"]
        state = "expired" if each["expired"] else "holds"
        rows.append(
            (
                Cell(str(each["id"]), mono=True),
                Cell(str(each["code"]), mono=True),
                Cell("; ".join(_covered(one) for one in each["covers"])),
                Cell(_granted_for(each)),
                Cell(str(each["reason"])),
                Cell(f"{who['name']} ({who['role']})"),
                Cell(
                    f"{state}: {each['granted_on']} to {each['expires_on']}",
                    tone="bad" if each["expired"] else "plain",
                ),
            )
        )
    blocks: tuple[Block, ...] = (
        Para(
            "A waiver is signed with the project's key and entered in the ledger. It covers what "
            "was seen, up to the count that was seen, in the files that were seen, and ends on its "
            "date. A later export of the same source needs a new one. Only a waiver for something "
            "that is not declared holds for any files: a declaration would, too."
        ),
        Table(
            "Waivers (decision.json: waivers)",
            (
                Column("Id", 1),
                Column("Code", 0.6),
                Column("Covers", 1.8),
                Column("Granted for", 1.6),
                Column("Why", 1.4),
                Column("Who", 1.1),
                Column("When", 1),
            ),
            tuple(rows),
        ),
    )
    return Section(_ID, _TITLE, _LEAD, blocks)


def _covered(one: Mapping[str, Any]) -> str:
    count = one.get("count")
    return str(one["text"]) if count is None else f"{one['text']} (up to {count})"


def _granted_for(waiver: Mapping[str, Any]) -> str:
    """Return run, sources and data of a waiver, as a sentence each."""
    sources = ", ".join(waiver["sources"]) or "none"
    where = f"Run {waiver['run']}, with these sources: {sources}."
    if not waiver["data"]:
        return f"{where} Whatever files they hold."
    files = "; ".join(_files(source, each) for source, each in sorted(waiver["data"].items()))
    return f"{where} Only these files: {files}."


def _files(source: str, hashes: Sequence[str]) -> str:
    shown = ", ".join(f"SHA-256 {short_hash(each)}" for each in hashes[:_MOST_FILES])
    more = len(hashes) - _MOST_FILES
    return f"{source}, {shown}" + (f" and {more:,} more" if more > 0 else "")
