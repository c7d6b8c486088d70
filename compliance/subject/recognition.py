"""By what erased rows are known when they come back, and what will not be known: said beforehand.

Basis: GDPR Art. 17(1), 5(1)(c), 5(2).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from compliance.subject.found import Candidate
from compliance.subject.ground import Ground
from compliance.subject.marks import Watched
from compliance.subject.rows import id_fingerprint
from compliance.subject.suppression import group_fingerprint, named_fingerprint
from compliance.subject.values import is_telling, place_fingerprint, values_fingerprint


@dataclass(frozen=True, slots=True)
class Recognition:
    """What goes on the list of a suppression, and what its certificate says of it."""

    marks: dict[str, list[str]]
    """Kind of mark → keyed fingerprints."""
    missed: list[str]
    """In words, what a later export can bring back unseen."""


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
    rows = [each for each in candidates if each.row is not None]
    telling = [each.record for each in rows if is_telling(each.record, each.hits)]
    short = [each.record for each in rows if not is_telling(each.record, each.hits)]
    placed = [record for record in short if record.source not in with_ids]
    named = {
        group_fingerprint(keys, dataset.source, group)
        for dataset in ground.datasets
        if dataset.group_field
        for group in groups
    }
    marks = {
        "values": {values_fingerprint(keys, record) for record in telling},
        "ids": {
            id_fingerprint(keys, each.record.source, each.record.id)
            for each in rows
            if each.record.source in with_ids
        },
        "places": {place_fingerprint(keys, record) for record in placed},
        "groups": named | {named_fingerprint(keys, group) for group in groups},
        "identifiers": watched.marks,
    }
    return Recognition(
        {kind: sorted(found) for kind, found in marks.items()},
        _missed(len(short) - len(placed), len(placed), watched) if rows else [],
    )


def _missed(with_id: int, placed: int, watched: Watched) -> list[str]:
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
    if with_id:
        lines.append(
            f"{with_id} rows with too little in them to be one person's: known by their id in "
            "their own source, not in another one"
        )
    if placed:
        lines.append(
            f"{placed} rows with too little in them to be one person's: known only when the same "
            "file is put back, not in another export"
        )
    return lines
