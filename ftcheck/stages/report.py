"""The last stage: the reports from evidence on disk, then the seal over all of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compliance.errors import ReportError
from compliance.evidence.canonical import read_json, write_json
from compliance.evidence.files import atomic_write, sha256_files
from compliance.evidence.manifest import MANIFEST, seal_run
from compliance.progress import Progress
from compliance.subject.facts import rights_facts
from compliance.verify import mixed_evidence
from ftcheck.stages.base import MARKERS, Run, Stage

_RIGHTS = "rights.json"
_WRITTEN = {_RIGHTS, "report.html", "report.pdf", MANIFEST, f"{MARKERS}/report.json"}


def _inputs(run: Run) -> Mapping[str, Any]:
    return {
        "rights": rights_facts(run.project.ledger.entries_if_any()),
        "evidence": sha256_files(run.dir, leave_out=_WRITTEN),
    }


def _report(run: Run, progress: Progress) -> str:
    from reports import load_report, render_html, render_pdf

    if mixed := mixed_evidence(run.dir):
        lines = "".join(f"\n  - {item.place}: {item.problem}" for item in mixed)
        raise ReportError(
            f"the evidence of run {run.name} does not belong together:{lines}",
            why="a stage was done again or interrupted, and those after it were not",
            fix="run `ftcheck run`: it does what is missing and keeps the rest",
        )
    _, head = run.project.ledger.head()
    write_json(run.dir / _RIGHTS, rights_facts(run.project.ledger.entries()))
    report = load_report(
        run.dir,
        public_key_id=run.keys.key_id,
        ledger_head=head,
        generated_at=_time_of(run),
    )
    progress(0, 2, "documents")
    with atomic_write(run.dir / "report.html") as stream:
        stream.write(render_html(report).encode())
    progress(1, 2, "documents")
    with atomic_write(run.dir / "report.pdf") as stream:
        stream.write(render_pdf(report))
    progress(2, 2, "documents")
    return "report.html and report.pdf written"


def _time_of(run: Run) -> str:
    """Return when the evidence was made: the run's last entry before any report."""
    times = [
        entry.time
        for entry in run.project.ledger.entries()
        if entry.run == run.name and entry.event not in {"report.finished", "run.sealed"}
    ]
    if not times:
        raise ReportError(
            f"the ledger has no entry of run {run.name}",
            why="a run that was copied or renamed has no evidence of its own",
            fix="name the original run",
        )
    return times[-1]


def seal(run: Run) -> None:
    """Sign the hashes of all files of the run together with the ledger's length and head."""
    decision = read_json(run.dir / "decision.json")
    lock = read_json(run.dir / "project.lock.json")
    seal_run(
        run.dir,
        run=run.name,
        ledger=run.project.ledger,
        keys=run.keys,
        facts={"verdict": decision["verdict"], "config_sha256": lock["config_sha256"]},
    )


REPORT = Stage("report", _inputs, _report, (_RIGHTS, "report.html", "report.pdf"), after=seal)
