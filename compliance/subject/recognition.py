"""By what erased rows are known when they come back, and what will not be known: said beforehand.

Basis: GDPR Art. 17(1), 5(1)(c), 5(2).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from compliance.dataset.record import Record
from compliance.evidence.keys import ProjectKeys
from compliance.subject.found import Candidate, Row
from compliance.subject.ground import Ground
from compliance.subject.marks import Watched
from compliance.subject.rows import content_fingerprint, file_fingerprint, id_fingerprint
from compliance.subject.suppression import group_fingerprint, named_fingerprint
from compliance.subject.values import is_telling, place_fingerprint, values_fingerprint


@dataclass(frozen=True, slots=True)
class Recognition:
    """What goes on the list of a suppression, and what its certificate says of it."""

    marks: dict[str, list[str]]
    """Kind of mark → keyed fingerprints."""
    missed: list[str]
    """In words, what a later export can bring back unseen."""
    shared: dict[str, dict[str, int]]
    """Content of a row that says too little to be one person's → file → equal rows that stay in it:
    keyed fingerprints."""


def recognition(
    ground: Ground,
    candidates: Sequence[Candidate],
    *,
    groups: Collection[str],
    watched: Watched,
) -> Recognition:
    """Return by what the rows that are erased will be known.

    Args:
        ground: the project.
        candidates: what is erased.
        groups: cases or customers that the request names.
        watched: the person's identifiers.
    """
    keys = ground.keys
    with_ids = {each.source for each in ground.datasets if each.id_field}
    rows = [(each, each.row) for each in candidates if each.row is not None]
    short = [(each.record, row) for each, row in rows if not is_telling(each.record, each.hits)]
    shared = _shared(short, keys)
    without_id = [(record, row) for record, row in short if record.source not in with_ids]
    placed = [
        record
        for record, row in without_id
        if not shared[row.fingerprint][file_fingerprint(keys, row.file)]
    ]
    named = {
        group_fingerprint(keys, dataset.source, group)
        for dataset in ground.datasets
        if dataset.group_field
        for group in groups
    }
    marks = {
        "values": {
            values_fingerprint(keys, each.record)
            for each, _ in rows
            if is_telling(each.record, each.hits)
        },
        "ids": {
            id_fingerprint(keys, each.record.source, each.record.id)
            for each, _ in rows
            if each.record.source in with_ids
        },
        "places": {place_fingerprint(keys, record) for record in placed},
        "groups": named | {named_fingerprint(keys, group) for group in groups},
        "identifiers": watched.marks,
    }
    known = {
        "known by their id in their own source, not in another one": len(short) - len(without_id),
        "known only when the same file is put back, not in another export": len(placed),
        "not known, as others in the same file are equal": len(without_id) - len(placed),
    }
    return Recognition(
        {kind: sorted(found) for kind, found in marks.items()},
        _missed(known, watched) if rows else [],
        shared,
    )


def _shared(rows: Sequence[tuple[Record, Row]], keys: ProjectKeys) -> dict[str, dict[str, int]]:
    """Return how many rows equal to some stay in their files: other people said the same."""
    found: dict[str, dict[str, int]] = {}
    for file in {row.file for _, row in rows}:
        own = Counter(row.fingerprint for _, row in rows if row.file == file)
        record = next(record for record, row in rows if row.file == file)
        there = Counter(
            content_fingerprint(keys, Record("", record.kind, data, record.source))
            for data, _ in file.format.read(file.path, file.label)
        )
        for mark, count in own.items():
            found.setdefault(mark, {})[file_fingerprint(keys, file)] = there[mark] - count
    return found


def _missed(known: Mapping[str, int], watched: Watched) -> list[str]:
    changed = "a row in which any value was changed"
    lines = [
        f"{changed}; where one of {watched.used} identifiers of the request stands in it and the "
        "scanner finds it, the gate asks a person (G261)"
        if watched.used
        else f"{changed}: the request names no identifier that can be watched for"
    ]
    if watched.shared:
        lines.append(
            f"{watched.shared} identifiers that also stand in records which stay: they are not "
            "watched for"
        )
    return lines + [
        f"{count} rows with too little in them to be one person's: {words}"
        for words, count in known.items()
        if count
    ]
