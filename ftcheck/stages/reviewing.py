"""What people decided, in the stages of a run: the queue, review.json, counts after review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from compliance import replacements
from compliance.dataset import Record, read_envelopes
from compliance.errors import ReviewError
from compliance.evidence.canonical import read_json, write_json
from compliance.findings import count, read_counts
from compliance.replacements import by_record
from compliance.residue import listed
from compliance.review.document import review_document
from compliance.review.queue import Item, Queue, Wanted, open_by_origin
from compliance.review.survey import Survey, latest_sample, survey
from ftcheck.stages.base import Run
from ftcheck.stages.data import rejoin, rejoin_scanned

FILE = "review.json"


def queue_of(run: Run, wanted: Wanted | None = None) -> list[Item]:
    """Return what waits for a person in a run, the gravest first.

    Raises:
        ReviewError: the run was not scanned, or its sources were changed since.
    """
    require_scanned(run)
    cleaned: Iterable[Record] = ()
    put: Iterable[tuple[str, list[replacements.Replacement]]] = ()
    if is_cleaned(run):
        cleaned = read_envelopes(run.dir / "clean.jsonl")
        put = by_record(run.dir / replacements.FILE)
    queue = Queue(run.config.policy, run.decisions, run.keys, wanted)
    return queue.items(rejoin(run), cleaned, put, listed.read_residue(run.dir / listed.FILE))


def is_cleaned(run: Run) -> bool:
    """Tell whether the run holds cleaned data."""
    return all((run.dir / name).is_file() for name in ("clean.jsonl", replacements.FILE))


def require_scanned(run: Run) -> None:
    """Stop unless scan.json speaks of the data as they are.

    Raises:
        ReviewError: the run was not scanned, or its sources were changed since.
    """
    path = run.dir / "scan.json"
    if not path.is_file():
        raise ReviewError(
            f"run {run.name} was not scanned yet",
            why="there is nothing to decide on",
            fix="run `ftcheck gate` first",
        )
    scanned = {source["id"]: source["files"] for source in read_counts(path)["dataset"]["sources"]}
    if scanned != {each.source: [file.sha256 for file in each.files] for each in run.datasets}:
        raise ReviewError(
            f"the sources of run {run.name} were changed after the scan",
            why="places in them would no longer be what the scanner found",
            fix="run `ftcheck gate` again, then review",
        )


def surveyed(run: Run) -> tuple[Survey, int]:
    """Return what a pass over the data tells about the decisions, and the number of the sample.

    Where nobody decided anything, there is no pass.
    """
    if not run.decisions:
        counts = read_counts(run.dir / "scan.json")
        records = counts["dataset"]["records"]
        return Survey(records, counts["summary"]["records_with_findings"]), 0
    sample = latest_sample(run.decisions)
    return survey(rejoin_scanned(run), run.decisions, run.config.policy, sample=sample), sample


def write_review(run: Run) -> dict[str, Any]:
    """Write review.json for the gate and return it."""
    found, sample = surveyed(run)
    document = review_document(
        run.decisions,
        found,
        waiting=open_by_origin(queue_of(run) if _may_wait(run) else ()),
        sample=sample,
        config=run.config.review,
    )
    write_json(run.dir / FILE, document)
    return document


def _may_wait(run: Run) -> bool:
    """Tell whether anything can wait for a person, before the data are read for it."""
    treated = read_json(run.dir / "anonymize.json")["treated"]
    if any("review" in actions for actions in treated.values()):
        return True
    path = run.dir / listed.FILE
    return path.is_file() and path.stat().st_size > 0


def reviewed_counts(run: Run) -> dict[str, Any]:
    """Return scan.json without its findings, counted as people decided on them.

    What a person took out is no finding that a declaration could contradict.
    """
    document = read_counts(run.dir / "scan.json")
    if not run.decisions:
        return document
    totals = count(rejoin(run))
    totals.languages.clear()
    totals.languages.update(document["dataset"]["languages"])
    notes = document["summary"]["notes"]
    return {**document, "summary": {**document["summary"], **totals.summary(notes)}}


def review_facts(run: Run) -> Mapping[str, Any]:
    """Return what the gate depends on beside documents: every decision that holds."""
    return {
        "decisions": run.decisions.whole_digest,
        "review": run.config.review.model_dump(mode="json"),
    }


def read_review(run: Run) -> dict[str, Any] | None:
    """Return review.json of a run, or None."""
    path = run.dir / FILE
    return dict(read_json(path)) if path.is_file() else None
