"""`ftcheck report`: evidence on disk → report.html and report.pdf."""

from __future__ import annotations

from typing import Annotated

import typer

from compliance.errors import PathError
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

    project, folder = locate(session, run)
    current = Run(project, folder.name)
    if current.dir.resolve() != folder.resolve():
        raise PathError(
            f"{folder} is not below {current.dir.parent}",
            why="a copy of a run has no evidence of its own to report on",
            fix="name the run in its own project",
        )
    write_report(session, current)
    for file in ("report.html", "report.pdf"):
        session.console.out(str(current.shown_dir / file))
