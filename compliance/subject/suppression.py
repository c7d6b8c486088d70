"""Rows that were erased and must not come back with the next export of a source.

The list is a fold over the signed ledger. It holds keyed fingerprints only: of a row's values where
they are enough to be one person's, of its id where the source declares which field that is, else of
its place, and of a case or customer that the request named. Identifiers of the person leave nothing
out, as a household shares them: where one is found again, the gate asks a person.

Basis: GDPR Art. 17(1), 5(2); the fingerprint key stays with the controller.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from compliance.dataset.record import Record
from compliance.errors import LedgerError
from compliance.evidence.canonical import document_sha256
from compliance.evidence.chain import Entry, is_genuine
from compliance.evidence.keys import ProjectKeys
from compliance.findings import Finding
from compliance.subject.rows import content_fingerprint, id_fingerprint, row_fingerprint
from compliance.subject.values import place_fingerprint, values_fingerprint

EVENT = "subject.suppressed"
_KINDS = ("rows", "values", "places", "ids", "groups", "identifiers")
"""`rows` are marks of earlier versions: of a content bound to its source, or of plain values."""


def group_fingerprint(keys: ProjectKeys, source: str, group: str) -> str:
    """Return what stands for a case or customer of a source."""
    return keys.fingerprint(f"subject.group.{source}", group)


def named_fingerprint(keys: ProjectKeys, value: str) -> str:
    """Return what stands for a case or customer that a request names, in every source."""
    return keys.fingerprint("subject.named", value)


class Suppression:
    """What is left out when sources are read, and how much of it was met.

    Args:
        marks: kind of mark → keyed fingerprints.
        keys: the project's keys.
        with_ids: ids of the sources that declare an id field: elsewhere an id may be a number that
            another export gives to another row.
    """

    def __init__(
        self,
        marks: Mapping[str, Collection[str]],
        keys: ProjectKeys,
        with_ids: Collection[str] = (),
    ) -> None:
        self._marks = {kind: frozenset(marks.get(kind, ())) for kind in _KINDS}
        self._keys = keys
        self._with_ids = frozenset(with_ids)
        self.met: Counter[str] = Counter()
        """Source id → rows left out since this object was made."""

    @classmethod
    def fold(
        cls, entries: Iterable[Entry], keys: ProjectKeys, *, with_ids: Collection[str] = ()
    ) -> Suppression:
        """Return the list that a ledger holds.

        Raises:
            LedgerError: an entry was not made by this project, or is no such list.
        """
        marks: dict[str, set[str]] = {kind: set() for kind in _KINDS}
        public = keys.public_bytes()
        for entry in entries:
            if entry.event != EVENT:
                continue
            if not is_genuine(entry, public):
                raise LedgerError(f"ledger entry {entry.seq} is no suppression of this project")
            for kind in _KINDS:
                marks[kind].update(entry.body.get(kind, ()))
        return cls(marks, keys, with_ids)

    def __bool__(self) -> bool:
        """Tell whether anything was ever erased."""
        return any(self._marks.values())

    @property
    def digest(self) -> str:
        """SHA-256 over the list, for what depends on it."""
        return document_sha256({kind: sorted(marks) for kind, marks in self._marks.items()})

    def holds(self, record: Record) -> bool:
        """Tell whether a record of a source was erased."""
        marks, source = self._marks, record.source
        if marks["values"] and values_fingerprint(self._keys, record) in marks["values"]:
            return True
        if marks["places"] and place_fingerprint(self._keys, record) in marks["places"]:
            return True
        if marks["rows"] and (
            row_fingerprint(self._keys, record) in marks["rows"]
            or content_fingerprint(self._keys, record) in marks["rows"]
        ):
            return True
        if marks["ids"] and source in self._with_ids:
            if id_fingerprint(self._keys, source, record.id) in marks["ids"]:
                return True
        if not marks["groups"]:
            return False
        if group_fingerprint(self._keys, source, record.group) in marks["groups"]:
            return True
        # Without a group field the group is the id, which may be a mere position.
        known = source in self._with_ids or record.group != record.id
        return known and named_fingerprint(self._keys, record.group) in marks["groups"]

    def is_named_in(self, findings: Iterable[Finding]) -> bool:
        """Tell whether findings hold an identifier of a person whose data were erased."""
        watched = self._marks["identifiers"]
        return bool(watched) and any(each.fingerprint in watched for each in findings)

    def left_out(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records that were not erased, and count the others."""
        if not self:
            yield from records
            return
        for record in records:
            if self.holds(record):
                self.met[record.source] += 1
            else:
                yield record
