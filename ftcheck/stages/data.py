"""The stages that make cleaned data: scan and anonymize."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from compliance import replacements
from compliance.dataset import Record, write_envelopes
from compliance.detect.coverage import coverage
from compliance.errors import DuplicateIdError
from compliance.evidence.canonical import write_json
from compliance.evidence.files import atomic_write, sha256_file
from compliance.findings import (
    Finding,
    RecordScan,
    findings_by_record,
    read_counts,
    write_scan,
)
from compliance.progress import Progress
from compliance.replacements import write_replacements
from compliance.restore import numbers_of
from compliance.review.overlay import DecisionOverlay
from compliance.scan import Identities, scan, with_findings
from compliance.vault import Held, VaultWriter
from ftcheck.stages.base import Run, Stage, file_hash, policy_document

if TYPE_CHECKING:
    from compliance.anonymize import Cleaned
    from compliance.operators.numbers import DatasetNumbers

# --- scan -----------------------------------------------------------------------------------------


def _scan_inputs(run: Run) -> Mapping[str, Any]:
    return {
        "detector": run.detector,
        "detect": run.config.detect.model_dump(mode="json"),
        "min_score": run.config.policy.lowest_score,
        "types": {name: one.category for name, one in run.config.policy.types.items()},
        "sources": run.sources,
        "ids": _ids(run),
        "key": run.keys.key_id,
        **({"erased": run.suppression.digest} if run.suppression else {}),
    }


def _ids(run: Run) -> list[list[str | None]]:
    """Return what names the records of each source and puts them into groups."""
    return [[one.id, one.kind, one.id_field, one.group_field] for one in run.config.sources]


def _scan(run: Run, progress: Progress) -> str:
    datasets = run.datasets
    left_out = sum(len(dataset.left_out) for dataset in datasets)
    notes = [f"{left_out} files of other formats were left out"] if left_out else []
    facts: dict[str, Any] = {
        "kind": datasets[0].kind,
        "sources": [
            {"id": dataset.source, "files": [file.sha256 for file in dataset.files]}
            for dataset in datasets
        ],
    }
    scans = _noting(run, scan_records(run, _records(run), progress, run.records), notes, facts)
    with atomic_write(run.dir / "scan.json") as stream:
        totals = write_scan(
            stream, scans, dataset=facts, notes=notes, coverage=partial(coverage, run.detector)
        )
    found = sum(totals.by_type.values())
    return f"{found:,} findings in {totals.records_with_findings:,} of {totals.records:,} records"


def _noting(
    run: Run, scans: Iterable[RecordScan], notes: list[str], facts: dict[str, Any]
) -> Iterator[RecordScan]:
    """Yield scans; then say what came back of persons whose data were erased.

    Rows that are known were left out, and are noted. Records that hold an identifier of such a
    person are counted by source, for the gate.
    """
    run.suppression.met.clear()
    named: Counter[str] = Counter()
    for scanned in scans:
        named[scanned.record.source] += run.suppression.is_named_in(scanned.findings)
        yield scanned
    if erased := run.suppression.met.total():
        notes.append(f"{erased} records were left out: erased at a person's request")
    if came_back := {source: count for source, count in sorted(named.items()) if count}:
        facts["with_identifiers_of_erased"] = came_back


def _records(run: Run) -> Iterator[Record]:
    seen: set[str] = set()
    for dataset in run.datasets:
        for record in run.suppression.left_out(dataset):
            if record.id in seen:
                raise DuplicateIdError(
                    f"source {dataset.source}: a record has the id of another source's record"
                )
            seen.add(record.id)
            yield record


def overlay_of(run: Run) -> DecisionOverlay:
    """Return what lays decisions over cleaned and synthetic records: it has seen the originals."""
    overlay = DecisionOverlay(run.decisions)
    overlay.see(rejoin_scanned(run))
    return overlay


def scan_records(
    run: Run, records: Iterable[Record], progress: Progress, total: int | None
) -> Iterator[RecordScan]:
    """Yield each record with what the scanner finds, as the project is configured."""
    return scan(
        records,
        run.finder,
        keys=run.keys,
        min_score=run.config.policy.lowest_score,
        category_of=run.config.policy.category_of,
        progress=progress,
        total=total,
    )


# --- anonymize ------------------------------------------------------------------------------------


def _anonymize_inputs(run: Run) -> Mapping[str, Any]:
    return {
        "scan": file_hash(run, "scan.json"),
        # Cleaned records carry ids and groups, of which scan.json holds only those with findings.
        "ids": _ids(run),
        "policy": policy_document(run),
        "detector": run.detector,
        "decisions": run.decisions.digest,
    }


def rejoin(run: Run) -> Iterator[RecordScan]:
    """Yield the source records again with their findings, as people decided on them."""
    return DecisionOverlay(run.decisions).originals(rejoin_scanned(run))


def rejoin_scanned(run: Run) -> Iterator[RecordScan]:
    """Yield the source records again with the findings that scan.json holds for them.

    An id in scan.json can be a number in place of a personal one, so records are matched in order.
    """
    findings = findings_by_record(run.dir / "scan.json")
    pending = next(findings, None)
    identities = Identities()
    for record in _records(run):
        own: list[Finding] = []
        if pending is not None and pending[0] in {record.id, identities.next_id()}:
            own = pending[1]
            pending = next(findings, None)
        yield with_findings(record, own, identities)


@dataclass(slots=True)
class _Outcome:
    """What a pass over the data did."""

    records: int = 0
    removed: Counter[str] = field(default_factory=Counter)
    treated: dict[str, Counter[str]] = field(default_factory=dict)
    operators: Counter[str] = field(default_factory=Counter)

    def add(self, item: Cleaned) -> None:
        """Count one record."""
        self.records += 1
        self.removed.update(item.replaced)
        self.operators.update(each.operator for each in item.replacements)
        for (name, action), number in item.treated.items():
            self.treated.setdefault(name, Counter())[action] += number

    def document(self, scope: str) -> dict[str, Any]:
        """Return `anonymize.json`."""
        return {
            "schema": "ftcheck.anonymize/2",
            "operator": ", ".join(sorted(self.operators)) or "placeholder",
            "operators": dict(sorted(self.operators.items())),
            "scope": scope,
            "records": self.records,
            "removed": dict(sorted(self.removed.items())),
            "treated": {
                name: dict(sorted(actions.items()))
                for name, actions in sorted(self.treated.items())
            },
        }


def _anonymize(run: Run, progress: Progress) -> str:
    from compliance.anonymize import census, settling

    policy = run.config.policy
    older = run.vaults()
    numbers = census(rejoin(run), policy, keys=run.keys) if policy.scope == "dataset" else None
    outcome = settling(numbers, lambda settled: _one_pass(run, settled, progress))
    # Only now: had the disk been full, the older vault would still open the older data.
    run.destroy_vaults("cleaned again", older)
    if policy.keeps_vault:
        facts = {"vault": run.vault.header().id, "sha256": sha256_file(run.vault.path)}
        run.record("vault.created", facts)
    else:
        run.vault.path.unlink(missing_ok=True)
    write_json(run.dir / "anonymize.json", outcome.document(policy.scope))
    return f"{sum(outcome.removed.values()):,} mentions replaced in {outcome.records:,} records"


def _one_pass(run: Run, numbers: DatasetNumbers | None, progress: Progress) -> _Outcome:
    """Write cleaned data, replacements and vault; nothing of it where a value lacks a number."""
    from compliance.anonymize import anonymize, check_settled

    policy = run.config.policy
    outcome = _Outcome()
    total = read_counts(run.dir / "scan.json")["dataset"]["records"]
    decided = DecisionOverlay(run.decisions)

    def cleaned(stream: IO[bytes], vault: VaultWriter | None) -> Iterator[Record]:
        for item in anonymize(
            decided.originals(rejoin_scanned(run)), run.finder, policy,
            keys=run.keys, numbers=numbers, overlay=decided.cleaned,
        ):  # fmt: skip
            outcome.add(item)
            write_replacements(stream, item.replacements)
            if vault is not None and item.replacements:
                numbers_there = numbers_of(item.original, item.edits)
                vault.add(Held(item.record.id, item.originals, numbers_there))
            progress(outcome.records, total, "records")
            yield item.record
        check_settled(numbers)

    with ExitStack() as open_files:
        stream = open_files.enter_context(atomic_write(run.dir / replacements.FILE))
        vault = open_files.enter_context(run.vault.writing()) if policy.keeps_vault else None
        write_envelopes(run.dir / "clean.jsonl", cleaned(stream, vault))
    return outcome


STAGES: tuple[Stage, ...] = (
    Stage("scan", _scan_inputs, _scan, ("scan.json",)),
    Stage(
        "anonymize",
        _anonymize_inputs,
        _anonymize,
        ("clean.jsonl", replacements.FILE, "anonymize.json"),
    ),
)
