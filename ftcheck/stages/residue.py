"""The part of the check that searches cleaned data for what was taken out of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from compliance import replacements
from compliance.dataset import Record, read_envelopes
from compliance.evidence.files import atomic_write, sha256_file
from compliance.findings import RecordScan
from compliance.progress import Progress, silent
from compliance.replacements import by_record
from compliance.residue.canaries import Canaries, read_canaries
from compliance.residue.listed import FILE, write_residue
from compliance.residue.measure import Gathered, Left, Settled, search
from compliance.review.overlay import DecisionOverlay
from compliance.review.places import reading_field
from ftcheck.stages.base import Run
from ftcheck.stages.data import scan_records


def residue_inputs(run: Run) -> Mapping[str, Any]:
    """Return what the search depends on beside the documents of the run."""
    canaries = run.config.check.canaries
    path = run.project.root / canaries
    return {
        "self_test": run.config.check.self_test,
        "seed": run.config.project.seed,
        "canaries": sha256_file(path) if canaries and path.is_file() else canaries,
    }


def measure_residue(
    run: Run, scans: Iterable[RecordScan], overlay: DecisionOverlay, progress: Progress
) -> dict[str, Any]:
    """Return `residue` of check.json, and write residue.jsonl beside it.

    Args:
        run: the run.
        scans: the records of the sources with their findings; all are read.
        overlay: lays what people decided over cleaned records.
        progress: told of the self-test.
    """
    from compliance.residue.selftest import Sample, self_test

    config, keys, policy = run.config.check, run.keys, run.config.policy
    canaries = None
    if config.canaries:
        canaries = Canaries(read_canaries(run.project.root / config.canaries), keys)
    sample = Sample(config.self_test, run.config.project.seed)
    gathered = Gathered(keys, canaries)
    sources = gathered.watch(scans, _cleaned(run), by_record(run.dir / replacements.FILE))
    for _ in sample.watch(sources):
        pass
    found = search(
        gathered.values,
        _cleaned(run),
        by_record(run.dir / replacements.FILE),
        keys=keys,
        canaries=canaries,
    )
    left = Left(found, canaries)
    left.fill(_cleaned(run), by_record(run.dir / replacements.FILE))
    grave = left.records
    again = (record for record in _cleaned(run) if record.id in grave)
    there = overlay.cleaned(scan_records(run, again, silent, len(grave)))
    left.settle(there, policy, _settled(overlay))
    with atomic_write(run.dir / FILE) as stream:
        write_residue(stream, left.places())
    document = left.document(gathered.values)
    document["self_test"] = None
    if config.self_test:
        document["self_test"] = self_test(
            sample,
            run.finder,
            policy,
            keys=keys,
            seed=run.config.project.seed,
            progress=progress,
        )
    return document


def _cleaned(run: Run) -> Iterator[Record]:
    return read_envelopes(run.dir / "clean.jsonl")


def _settled(overlay: DecisionOverlay) -> Settled:
    """Return what tells whether a person said that something is no personal data."""

    def settled(scanned: RecordScan, field: str, entity_type: str, fingerprint: str) -> bool:
        there = reading_field(scanned.record, field)
        decision = overlay.on_cleaned(scanned, there, entity_type, fingerprint)
        return decision is not None and decision.decision in ("reject", "allow")

    return settled
