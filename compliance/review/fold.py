"""From a ledger to the decisions that hold: entries are read once, however often somebody asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pydantic import ValidationError

from compliance.errors import LedgerError
from compliance.evidence.chain import GENESIS, Entry, is_genuine
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.ledger import Ledger
from compliance.review.decisions import Decisions, Made
from compliance.review.model import DECIDED, UNDONE, Decision, Target


class Fold:
    """What the entries of a ledger say about decisions; more entries can be taken at any time.

    Every entry is checked by itself, because one that somebody slipped in could take personal data
    out of the findings.

    Args:
        keys: the project's keys.
        sources: ids of the sources that count; None counts all.
    """

    def __init__(self, keys: ProjectKeys, *, sources: Collection[str] | None = None) -> None:
        self._keys = keys
        self._sources = sources
        self.forget()

    def forget(self) -> None:
        """Be as new: everything is read again."""
        self.seq = 0
        """Number of the last entry that was taken."""
        self.hash = GENESIS
        """Its hash."""
        self._made: dict[int, Made] = {}
        self._on: dict[Target, list[Made]] = {}
        self._undone = 0
        self._decisions: Decisions | None = None

    def read(self, ledger: Ledger) -> None:
        """Take what was added to a ledger since it was read the last time.

        Args:
            ledger: the same every time.

        Raises:
            LedgerError: it is damaged, or not the one that was read; or see `take`.
        """
        entries = ledger.entries_if_any(first=max(1, self.seq))
        if self.seq:
            known = next(entries, None)
            if known is None or (known.seq, known.hash) != (self.seq, self.hash):
                raise LedgerError(
                    f"{ledger.path} is no longer the ledger that was read before",
                    why="entries that were read are gone or changed, so nothing was recorded",
                    fix="`ftcheck verify` says what is wrong with it",
                )
        self.take(entries)

    def take(self, entries: Iterable[Entry]) -> None:
        """Take entries that follow the last one, of whatever event.

        Raises:
            LedgerError: an entry was not made by this project, or is no decision.
        """
        for entry in entries:
            if entry.event in (DECIDED, UNDONE):
                self._check(entry)
                if entry.event == DECIDED:
                    self._decided(entry)
                else:
                    self._taken_back(int(entry.body.get("entry", 0)))
                self._decisions = None
            self.seq, self.hash = entry.seq, entry.hash

    def current(self, target: Target) -> Made | None:
        """Return the decision that holds for a target."""
        made = self._on.get(target)
        return made[-1] if made else None

    def holding(self, seq: int) -> Made | None:
        """Return the decision of an entry, if it is one that holds."""
        made = self._made.get(seq)
        return made if made and self.current(made.decision.target) is made else None

    def decisions(self) -> Decisions:
        """Return all decisions; the same object until a further one is taken."""
        if self._decisions is None:
            self._decisions = Decisions(self._made.values(), self._keys, undone=self._undone)
        return self._decisions

    def _decided(self, entry: Entry) -> None:
        try:
            decision = Decision.model_validate(entry.body)
        except ValidationError:
            raise LedgerError(f"ledger entry {entry.seq} is no decision of a review") from None
        sources = self._sources
        if sources is None or decision.decision == "allow" or decision.source in sources:
            made = self._made[entry.seq] = Made(entry.seq, entry.time, decision)
            self._on.setdefault(decision.target, []).append(made)

    def _taken_back(self, seq: int) -> None:
        made = self._made.pop(seq, None)
        if made is not None:
            self._on[made.decision.target].remove(made)
            self._undone += 1

    def _check(self, entry: Entry) -> None:
        if not is_genuine(entry, self._keys.public_bytes()):
            raise LedgerError(
                f"ledger entry {entry.seq}: a decision of a review that this project did not sign",
                why="a decision that nobody made could hide personal data, so nothing was read "
                "from it",
            )


def fold(
    entries: Iterable[Entry], keys: ProjectKeys, *, sources: Collection[str] | None = None
) -> Decisions:
    """Return the decisions that a ledger holds.

    Args:
        entries: of the project's ledger, in order.
        keys: the project's keys.
        sources: ids of the sources that count; None counts all.

    Raises:
        LedgerError: an entry was not made by this project, or is no decision.
    """
    every = Fold(keys, sources=sources)
    every.take(entries)
    return every.decisions()
