"""Reasons from what people decided, left open, or found in the sample."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from compliance.gate.reasons import Reason


def reasons(review: Mapping[str, Any]) -> Iterator[Reason]:
    """Yield the reasons that lie in review.json; none where there is no such document.

    What the policy puts before a person is counted where findings are (G201), without those that
    were decided.

    Args:
        review: review.json.

    Basis: GDPR Art. 5(2), 24(1), 25(1).
    """
    if not review:
        return
    taken = sum(review["set_aside"].values())
    if taken:
        yield Reason("G453", "note", "findings were taken out by a person: not replaced", taken)
    if review["stale"]:
        yield Reason(
            "G454",
            "note",
            "decisions of people no longer fit the data; `ftcheck review --history` lists them",
            review["stale"],
        )
    yield from _sample(review)


def _sample(review: Mapping[str, Any]) -> Iterator[Reason]:
    found = review["estimate"]
    if found is None:
        yield Reason(
            "G451",
            "note",
            "no sample was read by a person, so how much the scanner misses in these data is not "
            "known; `ftcheck review --sample 60`",
        )
        return
    share, recall = found["share_of_records_with_a_miss"], found["recall"]
    read = f"{found['records_read']:,} records read by a person"
    if found["mentions_missed"] == 0:
        text = f"{read}: nothing missed; something may be missed in up to {share['high']:.1%} of"
        yield Reason("G452", "note", f"{text} all records (95 % interval)", 0)
        return
    text = (
        f"{read}: the scanner finds an estimated {recall['value']:.1%} of mentions "
        f"({recall['low']:.1%} to {recall['high']:.1%}); missed in the sample"
    )
    if recall["value"] < review["least_recall"]:
        text = f"below the {review['least_recall']:.0%} asked for: {text}"
        yield Reason("G251", "review", text, found["mentions_missed"])
    else:
        yield Reason("G452", "note", text, found["mentions_missed"])
