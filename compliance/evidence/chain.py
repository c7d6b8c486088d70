"""The chain: what an entry of the ledger is, and what is wrong with a row of them.

Entry i holds h_i = SHA-256(JCS(entry_i without hash and signature, with h_(i-1))) and an ed25519
signature over h_i. The same checks hold for the ledger's own file and for an exported one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from compliance.errors import EvidenceError
from compliance.evidence.canonical import document_sha256
from compliance.evidence.keys import key_id, signature_is_valid

GENESIS = "0" * 64
CLOCK_BEHIND = "clock_behind"
"""Key in the body of an entry that was made while the clock stood before an earlier entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the project."""

    seq: int
    """Position, from 1, without gaps."""
    time: str
    """UTC, ISO 8601, seconds."""
    run: str
    """Name of the run, or empty."""
    event: str
    """For instance `scan.finished`, `gate.decided`, `run.sealed`."""
    body: dict[str, Any]
    """Counts, hashes and names of files; never a value from the data."""
    prev: str
    hash: str
    key: str
    signature: str

    def content(self) -> dict[str, Any]:
        """Return what the hash is taken over."""
        return {
            "seq": self.seq,
            "time": self.time,
            "run": self.run,
            "event": self.event,
            "body": self.body,
            "prev": self.prev,
            "key": self.key,
        }

    def is_whole(self) -> bool:
        """Tell whether the hash is that of the content."""
        try:
            return document_sha256(self.content()) == self.hash
        except EvidenceError:  # a forged body can hold what has no canonical form
            return False


class LedgerView(Protocol):
    """What verification reads: the ledger of a project, or an exported one."""

    def entries(self, *, event: str | None = None, run: str | None = None) -> Iterator[Entry]:
        """Yield the entries in order, all or those of one event or run."""

    def head(self) -> tuple[int, str]:
        """Return the number of entries and the hash of the last one."""

    def problems(self, public: bytes) -> list[str]:
        """Return what is wrong with it, one line each; empty when it verifies."""


def chain_problems(entries: Iterable[Entry], public: bytes) -> Iterator[str]:
    """Yield what is wrong with entries that should be a whole ledger, one line each.

    Args:
        entries: all of them, in order.
        public: the project's public signing key, 32 bytes.
    """
    prev, expected, latest = GENESIS, 1, ""
    for entry in entries:
        place = f"ledger entry {entry.seq}"
        if entry.seq != expected:
            yield f"{place}: expected entry {expected} here, so one was removed"
            expected = entry.seq
        elif entry.seq == 1 and entry.key != key_id(public):
            # Every other line would say the same.
            yield (
                f"{place}: the ledger was begun with key {entry.key}, and the public key given is "
                f"{key_id(public)}: one of them was exchanged"
            )
            return
        if entry.prev != prev:
            yield f"{place}: does not follow from the entry before it"
        if not entry.is_whole():
            yield f"{place}: its content was changed"
        if entry.key != key_id(public) or not signature_is_valid(
            public, entry.signature, _bytes(entry.hash)
        ):
            yield f"{place}: its signature is not this project's"
        if entry.time < latest and CLOCK_BEHIND not in entry.body:
            yield f"{place}: its time is before that of an earlier entry, and it does not say so"
        prev, expected, latest = entry.hash, expected + 1, max(latest, entry.time)


def is_genuine(entry: Entry, public: bytes) -> bool:
    """Tell whether an entry, taken by itself, is as this project signed it.

    Args:
        entry: one entry, wherever it stands.
        public: the project's public signing key, 32 bytes.
    """
    return (
        entry.key == key_id(public)
        and entry.is_whole()
        and signature_is_valid(public, entry.signature, _bytes(entry.hash))
    )


def clock_notes(entries: Iterable[Entry]) -> list[str]:
    """Return which entries were made while the clock stood before an earlier entry."""
    return [
        f"ledger entry {entry.seq}: the clock was {entry.body[CLOCK_BEHIND]} seconds behind an "
        "earlier entry"
        for entry in entries
        if CLOCK_BEHIND in entry.body
    ]


def _bytes(hexadecimal: str) -> bytes:
    try:
        return bytes.fromhex(hexadecimal)
    except ValueError:
        return b""
