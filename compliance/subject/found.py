"""What a search found of one person; the records stay in memory, documents hold counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from compliance.dataset.readers import DataFile
from compliance.dataset.record import Record
from compliance.evidence.released import EXPORTED
from compliance.subject.adapters import (
    Adapter,
    clean_hashes,
    concerned_adapters,
    concerned_checkpoints,
)
from compliance.subject.exports import Export, concerned_exports
from compliance.subject.ground import Ground
from compliance.subject.matching import GRADES, Grade, Hit, reasons


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """One record in a file of a source."""

    file: DataFile
    place: str
    """How messages name it: file and number."""
    position: int
    """In its file, from 0."""
    order: int
    """Among all records of the source files as a run reads them, from 0."""
    fingerprint: str
    """Keyed, of its content."""
    alone: bool = False
    """It is the only record of its file."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One line of a file of a run or an older state."""

    state: str
    file: str
    record: str
    """Its id there, which holds no personal data."""
    fingerprint: str
    """Keyed, of id and content."""


@dataclass(slots=True, repr=False)
class Candidate:
    """One record that may be about the person, with every copy of it."""

    ref: str
    """Ten digits of a keyed fingerprint: names the record without showing anything."""
    record: Record
    """As it was found first; for the person who confirms."""
    hits: tuple[Hit, ...]
    grade: Grade
    row: Row | None = None
    """Where it stands in a source; None where only cleaned copies are left."""
    stored: list[Stored] = field(default_factory=list)
    children: list[Stored] = field(default_factory=list)
    """Synthetic records made from it."""

    @property
    def why(self) -> list[str]:
        """By what it was found, in words."""
        return reasons(self.hits)

    @property
    def where(self) -> str:
        """The first place, in words."""
        if self.row is not None:
            return self.row.place
        first = self.stored[0]
        return f"{first.state}/{first.file}"


@dataclass(slots=True)
class Findings:
    """The outcome of a search."""

    candidates: list[Candidate] = field(default_factory=list)
    adapters: list[Adapter] = field(default_factory=list)
    exports: list[Export] = field(default_factory=list)
    """What was made of them for others, as the ledger knows it."""
    checkpoints: dict[str, str] = field(default_factory=dict)
    """State → why the checkpoints of an interrupted training there are concerned."""
    copies: list[str] = field(default_factory=list)
    """Merged models and GGUF files beside a concerned adapter."""
    vaults: dict[str, list[str]] = field(default_factory=dict)
    """Run → ids of the records in its vault that are concerned."""
    texts: dict[str, int] = field(default_factory=dict)
    """Configuration or list file → lines that name the person."""
    vault_records: dict[str, set[str]] = field(default_factory=dict)
    """Run → ids of all records that its vault holds something of."""
    decisions: int = 0
    """Entries of the ledger that hold a keyed fingerprint of the person's values."""
    searched: Counter[str] = field(default_factory=Counter)
    """Place → records looked at."""
    not_searched: list[str] = field(default_factory=list)
    """What could not be read, and why."""

    def concern(self, ground: Ground, chosen: Sequence[Candidate]) -> None:
        """Set which candidates count, and what follows: vault entries, weights, copies.

        Args:
            ground: the project.
            chosen: the candidates that are the person's.
        """
        self.candidates = list(chosen)
        self.vaults = {}
        for run, there in self.vault_records.items():
            own = {
                copy.record
                for each in chosen
                for copy in each.stored
                if copy.state == f"runs/{run}" and copy.record in there
            }
            if own:
                self.vaults[run] = sorted(own)
        self.adapters = concerned_adapters(ground.states(), set(self.states()))
        self.exports = self._exports(ground)
        self.checkpoints = concerned_checkpoints(ground.states(), set(self.states()))
        beside = {each.state for each in self.adapters} | set(self.states())
        self.copies = [
            f"{state.name}/{copy}"
            for state in ground.states()
            if state.name in beside
            for copy in state.copies()
        ]

    def _exports(self, ground: Ground) -> list[Export]:
        entries = [e for e in ground.ledger.entries_if_any() if e.event == EXPORTED]
        concerned = self.states()
        if not entries or not concerned:
            return []
        clean = clean_hashes(ground.states())
        return concerned_exports(
            entries,
            self.adapters,
            theirs={digest for name, digest in clean.items() if name in concerned},
            known=set(clean.values()),
        )

    def weights(self) -> list[str]:
        """Return the SHA-256 of all weights to be quarantined: exports name those of theirs."""
        return sorted({e.sha256 for e in self.adapters} | {e.origin for e in self.exports})

    def graded(self, grade: Grade) -> list[Candidate]:
        """Return the candidates of one grade."""
        return [each for each in self.candidates if each.grade == grade]

    def states(self) -> list[str]:
        """Return the names of the runs and older states concerned."""
        return sorted(
            {copy.state for each in self.candidates for copy in (*each.stored, *each.children)}
        )

    def counts(self) -> dict[str, Any]:
        """Return the counts for ledger and certificate; no value, no record id."""
        rows = Counter(each.row.file.label for each in self.candidates if each.row is not None)
        copies = Counter(
            f"{copy.state}/{copy.file}"
            for each in self.candidates
            for copy in (*each.stored, *each.children)
        )
        return {
            "grades": {grade: len(self.graded(grade)) for grade in GRADES},
            "source_rows": sum(rows.values()),
            "stored": dict(sorted(copies.items())),
            "synthetic": len({(c.state, c.record) for e in self.candidates for c in e.children}),
            "vault_entries": sum(map(len, self.vaults.values())),
            "adapters": self.weights(),
            "exports": sorted({each.weights for each in self.exports}),
            "checkpoints": sorted(self.checkpoints),
            "copies": len(self.copies),
            "lists": sum(self.texts.values()),
            "ledger_fingerprints": self.decisions,
            "searched": dict(sorted(self.searched.items())),
            "not_searched": list(self.not_searched),
        }
