"""`ftcheck scan`: what personal data is in a dataset, and where. No value is printed."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import IO, Annotated, Literal

import typer

from ftcheck.commands.common import Session
from ftcheck.commands.inputs import (
    FormatOption,
    KindOption,
    PathsArgument,
    WorkersOption,
    keys_for,
    opened,
    refuse_inputs,
    scanner,
)

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
    value. A scan is no verdict: `ftcheck gate` decides.
    """
    from compliance.evidence.files import atomic_write
    from compliance.findings import write_scan
    from compliance.scan import scan as scan_records
    from ftcheck.project import Project

    project = Project.find(session.config)
    keys = keys_for(project)
    policy = project.config.policy
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
            scans = scan_records(
                dataset,
                engine,
                keys=keys,
                min_score=policy.min_score if min_score is None else min_score,
                progress=progress,
                total=total,
            )
            facts = {
                "kind": dataset.kind,
                "files": [
                    {"path": name, "sha256": file.sha256}
                    for name, file in zip(dataset.file_names(), dataset.files, strict=True)
                ],
            }
            totals = write_scan(spool, scans, dataset=facts, notes=notes)
            if format == "text":
                spool.seek(0)
                spool.truncate()
                spool.write(_table(totals.by_type, policy.action_for, totals.dataset()).encode())
            spool.seek(0)
            if output is None or str(output) == "-":
                _copy(spool)
            else:
                with atomic_write(output) as stream:
                    shutil.copyfileobj(spool, stream)
                session.console.say(f"written to {output}")


def _copy(source: IO[bytes]) -> None:
    sys.stdout.flush()
    shutil.copyfileobj(source, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _table(by_type: dict[str, int], action: object, dataset: dict[str, object]) -> str:
    from compliance.detect.types import TYPES, category_of

    lines = [
        f"{dataset['records']:,} records, {dataset['fields']:,} fields, "
        f"{dataset['characters']:,} characters; languages: {json.dumps(dataset['languages'])}",
        "",
    ]
    if not by_type:
        return "\n".join([*lines, "no personal data found\n"])
    lines.append(f"{'type':<26}{'category':<18}{'findings':>9}   {'policy':<10} what it is")
    for name, count in sorted(by_type.items(), key=lambda item: (-item[1], item[0])):
        title = TYPES[name].title if name in TYPES else ""
        done = action(name)  # type: ignore[operator]
        lines.append(f"{name:<26}{category_of(name):<18}{count:>9,}   {done:<10} {title}")
    lines += ["", "every finding with its place: --format json", ""]
    return "\n".join(lines)
