"""`ftcheck search`: which settings of [tune] learn best on the cleared data."""

from __future__ import annotations

from typing import Annotated

import typer

from ftcheck.commands.common import (
    DataArgument,
    DownloadOption,
    DryRunOption,
    ModelOption,
    RevisionOption,
    RunOption,
    Session,
)


def search(
    session: Session,
    data: DataArgument = None,
    model: ModelOption = None,
    revision: RevisionOption = None,
    allow_download: DownloadOption = False,
    run: RunOption = "main",
    restart: Annotated[
        bool,
        typer.Option("--restart", help="Begin anew; what an interrupted search found is deleted."),
    ] = False,
    dry_run: DryRunOption = False,
) -> None:
    """Search the settings of [tune] that learn best.

    Trains what [search] in ftcheck.toml names, by grid or random search, and judges it by the
    validation records; the hold-out stays sealed. With [search.halving] the worse trials are
    stopped early. Does the stages up to augment where they are missing. After an interruption the
    same command goes on, with the same result. Prints a table, how much of the lead can be luck,
    and the best settings; writes search.json and search.svg.
    """
    from compliance.evidence.canonical import read_json
    from ftcheck.commands.running import check_trainable, plan, prepare, show_head
    from ftcheck.pipeline import advance, do
    from ftcheck.stages.search import PICTURE, RESULT, SEARCH, require_same, require_search
    from ftcheck.stages.searched import search_lines

    current = prepare(
        session,
        run,
        data=data,
        model=model,
        revision=revision,
        allow_download=allow_download,
        dry=dry_run,
        restart=restart,
    )
    require_search(current)
    if dry_run:
        plan(session, current, "augment")
        _plan_trials(session, current)
        return
    check_trainable(current, "tune")
    session.console.say(f"run {current.name} ({current.shown_dir})")
    with current.project.lock(), session.console.stages() as watcher:
        current.watcher = watcher
        advance(current, "augment")
        require_same(current)
        do(current, SEARCH)
    show_head(session, current)
    for line in search_lines(read_json(current.dir / RESULT)):
        session.console.out(line)
    session.console.out(f"\npicture: {current.shown_dir / PICTURE}")


def _plan_trials(session: Session, current: object) -> None:
    """Say what would be tried, and how long each trial would train."""
    from ftcheck.commands.running import check_trainable
    from ftcheck.stages.base import Run
    from ftcheck.stages.searched import trial_lines
    from tuning.search.halving import goes_on, rungs
    from tuning.search.space import candidates, refused

    assert isinstance(current, Run)
    check_trainable(current, "tune")
    out = session.console.out
    settings, tune = current.config.search, current.config.tune
    found = candidates(settings, seed=current.config.project.seed)
    out(f"base model: {current.base.name}, sha256 {current.base.sha256_tree[:16]}…")
    out(f"search: {settings.method}, {len(found)} trials")
    for line in trial_lines([(each.number, each.changes) for each in found]):
        out(line)
    for reason, number in refused(tune, [each.changes for each in found]).items():
        out(f"  {number} of them will be refused: {reason}")
    if settings.halving is None:
        return
    trials, done, epochs = len(found), 0, 0
    for reach in rungs(settings.halving, tune.num_train_epochs):
        out(f"  {trials} trials up to epoch {reach}")
        epochs += trials * (reach - done)
        trials, done = goes_on(trials, settings.halving.eta), reach
    whole = len(found) * tune.num_train_epochs
    out(f"  {epochs:,} epochs instead of {whole:,}")
