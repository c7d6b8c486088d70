"""The table of the ledger's file (SQLite): how entries stand in it, are read and are added."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from compliance.evidence.canonical import canonical_json, document_sha256
from compliance.evidence.chain import CLOCK_BEHIND, GENESIS, Entry
from compliance.evidence.keys import ProjectKeys

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


@dataclass(slots=True)
class Tail:
    """The end of the ledger while entries are added to it, inside of one transaction."""

    db: sqlite3.Connection
    keys: ProjectKeys
    run: str
    seq: int
    hash: str
    latest: str
    """The latest time of any entry; empty where there is none."""

    @classmethod
    def of(cls, db: sqlite3.Connection, keys: ProjectKeys, run: str) -> Tail:
        """Return the end of a ledger whose write lock is held.

        Args:
            db: the connection that holds the lock.
            keys: the project's.
            run: name of the run that entries are about, or empty.
        """
        return cls(db, keys, run, *head(db), latest(db))

    def add(self, event: str, body: dict[str, Any]) -> Entry:
        """Add one signed entry and return it.

        When the clock stands before an earlier entry, the body says by how many seconds.
        """
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        if self.latest:
            behind = int((dt.datetime.fromisoformat(self.latest) - now).total_seconds())
            body = {**body, CLOCK_BEHIND: behind} if behind > 0 else body
        entry = Entry(
            self.seq + 1, now.isoformat(), self.run, event, body, self.hash, "", self.keys.key_id,
            "",
        )  # fmt: skip
        digest = document_sha256(entry.content())
        entry = replace(entry, hash=digest, signature=self.keys.sign(bytes.fromhex(digest)))
        self.db.execute(
            "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (entry.seq, entry.time, entry.run, event, canonical_json(entry.body).decode())
            + (entry.prev, entry.hash, entry.key, entry.signature),
        )
        self.seq, self.hash, self.latest = entry.seq, entry.hash, max(self.latest, entry.time)
        return entry


def read(db: sqlite3.Connection, event: str | None, run: str | None, first: int) -> Iterator[Entry]:
    """Yield the entries of one event or run, or all, from a number on.

    Raises:
        ValueError, TypeError: the file holds what is no entry.
    """
    rows = db.execute(
        "SELECT seq, time, run, event, body, prev, hash, key, signature FROM entries"
        " WHERE (?1 IS NULL OR event = ?1) AND (?2 IS NULL OR run = ?2) AND seq >= ?3"
        " ORDER BY seq",
        (event, run, first),
    )
    for row in rows:
        seq, time, name, kind, body, prev, digest, key, signature = row
        # A damaged file can hold bytes or numbers where a text was.
        if not isinstance(seq, int) or not all(isinstance(value, str) for value in row[1:]):
            raise TypeError("not an entry")
        content = json.loads(body)
        if not isinstance(content, dict):
            raise TypeError("not an object")
        yield Entry(seq, time, name, kind, content, prev, digest, key, signature)


def migrate(db: sqlite3.Connection) -> None:
    """Bring the table of an older version, or of a new file, to this one's form."""
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


def head(db: sqlite3.Connection) -> tuple[int, str]:
    """Return the number of the last entry and its hash; 0 and zeros where there is none."""
    row = db.execute("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1").fetchone()
    return (0, GENESIS) if row is None else (int(row[0]), str(row[1]))


def latest(db: sqlite3.Connection) -> str:
    """Return the latest time of any entry; empty where there is none."""
    # ISO 8601 in UTC without fractions: the order of the texts is the order of the times.
    (found,) = db.execute("SELECT max(time) FROM entries").fetchone()
    return found or ""


def file_sha256(db: sqlite3.Connection) -> str:
    """Return the SHA-256 of the whole file, as it stands on disk between transactions."""
    # Through the connection: opening and closing the file beside it would drop SQLite's locks.
    return hashlib.sha256(db.serialize()).hexdigest()


def pages(db: sqlite3.Connection) -> tuple[int, int]:
    """Return how many pages the file has, and the bytes of each."""
    (number,) = db.execute("PRAGMA page_count").fetchone()
    (size,) = db.execute("PRAGMA page_size").fetchone()
    return int(number), int(size)
