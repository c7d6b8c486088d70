"""Findings, their counts, and the scan document that holds them. No value is in any of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from compliance.dataset.record import Record
from compliance.detect.types import SENSITIVE
from compliance.errors import EvidenceError

SCHEMA = "ftcheck.scan/2"
_START = b'{"schema":"' + SCHEMA.encode() + b'"'
# Found in nearly every text, and no sign of a person on their own.
_WEAK_CATEGORIES = frozenset({"organization", "date", "location"})


PERSON_NEAR: Mapping[str, str] = MappingProxyType(
    {
        "identified": "an identifiable person stands beside it",
        "in_record": "an identifiable person stands elsewhere in the record",
        "mentioned": "a person is spoken of, but not named",
        "none": "no person is near",
    }
)
"""What a finding of a special category says about the person it is about, the gravest first."""


HOLDS_LISTED = "+list"
"""Ends the recognizer's name of a find that holds an entry of what must always go."""


CANARY = "CANARY"
"""In the place of an entity type: what the company planted in its data to see it go."""


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
    person: str = ""
    """For special categories and criminal matters, whether a person is near: one of
    `PERSON_NEAR`; empty for everything else."""
    reviewed: bool = False
    """A person looked at it and says that it is what it says; never so in a run's scan.json, which
    holds what the scanner found."""


@dataclass(frozen=True, slots=True)
class RecordScan:
    """A record with what was found in it."""

    record: Record
    """Its id and group hold no finding: they are numbers where the original ones did."""
    findings: tuple[Finding, ...]
    language: str
    """ISO 639-1, as identified from the text; `und` for very short ones, empty where not asked."""


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
    person_near: dict[str, Counter[str]] = field(default_factory=dict)
    """Type of a special category or criminal matter → how near a person is → findings."""

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
            if finding.person:
                self.person_near.setdefault(finding.type, Counter())[finding.person] += 1
            if finding.category not in _WEAK_CATEGORIES:
                self.personal_by_source[scanned.record.source] += 1
        if any(finding.category in SENSITIVE for finding in scanned.findings):
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
            person_near={name: Counter(counts) for name, counts in summary["person_near"].items()},
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
            "person_near": {
                name: dict(sorted(counts.items()))
                for name, counts in sorted(self.person_near.items())
            },
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


def write_scan(
    stream: IO[bytes],
    scans: Iterable[RecordScan],
    *,
    dataset: Mapping[str, Any],
    notes: Sequence[str] = (),
    coverage: Callable[[Mapping[str, int]], Mapping[str, Sequence[str]]] | None = None,
) -> ScanTotals:
    """Write a scan document, one finding a line, while it streams; return the totals.

    The counts come after the findings, so the document can be written in one pass.

    Args:
        stream: where to.
        scans: records with their findings.
        dataset: what the data are.
        notes: what else a reader has to know.
        coverage: says for the languages of the records what is found in each, and how; its keys
            become keys of the summary.
    """
    totals = ScanTotals()
    stream.write(_START + b',"findings":[')
    first = True
    for scanned in scans:
        totals.add(scanned)
        for finding in scanned.findings:
            stream.write(b"\n" if first else b",\n")
            stream.write(_compact(_as_written(finding)))
            first = False
    stream.write(b"\n],\n")
    stream.write(b'"dataset":' + _compact({**dataset, **totals.dataset()}) + b",\n")
    summary = totals.summary(notes)
    if coverage is not None:
        summary |= {key: list(lines) for key, lines in coverage(totals.languages).items()}
    stream.write(b'"summary":' + _compact(summary) + b"}\n")
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
    with _document(path) as stream:
        for line in stream:
            if line.startswith(b"]"):
                return
            yield Finding(**json.loads(line.rstrip(b",\n")))
    raise EvidenceError(f"{path} ends too early")


def read_counts(path: Path) -> dict[str, Any]:
    """Return a scan document without its findings, which are not held in memory.

    Raises:
        EvidenceError: the file is missing or not a scan document of this version.
    """
    with _document(path) as stream:
        for line in stream:
            if line.startswith(b"],"):
                return {"schema": SCHEMA, **json.loads(b"{" + stream.read())}
    raise EvidenceError(f"{path} ends too early")


@contextmanager
def _document(path: Path) -> Iterator[IO[bytes]]:
    """Open a scan document behind its first line."""
    try:
        with path.open("rb") as stream:
            if not stream.readline().startswith(_START):
                raise EvidenceError(f"{path} is not a scan document of this version")
            yield stream
    except FileNotFoundError as error:
        raise EvidenceError(f"{path} is missing") from error
    except (ValueError, TypeError) as error:
        raise EvidenceError(f"{path} cannot be read as a scan document") from error


def findings_by_record(path: Path) -> Iterator[tuple[str, list[Finding]]]:
    """Yield (record id, findings) for each record with findings, in record order."""
    for record, findings in groupby(read_findings(path), key=lambda finding: finding.record):
        yield record, list(findings)


def _as_written(finding: Finding) -> dict[str, Any]:
    written = asdict(finding)
    if not finding.reviewed:
        del written["reviewed"]
    return written


def _compact(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
