"""The privacy tests of the tuned model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reports.blocks import (
    Block,
    Callout,
    Cell,
    Column,
    FactTable,
    Para,
    Section,
    Table,
    Tone,
)
from reports.facts import Report
from reports.sections.missing import not_run
from reports.sections.numbers import numbers

_STATUS: dict[str, tuple[str, Tone]] = {
    "run": ("run", "plain"),
    "not_measurable": ("NOT MEASURABLE", "warn"),
    "not_tested": ("NOT TESTED", "warn"),
}


_TEST_VERDICTS: dict[str, tuple[str, Tone]] = {
    "pass": ("no leak seen", "good"),
    "warn": ("look at it", "warn"),
    "fail": ("leak seen", "bad"),
    "info": ("for information", "plain"),
    "open": ("open", "warn"),
}


def privacy_section(report: Report) -> Section:
    """Return the section on each privacy test with its status, counts and sentence."""
    probe = report.probe
    blocks: list[Block] = []
    if probe is None:
        blocks.append(not_run(report, "Privacy testing"))
        blocks.append(Callout("NOT TESTED", "No privacy test was run on a tuned model.", "warn"))
    else:
        tests = probe.items("tests")
        blocks += [
            Para(
                "A test speaks only for the attack that it carries out. A test that was not run "
                "says nothing. No law gives a number below which a model counts as safe; the "
                "limits used here are the tool's own."
            ),
            _overview(tests),
        ]
        for index, test in enumerate(tests):
            blocks += _test(index, test)
        if not tests:
            blocks.append(Callout("NOT TESTED", "probe.json lists no test.", "warn"))
        table = FactTable("Setting of the tests")
        table.add("Release of the model", probe.fact("release_context", declared=True))
        blocks.append(table.table())
    return Section(
        "privacy",
        "Privacy tests of the model",
        "This section shows which attacks were tried on the tuned model, and what came out.",
        tuple(blocks),
    )


def _overview(tests: list[Mapping[str, Any]]) -> Table:
    rows = []
    for test in tests:
        status, status_tone = _status(test)
        verdict, tone = _verdict(test)
        rows.append(
            (
                Cell(str(test.get("title") or test.get("id", ""))),
                Cell(status, tone=status_tone, strong=True),
                Cell(verdict, tone=tone, strong=True),
                Cell(str(test.get("statement", ""))),
            )
        )
    return Table(
        "All tests (probe.json: tests)",
        (
            Column("Test", 1.7),
            Column("Status", 1.15),
            Column("Result", 1.05),
            Column("In one sentence", 3.1),
        ),
        tuple(rows),
    )


def _status(test: Mapping[str, Any]) -> tuple[str, Tone]:
    return _STATUS.get(str(test.get("status")), ("NOT TESTED", "warn"))


def _verdict(test: Mapping[str, Any]) -> tuple[str, Tone]:
    if test.get("status") != "run":
        return "none", "muted"
    return _TEST_VERDICTS.get(str(test.get("verdict")), ("open", "warn"))


def _test(index: int, test: Mapping[str, Any]) -> list[Block]:
    result = test.get("result")
    if not isinstance(result, Mapping) or not result:
        return []
    title = str(test.get("title") or test.get("id", ""))
    return numbers(result, title=title, where=f"probe.json: tests[{index}].result")
