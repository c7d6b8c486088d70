"""Which adapters a person's records helped to make, or may have."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from compliance.errors import EvidenceError
from compliance.evidence.canonical import read_json
from compliance.evidence.files import sha256_file
from compliance.subject.ground import State


@dataclass(frozen=True, slots=True)
class Adapter:
    """Weights that a record of the person was, or may have been, trained into."""

    state: str
    path: str
    """Relative to the state."""
    sha256: str
    reason: str


def concerned_adapters(states: Sequence[State], concerned: Collection[str]) -> list[Adapter]:
    """Return the adapters that were made with data of some states, by data and by place.

    Args:
        states: all runs and older states of the project.
        concerned: names of those that hold a record of the person.
    """
    if not concerned:
        return []
    clean = {
        state.name: sha256_file(state.path / "clean.jsonl")
        for state in states
        if (state.path / "clean.jsonl").is_file()
    }
    theirs = {digest for name, digest in clean.items() if name in concerned}
    found = []
    for state in states:
        for weights in state.adapters():
            dataset = _dataset_of(weights.parent)
            if dataset in theirs:
                reason = "trained on data with a record of the person"
            elif state.name in concerned:
                reason = "lies with data that hold a record of the person"
            elif dataset and dataset not in clean.values():
                reason = "its training data are no longer here, so it cannot be ruled out"
            else:
                continue
            shown = weights.relative_to(state.path).as_posix()
            found.append(Adapter(state.name, shown, sha256_file(weights), reason))
    return found


def _dataset_of(folder: Path) -> str:
    """Return the hash of the data that an adapter says it was trained on; empty if it says none."""
    try:
        return str(read_json(folder / "MANIFEST.json").get("dataset_sha256", ""))
    except (EvidenceError, AttributeError):
        return ""
