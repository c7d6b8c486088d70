"""The whole way, in order: what `ftcheck run` does, and every command that needs a part of it.

A stage is done again only when what it depends on has changed: each leaves a marker with the hash
of its inputs and of its outputs. An interrupted stage has no marker, so it starts again; the stages
before it are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from compliance.dataset import Dataset
from compliance.errors import EvidenceError, MixedKindsError
from compliance.evidence.canonical import (
    canonical_json,
    document_sha256,
    read_json,
    write_json,
)
from compliance.evidence.files import remove_partials, sha256_file, sha256_tree
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.manifest import MANIFEST
from compliance.progress import Progress, silent
from compliance.scan import Finder, Remembering
from ftcheck.config import Config
from ftcheck.project import Project

MARKERS = "stages"
MARKER_SCHEMA = "ftcheck.stage/1"


@dataclass(slots=True)
class Watcher:
    """What is told about the stages while they run; the default tells nobody."""

    started: Callable[[str], Progress] = lambda _: silent
    finished: Callable[[str, str], None] = lambda _stage, _line: None
    kept: Callable[[str], None] = lambda _: None


@dataclass
class Run:
    """One run of a project: its directory and what the stages share."""

    project: Project
    name: str
    watcher: Watcher = field(default_factory=Watcher)
    allow_download: bool = False

    @property
    def dir(self) -> Path:
        """The run directory."""
        return self.project.run_dir(self.name)

    @property
    def shown_dir(self) -> Path:
        """The run directory as messages name it: relative to where the user is, if it is below."""
        here = Path.cwd()
        return self.dir.relative_to(here) if self.dir.is_relative_to(here) else self.dir

    @property
    def config(self) -> Config:
        """The project's configuration."""
        return self.project.config

    @cached_property
    def keys(self) -> ProjectKeys:
        """The project's keys."""
        return self.project.keys()

    @cached_property
    def datasets(self) -> list[Dataset]:
        """The declared sources, opened and hashed.

        Raises:
            MixedKindsError: they hold records of different kinds.
        """
        datasets = self.project.datasets(self.keys)
        kinds = {dataset.kind for dataset in datasets}
        if len(kinds) > 1:
            raise MixedKindsError(
                f"the sources hold records of different kinds: {', '.join(sorted(kinds))}",
                fix="train on one kind at a time: name one source on the command line",
            )
        return datasets

    @cached_property
    def engine(self) -> Any:
        """The detection engine; built once, because loading the name model takes seconds."""
        from compliance.detect import build_engine

        return build_engine(self.config.detect)

    @cached_property
    def finder(self) -> Finder:
        """The engine with a memory for texts that come again."""
        return Remembering(self.engine)

    @cached_property
    def detector(self) -> dict[str, Any]:
        """What the detection engine is made of, for evidence."""
        description: dict[str, Any] = self.engine.describe()
        return description

    @cached_property
    def base(self) -> Any:
        """The base model, resolved and hashed, not loaded."""
        from tuning.model import resolve

        return resolve(
            self.config.model,
            folder=self.project.root,
            allow_download=self.allow_download,
            download_to=self.project.state_dir / "models",
        )

    def record(self, event: str, body: dict[str, Any]) -> None:
        """Add an entry to the project's ledger."""
        self.project.ledger.append(event, body, keys=self.keys, run=self.name)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the way."""

    name: str
    inputs: Callable[[Run], Mapping[str, Any]]
    """What the result depends on; hashed to tell whether it has to be done again."""
    work: Callable[[Run, Progress], str]
    """Does it, writing atomically into the run directory; returns one line for the user."""
    outputs: tuple[str, ...]
    """Files and folders it writes, relative to the run directory."""
    optional: tuple[str, ...] = ()
    """Outputs that it writes only in some cases."""
    after: Callable[[Run], None] | None = None
    """What is done when its marker is written: the last stage seals the run."""


def stages() -> tuple[Stage, ...]:
    """Return all stages in order."""
    from ftcheck.stages import data, model

    return (*data.STAGES, *model.STAGES)


def advance(run: Run, until: str) -> None:
    """Do every stage up to and including `until` that is not already done.

    Raises:
        BlockedError, ReviewNeeded: the gate did not clear the data; later stages were not begun.
        FtcheckError: whatever a stage raises; finished stages are kept.
    """
    run.dir.mkdir(parents=True, exist_ok=True)
    remove_partials(run.dir)
    write_lock(run)
    for stage in stages():
        do(run, stage)
        if stage.name == until:
            return


def write_lock(run: Run) -> None:
    """Write project.lock.json, unless it is there and the same."""
    from ftcheck.stages.lock import lock_document

    path, document = run.dir / "project.lock.json", lock_document(run)
    if not path.is_file() or path.read_bytes() != canonical_json(document) + b"\n":
        unseal(run)
        write_json(path, document)


def unseal(run: Run) -> None:
    """Remove the signed manifest: what it covers is about to change."""
    (run.dir / MANIFEST).unlink(missing_ok=True)


def do(run: Run, stage: Stage) -> None:
    """Do one stage, or keep its result when nothing it depends on has changed."""
    inputs = document_sha256(stage.inputs(run))
    if is_current(run.dir, stage, inputs) and (
        stage.after is None or (run.dir / MANIFEST).is_file()
    ):
        run.watcher.kept(stage.name)
        return
    marker = run.dir / MARKERS / f"{stage.name}.json"
    marker.unlink(missing_ok=True)
    unseal(run)
    line = stage.work(run, run.watcher.started(stage.name))
    outputs = hash_outputs(run.dir, (*stage.outputs, *stage.optional))
    run.record(f"{stage.name}.finished", {"inputs": inputs, "outputs": outputs})
    write_json(
        marker,
        {"schema": MARKER_SCHEMA, "stage": stage.name, "inputs": inputs, "outputs": outputs},
    )
    if stage.after is not None:
        stage.after(run)
    run.watcher.finished(stage.name, line)


def is_current(run_dir: Path, stage: Stage, inputs: str) -> bool:
    """Tell whether a stage's marker fits its inputs and the files that are on disk."""
    marker = run_dir / MARKERS / f"{stage.name}.json"
    if not marker.is_file():
        return False
    try:
        document = read_json(marker)
        recorded = document["outputs"]
    except (EvidenceError, KeyError, TypeError):
        return False
    return (
        document.get("inputs") == inputs
        and set(stage.outputs) <= set(recorded)
        and hash_outputs(run_dir, (*stage.outputs, *stage.optional)) == recorded
    )


def hash_outputs(run_dir: Path, names: Sequence[str]) -> dict[str, str]:
    """Return name → SHA-256 of the files and folders that exist among `names`."""
    found: dict[str, str] = {}
    for name in names:
        path = run_dir / name
        if path.is_dir():
            found[name] = sha256_tree(path)
        elif path.is_file():
            found[name] = sha256_file(path)
    return found
