"""The ledger as a file to hand over: the signed head, then one entry a line.

    line 1   {"file_sha256":…,"head":…,"length":…,"schema":"ftcheck.ledger/1","signature":…}
    line n   {"entry":…,"hash":…,"signature":…}

Both are canonical JSON. What the hash is taken over stands in the line as it is, so that the chain
can be checked with sha256sum and openssl alone; docs/evidence.md says how.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from compliance.errors import LedgerError
from compliance.evidence.canonical import canonical_json
from compliance.evidence.chain import Entry, chain_problems
from compliance.evidence.ledger import Ledger
from compliance.evidence.signed_head import SignedHead, parse_signed_head
from compliance.evidence.signing import is_canonical

_LONGEST_LINE = 1 << 24


def write_export(ledger: Ledger, stream: IO[bytes]) -> int:
    """Write a ledger to a file to hand over; return the number of entries.

    Raises:
        LedgerError: the ledger is damaged, or grew meanwhile.
    """
    signed = ledger.signed_head()
    stream.write(signed.line)
    written, head = 0, ""
    for entry in ledger.entries():
        stream.write(canonical_json(_document(entry)) + b"\n")
        written, head = entry.seq, entry.hash
    if (written, head) != (signed.length, signed.head):
        raise LedgerError(
            f"{ledger.path} is not the ledger of its signed head",
            why="the export could not be verified",
            fix="see what `ftcheck ledger verify` says, then export again",
        )
    return written


class ExportedLedger:
    """An exported ledger; reads like the ledger itself."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def entries(self, *, event: str | None = None, run: str | None = None) -> Iterator[Entry]:
        """Yield the entries in order: all, or those of one event or run.

        Raises:
            LedgerError: the file is missing or no exported ledger.
        """
        with self._open() as stream:
            _ = self._head_of(stream)
            for number, line in _lines(stream):
                entry = self._parse(number, line)
                if event in {None, entry.event} and run in {None, entry.run}:
                    yield entry

    def head(self) -> tuple[int, str]:
        """Return the number of entries and the hash of the last one, as the signed head says."""
        signed = self.signed_head()
        return signed.length, signed.head

    def signed_head(self) -> SignedHead:
        """Return the first line.

        Raises:
            LedgerError: the file is missing or no exported ledger.
        """
        with self._open() as stream:
            return self._head_of(stream)

    def problems(self, public: bytes) -> list[str]:
        """Return what is wrong with it, one line each; empty when it verifies."""
        found: list[str] = []
        try:
            signed = self.signed_head()
            if not signed.is_whole(public):
                found.append("ledger: its signed head is not this project's, or was changed")
            found += chain_problems(self.entries(), public)
            last = deque(self.entries(), maxlen=1)
            if [(each.seq, each.hash) for each in last] != [(signed.length, signed.head)]:
                found.append(
                    f"ledger: its last entry is not entry {signed.length} of its signed head"
                )
        except LedgerError as error:
            found.append(f"ledger: {error.message}")
        return found

    def _open(self) -> IO[bytes]:
        try:
            return self.path.open("rb")
        except OSError as error:
            raise LedgerError(
                f"{self.path} cannot be read: {error.strerror}",
                fix="name a file that `ftcheck ledger export` wrote",
            ) from error

    def _head_of(self, stream: IO[bytes]) -> SignedHead:
        return parse_signed_head(stream.readline(_LONGEST_LINE), f"the first line of {self.path}")

    def _parse(self, number: int, line: bytes) -> Entry:
        try:
            document = json.loads(line)
            entry = Entry(
                **document["entry"], hash=document["hash"], signature=document["signature"]
            )
            whole = is_canonical(line, document) and _has_types(entry)
        except (ValueError, KeyError, TypeError, RecursionError):
            whole = False
        if not whole:
            raise LedgerError(
                f"{self.path} line {number} is not an entry as it was exported",
                fix="have the ledger exported again where it is kept",
            )
        return entry


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    number = 1
    while line := stream.readline(_LONGEST_LINE):
        number += 1
        yield number, line


def _document(entry: Entry) -> dict[str, Any]:
    return {"entry": entry.content(), "hash": entry.hash, "signature": entry.signature}


def _has_types(entry: Entry) -> bool:
    texts = (entry.time, entry.run, entry.event, entry.prev, entry.hash, entry.key, entry.signature)
    return (
        isinstance(entry.seq, int)
        and isinstance(entry.body, dict)
        and all(isinstance(text, str) for text in texts)
    )
