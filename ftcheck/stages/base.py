"""A run, and what a stage of it is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compliance.dataset import Dataset
from compliance.errors import MixedKindsError, VaultError
from compliance.evidence.files import sha256_file
from compliance.evidence.keys import ProjectKeys
from compliance.progress import Progress, silent
from compliance.review import Decisions, Fold
from compliance.scan import Finder, Remembering
from compliance.subject.suppression import Suppression
from compliance.vault import Vault, destroy_key
from compliance.waivers import Data
from ftcheck.config import Config
from ftcheck.project import Project

if TYPE_CHECKING:
    from compliance.detect.pool import EnginePool

MARKERS = "stages"
"""Folder of the markers of finished stages, below the run directory."""


@dataclass(slots=True)
class Watcher:
    """What is told about the stages while they run; the default tells nobody."""

    started: Callable[[str], Progress] = lambda _: silent
    told: Callable[[str], None] = lambda _: None
    """A line about what happens in a stage that is running."""
    finished: Callable[[str, str], None] = lambda _stage, _line: None
    kept: Callable[[str], None] = lambda _: None


@dataclass
class Run:
    """One run of a project: its directory and what the stages share."""

    project: Project
    name: str
    watcher: Watcher = field(default_factory=Watcher)
    allow_download: bool = False
    overrides: dict[str, str] = field(default_factory=dict)
    """What the command line set over the configuration (`data`, `model`, `revision`)."""
    dry: bool = False
    """Nothing is written, not even keys, and nothing is fetched."""
    restart: bool = False
    """Training begins anew; what an interrupted one left is deleted."""

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
        return self.project.keys(create=not self.dry)

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
    def sources(self) -> list[dict[str, Any]]:
        """Each source with its files, named relative to the project, and their hashes.

        Counting the records reads every file, so it is done once for all stages.
        """
        root = self.project.root.resolve()
        return [
            {
                "id": dataset.source,
                "kind": dataset.kind,
                "records": sum(dataset.records_of(file) for file in dataset.files),
                "files": [
                    {
                        "path": shown_path(Path(name), root),
                        "format": file.format.name,
                        "bytes": file.bytes,
                        "sha256": file.sha256,
                    }
                    for name, file in zip(dataset.file_names(), dataset.files, strict=True)
                ],
                "left_out": len(dataset.left_out),
            }
            for dataset in self.datasets
        ]

    @property
    def data(self) -> Data:
        """The files of each source, by their hashes: what a waiver is bound to."""
        return {each.source: tuple(file.sha256 for file in each.files) for each in self.datasets}

    @property
    def records(self) -> int:
        """How many records the sources hold."""
        return sum(int(source["records"]) for source in self.sources)

    @cached_property
    def fold(self) -> Fold:
        """What is read of the decisions on the run's sources: each ledger entry once."""
        return Fold(self.keys, sources={source.id for source in self.config.sources})

    @cached_property
    def decisions(self) -> Decisions:
        """What people decided on findings of the run's sources, as the ledger holds it now."""
        self.fold.read(self.project.ledger)
        return self.fold.decisions()

    @cached_property
    def suppression(self) -> Suppression:
        """Which rows were erased at a person's request, and must not come back."""
        return Suppression.fold(
            self.project.ledger.entries_if_any(),
            self.keys,
            with_ids={source.id for source in self.config.sources if source.id_field},
        )

    @cached_property
    def engine(self) -> Any:
        """The detection engine; built once, because loading the name model takes seconds."""
        from compliance.detect import build_engine

        return build_engine(self.config.detect)

    @cached_property
    def pool(self) -> EnginePool:
        """The engine with its processes."""
        from compliance.detect.pool import EnginePool

        return EnginePool(self.engine, self.config.project.workers)

    @cached_property
    def finder(self) -> Finder:
        """The engine with its processes, the lists of the policy, and a memory for equal texts."""
        from compliance.lists.finder import ListFinder

        return Remembering(ListFinder(self.pool, self.project.loaded.lists))

    def end_processes(self) -> None:
        """End the scanner's processes, which hold memory that tuning needs."""
        if "pool" in self.__dict__:
            self.pool.close()

    @cached_property
    def detector(self) -> dict[str, Any]:
        """What the detection engine is made of, for evidence; no engine is built for it."""
        from compliance.detect.description import describe

        return {
            **describe(self.config.detect),
            "lists": self.project.loaded.lists.describe(self.keys),
        }

    @cached_property
    def base(self) -> Any:
        """The base model, resolved and hashed, not loaded."""
        from tuning.model import resolve

        return resolve(
            self.config.model,
            folder=self.project.root,
            allow_download=self.allow_download and not self.dry,
            download_to=self.project.state_dir / "models",
        )

    @property
    def vault(self) -> Vault:
        """The vault of the run; there is one only where the policy keeps one.

        It lies outside the run directory: a run stays sealed and current when it is destroyed, and
        whoever is handed the run is not handed the vault.
        """
        path = self.project.state_dir / "vaults" / f"{self.name}.enc"
        return Vault(path, self.project.keys_dir, self.keys.key_id)

    def vaults(self) -> frozenset[str]:
        """Return the ids of all vaults of the run whose keys are there, old ones included."""
        made = {
            str(entry.body["vault"])
            for entry in self.project.ledger.entries_if_any()
            if entry.event == "vault.created" and entry.run == self.name
        }
        if self.vault.path.is_file():
            # A killed run can have left one that the ledger does not know.
            with contextlib.suppress(VaultError):
                made.add(self.vault.header().id)
        return frozenset(each for each in made if self.vault.key_path(each).is_file())

    def destroy_vaults(self, reason: str, which: frozenset[str]) -> None:
        """Destroy the keys of vaults of the run.

        Args:
            reason: why, for the ledger.
            which: their ids.
        """
        for each in sorted(which):
            destroy_key(self.vault.key_path(each))
            self.record("vault.destroyed", {"vault": each, "reason": reason})

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
    unfinished: tuple[str, ...] = ()
    """Folders from which it goes on after an interruption; removed when it is done."""
    counts: Callable[[Run], Mapping[str, Any]] | None = None
    """What the ledger's entry holds beside hashes: numbers, no values."""
    after: Callable[[Run], None] | None = None
    """What is done when its marker is written: the last stage seals the run."""


def shown_path(path: Path, root: Path) -> str:
    """Return a file's name relative to the project, so that it does not depend on the machine."""
    path, root = path.resolve(), root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def file_hash(run: Run, name: str) -> str:
    """Return the SHA-256 of a file of the run, or `absent`."""
    path = run.dir / name
    return sha256_file(path) if path.is_file() else "absent"


def file_hashes(run: Run, names: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of those of some files of the run that are there."""
    return {name: sha256_file(run.dir / name) for name in names if (run.dir / name).is_file()}


def policy_document(run: Run) -> dict[str, Any]:
    """Return the policy as it is hashed."""
    return run.config.policy.model_dump(mode="json")
