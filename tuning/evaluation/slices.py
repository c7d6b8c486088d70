"""Is the tuned model as good for everybody? The headline measure by slice of the hold-out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from compliance.dataset.record import Record
from compliance.quality.groups import mentioned
from compliance.quality.labels import Labels, labels_of
from compliance.quality.texts import texts_of
from compliance.scan import language_of
from tuning.evaluation.contrast import contrast
from tuning.evaluation.measures import Measure, Setup

UNKNOWN_LANGUAGE = "und"
_LABELS = 50


def slices(headline: Sequence[Measure], records: Sequence[Record], setup: Setup) -> dict[str, Any]:
    """Return the headline measure for each slice, and how far each lies from all other records.

    Slices are the groups of people that a record mentions, its source, its language, and the label
    of a classification (as its rank in the hold-out: labels can be names). A slice with fewer
    than `min_slice_groups` groups inside or outside is counted and not judged.

    Args:
        headline: one measure, or none where nothing was measured.
        records: the held-out records.
        setup: whether and how.

    Basis: Regulation (EU) 2024/1689 Art. 10(2)(f), 15; Mitchell et al. 2019, Model Cards
    (disaggregated evaluation), arXiv:1810.03993.
    """
    if not setup.settings.slices or not headline:
        reason = "slices is false" if headline else "no record was measured"
        return {"status": "not measured", "reason": reason}
    measure = headline[0]
    by_id = {record.id: record for record in records}
    kept = [by_id[name] for name in measure.records]
    members: dict[tuple[str, str], list[int]] = defaultdict(list)
    ranks = _ranks(kept)
    for row, record in enumerate(kept):
        for name in _slices_of(record, ranks):
            members[name].append(row)
    # A kind with a single slice holds all records: there is nothing to compare it with.
    wanted = {name: rows for name, rows in members.items() if len(rows) < len(kept)}
    found = [
        _counted(kind, name, rows, measure, setup) for (kind, name), rows in sorted(wanted.items())
    ]
    judged = [each for each in found if each["judged"]]
    for each in judged:
        inside = wanted[each["kind"], each["name"]]
        each |= _judged(inside, measure, setup, comparisons=len(judged))
    return {
        "status": "measured",
        "measure": measure.name,
        "slices": found,
        "judged": len(judged),
        "largest_gap": max(judged, key=lambda each: float(each["worse_by"]["value"]), default=None),
    }


def _ranks(records: Sequence[Record]) -> dict[str, int]:
    labels = Labels()
    for record in records:
        if record.kind == "classification":
            labels.take(labels_of(record))
    return labels.ranks()


def _slices_of(record: Record, ranks: dict[str, int]) -> Iterator[tuple[str, str]]:
    language = language_of(record)
    if language != UNKNOWN_LANGUAGE:
        yield "language", language
    if record.source:
        yield "source", record.source
    if record.kind == "classification":
        for label in labels_of(record):
            if ranks[label] <= _LABELS:
                yield "label", f"rank {ranks[label]}"
    for name in mentioned(texts_of(record), language):
        yield "group", name


def _counted(
    kind: str, name: str, inside: list[int], measure: Measure, setup: Setup
) -> dict[str, Any]:
    members = set(inside)
    own = {measure.groups[row] for row in inside}
    others = {group for row, group in enumerate(measure.groups) if row not in members}
    return {
        "kind": kind,
        "name": name,
        "records": len(inside),
        "groups": len(own),
        "judged": min(len(own), len(others)) >= setup.settings.min_slice_groups,
    }


def _judged(
    inside: list[int], measure: Measure, setup: Setup, *, comparisons: int
) -> dict[str, Any]:
    document = measure.document(setup.seed, chosen=inside)
    members = set(inside)
    gap = contrast(
        measure.tuned,
        [row in members for row in range(len(measure.records))],
        measure.groups,
        measure.statistic,
        seed=setup.seed,
        comparisons=comparisons,
    )
    return {
        **{key: document[key] for key in ("base", "tuned", "difference")},
        "worse_by": gap if measure.better == "lower" else _turned(gap),
    }


def _turned(gap: dict[str, Any]) -> dict[str, Any]:
    """Return a gap with the other sign, so that above zero means worse."""
    low, high = gap["low"], gap["high"]
    return {
        **gap,
        "value": -gap["value"],
        "low": None if high is None else -high,
        "high": None if low is None else -low,
    }
