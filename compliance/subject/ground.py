"""Where a project keeps data: sources, runs, older states, vaults, files of lists."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from compliance.dataset import Dataset
from compliance.dataset.split import SPLITS
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.ledger import Ledger
from compliance.evidence.released import RELEASED
from compliance.subject.suppression import Suppression

ENVELOPES = ("clean.jsonl", *(f"split/{name}.jsonl" for name in SPLITS), "synthetic.jsonl")
"""Files of a state that hold records, in the order in which they follow from each other."""
_COPIES = ("merged",)
_CHECKPOINTS = "checkpoints"
_SEARCH = "search"
_COPY_SUFFIXES = (".gguf",)


@dataclass(frozen=True, slots=True)
class State:
    """A run directory, or what was put aside from one."""

    name: str
    """As evidence names it: `runs/main`, `superseded/main-0001`."""
    run: str
    path: Path

    def envelopes(self) -> Iterator[tuple[str, Path]]:
        """Yield name and path of the files with records that are there."""
        for name in ENVELOPES:
            if (self.path / name).is_file():
                yield name, self.path / name

    def lists(self) -> Iterator[tuple[str, Path]]:
        """Yield name and path of the files that hold one thing a line about records."""
        for path in sorted(self.path.glob("*.jsonl")):
            if path.name not in ENVELOPES:
                yield path.name, path
        if (self.path / "scan.json").is_file():
            yield "scan.json", self.path / "scan.json"

    def documents(self) -> list[Path]:
        """Return its documents, in which a sample or a card could repeat a value."""
        found = [*self.path.glob("*.json"), *self._cards()]
        return sorted(path for path in found if path.name != "scan.json")

    def adapters(self) -> list[Path]:
        """Return all tuned weights below it, of adapters and whole models, copies included."""
        names = [each.weights for each in RELEASED]
        found = (path for name in names for path in self.path.rglob(name))
        return sorted(path for path in found if path.is_file())

    def _cards(self) -> Iterator[Path]:
        for each in RELEASED:
            yield from self.path.glob(f"{each.kind}/*.md")

    def checkpoints(self) -> list[Path]:
        """Return what an interrupted training or search left to go on from; unfinished ones too."""
        folder = self.path / _CHECKPOINTS
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        return found + sorted((self.path / _SEARCH).glob(f"{_CHECKPOINTS}/*/*"))

    def remove_checkpoints(self) -> None:
        """Delete them all: they belong to one training or search, which must not go on."""
        shutil.rmtree(self.path / _CHECKPOINTS, ignore_errors=True)
        shutil.rmtree(self.path / _SEARCH, ignore_errors=True)

    def copies(self) -> list[str]:
        """Return merged models and GGUF files below it, by their place."""
        found = [
            path.relative_to(self.path).as_posix()
            for path in self.path.rglob("*")
            if (path.is_dir() and path.name in _COPIES)
            or (path.is_file() and path.suffix.lower() in _COPY_SUFFIXES)
        ]
        return sorted(found)


@dataclass(frozen=True, slots=True)
class Ground:
    """The places of one project."""

    root: Path
    state_dir: Path
    """`.ftcheck/`."""
    runs_dir: Path
    datasets: Sequence[Dataset]
    """All sources, those included that only a run was made from."""
    keys: ProjectKeys
    keys_dir: Path
    ledger: Ledger
    suppression: Suppression
    texts: tuple[Path, ...] = field(default=())
    """Configuration and the list files it names."""
    unreadable: tuple[str, ...] = ()
    """Sources that a run was made from and that are gone."""

    def states(self) -> list[State]:
        """Return the run directories and the older states, sorted."""
        runs = sorted(self.runs_dir.glob("*")) if self.runs_dir.is_dir() else []
        older = self.state_dir / "superseded"
        aside = sorted(older.glob("*")) if older.is_dir() else []
        return [
            *(
                State(f"runs/{path.name}", path.name, path)
                for path in runs
                if path.is_dir() and not path.name.startswith(".")
            ),
            *(
                State(f"superseded/{path.name}", path.name.rpartition("-")[0], path)
                for path in aside
                if path.is_dir()
            ),
        ]

    def vault_of(self, run: str) -> Path:
        """Return where the vault of a run lies, if it has one."""
        return self.state_dir / "vaults" / f"{run}.enc"

    def shown(self, path: Path) -> str:
        """Return a path as evidence names it: relative to the project where it lies in it."""
        root, path = self.root.resolve(), path.resolve()
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
