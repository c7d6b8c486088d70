"""What waits for a person: places and counts, no values. The gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Literal

from compliance.dataset.record import Record
from compliance.detect.types import category_of
from compliance.evidence.canonical import document_sha256
from compliance.evidence.keys import ProjectKeys
from compliance.findings import PERSON_NEAR, Finding, RecordScan
from compliance.policy import Place, Policy, role_of
from compliance.replacements import Aligned, Replacement
from compliance.residue.listed import Residue
from compliance.review.alignment import Alignment
from compliance.review.decisions import Decisions
from compliance.review.marks import field_fingerprint
from compliance.review.model import find_target
from compliance.review.places import mentions, reading_field
from compliance.treatments import treatments

Origin = Literal["residue", "review", "cleaned", "blocked", "doubtful"]
WHY: Mapping[Origin, str] = {
    "residue": "still there after cleaning",
    "review": "the policy asks a person",
    "cleaned": "the policy asks a person; found when the text was cleaned",
    "blocked": "the policy forbids it",
    "doubtful": "its score is close to the threshold",
}
"""Why something waits for a person, the gravest first."""

_GRAVITY = (
    "secret",
    "special_category",
    "criminal",
    "government_id",
    "financial",
    "identity",
    "contact",
    "account",
    "online",
    "vehicle",
    "location",
    "date",
    "organization",
)
_ORIGINS = tuple(WHY)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits for a person: a value in a field of a record."""

    id: str
    """Short, and the same every time."""
    origin: Origin
    number: int
    """Position of the record in the data, from 0."""
    source: str
    record: str
    field: str
    """JSON path of the text as it is read."""
    start: int
    """Of the first mention; code points into the original text, or into the cleaned one where
    `placed` is False."""
    end: int
    type: str
    category: str
    fingerprint: str
    score: float
    recognizer: str
    mentions: int = 1
    """How often the value stands in the field."""
    person: str = ""
    placed: bool = True
    """Whether it is known where it stands in the original text."""
    text: str = ""
    """Keyed fingerprint of the original text, as decisions on it hold it."""

    def order(self) -> tuple[int, int, int, int]:
        """Return what items are sorted by: weight first, then the order of the records."""
        near = list(PERSON_NEAR)
        return (
            _ORIGINS.index(self.origin),
            _GRAVITY.index(self.category),
            near.index(self.person) if self.person in near else len(near),
            self.number,
        )

    def shown(self) -> dict[str, object]:
        """Return it for a list: places, no value."""
        return {name: value for name, value in asdict(self).items() if name != "text"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a queue is to hold beside what the policy puts before a person."""

    doubtful: float = 0.0
    """Findings whose score is that close to the threshold; 0 asks for none."""
    blocked: bool = False
    """Findings that the policy forbids."""


class Queue:
    """Collects what waits for a person, in one pass over the data.

    Args:
        policy: what the company decided.
        decisions: what people decided.
        keys: the project's keys.
        wanted: what else is asked for.
    """

    def __init__(
        self, policy: Policy, decisions: Decisions, keys: ProjectKeys, wanted: Wanted | None = None
    ) -> None:
        self._policy = policy
        self._decisions = decisions
        self._keys = keys
        self._wanted = wanted or Wanted()

    def items(
        self,
        scans: Iterable[RecordScan],
        cleaned: Iterable[Record] = (),
        replacements: Iterable[tuple[str, list[Replacement]]] = (),
        residue: Iterable[tuple[str, list[Residue]]] = (),
    ) -> list[Item]:
        """Return what waits for a person, the gravest first; memory grows with it alone.

        Args:
            scans: the original records with their findings, as people decided on them.
            cleaned: the cleaned records in the same order; empty before they are cleaned.
            replacements: what stands in them, by record.
            residue: what is left in them, by record.
        """
        put, left = Aligned(replacements), dict(residue)
        clean = iter(cleaned)
        found: list[Item] = []
        for number, scanned in enumerate(scans):
            mine = list(self._found(number, scanned))
            after = next(clean, None)
            if after is not None:
                own = put.of(scanned.record.id)
                known = {(each.field, each.type, each.fingerprint) for each in scanned.findings}
                mine += self._cleaned(number, scanned, after, own, known)
                mine += self._residue(number, scanned, after, own, left.get(scanned.record.id, []))
            found += _grouped(mine)
        return sorted(found, key=Item.order)

    def _found(self, number: int, scanned: RecordScan) -> Iterator[Item]:
        record = scanned.record
        for mention in mentions(record, scanned.findings):
            origin = self._origin(record, mention.first)
            if origin is not None:
                yield self._item(
                    origin, number, scanned, mention.first, mention.field, mention.start,
                    mention.end,
                )  # fmt: skip

    def _origin(self, record: Record, finding: Finding) -> Origin | None:
        if finding.reviewed:
            return None
        place = Place(finding.field, role_of(record, finding.field))
        how = self._policy.treatment(finding.type, place)
        counts = any(True for _ in treatments(record, [finding], self._policy))
        if counts and how.action == "review":
            return "review"
        if counts and how.action == "block" and self._wanted.blocked:
            return "blocked"
        near = abs(finding.score - how.min_score) <= self._wanted.doubtful
        if self._wanted.doubtful and near and how.action != "allow":
            return "doubtful"
        return None

    def _cleaned(
        self,
        number: int,
        scanned: RecordScan,
        after: Record,
        own: list[Replacement],
        known: set[tuple[str, str, str]],
    ) -> Iterator[Item]:
        """Yield what was replaced only when the text was cleaned, and waits for a person."""
        for put in own:
            if (put.field, put.type, put.fingerprint) in known:
                continue
            place = Place(put.field, role_of(after, put.field))
            field = reading_field(after, put.field)
            decided = self._decisions.on(scanned, field, put.type, put.fingerprint)
            if decided or self._policy.treatment(put.type, place).action != "review":
                continue
            aligned = self._aligned(scanned.record, after, put.field, own)
            span = None
            if aligned is not None:
                span = aligned.originals[aligned.replacements.index(put)]
            start, end = span or (put.start, put.end)
            yield Item(
                self._id(scanned, field, put.type, put.fingerprint), "cleaned", number,
                scanned.record.source, scanned.record.id, field, start, end, put.type,
                category_of(put.type), put.fingerprint, 1.0, put.operator,
                placed=span is not None, text=self._text(scanned, field),
            )  # fmt: skip

    def _residue(
        self,
        number: int,
        scanned: RecordScan,
        after: Record,
        own: list[Replacement],
        left: list[Residue],
    ) -> Iterator[Item]:
        """Yield what is left in a cleaned record, and nobody decided on."""
        for each in left:
            field = reading_field(after, each.field)
            if self._decisions.on(scanned, field, each.type, each.fingerprint) is not None:
                continue
            aligned = self._aligned(scanned.record, after, each.field, own)
            span = aligned.original_of(each.start, each.end) if aligned is not None else None
            if span is not None and self._added(scanned, each.field, span):
                continue
            start, end = span or (each.start, each.end)
            yield Item(
                self._id(scanned, field, each.type, each.fingerprint), "residue", number,
                scanned.record.source, scanned.record.id, field, start, end, each.type,
                category_of(each.type), each.fingerprint, 1.0, each.kind,
                placed=span is not None, text=self._text(scanned, field),
            )  # fmt: skip

    def _added(self, scanned: RecordScan, field: str, span: tuple[int, int]) -> bool:
        """Tell whether a place is covered by what a person said about the original."""
        return any(
            each.reviewed and each.field == field and each.start < span[1] and span[0] < each.end
            for each in scanned.findings
        )

    def _aligned(
        self, before: Record, after: Record, field: str, own: list[Replacement]
    ) -> Alignment | None:
        texts = [
            next((item.text for item in record.fields() if item.path == field), None)
            for record in (before, after)
        ]
        if texts[0] is None or texts[1] is None or before.kind == "tokens":
            return None
        there = [put for put in own if put.field == field]
        return Alignment.of(texts[0], texts[1], there, self._keys)

    def _item(
        self,
        origin: Origin,
        number: int,
        scanned: RecordScan,
        finding: Finding,
        field: str,
        start: int,
        end: int,
    ) -> Item:
        record = scanned.record
        return Item(
            self._id(scanned, field, finding.type, finding.fingerprint), origin, number,
            record.source, record.id, field, start, end, finding.type, finding.category,
            finding.fingerprint, finding.score, finding.recognizer, person=finding.person,
            text=self._text(scanned, field),
        )  # fmt: skip

    def _text(self, scanned: RecordScan, field: str) -> str:
        return field_fingerprint(self._keys, scanned.record, field)

    def _id(self, scanned: RecordScan, field: str, type: str, fingerprint: str) -> str:
        record = scanned.record
        return document_sha256(find_target(record.source, record.id, field, type, fingerprint))[:12]


def open_by_origin(items: Iterable[Item]) -> dict[str, dict[str, int]]:
    """Return origin → entity type → how many wait, for evidence."""
    counts: dict[str, Counter[str]] = {}
    for each in items:
        counts.setdefault(each.origin, Counter())[each.type] += 1
    return {origin: dict(sorted(types.items())) for origin, types in sorted(counts.items())}


def _grouped(items: Iterable[Item]) -> list[Item]:
    """Return the items of one record with all mentions of a value in a field as one."""
    held: dict[str, Item] = {}
    counts: Counter[str] = Counter()
    for each in items:
        counts[each.id] += 1
        held.setdefault(each.id, each)
    return [
        each if counts[key] == 1 else replace(each, mentions=counts[key])
        for key, each in held.items()
    ]
