"""review.json: what people decided, as counts, and what the sample says. No value, no place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from compliance.review.config import ReviewConfig
from compliance.review.decisions import Decisions
from compliance.review.estimate import estimate
from compliance.review.survey import Survey

SCHEMA = "ftcheck.review/1"


def review_document(
    decisions: Decisions,
    survey: Survey,
    *,
    waiting: Mapping[str, Mapping[str, int]],
    sample: int,
    config: ReviewConfig,
) -> dict[str, Any]:
    """Return review.json.

    Args:
        decisions: what people decided.
        survey: what a pass over the data tells about it.
        waiting: origin → entity type → what still waits for a person.
        sample: number of the latest sample; 0 without one.
        config: what the estimate must show.
    """
    reviewers = Counter(made.decision.reviewer for made in decisions.made())
    return {
        "schema": SCHEMA,
        "decisions": dict(sorted(decisions.counts().items())),
        "undone": decisions.undone,
        "reviewers": [
            {"name": name, "decisions": number} for name, number in sorted(reviewers.items())
        ],
        "open": {origin: dict(sorted(types.items())) for origin, types in sorted(waiting.items())},
        "set_aside": dict(sorted(survey.set_aside.items())),
        "confirmed": dict(sorted(survey.confirmed.items())),
        "stale": len(survey.stale),
        "sample": None
        if sample == 0
        else {
            "number": sample,
            "records": len(survey.read),
            "population": survey.records,
            "records_with_findings": survey.with_findings,
        },
        "estimate": estimate(survey.read, population=survey.records),
        "least_recall": config.least_recall,
    }
