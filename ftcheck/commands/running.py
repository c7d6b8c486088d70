"""What the commands share that do a part of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from compliance.errors import PathError
from ftcheck.commands.common import Session
from ftcheck.pipeline import advance, stages
from ftcheck.pipeline import is_current as stage_is_current
from ftcheck.project import STATE_DIR, Project
from ftcheck.stages.base import Run


def go(session: Session, run: Run, until: str) -> None:
    """Do every missing stage up to `until`, under the project's lock, with progress."""
    session.console.say(f"run {run.name} ({run.shown_dir})")
    with run.project.lock(), session.console.stages() as watcher:
        run.watcher = watcher
        advance(run, until)


def write_report(session: Session, run: Run) -> None:
    """Write and seal the report of what is on disk, under the project's lock."""
    from ftcheck.pipeline import do
    from ftcheck.stages.report import REPORT

    with run.project.lock(), session.console.stages() as watcher:
        run.watcher = watcher
        do(run, REPORT)


def plan(session: Session, run: Run, until: str) -> None:
    """Say which stages would be done, after opening data and model."""
    from compliance.evidence.canonical import document_sha256

    records = sum(d.records_of(f) for d in run.datasets for f in d.files)
    session.console.out(f"data: {len(run.datasets)} sources, {records:,} records")
    if until in {"tune", "probe", "report"}:
        session.console.out(f"base model: {run.base.name}, sha256 {run.base.sha256_tree[:16]}…")
    waiting = False
    for stage in stages():
        waiting = waiting or not stage_is_current(
            run.dir, stage, document_sha256(stage.inputs(run))
        )
        session.console.out(f"  {stage.name:<10} {'would run' if waiting else 'up to date'}")
        if stage.name == until:
            return


def locate(session: Session, run: str) -> tuple[Project, str]:
    """Return the project and the name of a run that is given by name or by its directory.

    Raises:
        PathError: there is no such run.
    """
    path = Path(run)
    if path.is_dir() and (path / "project.lock.json").is_file():
        folder = path.resolve()
        for root in folder.parents:
            if (root / STATE_DIR).is_dir():
                project = Project.find(session.config or _config_in(root))
                return Project(root, project.loaded), folder.name
        raise PathError(
            f"{path} lies in no project: there is no {STATE_DIR} folder above it",
            why="the ledger and the public key are needed to verify it",
            fix="move the run back below its project",
        )
    project = Project.find(session.config)
    if not project.run_dir(run).is_dir():
        raise PathError(
            f"{project.run_dir(run)} does not exist",
            why=f"there is no run of the name {run!r}",
            fix="name a run below runs/, or its folder",
        )
    return project, run


def _config_in(root: Path) -> Path | None:
    path = root / "ftcheck.toml"
    return path if path.is_file() else None


def overridden(project: Project, section: str, **values: Any) -> Project:
    """Return the project with some values of one section replaced by command-line options."""
    from dataclasses import replace

    given = {key: value for key, value in values.items() if value is not None}
    if not given:
        return project
    part = getattr(project.config, section)
    part = type(part).model_validate({**part.model_dump(), **given})
    config = project.config.model_copy(update={section: part})
    return replace(project, loaded=replace(project.loaded, config=config))
