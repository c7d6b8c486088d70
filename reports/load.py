"""Loads the evidence of a run directory into a `Report`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from compliance.errors import EvidenceError, ReportError
from compliance.evidence.files import PARTIAL_SUFFIX, sha256_file
from compliance.findings import read_counts
from reports.facts import Document, EvidenceFile, Report

# What the report itself is, and what is written after it.
NOT_EVIDENCE = frozenset({"report.html", "report.pdf", "evidence.json"})
_FOLDERS = ("split", "adapter", "model")
_REQUIRED = {
    "project.lock.json": (
        "ftcheck.lock/",
        "run `ftcheck scan` first: it resolves and locks the run",
    ),
    "scan.json": ("ftcheck.scan/", "run `ftcheck scan` first"),
    "decision.json": ("ftcheck.decision/", "run `ftcheck gate` first"),
}
_OPTIONAL = {
    "clearance.json": ("ftcheck.clearance/", "run `ftcheck gate` again"),
    "anonymize.json": ("ftcheck.anonymize/", "run `ftcheck anonymize` again"),
    "check.json": ("ftcheck.check/", "run `ftcheck gate` again"),
    "rights.json": ("ftcheck.rights/", "run `ftcheck report` again"),
    "review.json": ("ftcheck.review/", "run `ftcheck gate` again"),
    "synthetic.decision.json": ("ftcheck.decision/", "run `ftcheck augment` again"),
    "synthetic.clearance.json": ("ftcheck.clearance/", "run `ftcheck augment` again"),
    "split.json": ("ftcheck.split/", "run `ftcheck tune` again"),
    "augment.json": ("ftcheck.augment/", "run `ftcheck augment` again"),
    "base_model.json": ("ftcheck.base-model/", "run `ftcheck tune` again"),
    "search.json": ("ftcheck.search/", "run `ftcheck search` again"),
    "training.json": ("ftcheck.training/", "run `ftcheck tune` again"),
    "eval.json": ("ftcheck.eval/", "run `ftcheck tune` again"),
    "probe.json": ("ftcheck.probe/", "run `ftcheck probe` again"),
    "adapter/MANIFEST.json": ("ftcheck.adapter/", "run `ftcheck tune` again"),
    "model/MANIFEST.json": ("ftcheck.model/", "run `ftcheck tune` again"),
}


def load_report(
    run_dir: Path, *, public_key_id: str, ledger_head: str, generated_at: str
) -> Report:
    """Return the report of a run, from the evidence that its stages left on disk.

    A blocked or waiting run has a report too, without the stages that did not happen.

    Args:
        run_dir: a run directory.
        public_key_id: id of the project's signing key.
        ledger_head: hash of the ledger's last entry when the report is made.
        generated_at: UTC, ISO 8601; the time of the run, never the clock, so that the same evidence
            gives the same bytes.

    Raises:
        ReportError: a needed document is missing, or one is not readable.
    """
    needed: dict[str, Document] = {}
    for name, (schema, fix) in _REQUIRED.items():
        document = _load(run_dir, name, schema, fix)
        if document is None:
            raise ReportError(f"{run_dir / name} is missing", fix=fix)
        needed[name] = document
    found = {name: _load(run_dir, name, *rule) for name, rule in _OPTIONAL.items()}
    return Report(
        run=run_dir.absolute().name,
        generated_at=generated_at,
        public_key_id=public_key_id,
        ledger_head=ledger_head,
        lock=needed["project.lock.json"],
        scan=needed["scan.json"],
        decision=needed["decision.json"],
        clearance=found["clearance.json"],
        anonymize=found["anonymize.json"],
        check=found["check.json"],
        review=found["review.json"],
        rights=found["rights.json"],
        synthetic_decision=found["synthetic.decision.json"],
        synthetic_clearance=found["synthetic.clearance.json"],
        split=found["split.json"],
        augment=found["augment.json"],
        base_model=found["base_model.json"],
        search=found["search.json"],
        training=found["training.json"],
        evaluation=found["eval.json"],
        probe=found["probe.json"],
        weights=found["adapter/MANIFEST.json"] or found["model/MANIFEST.json"],
        files=tuple(_files(run_dir)),
    )


def _load(run_dir: Path, name: str, schema: str, fix: str) -> Document | None:
    path = run_dir / name
    if not path.is_file():
        return None
    try:
        data = read_counts(path) if name == "scan.json" else json.loads(path.read_bytes())
        digest = sha256_file(path)
    except (EvidenceError, ValueError, OSError, RecursionError) as error:
        raise ReportError(
            f"{path} cannot be read as JSON",
            why="a report over damaged evidence would prove nothing",
            fix=fix,
        ) from error
    if not isinstance(data, dict) or not str(data.get("schema", "")).startswith(schema):
        raise ReportError(
            f"{path} is not a document of this version of ftcheck",
            why="its keys may mean something else, so it was not read",
            fix=fix,
        )
    return Document(name, data, digest)


def _files(run_dir: Path) -> Iterator[EvidenceFile]:
    paths = [path for path in run_dir.iterdir() if path.is_file()]
    for folder in _FOLDERS:
        paths += [path for path in (run_dir / folder).rglob("*") if path.is_file()]
    for path in sorted(paths, key=lambda item: item.relative_to(run_dir).as_posix()):
        name = path.relative_to(run_dir).as_posix()
        if name not in NOT_EVIDENCE and not path.name.endswith(PARTIAL_SUFFIX):
            yield EvidenceFile(name, sha256_file(path), path.stat().st_size)
