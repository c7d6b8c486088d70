"""The decisions of a project, as they hold now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from compliance.dataset.record import Record
from compliance.evidence.canonical import document_sha256
from compliance.evidence.keys import ProjectKeys
from compliance.findings import CANARY, RecordScan
from compliance.review.marks import field_fingerprint
from compliance.review.model import Choice, Decision, Target, find_target

_OVERLAID = frozenset({"accept", "correct", "reject", "allow", "add"})
Fits = Callable[[Decision], bool]


@dataclass(frozen=True, slots=True)
class Made:
    """A decision with its ledger entry."""

    seq: int
    """Number of the ledger entry."""
    time: str
    decision: Decision


class Decisions:
    """What people decided, as it holds now.

    Args:
        made: decisions in the order in which they were made, without those that were undone.
        keys: the project's keys, for fingerprints.
        undone: how many were undone.
    """

    def __init__(self, made: Iterable[Made], keys: ProjectKeys, *, undone: int = 0) -> None:
        self.keys = keys
        self.undone = undone
        self._current: dict[Target, Made] = {}
        for each in made:
            self._current.pop(each.decision.target, None)
            self._current[each.decision.target] = each
        self._additions: dict[tuple[str, str], list[Decision]] = {}
        self._records: set[str] = set()
        self._values: set[tuple[str, str]] = set()
        for each in self._current.values():
            one = each.decision
            if one.decision == "add":
                self._additions.setdefault((one.source, one.record), []).append(one)
            elif one.decision == "allow":
                self._values.add((one.type, one.fingerprint))
            if one.decision != "checked":
                self._records.add(one.record)

    def __bool__(self) -> bool:
        """Tell whether there is any decision."""
        return bool(self._current)

    def made(self) -> list[Made]:
        """Return the decisions that hold, in the order in which they were made."""
        return sorted(self._current.values(), key=lambda each: each.seq)

    def current(self, target: Target) -> Made | None:
        """Return the decision that holds for a target."""
        return self._current.get(target)

    def counts(self) -> Counter[Choice]:
        """Return decision → how many hold."""
        return Counter(each.decision.decision for each in self._current.values())

    def touches(self, record: str, parents: Iterable[str] = ()) -> bool:
        """Tell whether any decision can concern a record."""
        return bool(self._values) or not self._records.isdisjoint((record, *parents))

    def allowed(self, type: str, fingerprint: str) -> bool:
        """Tell whether a value is never personal data in this project."""
        return (type, fingerprint) in self._values

    def of(
        self, source: str, record: str, field: str, type: str, fingerprint: str, fits: Fits
    ) -> Decision | None:
        """Return what was decided on a find; the find before the value.

        No decision lets a canary pass.

        Args:
            source: id of the declared source.
            record: the id under which evidence names the record.
            field: as a person reads it.
            type: entity type of the find.
            fingerprint: of its value.
            fits: tells of a decision that can leave something in a text whether that text is
                still the one it was made on.
        """
        if type == CANARY:
            return None
        made = self._current.get(find_target(source, record, field, type, fingerprint))
        if made is not None and made.decision.leaves_something and not fits(made.decision):
            made = None
        if made is None and (type, fingerprint) in self._values:
            made = self._current["value", type, fingerprint]
        return None if made is None else made.decision

    def on(self, scanned: RecordScan, field: str, type: str, fingerprint: str) -> Decision | None:
        """Return what was decided on a find of an original record.

        Args:
            scanned: the record as it was delivered.
            field: as a person reads it.
            type: entity type of the find.
            fingerprint: of its value.
        """
        record = scanned.record
        return self.of(
            record.source, record.id, field, type, fingerprint, lambda one: self.fits(one, record)
        )

    def fits(self, decision: Decision, record: Record) -> bool:
        """Tell whether the text that a decision was made on stands in a record as it was."""
        return decision.text == field_fingerprint(self.keys, record, decision.field)

    def leaving(self) -> list[Decision]:
        """Return the decisions on finds that can leave something in a text."""
        return [each.decision for each in self._current.values() if each.decision.leaves_something]

    def additions(self, scanned: RecordScan) -> list[Decision]:
        """Return the places of a record that a person added."""
        return self._additions.get((scanned.record.source, scanned.record.id), [])

    @property
    def digest(self) -> str:
        """SHA-256 over what changes findings: for what has to be done again after a decision.

        Who decided and when is not in it, nor the order of decisions on different things.
        """
        return self._digest(_OVERLAID, {"reviewer", "sample"})

    @property
    def whole_digest(self) -> str:
        """SHA-256 over every decision that holds, with its reviewer."""
        return self._digest({*_OVERLAID, "checked"}, set())

    def _digest(self, choices: Collection[str], leave_out: set[str]) -> str:
        bodies: list[Mapping[str, object]] = [
            {key: value for key, value in each.decision.body().items() if key not in leave_out}
            for each in self._current.values()
            if each.decision.decision in choices
        ]
        return document_sha256(sorted(document_sha256(body) for body in bodies))
