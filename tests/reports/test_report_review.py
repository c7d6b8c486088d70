"""The section on review says what review.json says, and nothing where there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from reports.facts import Document, Report
from reports.sections.review import review_section

ESTIMATE = {
    "records_read": 60,
    "mentions_found": 240,
    "mentions_missed": 3,
    "share_of_records_with_a_miss": {"value": 0.0333, "low": 0.0041, "high": 0.1153},
    "missed_per_record": {"value": 0.05, "low": 0.006, "high": 0.2},
    "recall": {"value": 0.9877, "low": 0.95, "high": 0.9985},
}
DOCUMENT: dict[str, Any] = {
    "schema": "ftcheck.review/1",
    "decisions": {"accept": 7, "reject": 2},
    "undone": 1,
    "reviewers": [{"name": "Ada Muster", "decisions": 9}],
    "open": {"review": {"HEALTH": 3}},
    "set_aside": {"PERSON": 4},
    "confirmed": {},
    "stale": 2,
    "sample": {"number": 1, "records": 60, "population": 480, "records_with_findings": 300},
    "estimate": ESTIMATE,
    "least_recall": 0.9,
}


def shown(report: Report, **changes: Any) -> str:
    document = Document("review.json", {**DOCUMENT, **changes}, "0" * 64)
    return repr(review_section(replace(report, review=document)))


def test_what_people_decided_is_shown(make_report: Callable[..., Report]) -> None:
    text = shown(make_report())
    for part in ("Ada Muster", "HEALTH", "98.8% (95.0% to 99.9%)", "3.3% (0.4% to 11.5%)", "480"):
        assert part in text, part


def test_what_is_not_known_is_said(make_report: Callable[..., Report]) -> None:
    report = make_report()
    text = shown(report, decisions={}, open={}, set_aside={}, estimate=None, sample=None)
    assert "Not estimated" in text
    assert "Nothing waits for a person" in text
    assert "No person has decided" in text
    assert "no review.json" in repr(review_section(replace(report, review=None)))
