"""`ftcheck scan`: what personal data is in a dataset, and where. No value is printed."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Literal

import typer

from ftcheck.commands.common import Session
from ftcheck.commands.inputs import (
    FormatOption,
    KindOption,
    PathsArgument,
    WorkersOption,
    decisions_of,
    keys_for,
    opened,
    refuse_inputs,
    scanner,
)

if TYPE_CHECKING:
    from compliance.dataset import Record
    from compliance.findings import RecordScan, ScanTotals
    from compliance.policy import Policy
    from compliance.subject.suppression import Suppression

_IN_MEMORY = 32 << 20


def scan(
    session: Session,
    paths: PathsArgument,
    format: Annotated[
        Literal["text", "json"], typer.Option("--format", help="text: counts; json: every finding.")
    ] = "text",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the result there.")
    ] = None,
    kind: KindOption = None,
    input_format: FormatOption = None,
    min_score: Annotated[
        float | None,
        typer.Option("--min-score", min=0, max=1, help="Leave out findings below this score."),
    ] = None,
    workers: WorkersOption = None,
) -> None:
    """Find personal data in files or folders.

    Reads JSONL, JSON, CSV, TSV, Parquet and plain text. Prints types, places and scores, never a
    value. Says how many rows are of persons whose data were erased. A scan is no verdict:
    `ftcheck gate` decides.
    """
    from compliance.detect.coverage import coverage
    from compliance.evidence.files import atomic_write
    from compliance.findings import write_scan
    from compliance.review.overlay import DecisionOverlay
    from compliance.scan import scan as scan_records
    from ftcheck.erased_rows import suppression_of
    from ftcheck.project import Project

    project = Project.find(session.config)
    keys = keys_for(project)
    policy = project.config.policy
    suppression = suppression_of(project, keys)
    with opened(paths, project, keys, kind=kind, input_format=input_format) as dataset:
        if output is not None and str(output) != "-":
            refuse_inputs(dataset, [output])
        total = sum(dataset.records_of(file) for file in dataset.files)
        notes = [f"{name} is no data file and was left out" for name in dataset.left_out]
        for note in notes:
            session.console.say(f"note: {note}")
        with (
            scanner(project, workers) as engine,
            session.console.bar("scan") as progress,
            tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool,
        ):
            erased: deque[bool] = deque()
            scans = scan_records(
                _watched(dataset, suppression, erased),
                engine,
                keys=keys,
                category_of=policy.category_of,
                min_score=policy.min_score if min_score is None else min_score,
                progress=progress,
                total=total,
            )
            scans = _noting(scans, suppression, erased, notes)
            decisions = decisions_of(project, keys)
            if decisions:
                scans = DecisionOverlay(decisions).originals(scans)
                notes.append("findings are shown as people decided on them (ftcheck review)")
                session.console.say(f"note: {notes[-1]}")
            facts = {
                "kind": dataset.kind,
                "files": [
                    {"path": name, "sha256": file.sha256}
                    for name, file in zip(dataset.file_names(), dataset.files, strict=True)
                ],
            }
            covered = partial(coverage, engine.describe())
            said = len(notes)
            totals = write_scan(spool, scans, dataset=facts, notes=notes, coverage=covered)
            for note in notes[said:]:
                session.console.say(f"note: {note}")
            if format == "text":
                spool.seek(0)
                spool.truncate()
                spool.write(_shown(totals, policy, covered(totals.languages)).encode())
            spool.seek(0)
            if output is None or str(output) == "-":
                _copy(spool)
            else:
                with atomic_write(output) as stream:
                    shutil.copyfileobj(spool, stream)
                session.console.say(f"written to {output}")


def _watched(
    records: Iterable[Record], suppression: Suppression, erased: deque[bool]
) -> Iterator[Record]:
    """Yield records, and add for each whether it was erased at a person's request."""
    for record in records:
        erased.append(bool(suppression) and suppression.holds(record))
        yield record


def _noting(
    scans: Iterable[RecordScan],
    suppression: Suppression,
    erased: deque[bool],
    notes: list[str],
) -> Iterator[RecordScan]:
    """Yield scans; then note what is there of persons whose data were erased."""
    rows = named = 0
    for scanned in scans:
        was_erased = erased.popleft()
        rows += was_erased
        named += not was_erased and suppression.is_named_in(scanned.findings)
        yield scanned
    if rows:
        notes.append(
            f"{rows:,} records were erased at a person's request; runs and `ftcheck anonymize` "
            "leave them out"
        )
    if named:
        notes.append(
            f"{named:,} records hold an e-mail address, phone or other number of a person whose "
            "data were erased; `ftcheck subject find` with the request shows those of a source"
        )


def _copy(source: IO[bytes]) -> None:
    sys.stdout.flush()
    shutil.copyfileobj(source, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _shown(totals: ScanTotals, policy: Policy, covered: Mapping[str, Sequence[str]]) -> str:
    """Return what the terminal shows of a scan."""
    from compliance.detect.types import TYPES
    from compliance.findings import PERSON_NEAR

    languages = ", ".join(f"{name} {count:,}" for name, count in totals.languages.most_common())
    lines = [
        f"{totals.records:,} records, {totals.fields:,} fields, {totals.characters:,} characters; "
        f"languages: {languages or 'none'}",
        *(line for lines in covered.values() for line in lines),
        "",
    ]
    if not totals.by_type:
        return "\n".join([*lines, "no personal data found\n"])
    lines.append(f"{'type':<26}{'category':<18}{'findings':>9}   {'policy':<10} what it is")
    for name, count in totals.by_type.most_common():
        own = policy.types.get(name)
        title = TYPES[name].title if name in TYPES else own.title if own is not None else ""
        category, action = policy.category_of(name), policy.action_for(name)
        lines.append(f"{name:<26}{category:<18}{count:>9,}   {action:<10} {title}")
    if totals.person_near:
        lines += ["", "special categories and criminal matters:"]
    for name, near in sorted(totals.person_near.items()):
        lines += [
            f"  {name:<24}{near[level]:>9,}   {meaning}"
            for level, meaning in PERSON_NEAR.items()
            if near[level]
        ]
    lines += ["", "every finding with its place: --format json", ""]
    return "\n".join(lines)
