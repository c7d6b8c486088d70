"""Where decisions are made: each is a signed ledger entry, and nobody overrides another unseen.

The ledger puts entries in order. A lock of its own, held only while an entry is added, makes sure
that nobody decides over what he has not seen; nothing is held while a person thinks.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass

from compliance.errors import ReviewError
from compliance.evidence.files import write_error
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.ledger import Add, Entry, Ledger
from compliance.review.decisions import Decisions, Made
from compliance.review.fold import Fold
from compliance.review.model import DECIDED, UNDONE, Decision


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another person decided otherwise on the same thing; nothing was recorded."""

    standing: Made


class Desk:
    """One person's desk.

    Args:
        ledger: the project's.
        keys: the project's.
        run: name of the run that is reviewed, for the entries.
        reviewer: the person's name.
        fold: what is read of the ledger's decisions; of the sources of the run.
    """

    def __init__(
        self,
        ledger: Ledger,
        keys: ProjectKeys,
        *,
        run: str,
        reviewer: str,
        fold: Fold,
    ) -> None:
        self.reviewer = reviewer
        self._ledger = ledger
        self._keys = keys
        self._run = run
        self._fold = fold
        self._add: Add | None = None
        self._lock = ledger.path.with_name("review.lock")

    def decisions(self) -> Decisions:
        """Return what is decided at this moment, by everybody.

        Raises:
            LedgerError: the ledger is damaged, or an entry is not this project's.
        """
        return self._read().decisions()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Record what is decided in this context as one: all of it or nothing.

        Meanwhile nobody else can decide. The ledger's file is hashed once and not for each entry.

        Raises:
            LedgerError: the ledger is damaged, or the entries cannot be added.
        """
        try:
            with self._alone():
                self._read()
                with self._ledger.adding(keys=self._keys, run=self._run) as self._add:
                    yield
        except BaseException:
            self._fold.forget()  # it may hold what was not recorded
            raise
        finally:
            self._add = None

    def decide(self, decision: Decision, *, over: int | None = None) -> Made | Conflict:
        """Record a decision, unless another person decided otherwise on the same thing.

        Deciding again what is decided adds no entry. What was decided on a text that has changed
        since holds no longer, and stands in nobody's way.

        Args:
            decision: what this person decides.
            over: the entry of another person that is to be replaced, once it was looked at.

        Raises:
            LedgerError: the entry cannot be added.
        """
        with self._alone():
            standing = self._read().current(decision.target)
            if standing is not None and not _outdated(standing.decision, decision):
                if _same(standing.decision, decision):
                    return standing
                other = standing.decision.reviewer != decision.reviewer
                if other and standing.seq != over:
                    return Conflict(standing)
            return _made(self._append(DECIDED, decision.body()), decision)

    def undo(self, seq: int) -> Made:
        """Take a decision back, by whoever made it; an older one on the same thing holds again.

        Args:
            seq: its ledger entry.

        Raises:
            ReviewError: the entry is no decision that holds.
            LedgerError: the entry cannot be added.
        """
        with self._alone():
            made = self._read().holding(seq)
            if made is None:
                raise ReviewError(
                    f"ledger entry {seq} is no decision that holds",
                    fix="`ftcheck review --history` lists them with their numbers",
                )
            self._append(UNDONE, {"entry": seq, "reviewer": self.reviewer})
            return made

    def last(self) -> Made | None:
        """Return the last decision of this person that holds."""
        own = [each for each in self.decisions().made() if each.decision.reviewer == self.reviewer]
        return own[-1] if own else None

    def _read(self) -> Fold:
        """Return what the ledger says now: only what was added since the last time is read.

        Raises:
            LedgerError: the ledger is damaged or another one, or an entry is not this project's.
        """
        if self._add is not None:
            return self._fold  # nobody else can add anything
        self._fold.read(self._ledger)
        return self._fold

    def _append(self, event: str, body: dict[str, object]) -> Entry:
        if self._add is None:
            return self._ledger.append(event, body, keys=self._keys, run=self._run)
        entry = self._add(event, body)
        self._fold.take([entry])
        return entry

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        if self._add is not None:
            yield  # already
            return
        try:
            self._lock.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise write_error(error, self._lock) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def _outdated(standing: Decision, decision: Decision) -> bool:
    """Tell whether what was decided holds no longer where this decision is made."""
    return standing.leaves_something and standing.text != decision.text


def _same(one: Decision, two: Decision) -> bool:
    return one.model_copy(update={"reviewer": ""}) == two.model_copy(update={"reviewer": ""})


def _made(entry: Entry, decision: Decision) -> Made:
    return Made(entry.seq, entry.time, decision)
