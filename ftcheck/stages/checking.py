"""The stage that measures cleaned data: what the gate decides on, and what reports show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from compliance import replacements
from compliance.dataset import read_envelopes
from compliance.detect.names.engines.coverage import languages_read
from compliance.evidence.canonical import document_sha256, read_json, write_json
from compliance.findings import count
from compliance.progress import Progress
from compliance.quality import Quality
from compliance.replacements import by_record
from compliance.residue.listed import FILE as RESIDUE
from compliance.review.overlay import DecisionOverlay
from compliance.risk import measure as risk
from ftcheck.stages.base import Run, Stage, file_hash, policy_document
from ftcheck.stages.data import overlay_of, rejoin, scan_records
from ftcheck.stages.residue import measure_residue, residue_inputs

if TYPE_CHECKING:
    from compliance.risk.units import Gathering

SCHEMA = "ftcheck.check/1"


def _read_again(
    run: Run, progress: Progress, overlay: DecisionOverlay, cleaned_units: Gathering
) -> dict[str, dict[str, Any]]:
    """Return `rescan` and `quality` of check.json, from one pass over the cleaned data.

    They are scanned again, and what is none of our own replacements is counted.

    Args:
        run: the run.
        progress: told after every batch.
        overlay: lays what people decided over cleaned records.
        cleaned_units: takes the records on their way, so that they are scanned only once.
    """
    from compliance.anonymize import Leftovers

    total = read_json(run.dir / "anonymize.json")["records"]
    leftovers, quality = Leftovers(run.config.policy), Quality(run.config.quality)
    cleaned = read_envelopes(run.dir / "clean.jsonl")
    left = leftovers.watch(
        quality.watch(overlay.cleaned(scan_records(run, cleaned, progress, total))),
        by_record(run.dir / replacements.FILE),
    )
    after = count(cleaned_units.watch(left, by_record(run.dir / replacements.FILE)))
    rescan = {
        "dataset": after.dataset(),
        "summary": after.summary(),
        "not_allowed": dict(sorted(leftovers.not_allowed.items())),
        "languages_read": {
            "names": languages_read(run.detector["ner"], run.detector["languages"]),
            "special_categories": sorted(run.detector["special"]["languages"]),
        },
    }
    return {"rescan": rescan, "quality": quality.document()}


def _units(run: Run) -> Gathering:
    """Return what gathers the units of one state of the data."""
    from compliance.risk.units import Gathering

    return Gathering(
        run.config.risk,
        read_dates=not run.config.detect.dates,
        linkable=run.config.policy.scope == "dataset",
    )


def _delivered(
    run: Run, progress: Progress, overlay: DecisionOverlay, cleaned_units: Gathering
) -> dict[str, dict[str, Any]]:
    """Return what one pass over the data as delivered tells.

    `residue`: what was taken out of them and is still there; `risk`: how far people can be told
    apart, before and after cleaning; `identifiers`: which of them could be somebody's.
    """
    from compliance.fictional import Assignable

    delivered_units, assignable = _units(run), Assignable()
    scans = assignable.watch(delivered_units.watch(rejoin(run)))
    residue = measure_residue(run, scans, overlay, progress)
    document, alone = risk.measure(delivered_units.close(), cleaned_units.close())
    risk.write_alone(run.dir / risk.FILE, alone)
    return {"residue": residue, "risk": document, "identifiers": assignable.document()}


def _check_inputs(run: Run) -> Mapping[str, Any]:
    return {
        "scan": file_hash(run, "scan.json"),
        "clean": file_hash(run, "clean.jsonl"),
        "cleaning": file_hash(run, "anonymize.json"),
        "replacements": file_hash(run, replacements.FILE),
        "policy": policy_document(run),
        "detector": run.detector,
        "decisions": run.decisions.digest,
        "residue": residue_inputs(run),
        "quality": run.config.quality.measuring(),
        "risk": run.config.risk.model_dump(mode="json", include=set(risk.MEASURED_BY)),
    }


def _check(run: Run, progress: Progress) -> str:
    cleaned_units = _units(run)
    overlay = overlay_of(run)
    parts = _read_again(run, progress, overlay, cleaned_units)
    parts |= _delivered(run, progress, overlay, cleaned_units)
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


STAGES: tuple[Stage, ...] = (
    Stage("check", _check_inputs, _check, ("check.json", risk.FILE, RESIDUE)),
)
