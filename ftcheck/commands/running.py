"""What the commands share that do a part of a run."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from compliance.errors import ConfigError, PathError, UsageError
from compliance.evidence.canonical import document_sha256, read_json
from compliance.suggest import did_you_mean
from ftcheck.commands.common import Session
from ftcheck.config import config_in, load_config
from ftcheck.project import STATE_DIR, Project
from ftcheck.stages.base import Run
from tuning.config.launch import LaunchSettings, Strategy

NO_LAUNCH = "none"
"""Of `--launch`: one process, whatever the configuration says."""
_TRAINED = frozenset({"tune", "probe", "report"})
"""Stages up to which a base model is needed."""


def prepare(
    session: Session,
    name: str,
    *,
    data: Path | None,
    model: str | None = None,
    revision: str | None = None,
    allow_download: bool = False,
    dry: bool = False,
    restart: bool = False,
    launch: str | None = None,
    processes: int | None = None,
) -> Run:
    """Return the run that a command names, with what its options set over the configuration.

    A run that was made with such options goes on with them: `tune --model X` and then `probe` must
    probe that adapter, and not train another one.
    """
    project = Project.find(session.config)
    earlier = _kept_overrides(project.run_dir(name))
    kept: dict[str, str] = {}
    used: list[str] = []
    for keys, given in (
        (
            ("data", "model", "revision"),
            (
                None if data is None else os.path.relpath(data.resolve(), project.root),
                model,
                revision,
            ),
        ),
        (("launch", "processes"), (launch, None if processes is None else str(processes))),
    ):
        if given == (None,) * len(keys):
            again = {key: earlier[key] for key in keys if key in earlier}
            used += [f"{key} {value}" for key, value in sorted(again.items())]
            kept |= again
        else:
            kept |= {
                key: value for key, value in zip(keys, given, strict=True) if value is not None
            }
    if used:
        session.console.say(f"run {name} was made with {', '.join(used)}: used again")
    data = project.root / kept["data"] if "data" in kept else None
    project = overridden(
        project.with_data(data), "model", path=kept.get("model"), revision=kept.get("revision")
    )
    project = launched(project, kept.get("launch"), kept.get("processes"))
    return Run(
        project, name, allow_download=allow_download, overrides=kept, dry=dry, restart=restart
    )


def _kept_overrides(run_dir: Path) -> dict[str, str]:
    path = run_dir / "project.lock.json"
    return dict(read_json(path).get("overrides", {})) if path.is_file() else {}


def go(session: Session, run: Run, until: str) -> None:
    """Do every missing stage up to `until`, under the project's lock, with progress."""
    from ftcheck.pipeline import advance

    check_trainable(run, until)
    session.console.say(f"run {run.name} ({run.shown_dir})")
    with run.project.lock(), session.console.stages() as watcher:
        run.watcher = watcher
        advance(run, until)
    show_head(session, run)


def check_trainable(run: Run, until: str) -> None:
    """Refuse a base model or data that training cannot take, before hours are spent on it.

    Raises:
        ModelError: the base model cannot be used.
        ConfigError: settings do not go with the processes that are asked for.
        LaunchError: this machine has not the GPUs or packages that are asked for.
        UsageError: the kind of the records cannot be trained on.
    """
    from tuning.tasks import trainable_kinds

    if until not in _TRAINED:
        return
    _check_launch(run)
    _ = run.base  # resolving it checks it; only the stages load it
    kinds = trainable_kinds()
    if run.datasets[0].kind not in kinds:
        raise UsageError(
            f"{run.datasets[0].kind} records cannot be trained on",
            fix=f"use {', '.join(kinds)} records; `ftcheck gate` takes every kind",
        )


def _check_launch(run: Run) -> None:
    """Refuse processes that cannot train together, unless they have trained already."""
    from ftcheck.pipeline import is_current, stages
    from tuning.config.contradictions import contradictions
    from tuning.launch.start import settled

    launch = run.config.tune.launch
    if launch is None:
        return
    if problems := contradictions(run.config.tune):
        raise ConfigError("[tune] contradicts itself:", problems=problems)
    tune = next(stage for stage in stages() if stage.name == "tune")
    if not is_current(run.dir, tune, document_sha256(tune.inputs(run))):
        settled(launch)


def write_report(session: Session, run: Run) -> None:
    """Write and seal the report of what is on disk, under the project's lock."""
    from ftcheck.pipeline import do
    from ftcheck.stages.report import REPORT

    with run.project.lock(), session.console.stages() as watcher:
        run.watcher = watcher
        do(run, REPORT)
    show_head(session, run)


def show_head(session: Session, run: Run) -> None:
    """Say the ledger's head: kept elsewhere, it shows when an older state was put back."""
    length, head = run.project.ledger.head()
    session.console.say(f"ledger head {head} ({length:,} entries)")


def plan(session: Session, run: Run, until: str) -> None:
    """Say which stages would be done, after opening data and model."""
    from ftcheck.pipeline import is_current, stages

    check_trainable(run, until)
    session.console.out(f"data: {len(run.datasets)} sources, {run.records:,} records")
    if until in _TRAINED:
        session.console.out(f"base model: {run.base.name}, sha256 {run.base.sha256_tree[:16]}…")
    waiting = False
    for stage in stages():
        waiting = waiting or not is_current(run.dir, stage, document_sha256(stage.inputs(run)))
        session.console.out(f"  {stage.name:<10} {'would run' if waiting else 'up to date'}")
        if stage.name == until:
            return


def locate(session: Session, run: str) -> tuple[Project, Path]:
    """Return the project and the directory of a run that is given by name or by its directory.

    Raises:
        PathError: there is no such run, or it lies in no project.
    """
    path = Path(run)
    if path.is_dir() and (path / "project.lock.json").is_file():
        folder = path.resolve()
        root = next((parent for parent in folder.parents if (parent / STATE_DIR).is_dir()), None)
        if root is None:
            raise PathError(
                f"{path} lies in no project: there is no {STATE_DIR} folder above it",
                why="the ledger and the public key are needed to verify it",
                fix="name both: --key signing.pub --ledger FILE (`ftcheck ledger export`), or move "
                "the run back below its project",
            )
        return Project(root, load_config(session.config or config_in(root))), folder
    project = Project.find(session.config)
    folder = project.run_dir(run)
    if not folder.is_dir():
        raise PathError(
            f"{folder} does not exist",
            why=f"there is no run of the name {run!r}",
            fix="name a run below runs/, or its folder",
        )
    return project, folder


def launched(project: Project, strategy: str | None, processes: str | None) -> Project:
    """Return the project with the processes of [tune] that the command line asks for.

    Args:
        project: the project.
        strategy: of `--launch`; `none` trains in one process, whatever the configuration says.
        processes: of `--processes`.

    Raises:
        UsageError: there is no such strategy, or a number of processes without one.
    """
    if strategy is None and processes is None:
        return project
    tune = project.config.tune
    known = get_args(Strategy)
    if strategy not in {None, NO_LAUNCH, *known}:
        raise UsageError(
            f"--launch {strategy}: there is no such strategy{did_you_mean(str(strategy), known)}",
            fix=f"name one of {', '.join(known)}, or {NO_LAUNCH}",
        )
    if processes is not None and (strategy == NO_LAUNCH or strategy is None and not tune.launch):
        raise UsageError(
            "--processes without --launch: one process trains alone",
            fix="add --launch ddp, or another strategy",
        )
    settings = None
    if strategy != NO_LAUNCH:
        settings = tune.launch or LaunchSettings()
        named = {"strategy": strategy, "processes": processes and int(processes)}
        given = {key: value for key, value in named.items() if value is not None}
        try:
            settings = LaunchSettings.model_validate({**settings.model_dump(), **given})
        except ValidationError as error:
            raise UsageError(f"--processes: {error.errors()[0]['msg'].lower()}") from None
    tune = tune.model_copy(update={"launch": settings})
    config = project.config.model_copy(update={"tune": tune})
    return replace(project, loaded=replace(project.loaded, config=config))


def overridden(project: Project, section: str, **values: Any) -> Project:
    """Return the project with some values of one section replaced by command-line options."""
    given = {key: value for key, value in values.items() if value is not None}
    if not given:
        return project
    part = getattr(project.config, section)
    try:
        part = type(part).model_validate({**part.model_dump(), **given})
    except ValidationError as error:
        options = {"path": "--model", "revision": "--revision"}
        names = ", ".join(options[str(item["loc"][0])] for item in error.errors())
        raise UsageError(f"{names}: {error.errors()[0]['msg'].lower()}") from None
    config = project.config.model_copy(update={section: part})
    return replace(project, loaded=replace(project.loaded, config=config))
