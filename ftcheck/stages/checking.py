"""The stage that measures cleaned data: what the gate decides on, and what reports show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from compliance import replacements
from compliance.anonymize import Leftovers
from compliance.dataset import read_envelopes
from compliance.detect.names.engines.coverage import languages_read
from compliance.evidence.canonical import document_sha256, read_json, write_json
from compliance.findings import count
from compliance.progress import Progress
from compliance.quality import Quality
from compliance.replacements import by_record
from ftcheck.stages.base import Run, Stage, file_hash, policy_document
from ftcheck.stages.data import scan_records

SCHEMA = "ftcheck.check/1"


def _rescan(run: Run, progress: Progress) -> dict[str, Any]:
    """Scan the cleaned data again and count what is none of our own replacements."""
    total = read_json(run.dir / "anonymize.json")["records"]
    leftovers = Leftovers(run.config.policy)
    cleaned = read_envelopes(run.dir / "clean.jsonl")
    after = count(
        leftovers.watch(
            scan_records(run, cleaned, progress, total),
            by_record(run.dir / replacements.FILE),
        )
    )
    return {
        "dataset": after.dataset(),
        "summary": after.summary(),
        "not_allowed": dict(sorted(leftovers.not_allowed.items())),
        "languages_read": {
            "names": languages_read(run.detector["ner"], run.detector["languages"]),
            "special_categories": sorted(run.detector["special"]["languages"]),
        },
    }


def _quality(run: Run, _: Progress) -> dict[str, Any]:
    quality = Quality()
    quality.take(read_envelopes(run.dir / "clean.jsonl"))
    return quality.document()


_PARTS: Mapping[str, Callable[[Run, Progress], dict[str, Any]]] = {
    "rescan": _rescan,
    "quality": _quality,
}
"""Key of check.json → what measures it."""


def _check_inputs(run: Run) -> Mapping[str, Any]:
    return {
        "scan": file_hash(run, "scan.json"),
        "clean": file_hash(run, "clean.jsonl"),
        "cleaning": file_hash(run, "anonymize.json"),
        "replacements": file_hash(run, replacements.FILE),
        "policy": policy_document(run),
        "detector": run.detector,
        "decisions": run.decisions.digest,
    }


def _check(run: Run, progress: Progress) -> str:
    parts = {name: measure(run, progress) for name, measure in _PARTS.items()}
    write_json(
        run.dir / "check.json",
        {
            "schema": SCHEMA,
            "clean_sha256": file_hash(run, "clean.jsonl"),
            "detector_sha256": document_sha256(run.detector),
            **parts,
        },
    )
    left = sum(parts["rescan"]["not_allowed"].values())
    return f"{parts['rescan']['dataset']['records']:,} cleaned records, {left:,} findings left"


STAGES: tuple[Stage, ...] = (Stage("check", _check_inputs, _check, ("check.json",)),)
