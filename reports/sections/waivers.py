"""What people took responsibility for, and until when."""

from __future__ import annotations

from reports.blocks import Block, Cell, Column, Para, Section, Table
from reports.facts import Report

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
            "was seen, up to the count that was seen, and ends on its date."
        ),
        Table(
            "Waivers (decision.json: waivers)",
            (
                Column("Id", 1),
                Column("Code", 0.6),
                Column("Covers", 2),
                Column("Why", 1.6),
                Column("Who", 1.2),
                Column("When", 1.1),
            ),
            tuple(rows),
        ),
    )
    return Section(_ID, _TITLE, _LEAD, blocks)


def _covered(one: dict[str, object]) -> str:
    count = one.get("count")
    return str(one["text"]) if count is None else f"{one['text']} (up to {count})"
