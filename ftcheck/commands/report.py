"""`ftcheck report`: evidence on disk → report.html and report.pdf."""

from __future__ import annotations

from typing import Annotated

import typer

from ftcheck.commands.common import Session


def report(
    session: Session,
    run: Annotated[
        str, typer.Argument(metavar="[RUN]", help="Name of a run, or its folder.")
    ] = "main",
) -> None:
    """Write a run's HTML and PDF report and seal it.

    Every figure comes from evidence on disk; nothing is computed again. Afterwards `ftcheck verify`
    notices any change.
    """
    from ftcheck.commands.running import locate, write_report
    from ftcheck.stages.base import Run

    project, name = locate(session, run)
    current = Run(project, name)
    write_report(session, current)
    for file in ("report.html", "report.pdf"):
        session.console.out(str(current.shown_dir / file))
