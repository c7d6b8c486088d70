"""Units for the tests: tables, and texts with findings; all values are invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from compliance.dataset import Record
from compliance.detect.types import category_of
from compliance.findings import Finding, RecordScan
from compliance.risk.config import RiskConfig
from compliance.risk.units import Gathering, View

Told = Sequence[tuple[str, str]]
"""(entity type, value) of a record's findings."""


def row(number: int, data: Mapping[str, Any], group: str = "") -> RecordScan:
    """Return a row of a table in which nothing was found."""
    name = f"r{number}"
    return RecordScan(Record(name, "table", data, "s", group or name), (), "und")


def text(number: int, told: Told, group: str = "", **columns: Any) -> RecordScan:
    """Return a text that tells some facts, with findings for them."""
    name = f"r{number}"
    findings, whole = [], ""
    for kind, value in told:
        start, near = len(whole), "identified" if category_of(kind) == "special_category" else ""
        whole += value
        findings.append(
            Finding(
                name, "$.text", start, len(whole), kind, category_of(kind), 0.9, "fake",
                f"f-{kind}-{value}", near,
            )
        )  # fmt: skip
        whole += " and then "
    record = Record(name, "text", {"text": whole, **columns}, "s", group or name)
    return RecordScan(record, tuple(findings), "en")


def gathered(scans: Sequence[RecordScan], **settings: Any) -> View:
    """Return the view of some records; plain dates are not read."""
    gathering = Gathering(RiskConfig(**settings), read_dates=False)
    for each in scans:
        gathering.take(each)
    return gathering.close()
