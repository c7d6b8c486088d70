"""Records → findings: streaming, batched, without any value leaving the scan."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import groupby, islice
from pathlib import Path
from typing import IO, Any, Protocol

from compliance.dataset.record import Field, Record
from compliance.detect.types import Entity, category_of
from compliance.errors import EvidenceError
from compliance.evidence.keys import ProjectKeys
from compliance.progress import Progress, silent

SCHEMA = "ftcheck.scan/1"
_START = b'{"schema":"' + SCHEMA.encode() + b'"'
_BATCH = 64
_LANGUAGE_SAMPLE = 600
# Found in nearly every text, and no sign of a person on their own.
_WEAK_CATEGORIES = frozenset({"organization", "date", "location"})


class Finder(Protocol):
    """What finds personal data in texts; `compliance.detect.Engine` is one."""

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Return the entities of each text, sorted by position, none overlapping."""
        ...


class Remembering:
    """A finder that keeps the finds of recent texts, so that equal texts are scanned once.

    Chats repeat their system prompts and greetings, and a cleaned text is read twice: once when it
    is cleaned, once by the gate. The finds of a text depend on the text alone, so nothing changes.
    Memory is bounded by the characters it remembers.
    """

    def __init__(self, finder: Finder, *, max_characters: int = 50_000_000) -> None:
        self._finder = finder
        self._limit = max_characters
        self._kept: dict[str, list[Entity]] = {}
        self._size = 0

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Return the entities of each text, as the finder behind it gives them."""
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        found = dict(zip(new, self._finder.find(new), strict=True)) if new else {}
        result = [found[text] if text in found else self._kept[text] for text in texts]
        for text, entities in found.items():
            self._kept[text] = entities
            self._size += len(text)
        while self._size > self._limit and self._kept:
            oldest = next(iter(self._kept))
            self._size -= len(oldest)
            del self._kept[oldest]
        return result


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of personal data in one field of one record."""

    record: str
    field: str
    """JSON path."""
    start: int
    """Code points into the original field text."""
    end: int
    """Exclusive."""
    type: str
    category: str
    score: float
    """In [0, 1]."""
    recognizer: str
    fingerprint: str
    """Keyed; equal for equal values of one type in one project."""


@dataclass(frozen=True, slots=True)
class RecordScan:
    """A record with what was found in it."""

    record: Record
    """Its id and group hold no finding: they are numbers where the original ones did."""
    findings: tuple[Finding, ...]
    language: str
    """ISO 639-1, as identified from the text; `und` for very short ones."""


@dataclass(slots=True)
class ScanTotals:
    """Counts over a scan, gathered while it streams."""

    records: int = 0
    fields: int = 0
    characters: int = 0
    records_with_findings: int = 0
    by_type: Counter[str] = field(default_factory=Counter)
    by_category: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    special_records: Counter[str] = field(default_factory=Counter)
    """Source id → records with GDPR Art. 9 or 10 findings."""
    by_source: Counter[str] = field(default_factory=Counter)
    """Source id → findings."""
    personal_by_source: Counter[str] = field(default_factory=Counter)
    """Source id → findings that point to a person on their own."""

    def add(self, scanned: RecordScan) -> None:
        """Count one record."""
        self.records += 1
        self.languages[scanned.language] += 1
        for item in scanned.record.fields():
            self.fields += 1
            self.characters += len(item.text)
        if scanned.findings:
            self.records_with_findings += 1
        self.by_source[scanned.record.source] += len(scanned.findings)
        for finding in scanned.findings:
            self.by_type[finding.type] += 1
            self.by_category[finding.category] += 1
            if finding.category not in _WEAK_CATEGORIES:
                self.personal_by_source[scanned.record.source] += 1
        if any(f.category in {"special_category", "criminal"} for f in scanned.findings):
            self.special_records[scanned.record.source] += 1

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> ScanTotals:
        """Return the totals that a scan document holds in `dataset` and `summary`."""
        dataset, summary = document["dataset"], document["summary"]
        return cls(
            records=dataset["records"],
            fields=dataset["fields"],
            characters=dataset["characters"],
            records_with_findings=summary["records_with_findings"],
            by_type=Counter(summary["by_type"]),
            by_category=Counter(summary["by_category"]),
            languages=Counter(dataset["languages"]),
            special_records=Counter(summary["special_category_records"]),
            by_source=Counter(summary["by_source"]),
            personal_by_source=Counter(summary["personal_by_source"]),
        )

    def summary(self, notes: Sequence[str] = ()) -> dict[str, Any]:
        """Return the `summary` object of a scan document."""
        return {
            "findings": sum(self.by_type.values()),
            "records_with_findings": self.records_with_findings,
            "by_type": dict(sorted(self.by_type.items())),
            "by_category": dict(sorted(self.by_category.items())),
            "by_source": dict(sorted(self.by_source.items())),
            "personal_by_source": dict(sorted(self.personal_by_source.items())),
            "special_category_records": dict(sorted(self.special_records.items())),
            "notes": list(notes),
        }

    def dataset(self) -> dict[str, Any]:
        """Return the counts of the `dataset` object of a scan document."""
        return {
            "records": self.records,
            "fields": self.fields,
            "characters": self.characters,
            "languages": dict(sorted(self.languages.items())),
        }


def scan(
    records: Iterable[Record],
    finder: Finder,
    *,
    keys: ProjectKeys,
    min_score: float = 0.0,
    progress: Progress = silent,
    total: int | None = None,
) -> Iterator[RecordScan]:
    """Yield each record with its findings, in record order.

    Streams; memory does not grow with the dataset. Offsets are code points into the original field
    text, `start` inclusive, `end` exclusive.

    Args:
        records: any records.
        finder: the detection engine.
        keys: for fingerprints.
        min_score: findings below it are left out.
        progress: told after every batch.
        total: number of records, when known.

    Raises:
        DatasetError: a record cannot be read (never skipped in silence).
    Basis: GDPR Art. 4(1), Recital 26.
    """
    done = 0
    identities = Identities()
    stream = iter(records)
    while batch := list(islice(stream, _BATCH)):
        texts = [scan_texts(record) for record in batch]
        flat = [item.text for fields in texts for item in fields]
        found = iter(finder.find(flat))
        for record, fields in zip(batch, texts, strict=True):
            entities = [
                (item, entity)
                for item in fields
                for entity in next(found)
                if entity.score >= min_score
            ]
            yield _result(record, entities, keys, identities)
        done += len(batch)
        progress(done, total, "records")


def scan_texts(record: Record) -> list[Field]:
    """Return the texts of a record as the scanner reads them.

    The words of a `tokens` record are read as one text, because a name is hardly found in one word.
    """
    fields = list(record.fields())
    if record.kind != "tokens":
        return fields
    others = [item for item in fields if not item.path.startswith("$.tokens[")]
    return [Field("$.tokens", " ".join(map(str, record.data["tokens"]))), *others]


def _result(
    record: Record,
    entities: list[tuple[Field, Entity]],
    keys: ProjectKeys,
    identities: Identities,
) -> RecordScan:
    places = [
        (part, start, end, entity, item.text[entity.start : entity.end])
        for item, entity in entities
        for part, start, end in _places(record, item, entity)
    ]
    safe = identities.safe(record, {item.text for item, _ in entities})
    findings = tuple(
        Finding(
            record=safe.id,
            field=part,
            start=start,
            end=end,
            type=entity.type,
            category=category_of(entity.type),
            score=round(entity.score, 3),
            recognizer=entity.recognizer,
            fingerprint=keys.fingerprint(entity.type, normal_value(value)),
        )
        for part, start, end, entity, value in places
    )
    return RecordScan(safe, findings, _language(record))


class Identities:
    """Names records and groups whose own id or group is personal data by their order.

    Numbers, not keyed hashes: the same data then gets the same names in every project, and a number
    says nothing about the person. One instance sees all records of a pass once, in order.
    """

    def __init__(self) -> None:
        self._records = 0
        self._groups: dict[str, str] = {}

    def next_id(self) -> str:
        """Return the id that the next record gets if its own one is personal data."""
        return f"record-{self._records:06d}"

    def safe(self, record: Record, held: set[str]) -> Record:
        """Return the record under an id and a group that are no personal data themselves.

        Args:
            record: as it was read.
            held: the texts of it that hold findings.
        """
        new_id = self.next_id() if record.id in held else record.id
        group = record.group
        if group in held:
            group = self._groups.setdefault(group, f"group-{self._records:06d}")
        self._records += 1
        return replace(record, id=new_id, group=group)


def with_findings(
    record: Record, findings: Sequence[Finding], identities: Identities
) -> RecordScan:
    """Return a record joined again with its findings from a scan document."""
    texts = {item.path: item.text for item in record.fields()}
    held = {texts[finding.field] for finding in findings if finding.field in texts}
    return RecordScan(identities.safe(record, held), tuple(findings), "und")


def normal_value(value: str) -> str:
    """Return the form in which two mentions of one value are equal: case and spaces folded."""
    return " ".join(value.casefold().split())


def _places(record: Record, item: Field, entity: Entity) -> Iterator[tuple[str, int, int]]:
    """Yield path, start and end of an entity; one for each word it touches in a tokens record."""
    if record.kind != "tokens" or item.path != "$.tokens":
        yield item.path, entity.start, entity.end
        return
    offset = 0
    for index, token in enumerate(map(str, record.data["tokens"])):
        start, end = max(entity.start, offset), min(entity.end, offset + len(token))
        if start < end:
            yield f"$.tokens[{index}]", start - offset, end - offset
        offset += len(token) + 1


def _language(record: Record) -> str:
    from py3langid.langid import classify

    sample = " ".join(item.text for item in record.fields() if " " in item.text)
    letters = sample[:_LANGUAGE_SAMPLE].encode("utf-8", "ignore").decode()
    if sum(map(str.isalpha, letters)) < 20:
        return "und"
    return str(classify(letters)[0])


def write_scan(
    stream: IO[bytes],
    scans: Iterable[RecordScan],
    *,
    dataset: Mapping[str, Any],
    notes: Sequence[str] = (),
) -> ScanTotals:
    """Write a scan document, one finding a line, while it streams; return the totals.

    The counts come after the findings, so the document can be written in one pass.
    """
    totals = ScanTotals()
    stream.write(_START + b',"findings":[')
    first = True
    for scanned in scans:
        totals.add(scanned)
        for finding in scanned.findings:
            stream.write(b"\n" if first else b",\n")
            stream.write(_compact(asdict(finding)))
            first = False
    stream.write(b"\n],\n")
    stream.write(b'"dataset":' + _compact({**dataset, **totals.dataset()}) + b",\n")
    stream.write(b'"summary":' + _compact(totals.summary(notes)) + b"}\n")
    return totals


def count(scans: Iterable[RecordScan]) -> ScanTotals:
    """Return the totals of a scan whose findings are not kept."""
    totals = ScanTotals()
    for scanned in scans:
        totals.add(scanned)
    return totals


def read_findings(path: Path) -> Iterator[Finding]:
    """Yield the findings of a scan document in order, one line at a time.

    Raises:
        EvidenceError: the file is missing or not a scan document of this version.
    """
    try:
        with path.open("rb") as stream:
            if not stream.readline().startswith(_START):
                raise EvidenceError(f"{path} is not a scan document of this version")
            for line in stream:
                if line.startswith(b"]"):
                    return
                yield Finding(**json.loads(line.rstrip(b",\n")))
    except FileNotFoundError as error:
        raise EvidenceError(f"{path} is missing") from error
    except (ValueError, TypeError) as error:
        raise EvidenceError(f"{path} cannot be read as a scan document") from error
    raise EvidenceError(f"{path} ends too early")


def read_counts(path: Path) -> dict[str, Any]:
    """Return a scan document without its findings, which are not held in memory.

    Raises:
        EvidenceError: the file is missing or not a scan document of this version.
    """
    try:
        with path.open("rb") as stream:
            if not stream.readline().startswith(_START):
                raise EvidenceError(f"{path} is not a scan document of this version")
            for line in stream:
                if line.startswith(b"],"):
                    return {"schema": SCHEMA, **json.loads(b"{" + stream.read())}
    except FileNotFoundError as error:
        raise EvidenceError(f"{path} is missing") from error
    except ValueError as error:
        raise EvidenceError(f"{path} cannot be read as a scan document") from error
    raise EvidenceError(f"{path} is not a whole scan document")


def findings_by_record(path: Path) -> Iterator[tuple[str, list[Finding]]]:
    """Yield (record id, findings) for each record with findings, in record order."""
    for record, findings in groupby(read_findings(path), key=lambda finding: finding.record):
        yield record, list(findings)


def _compact(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
