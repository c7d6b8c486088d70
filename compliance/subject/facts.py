"""What a report may say of requests: counts and dates from the ledger, nothing of a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from compliance.evidence.chain import Entry

SCHEMA = "ftcheck.rights/1"


def rights_facts(entries: Iterable[Entry]) -> dict[str, Any]:
    """Return how many requests were logged, answered and are open, with the day each is due.

    Args:
        entries: of the project's ledger, in order.

    Basis: GDPR Art. 5(2), 12(3), 17.
    """
    due: dict[str, str] = {}
    outcomes: dict[str, str] = {}
    late = searches = rows = adapters = 0
    for entry in entries:
        request = str(entry.body.get("request", ""))
        if entry.event == "subject.searched":
            searches += 1
        elif entry.event == "subject.requested":
            due[request] = str(entry.body["due"])
            outcomes.pop(request, None)
        elif entry.event in {"subject.erased", "subject.refused"}:
            outcomes[request] = str(entry.body.get("outcome", "refused"))
            late += entry.time[:10] > due.get(request, "9999")
            rows += int(entry.body.get("source_rows", 0))
        elif entry.event == "adapter.quarantined":
            adapters += 1
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
    }
