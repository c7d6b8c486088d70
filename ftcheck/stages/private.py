"""Private trainings on the same records, counted in the ledger so that what they spent adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ftcheck.stages.base import Run

BEGUN, ENDED = "privacy.begun", "privacy.ended"


class LedgerAttempts:
    """The private trainings of a run, and those of other runs on the same cleaned data.

    One that was stopped counts with all the steps it was going to make: nobody can prove how many
    it made, or that nobody kept what it had learned.
    """

    def __init__(self, run: Run, dataset_sha256: str) -> None:
        self._run, self._dataset = run, dataset_sha256
        self._number = 0

    def earlier(self) -> Sequence[Mapping[str, Any]]:
        """Return earlier trainings; of those that ended, with the steps they made."""
        found: dict[int, Mapping[str, Any]] = {}
        last = 0
        for entry in self._run.project.ledger.entries_if_any():
            if entry.event not in {BEGUN, ENDED}:
                continue
            last = max(last, int(entry.body["attempt"]))
            if entry.run == self._run.name or entry.body["dataset_sha256"] == self._dataset:
                found[int(entry.body["attempt"])] = entry.body
        self._number = last
        return list(found.values())

    def begun(self, planned: Mapping[str, Any]) -> None:
        """Note what a training is going to spend, before its first step."""
        self._number += 1
        self._record(BEGUN, planned)

    def ended(self, spent: Mapping[str, Any]) -> None:
        """Note what it spent."""
        self._record(ENDED, spent)

    def _record(self, event: str, body: Mapping[str, Any]) -> None:
        number = {"attempt": self._number, "dataset_sha256": self._dataset}
        self._run.record(event, {**number, **body})
