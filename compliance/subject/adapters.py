"""Which adapters and checkpoints a person's records helped to make, or may have."""

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
    why = _Reasons(states, concerned)
    found = []
    for state in states:
        for weights in state.adapters():
            if reason := why(state, weights.parent):
                shown = weights.relative_to(state.path).as_posix()
                found.append(Adapter(state.name, shown, sha256_file(weights), reason))
    return found


def concerned_checkpoints(states: Sequence[State], concerned: Collection[str]) -> dict[str, str]:
    """Return name → reason of the states with checkpoints that were made with data of some states.

    Args:
        states: all runs and older states of the project.
        concerned: names of those that hold a record of the person.
    """
    why = _Reasons(states, concerned)
    found: dict[str, str] = {}
    for state in states:
        for folder in state.checkpoints():
            if reason := why(state, folder):
                found.setdefault(state.name, reason)
    return found


def clean_hashes(states: Sequence[State]) -> dict[str, str]:
    """Return name → SHA-256 of the cleaned data of the states that have some."""
    return {
        state.name: sha256_file(state.path / "clean.jsonl")
        for state in states
        if (state.path / "clean.jsonl").is_file()
    }


class _Reasons:
    """Why weights are concerned, by the data that their manifest names and by where they lie."""

    def __init__(self, states: Sequence[State], concerned: Collection[str]) -> None:
        self._concerned = concerned
        self._clean = clean_hashes(states) if concerned else {}
        self._theirs = {digest for name, digest in self._clean.items() if name in concerned}

    def __call__(self, state: State, folder: Path) -> str | None:
        """Return the reason; None when the weights in a folder are not concerned."""
        if not self._concerned:
            return None
        dataset = _dataset_of(folder)
        if dataset in self._theirs:
            return "trained on data with a record of the person"
        if state.name in self._concerned:
            return "lies with data that hold a record of the person"
        if dataset and dataset not in self._clean.values():
            return "its training data are no longer here, so it cannot be ruled out"
        return None


def _dataset_of(folder: Path) -> str:
    """Return the hash of the data that an adapter says it was trained on; empty if it says none."""
    try:
        return str(read_json(folder / "MANIFEST.json").get("dataset_sha256", ""))
    except (EvidenceError, AttributeError):
        return ""
