"""Which exports were made from weights that a person's records helped to make, or may have.

The ledger is asked and not the disk: an export leaves the project, and its folder may be anywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from compliance.evidence.chain import Entry
from compliance.evidence.released import EXPORTED
from compliance.subject.adapters import Adapter


@dataclass(frozen=True, slots=True)
class Export:
    """What was made of tuned weights for others."""

    place: str
    """Where it was written: relative to the project, or the name of a folder elsewhere."""
    form: str
    """`adapter`, `merged` or `gguf`, with its number format."""
    weights: str
    """SHA-256 of its weights."""
    origin: str
    """SHA-256 of the weights it was made from; quarantine names these."""
    reason: str


def concerned_exports(
    entries: Iterable[Entry],
    adapters: Sequence[Adapter],
    *,
    theirs: Collection[str],
    known: Collection[str],
) -> list[Export]:
    """Return the exports of concerned weights, and of those whose data can no longer be told.

    Args:
        entries: of the ledger.
        adapters: the concerned weights that still lie in the project.
        theirs: SHA-256 of the cleaned data that hold a record of the person.
        known: SHA-256 of all cleaned data that are here.
    """
    reasons = {each.sha256: each.reason for each in adapters}
    found: dict[tuple[str, str], Export] = {}
    for entry in entries:
        if entry.event != EXPORTED:
            continue
        body = entry.body
        origin, dataset = str(body["origin"]), str(body["dataset"])
        reason = reasons.get(origin, "")
        if not reason and dataset in theirs:
            reason = "made from weights trained on data with a record of the person"
        elif not reason and dataset not in known:
            reason = "the data it was trained on are no longer here, so it cannot be ruled out"
        if reason:
            place, weights = str(body["place"]), str(body["weights"])
            found[place, weights] = Export(
                place, f"{body['format']}, {body['numbers']}", weights, origin, reason
            )
    return list(found.values())
