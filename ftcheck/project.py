"""A project: its folder, configuration, keys, ledger and the lock that keeps two runs apart."""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from compliance.dataset import Dataset, open_dataset
from compliance.declarations import Source
from compliance.errors import PathError, ProjectBusyError, UsageError
from compliance.evidence.files import write_error
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.ledger import Ledger
from compliance.waivers import WaiverStore
from ftcheck.config import Config, LoadedConfig, find_config, load_config

STATE_DIR = ".ftcheck"
DEFAULT_RUN = "main"
_SLACK = dt.timedelta(minutes=5)
"""Clocks are corrected; so much behind the ledger is no clock set back."""
_RUN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\Z")


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with ftcheck.toml, `.ftcheck/` (keys, ledger, lock) and `runs/`."""

    root: Path
    loaded: LoadedConfig

    @classmethod
    def find(cls, config: Path | None = None) -> Project:
        """Return the project of the current folder, or the one that a configuration file names.

        Without a configuration file the current folder is a project with defaults and no
        declarations; its data will not pass the gate until something is declared.
        """
        path = find_config(config, Path.cwd())
        root = path.parent if path else Path.cwd()
        return cls(root, load_config(path))

    @property
    def config(self) -> Config:
        """The configuration."""
        return self.loaded.config

    @property
    def state_dir(self) -> Path:
        """Where keys, ledger and lock are."""
        return self.root / STATE_DIR

    @property
    def keys_dir(self) -> Path:
        """Where the keys are."""
        return self.state_dir / "keys"

    @property
    def ledger(self) -> Ledger:
        """The ledger of the project."""
        return Ledger(self.state_dir / "ledger.db")

    @property
    def runs_dir(self) -> Path:
        """Where the run directories are."""
        return self.root / self.config.project.runs_dir

    @property
    def timestamps_dir(self) -> Path:
        """Where the answers of time stamp authorities are."""
        return self.state_dir / "timestamps"

    @property
    def waivers(self) -> WaiverStore:
        """The waivers of the project."""
        return WaiverStore(self.state_dir / "waivers", self.ledger)

    def today(self) -> tuple[dt.date, bool]:
        """Return the day by which dates are judged, and whether the clock was set back.

        It is the clock's day (UTC), or that of the latest ledger entry where that is later.
        """
        now, latest = dt.datetime.now(dt.UTC), self.ledger.latest_time()
        if latest is None or latest - _SLACK <= now:
            return now.date(), False
        return latest.date(), True

    def keys(self, *, create: bool = True) -> ProjectKeys:
        """Return the project's keys, made on first use; they are kept out of version control.

        Args:
            create: False for a dry run, which gets keys for this call if there are none.
        """
        if not create and not self.keys_dir.is_dir():
            return ProjectKeys.ephemeral()
        ignore = self.state_dir / ".gitignore"
        if not ignore.exists():
            try:
                self.state_dir.mkdir(parents=True, exist_ok=True)
                ignore.write_text("*\n", "ascii")
            except OSError as error:
                raise write_error(error, ignore) from error
        return ProjectKeys.load_or_create(self.keys_dir)

    def run_dir(self, run: str) -> Path:
        """Return the directory of a run.

        Raises:
            UsageError: the name is no file name.
        """
        if not _RUN_NAME.match(run):
            raise UsageError(
                "a run name has letters, digits, dot, dash and underscore only",
                fix="choose another name with --run",
            )
        return self.runs_dir / run

    def with_data(self, data: Path | None) -> Project:
        """Return the project restricted to one data path.

        If the path is one of the declared sources, its declarations apply; otherwise it is a
        source without any, which the gate will not clear.
        """
        if data is None:
            return self
        if not data.exists():
            raise PathError(f"{data} does not exist")
        wanted = data.resolve()
        declared = [
            source
            for source in self.config.sources
            if (self.root / source.path).resolve() == wanted
        ]
        sources = tuple(declared) or (Source(id="data", path=str(wanted)),)
        config = self.config.model_copy(update={"sources": sources})
        return replace(self, loaded=replace(self.loaded, config=config))

    def datasets(self, keys: ProjectKeys) -> list[Dataset]:
        """Open every declared source.

        Raises:
            UsageError: no source is declared.
            PathError: a source does not exist.
            DatasetError: a source cannot be read.
        """
        if not self.config.sources:
            raise UsageError(
                "no data is named",
                fix="add a [[sources]] entry to ftcheck.toml (`ftcheck init` writes one), "
                "or name the data on the command line",
            )
        return [
            open_dataset(
                [_relative(self.root / source.path)],
                keys=keys,
                kind=source.kind,
                source=source.id,
                id_field=source.id_field,
                group_field=source.group_field,
            )
            for source in self.config.sources
        ]

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the project for one run.

        Raises:
            ProjectBusyError: another run holds it.
        """
        path = self.state_dir / "lock"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise write_error(error, path) from error
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise ProjectBusyError(f"another ftcheck run holds {self.root}") from error
            yield
        finally:
            os.close(descriptor)


def _relative(path: Path) -> Path:
    """Return the path as messages and evidence should name it: relative where that is shorter."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path
