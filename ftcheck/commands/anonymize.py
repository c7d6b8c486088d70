"""`ftcheck anonymize`: the same file format, with slots where personal data stood."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Annotated

import typer

from compliance.errors import OutputError, UsageError
from ftcheck.commands.common import Session
from ftcheck.commands.inputs import (
    STDIN,
    FormatOption,
    KindOption,
    WorkersOption,
    keys_for,
    opened,
    refuse_inputs,
    scanner,
)


def anonymize(
    session: Session,
    path: Annotated[Path, typer.Argument(help="A file or folder; `-` reads standard input.")],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="OUT", help="File, or folder for a folder; `-`."),
    ],
    kind: KindOption = None,
    input_format: FormatOption = None,
    workers: WorkersOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT if it exists.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Count what would be replaced; write nothing.")
    ] = False,
) -> None:
    """Write a copy with slots such as [PERSON_1].

    Slots are consistent within a record; everything else stays as it is. The original is never
    changed. The copy is not cleared for training: `ftcheck gate` does that.
    """
    from compliance.anonymize import Cleaned, census
    from compliance.anonymize import anonymize as clean
    from compliance.dataset import DataFile, Dataset
    from compliance.evidence.files import atomic_write
    from compliance.findings import RecordScan
    from compliance.scan import scan
    from ftcheck.project import Project

    _check_output(path, output)
    project = Project.find(session.config)
    keys = keys_for(project, dry_run=dry_run)
    policy = project.config.policy
    replaced: Counter[str] = Counter()
    records = touched = 0

    with (
        opened([path], project, keys, kind=kind, input_format=input_format) as dataset,
        scanner(project, workers) as engine,
        session.console.bar("anonymize") as progress,
    ):
        sizes = {file.path: dataset.records_of(file) for file in dataset.files}
        total = sum(sizes.values())
        for name in dataset.left_out:
            session.console.say(f"note: {name} is no data file and was left out")

        def scans(part: Dataset) -> Iterator[RecordScan]:
            return scan(part, engine, keys=keys, min_score=policy.lowest_score)

        numbers = census(scans(dataset), policy, keys=keys) if policy.scope == "dataset" else None

        def cleaned(part: Dataset) -> Iterator[Cleaned]:
            return clean(scans(part), engine, policy, keys=keys, numbers=numbers)

        def edits(file: DataFile) -> Iterator[Mapping[str, str]]:
            nonlocal records, touched
            if sizes[file.path] == 0:
                return
            for item in cleaned(replace(dataset, files=(file,))):
                records += 1
                touched += bool(item.edits)
                replaced.update(item.replaced)
                progress(records, total, "records")
                yield item.edits

        if str(output) != "-" and not dry_run:
            targets = [_target(path, file.path, output) for file in dataset.files]
            refuse_inputs(dataset, targets)
            _check_existing(targets, force=force)
        for file in dataset.files:
            if dry_run:
                for _ in edits(file):
                    pass
            elif str(output) == "-":
                _to_stdout(dataset, file, edits(file))
            else:
                with atomic_write(_target(path, file.path, output)) as stream:
                    dataset.write_file(file, edits(file), stream)
    verb = "would be replaced" if dry_run else "replaced"
    session.console.say(
        f"{sum(replaced.values()):,} mentions {verb} in {touched:,} of {records:,} records"
    )
    for name, count in sorted(replaced.items(), key=lambda item: (-item[1], item[0])):
        session.console.detail(f"  {name:<26}{count:>8,}")


def _to_stdout(dataset: object, file: object, edits: Iterator[Mapping[str, str]]) -> None:
    import tempfile

    spool: IO[bytes]
    with tempfile.TemporaryFile() as spool:
        dataset.write_file(file, edits, spool)  # type: ignore[attr-defined]
        spool.seek(0)
        shutil.copyfileobj(spool, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _check_output(path: Path, output: Path) -> None:
    if str(output) == "-":
        if path.is_dir():
            raise UsageError("a folder cannot be written to standard output", fix="name a folder")
        return
    if path != STDIN:
        source, target = path.resolve(), output.resolve()
        if target == source or source in target.parents:
            raise OutputError(
                f"{output} is the input or lies inside it",
                why="originals are never changed",
                fix="name another place with -o",
            )


def _check_existing(targets: list[Path], *, force: bool) -> None:
    for target in targets:
        if target.exists() and not force:
            raise OutputError(
                f"{target} exists already",
                why="nothing was replaced",
                fix="add --force to replace it",
            )


def _target(given: Path, file: Path, output: Path) -> Path:
    if given.is_dir():
        return output / file.relative_to(given)
    return output / file.name if output.is_dir() else output
