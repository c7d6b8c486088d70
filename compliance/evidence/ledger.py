"""The project's ledger: append-only, hash-chained, signed (SQLite).

Triggers refuse update and delete; whoever drops the triggers breaks the chain or its signatures. A
truncated ledger is noticed by the manifests, which hold its length and head, and by the signed head
beside it, which also holds the hash of the file: a change to any byte of it is noticed.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from compliance.errors import DiskFullError, LedgerError, OutputError
from compliance.evidence import ledger_table as table
from compliance.evidence.chain import GENESIS, Entry, chain_problems
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.signed_head import SignedHead, read_signed_head, write_signed_head

__all__ = ["Entry", "Ledger"]

Add = Callable[[str, dict[str, Any]], Entry]
"""Adds one entry: event, body."""

_LOCK_WAIT_SECONDS = 10.0


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

        When the clock stands before an earlier entry, the body says by how many seconds.

        Raises:
            LedgerError: the file is locked for too long, damaged or not a ledger.
            OutputError: the folder cannot be written to.
            DiskFullError: no space left; the ledger is as it was.
        """
        with self.adding(keys=keys, run=run) as add:
            return add(event, body)

    @contextmanager
    def adding(self, *, keys: ProjectKeys, run: str = "") -> Iterator[Add]:
        """Give what adds signed entries, all of them or none.

        The write lock is taken before the head is read, so two processes never chain to one head.
        The file is hashed before the first entry and after the last, however many there are.

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
                table.migrate(db)
                yield table.Tail.of(db, keys, run).add
                db.execute("COMMIT")
                self._sign_head(db, keys)
        except sqlite3.Error as error:
            raise self._error(error, writing=True) from error
        except OSError as error:
            raise OutputError(f"cannot write {self.path}: {error.strerror}") from error

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

    def entries(
        self, *, event: str | None = None, run: str | None = None, first: int = 1
    ) -> Iterator[Entry]:
        """Yield the entries in order: all, or those of one event or run.

        Args:
            event: only those of this kind.
            run: only those of this run.
            first: number of the first entry that is read.

        Raises:
            LedgerError: the file is missing, damaged or not a ledger.
        """
        if not self.path.is_file():
            raise LedgerError(f"{self.path} is missing")
        try:
            with closing(self._connect(read_only=True)) as db:
                yield from table.read(db, event, run, first)
        except (sqlite3.Error, ValueError, TypeError, RecursionError) as error:
            raise self._error(error) from error

    def entries_if_any(self, *, first: int = 1) -> Iterator[Entry]:
        """Yield all entries from a number on, in order; none where there is no ledger yet.

        Raises:
            LedgerError: the file is damaged or not a ledger.
        """
        return self.entries(first=first) if self.path.is_file() else iter(())

    def head(self) -> tuple[int, str]:
        """Return the number of entries and the hash of the last one (zeros when empty)."""
        if not self.path.is_file():
            return 0, GENESIS
        try:
            with closing(self._connect(read_only=True)) as db:
                return table.head(db)
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
                latest = table.latest(db)
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
        length = table.head(db)[0] if is_ledger else 0
        if signed.length > length:
            problem = f"has {length} entries, and {signed.length} were written to it"
        elif signed.length == length and table.file_sha256(db) != signed.file_sha256:
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
                length, _ = table.head(db)
                known = db.execute(
                    "SELECT hash FROM entries WHERE seq = ?", (signed.length,)
                ).fetchone()
                digest = table.file_sha256(db)
                size = self.path.stat().st_size
                pages, page = table.pages(db)
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
        length, head = table.head(db)
        write_signed_head(
            self.head_path, length=length, head=head, file_sha256=table.file_sha256(db), keys=keys
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
