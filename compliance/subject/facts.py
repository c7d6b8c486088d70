"""What a report may say of requests: counts and dates from the ledger, nothing of a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from compliance.evidence.chain import Entry

SCHEMA = "ftcheck.rights/1"
NOT_FOUND = "subject.not_found"
"""The answer to a person of whom nothing was found (GDPR Art. 11(2), 12(4))."""
PROBED = "subject.probed"
_PRESENT = ("after", "now")
_ANSWERS = {
    "subject.erased": "erased",
    "subject.refused": "refused",
    NOT_FOUND: "answered: nothing was found",
}


def rights_facts(entries: Iterable[Entry]) -> dict[str, Any]:
    """Return how many requests were logged, answered and are open, with the day each is due.

    `models_tested` counts tests with a person's own values, `present_models_failed` the requests
    for which the run's present weights failed in the last one.

    Args:
        entries: of the project's ledger, in order.

    Basis: GDPR Art. 5(2), 12(3), 17.
    """
    due: dict[str, str] = {}
    outcomes: dict[str, str] = {}
    failed: dict[str, bool] = {}
    late = searches = rows = adapters = tested = 0
    for entry in entries:
        request = str(entry.body.get("request", ""))
        if entry.event == "subject.searched":
            searches += 1
        elif entry.event == "subject.requested":
            due[request] = str(entry.body["due"])
            outcomes.pop(request, None)
        elif entry.event in _ANSWERS:
            outcomes[request] = str(entry.body.get("outcome", "refused"))
            late += entry.time[:10] > due.get(request, "9999")
            rows += int(entry.body.get("source_rows", 0))
        elif entry.event == "adapter.quarantined":
            adapters += 1
        elif entry.event == PROBED:
            tested += 1
            failed[request] = any(
                "fail" in each["verdicts"].values()
                for each in entry.body["adapters"]
                if each["role"] in _PRESENT
            )
    return {
        "schema": SCHEMA,
        "searches": searches,
        "requests": len(due),
        "answered": {
            name: sum(outcome == name for outcome in outcomes.values())
            for name in sorted(set(outcomes.values()))
        },
        "answered_late": late,
        "open_due": sorted(day for request, day in due.items() if request not in outcomes),
        "rows_erased": rows,
        "adapters_quarantined": adapters,
        "models_tested": tested,
        "present_models_failed": sum(failed.values()),
    }


def history(entries: Iterable[Entry], request: str) -> list[str]:
    """Return what the ledger says of one request to erase, in words, the oldest first.

    Args:
        entries: of the project's ledger, in order.
        request: its keyed fingerprint.
    """
    lines = []
    for entry in entries:
        if entry.body.get("request") != request:
            continue
        if entry.event == "subject.requested":
            lines.append(
                f"to erase, received {entry.body['received']}, answer due {entry.body['due']}"
            )
        elif entry.event in _ANSWERS:
            lines.append(f"{_ANSWERS[entry.event]} on {entry.time[:10]}")
    return lines
