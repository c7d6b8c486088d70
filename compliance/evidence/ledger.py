"""The project's ledger: append-only, hash-chained, signed (SQLite).

Triggers refuse update and delete; whoever drops the triggers breaks the chain or its signatures. A
truncated ledger is noticed by the manifests, which hold its length and head, and by the signed head
beside it, which also holds the hash of the file: a change to any byte of it is noticed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from compliance.errors import DiskFullError, LedgerError, OutputError
from compliance.evidence.canonical import canonical_json, document_sha256
from compliance.evidence.chain import CLOCK_BEHIND, GENESIS, Entry, chain_problems
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.signed_head import SignedHead, read_signed_head, write_signed_head

__all__ = ["MIGRATIONS", "Entry", "Ledger"]

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


class Ledger:
    """The ledger file of one project."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def head_path(self) -> Path:
        """Where the signed head lies."""
        return self.path.with_suffix(".head.json")

    def append(
        self, event: str, body: dict[str, Any], *, keys: ProjectKeys, run: str = ""
    ) -> Entry:
        """Add one signed entry and return it.

        The write lock is taken before the head is read, so two processes never chain to one head.
        When the clock stands before an earlier entry, the body says by how many seconds.

        Raises:
            LedgerError: the file is locked for too long, damaged or not a ledger.
            OutputError: the folder cannot be written to.
            DiskFullError: no space left; the ledger is as it was.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._connect()) as db:
                db.execute("BEGIN IMMEDIATE")
                self._refuse_changed(db)
                _migrate(db)
                entry = _next(db, event, body, keys, run)
                db.execute(
                    "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (entry.seq, entry.time, run, event, canonical_json(entry.body).decode())
                    + (entry.prev, entry.hash, entry.key, entry.signature),
                )
                db.execute("COMMIT")
                self._sign_head(db, keys)
        except sqlite3.Error as error:
            raise self._error(error, writing=True) from error
        except OSError as error:
            raise OutputError(f"cannot write {self.path}: {error.strerror}") from error
        return entry

    def sign_head(self, keys: ProjectKeys) -> None:
        """Write the signed head anew, as after an entry whose process was killed before it did.

        Raises:
            LedgerError: the file is missing, locked for too long, damaged or not a ledger.
        """
        if not self.path.is_file():
            raise LedgerError(f"{self.path} is missing")
        try:
            with closing(self._connect()) as db:
                self._sign_head(db, keys)
        except sqlite3.Error as error:
            raise self._error(error, writing=True) from error

    def entries(self, *, event: str | None = None, run: str | None = None) -> Iterator[Entry]:
        """Yield the entries in order: all, or those of one event or run.

        Raises:
            LedgerError: the file is missing, damaged or not a ledger.
        """
        if not self.path.is_file():
            raise LedgerError(f"{self.path} is missing")
        try:
            with closing(self._connect(read_only=True)) as db:
                yield from _entries(db, event, run)
        except (sqlite3.Error, ValueError, TypeError, RecursionError) as error:
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

    def latest_time(self) -> dt.datetime | None:
        """Return the latest time of any entry (UTC); None where there is none.

        Whether something has expired is judged against this and the clock, whichever is later: a
        clock that was set back prolongs nothing.
        """
        if not self.path.is_file():
            return None
        try:
            with closing(self._connect(read_only=True)) as db:
                latest = _latest(db)
            return dt.datetime.fromisoformat(latest) if latest else None
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise self._error(error) from error

    def signed_head(self) -> SignedHead:
        """Return the signed head as it stands on disk; nothing is checked.

        Raises:
            LedgerError: it is missing or has another form.
        """
        return read_signed_head(self.head_path)

    def problems(self, public: bytes) -> list[str]:
        """Return what is wrong with chain and file, one line each; empty when it verifies."""
        found: list[str] = []
        try:
            found += chain_problems(self.entries(), public)
        except (LedgerError, DiskFullError) as error:
            return [*found, f"ledger: {error.message}"]
        try:
            found += self._file_problems(public)
        except (LedgerError, DiskFullError) as error:
            found.append(f"ledger: {error.message}")
        return found

    def is_behind(self) -> bool:
        """Tell whether the signed head is older than the last entry.

        So it is after a process was killed between the two. The entries are proved by their own
        signatures; the other bytes of the file are again when the next entry is added.
        """
        return self.signed_head().length < self.head()[0]

    def _refuse_changed(self, db: sqlite3.Connection) -> None:
        """Refuse to go on from a file that is not the one in which the last entry was written.

        Raises:
            LedgerError: it was changed, cut or exchanged for a new one.
        """
        if not self.head_path.exists():
            return
        signed = self.signed_head()
        is_ledger = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'entries'").fetchone()
        length = _head(db)[0] if is_ledger else 0
        if signed.length > length:
            problem = f"has {length} entries, and {signed.length} were written to it"
        elif signed.length == length and _file_sha256(db) != signed.file_sha256:
            problem = "was changed since its last entry was written"
        else:
            return
        raise LedgerError(f"{self.path} {problem}", why="an entry after it would prove nothing")

    def _file_problems(self, public: bytes) -> Iterator[str]:
        try:
            # In this order: a process that adds an entry now makes the head the older one.
            signed = self.signed_head()
            with closing(self._connect(read_only=True)) as db:
                db.execute("BEGIN")  # one state for all that is read
                length, _ = _head(db)
                known = db.execute(
                    "SELECT hash FROM entries WHERE seq = ?", (signed.length,)
                ).fetchone()
                digest = _file_sha256(db)
                size = self.path.stat().st_size
                pages, page = _pages(db)
        except sqlite3.Error as error:
            raise self._error(error) from error
        if not signed.is_whole(public):
            yield "ledger: its signed head is not this project's, or was changed"
        elif signed.length > length:
            yield f"ledger: shorter than the {signed.length} entries of its signed head"
        elif known is None or known[0] != signed.head:
            yield f"ledger: entry {signed.length} is not the one of its signed head"
        elif signed.length == length and digest != signed.file_sha256:
            yield "ledger: bytes of its file were changed that are no part of an entry"
        if size != pages * page:
            yield f"ledger: its file has {size} bytes, and a ledger of {pages * page}"

    def _sign_head(self, db: sqlite3.Connection, keys: ProjectKeys) -> None:
        db.execute("BEGIN IMMEDIATE")  # nobody adds an entry between reading and writing
        length, head = _head(db)
        write_signed_head(
            self.head_path, length=length, head=head, file_sha256=_file_sha256(db), keys=keys
        )
        db.execute("ROLLBACK")

    def _connect(self, *, read_only: bool = False) -> sqlite3.Connection:
        # A process that was killed while it wrote leaves a journal; undoing its half entry is a
        # write.
        mode = "ro" if read_only and not self._journal.exists() else "rwc"
        uri = f"{self.path.absolute().as_uri()}?mode={mode}"
        db = sqlite3.connect(uri, uri=True, timeout=_LOCK_WAIT_SECONDS, isolation_level=None)
        try:
            db.execute("PRAGMA synchronous = FULL")
        except sqlite3.Error:
            db.close()
            raise
        return db

    @property
    def _journal(self) -> Path:
        return self.path.with_name(f"{self.path.name}-journal")

    def _error(self, error: Exception, *, writing: bool = False) -> LedgerError | DiskFullError:
        text = str(error).lower()
        if "disk is full" in text or (writing and "disk i/o" in text):
            return DiskFullError(f"no space left while writing {self.path}")
        if "locked" in text or "busy" in text:
            return LedgerError(
                f"{self.path} is locked by another process",
                why="an entry could not be added in time, so the stage was not recorded"
                if writing
                else "it could not be read in time, so nothing was checked",
                fix="wait for the other process to end, then run the command again",
            )
        if "readonly" in text or "unable to open" in text:
            return LedgerError(
                f"{self.path} cannot be opened{' for writing' if writing else ''}",
                why="without its entry a stage would leave no evidence"
                if writing
                else "without the ledger nothing can be verified",
                fix="make .ftcheck and the files in it writable for you"
                if writing
                else "make .ftcheck and the files in it readable for you",
            )
        return LedgerError(f"{self.path} is damaged or not a ledger")


def _next(
    db: sqlite3.Connection, event: str, body: dict[str, Any], keys: ProjectKeys, run: str
) -> Entry:
    """Return the entry that follows the last one, signed."""
    seq, prev = _head(db)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    latest = _latest(db)
    if latest and (behind := int((dt.datetime.fromisoformat(latest) - now).total_seconds())) > 0:
        body = {**body, CLOCK_BEHIND: behind}
    entry = Entry(seq + 1, now.isoformat(), run, event, body, prev, "", keys.key_id, "")
    digest = document_sha256(entry.content())
    return replace(entry, hash=digest, signature=keys.sign(bytes.fromhex(digest)))


def _entries(db: sqlite3.Connection, event: str | None, run: str | None) -> Iterator[Entry]:
    rows = db.execute(
        "SELECT seq, time, run, event, body, prev, hash, key, signature FROM entries"
        " WHERE (?1 IS NULL OR event = ?1) AND (?2 IS NULL OR run = ?2) ORDER BY seq",
        (event, run),
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


def _latest(db: sqlite3.Connection) -> str:
    # ISO 8601 in UTC without fractions: the order of the texts is the order of the times.
    (latest,) = db.execute("SELECT max(time) FROM entries").fetchone()
    return latest or ""


def _file_sha256(db: sqlite3.Connection) -> str:
    # Through the connection: opening and closing the file beside it would drop SQLite's locks.
    return hashlib.sha256(db.serialize()).hexdigest()


def _pages(db: sqlite3.Connection) -> tuple[int, int]:
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    (size,) = db.execute("PRAGMA page_size").fetchone()
    return int(pages), int(size)
