"""The project's ledger: append-only, hash-chained, signed (SQLite).

Entry i holds h_i = SHA-256(JCS(entry_i without hash and signature, with h_(i-1))) and an ed25519
signature over h_i. Triggers refuse update and delete; whoever drops the triggers breaks the chain
or the signature. A truncated ledger is noticed by the manifests, which hold its length and head.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.errors import DiskFullError, LedgerError, OutputError
from compliance.evidence.canonical import canonical_json, document_sha256
from compliance.evidence.keys import ProjectKeys, key_id, signature_is_valid

GENESIS = "0" * 64
_LOCK_WAIT_SECONDS = 10.0

# A list of migrations; PRAGMA user_version says how many were applied.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE entries (
        seq INTEGER PRIMARY KEY,
        time TEXT NOT NULL,
        run TEXT NOT NULL,
        event TEXT NOT NULL,
        body TEXT NOT NULL,
        prev TEXT NOT NULL,
        hash TEXT NOT NULL UNIQUE,
        key TEXT NOT NULL,
        signature TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
    CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
    """,
)


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


class Ledger:
    """The ledger file of one project."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(
        self, event: str, body: dict[str, Any], *, keys: ProjectKeys, run: str = ""
    ) -> Entry:
        """Add one signed entry and return it.

        The write lock is taken before the head is read, so two processes never chain to one head.

        Raises:
            LedgerError: the file is locked for too long, damaged or not a ledger.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as db:
                db.execute("BEGIN IMMEDIATE")
                _migrate(db)
                seq, prev = _head(db)
                time = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
                content = {
                    "seq": seq + 1,
                    "time": time,
                    "run": run,
                    "event": event,
                    "body": body,
                    "prev": prev,
                    "key": keys.key_id,
                }
                digest = document_sha256(content)
                signature = keys.sign(bytes.fromhex(digest))
                db.execute(
                    "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (seq + 1, time, run, event, canonical_json(body).decode(), prev, digest)
                    + (keys.key_id, signature),
                )
                db.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._error(error) from error
        except OSError as error:
            raise OutputError(f"cannot write {self.path}: {error.strerror}") from error
        return Entry(seq + 1, time, run, event, body, prev, digest, keys.key_id, signature)

    def entries(self) -> Iterator[Entry]:
        """Yield all entries in order.

        Raises:
            LedgerError: the file is missing, damaged or not a ledger.
        """
        if not self.path.is_file():
            raise LedgerError(f"{self.path} is missing")
        try:
            with closing(self._connect(read_only=True)) as db:
                for row in db.execute("SELECT * FROM entries ORDER BY seq"):
                    seq, time, run, event, body, prev, digest, key, signature = row
                    content = json.loads(body)
                    if not isinstance(content, dict):
                        raise ValueError("not an object")
                    yield Entry(seq, time, run, event, content, prev, digest, key, signature)
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise self._error(error) from error

    def entries_if_any(self) -> Iterator[Entry]:
        """Yield all entries in order; none where there is no ledger yet.

        Raises:
            LedgerError: the file is damaged or not a ledger.
        """
        return self.entries() if self.path.is_file() else iter(())

    def head(self) -> tuple[int, str]:
        """Return the number of entries and the hash of the last one (zeros when empty)."""
        if not self.path.is_file():
            return 0, GENESIS
        try:
            with closing(self._connect(read_only=True)) as db:
                return _head(db)
        except sqlite3.Error as error:
            raise self._error(error) from error

    def problems(self, public: bytes) -> list[str]:
        """Return what is wrong with the chain, one line each; empty when it verifies."""
        found: list[str] = []
        prev, expected = GENESIS, 1
        expected_key = key_id(public)
        try:
            for entry in self.entries():
                place = f"ledger entry {entry.seq}"
                if entry.seq != expected:
                    found.append(f"{place}: expected entry {expected} here, so one was removed")
                    expected = entry.seq
                if entry.prev != prev:
                    found.append(f"{place}: does not follow from the entry before it")
                if document_sha256(entry.content()) != entry.hash:
                    found.append(f"{place}: its content was changed")
                if entry.key != expected_key or not signature_is_valid(
                    public, entry.signature, _bytes(entry.hash)
                ):
                    found.append(f"{place}: its signature is not this project's")
                prev, expected = entry.hash, expected + 1
        except LedgerError as error:
            found.append(f"ledger: {error.message}")
        return found

    def _connect(self, *, read_only: bool = False) -> sqlite3.Connection:
        uri = f"{self.path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
        db = sqlite3.connect(uri, uri=True, timeout=_LOCK_WAIT_SECONDS, isolation_level=None)
        try:
            db.execute("PRAGMA synchronous = FULL")
        except sqlite3.Error:
            db.close()
            raise
        return db

    def _error(self, error: Exception) -> LedgerError | DiskFullError:
        text = str(error).lower()
        if "disk is full" in text or "disk i/o" in text:
            return DiskFullError(f"no space left while writing {self.path}")
        if "locked" in text or "busy" in text:
            return LedgerError(
                f"{self.path} is locked by another process",
                why="an entry could not be added in time, so the stage was not recorded",
                fix="wait for the other process to end, then run the command again",
            )
        if "readonly" in text or "unable to open" in text:
            return LedgerError(
                f"{self.path} cannot be opened for writing",
                why="without its entry a stage would leave no evidence",
                fix="make .ftcheck and the files in it writable for you",
            )
        return LedgerError(f"{self.path} is damaged or not a ledger")


def _migrate(db: sqlite3.Connection) -> None:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        for statement in _statements(script):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {number}")


def _statements(script: str) -> Iterator[str]:
    # executescript() would commit the open transaction; sqlite tells where a statement is complete.
    buffer = ""
    for line in script.splitlines():
        buffer += line + "\n"
        if sqlite3.complete_statement(buffer):
            yield buffer
            buffer = ""


def _head(db: sqlite3.Connection) -> tuple[int, str]:
    row = db.execute("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1").fetchone()
    return (0, GENESIS) if row is None else (int(row[0]), str(row[1]))


def _bytes(hexadecimal: str) -> bytes:
    try:
        return bytes.fromhex(hexadecimal)
    except ValueError:
        return b""
