"""Why a stage has no results, in one sentence."""

from __future__ import annotations

from reports.blocks import (
    Para,
)
from reports.facts import Report


def not_run(report: Report, what: str) -> Para:
    """Return the sentence that says why a stage has no results."""
    if not report.cleared:
        return Para(
            f"{what} did not happen, because the gate did not clear the data "
            f"(verdict: {report.verdict.replace('_', ' ')}). No data reached a model."
        )
    if report.stopped_by_synthetic:
        return Para(
            f"{what} did not happen, because the gate did not clear the synthetic examples "
            "(see the section on synthetic examples). No data reached a model."
        )
    return Para(f"{what} did not happen in this run, so there is nothing to show.")
