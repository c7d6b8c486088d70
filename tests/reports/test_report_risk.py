"""The section on re-identification shows both views, says its limits and computes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from compliance.dataset import Record
from compliance.findings import Finding, RecordScan
from compliance.risk.config import RiskConfig
from compliance.risk.measure import measure
from compliance.risk.units import Gathering, View
from reports import Report
from reports.blocks import Bullets, Callout, Para, Section, Table
from reports.sections.risk import risk_section

Make = Callable[..., Report]


def view(*, named: bool) -> View:
    """Return three cases: a judge with flu in Bremen, two nurses; by name as well."""
    gathering = Gathering(RiskConfig(), read_dates=False)
    told = (("OCCUPATION", "judge"), ("HEALTH", "flu"), ("LOCATION", "Bremen"))
    for number, facts in enumerate((told, told[:1], told[:1])):
        facts = (*facts, ("PERSON", f"Anna {number % 2}")) if named else facts
        text, findings = "", []
        for kind, value in facts:
            findings.append(
                Finding(
                    f"r{number}", "$.text", len(text), len(text) + len(value), kind, "x", 0.9,
                    "fake", f"{kind}-{value}", "identified" if kind == "HEALTH" else "",
                )
            )  # fmt: skip
            text += value + " "
        record = Record(f"r{number}", "text", {"text": text, "id": number}, "s", f"g{number}")
        gathering.take(RecordScan(record, tuple(findings), "en"))
    return gathering.close()


def checked(every: dict[str, dict[str, Any]]) -> None:
    document, _ = measure(view(named=True), view(named=False))
    every["check.json"] = {"schema": "ftcheck.check/1", "risk": document}


def words(section: Section) -> str:
    """Return all text of a section."""
    parts = []
    for block in section.blocks:
        if isinstance(block, Para | Callout):
            parts.append(block.text)
        elif isinstance(block, Table):
            parts += [cell.text for row in block.rows for cell in row]
        elif isinstance(block, Bullets):
            parts += [cell.text for cell in block.items]
    return "\n".join(parts)


def table(section: Section, begins: str) -> list[tuple[str, ...]]:
    """Return the rows of the table whose caption begins so."""
    for block in section.blocks:
        if isinstance(block, Table) and block.caption.startswith(begins):
            return [tuple(cell.text for cell in row) for row in block.rows]
    raise AssertionError(begins)


def test_both_views_stand_beside_each_other(make_report: Make) -> None:
    section = risk_section(make_report(checked))
    rows = {row[0]: row[1:] for row in table(section, "Who stands alone")}
    assert rows["Persons or cases"] == ("3", "3")
    assert rows["with a value that points to a person on its own"] == ("3", "0")
    assert rows["alone by at most three facts (k = 1)"] == ("1", "1")
    facts = {row[0]: row[1:] for row in table(section, "Facts that stay")}
    assert facts["Occupation or position"] == ("3", "1", "0", "1")
    # Flu and Bremen each single the judge out, so neither alone has to go.
    assert facts["Health"] == ("1", "1", "1", "1")


def test_names_of_the_criteria_and_limits_are_said(make_report: Make) -> None:
    said = words(risk_section(make_report(checked)))
    for part in ("WP216", "02/2026", "not final", "prosecutor", "journalist", "Recital 26"):
        assert part in said


def test_what_ties_cases_together_is_shown(make_report: Make) -> None:
    rows = table(risk_section(make_report(checked)), "What ties")
    assert rows == [("Name of a person", "value, as delivered", "2", "1", "2", "2")]


def test_the_claim_is_the_companys(make_report: Make) -> None:
    def claimed(every: dict[str, dict[str, Any]]) -> None:
        checked(every)
        every["project.lock.json"]["config"]["risk"] = {"claim": "anonymous"}

    assert "claims that the cleaned data are anonymous" in words(risk_section(make_report(claimed)))


def test_no_claim_is_no_claim(make_report: Make) -> None:
    assert "claims nothing" in words(risk_section(make_report(checked)))


@pytest.mark.parametrize("value", ["Bremen", "judge", "flu"])
def test_no_value_is_shown(make_report: Make, value: str) -> None:
    assert value not in words(risk_section(make_report(checked)))


def test_without_a_measurement_it_is_open(make_report: Make) -> None:
    section = risk_section(make_report())
    assert isinstance(section.blocks[0], Callout)


def test_nothing_known_is_no_error(make_report: Make) -> None:
    def empty(every: dict[str, dict[str, Any]]) -> None:
        nothing = Gathering(RiskConfig(), read_dates=False).close()
        document, _ = measure(nothing, nothing)
        every["check.json"] = {"schema": "ftcheck.check/1", "risk": document}

    assert "none of the facts" in words(risk_section(make_report(empty)))
