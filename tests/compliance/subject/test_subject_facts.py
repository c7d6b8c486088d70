"""What reports say of requests: the last test of each person's models counts."""

from __future__ import annotations

from typing import Any

from compliance.evidence.chain import Entry
from compliance.subject.facts import PROBED, rights_facts


def probed(request: str, **verdicts: str) -> Entry:
    body: dict[str, Any] = {
        "request": request,
        "adapters": [
            {"role": role, "verdicts": {"extraction.own_values": verdict}}
            for role, verdict in verdicts.items()
        ],
    }
    return Entry(1, "2026-11-20T10:00:00+00:00", "", PROBED, body, "", "", "", "")


def test_present_models_count_by_their_last_test() -> None:
    entries = [
        probed("a", now="fail"),
        probed("b", before="fail", after="fail"),
        probed("a", before="fail", after="pass"),
        probed("c", before="fail"),
    ]
    facts = rights_facts(entries)
    assert (facts["models_tested"], facts["present_models_failed"]) == (4, 1)
    nothing = rights_facts([])
    assert (nothing["models_tested"], nothing["present_models_failed"]) == (0, 0)
