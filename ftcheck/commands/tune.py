"""`ftcheck tune`: cleared data → an adapter with its proof."""

from __future__ import annotations

from typing import Annotated

import typer

from ftcheck.commands.common import DataArgument, DryRunOption, RunOption, Session


def tune(
    session: Session,
    data: DataArgument = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            metavar="PATH",
            help="Base model: a local folder, `shipped`, or a hub id with --allow-download.",
        ),
    ] = None,
    revision: Annotated[
        str | None,
        typer.Option("--revision", metavar="COMMIT", help="Commit of a hub model, 40 hex digits."),
    ] = None,
    allow_download: Annotated[
        bool,
        typer.Option("--allow-download", help="Fetch a hub model in this call; nothing else."),
    ] = False,
    run: RunOption = "main",
    dry_run: DryRunOption = False,
) -> None:
    """Fine-tune with LoRA on cleared data.

    Evaluates base against tuned on a hold-out. Scans, anonymises, gates, splits and augments first
    where that is missing. Data that no clearance covers is refused; there is no flag to train on
    it.
    """
    from ftcheck.commands.running import go, overridden, plan
    from ftcheck.project import Project
    from ftcheck.stages.base import Run

    project = Project.find(session.config).with_data(data)
    project = overridden(project, "model", path=model, revision=revision)
    current = Run(project, run, allow_download=allow_download)
    current.base  # noqa: B018  a wrong model is an error of the call: say so before the long work
    if dry_run:
        plan(session, current, "tune")
        return
    go(session, current, "tune")
    show_evaluation(session, current)


def show_evaluation(session: Session, run: object) -> None:
    """Print base against tuned on the hold-out and where the adapter lies."""
    from compliance.evidence.canonical import read_json
    from ftcheck.stages.base import Run
    from ftcheck.stages.model import evaluation_line

    assert isinstance(run, Run)
    session.console.out(evaluation_line(read_json(run.dir / "eval.json")))
    session.console.out(f"adapter: {run.shown_dir / 'adapter'}")
