"""What the processes of a training have to know, as a file that they all read.

It names no data: each process opens the cleared records through the clearance, as one alone does.
Paths count from the folder of the file, and the base model is named as the user named it, so it
tells nothing more of the machine than the configuration does.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.errors import LaunchError
from compliance.evidence.canonical import read_json, write_json
from tuning.config import LaunchSettings, TuneConfig
from tuning.model import SHIPPED, BaseModel

SCHEMA = "ftcheck.launch/1"
JOB = "job.json"
FOLDER = "launch"
"""In the run directory."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a training finds its records and leaves its checkpoints."""

    root: Path
    """Of the project; paths of base models count from it."""
    run_dir: Path
    """With the cleared records and their clearances."""
    keys_dir: Path
    """With the project's keys, which sign checkpoints."""
    checkpoints: Path
    """Where the state of training is kept."""

    @property
    def folder(self) -> Path:
        """Where the files that start the processes are written."""
        return self.run_dir / FOLDER


@dataclass(frozen=True, slots=True)
class Job:
    """One training, for all of its processes."""

    place: Place
    base: str
    """Base model as [model] may name it: `shipped`, or a folder that counts from the project."""
    base_name: str
    """As reports name it."""
    base_sha256: str
    """One hash over its files."""
    dataset_sha256: str
    """Of the cleared data."""
    seed: int
    config: TuneConfig
    """With `launch`, its number of processes settled."""

    @property
    def launch(self) -> LaunchSettings:
        """What was asked for."""
        assert self.config.launch is not None
        return self.config.launch

    def write(self, path: Path) -> None:
        """Write the job; `path` is in the folder that its paths count from."""
        here = path.parent
        write_json(
            path,
            {
                "schema": SCHEMA,
                "root": _from(here, self.place.root),
                "run_dir": _from(here, self.place.run_dir),
                "keys_dir": _from(here, self.place.keys_dir),
                "checkpoints": _from(here, self.place.checkpoints),
                "base": self.base,
                "base_name": self.base_name,
                "base_sha256": self.base_sha256,
                "dataset_sha256": self.dataset_sha256,
                "seed": str(self.seed),  # may be beyond what JSON carries exactly
                "config": self.config.model_dump(mode="json"),
            },
        )

    @classmethod
    def read(cls, path: Path) -> Job:
        """Return the job of a file.

        Raises:
            LaunchError: it is no job.
            EvidenceError: it cannot be read.
        """
        document: Any = read_json(path)
        if not isinstance(document, dict) or document.get("schema") != SCHEMA:
            raise LaunchError(f"{path} is no job of this version of ftcheck")
        here = path.parent
        return cls(
            Place(
                *(here / document[key] for key in ("root", "run_dir", "keys_dir", "checkpoints"))
            ),
            str(document["base"]),
            str(document["base_name"]),
            str(document["base_sha256"]),
            str(document["dataset_sha256"]),
            int(document["seed"]),
            TuneConfig.model_validate(document["config"]),
        )


def base_as_named(base: BaseModel, root: Path) -> str:
    """Return how a base model is found again from the project: by its name, or within it.

    Args:
        base: the base model.
        root: of the project.
    """
    if base.shipped:
        return SHIPPED
    if (root / Path(base.name).expanduser()).exists():
        return base.name
    return _from(root, base.path)  # one that was downloaded lies in the project


def _from(here: Path, path: Path) -> str:
    return Path(os.path.relpath(path.resolve(), here.resolve())).as_posix()
