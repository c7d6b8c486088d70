"""Open what a command was given: files, folders, `-` for standard input."""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from compliance.errors import EmptyDatasetError, OutputError, UsageError

if TYPE_CHECKING:
    from compliance.dataset import Dataset
    from compliance.evidence.keys import ProjectKeys
    from compliance.lists.finder import ListedEngine
    from compliance.review import Decisions
    from ftcheck.project import Project

STDIN = Path("-")


PathsArgument = Annotated[
    list[Path], typer.Argument(help="Files or folders; `-` reads standard input.")
]
KindOption = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Record kind, when it should not be detected: chat, prompt_completion, instruction, "
        "preference, text, classification, tokens, table.",
    ),
]
FormatOption = Annotated[
    str | None,
    typer.Option(
        "--input-format",
        metavar="FORMAT",
        help="Input format, when the suffix does not tell it: jsonl, json, csv, tsv, parquet, "
        "text.",
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="N",
        min=1,
        max=256,
        help="Processes for large data; the result does not depend on it. Default: `workers` in "
        "[project], else one for each core.",
    ),
]


@contextlib.contextmanager
def scanner(project: Project, workers: int | None) -> Iterator[ListedEngine]:
    """Give the detection engine of a project with the lists of its policy, as a context.

    Args:
        project: holds the configuration.
        workers: processes, as the command line says; None takes the configuration.
    """
    from compliance.detect import build_engine
    from compliance.detect.pool import EnginePool
    from compliance.lists.finder import ListedEngine

    engine = build_engine(project.config.detect)
    number = project.config.project.workers if workers is None else workers
    with EnginePool(engine, number) as pool:
        yield ListedEngine(pool, project.loaded.lists)


def decisions_of(project: Project, keys: ProjectKeys) -> Decisions:
    """Return what people decided on findings; outside of a project nothing was."""
    from compliance.review import fold

    entries = () if project.loaded.path is None else project.ledger.entries_if_any()
    return fold(entries, keys)


def keys_for(project: Project, *, dry_run: bool = False) -> ProjectKeys:
    """Return the project's keys; outside a project ephemeral ones, so that nothing is written."""
    from compliance.evidence.keys import ProjectKeys

    if project.loaded.path is None:
        return ProjectKeys.ephemeral()
    return project.keys(create=not dry_run)


def refuse_inputs(dataset: Dataset, targets: Sequence[Path]) -> None:
    """Refuse to write onto a file that was read.

    Raises:
        OutputError: a target is one of the input files.
    """
    inputs = {file.path.resolve() for file in dataset.files}
    for target in targets:
        if target.resolve() in inputs:
            raise OutputError(
                f"{target} is the input",
                why="originals are never changed",
                fix="name another place with -o",
            )


@contextlib.contextmanager
def opened(
    paths: Sequence[Path],
    project: Project,
    keys: ProjectKeys,
    *,
    kind: str | None,
    input_format: str | None,
) -> Iterator[Dataset]:
    """Give the dataset that the command line names.

    Standard input is kept in a private temporary file while the command runs, because it is read
    more than once.

    Raises:
        UsageError: an unknown kind, or `-` together with other paths.
        DatasetError, PathError: it cannot be read.
    """
    from compliance.dataset import KINDS, open_dataset
    from compliance.suggest import did_you_mean

    if kind is not None and kind not in KINDS:
        raise UsageError(
            f"unknown record kind {kind!r}{did_you_mean(kind, KINDS)}",
            fix=f"use one of {', '.join(KINDS)}",
        )
    if STDIN in paths and len(paths) > 1:
        raise UsageError("`-` cannot stand together with other paths")
    declared = {(project.root / source.path).resolve(): source for source in project.config.sources}
    source = declared.get(paths[0].resolve()) if len(paths) == 1 else None
    spooled: Path | None = None
    with contextlib.ExitStack() as stack:
        if list(paths) == [STDIN]:
            spooled, input_format = stack.enter_context(_spooled(sys.stdin.buffer, input_format))
            paths = [spooled]
        dataset = open_dataset(
            paths,
            keys=keys,
            kind=kind or (source.kind if source else None),
            input_format=input_format,
            source=source.id if source else "",
            id_field=source.id_field if source else None,
            group_field=source.group_field if source else None,
        )
        if spooled is not None:
            (file,) = dataset.files
            dataset = replace(dataset, files=(replace(file, label="standard input"),))
        yield dataset


@contextlib.contextmanager
def _spooled(stream: IO[bytes], input_format: str | None) -> Iterator[tuple[Path, str]]:
    from compliance.dataset.formats import format_named, sniff

    with tempfile.TemporaryDirectory(prefix="ftcheck-") as folder:
        path = Path(folder) / "stdin"
        with path.open("wb") as target:
            shutil.copyfileobj(stream, target)
        if path.stat().st_size == 0:
            raise EmptyDatasetError("standard input is empty")
        with path.open("rb") as source:
            fmt = format_named(input_format) if input_format else sniff(source.read(64))
        yield path, fmt.name
