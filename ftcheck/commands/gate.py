"""`ftcheck gate`: may this data train a model?"""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from ftcheck.commands.common import DataArgument, DryRunOption, RunOption, Session


def gate(
    session: Session,
    data: DataArgument = None,
    run: RunOption = "main",
    format: Annotated[
        Literal["text", "json"], typer.Option("--format", help="json: the whole decision.")
    ] = "text",
    dry_run: DryRunOption = False,
) -> None:
    """Decide whether data may train a model.

    Scans and anonymises first: clear, needs review or blocked. A cleared dataset gets a signed
    clearance, without which nothing is trained. Exit code 0 when it is clear, 1 when it is blocked,
    4 when a person has to decide or declare something.
    """
    from compliance.evidence.canonical import canonical_json, read_json
    from ftcheck.commands.running import go, plan, prepare
    from ftcheck.stages.clearing import require_cleared

    current = prepare(session, run, data=data, dry=dry_run)
    if dry_run:
        plan(session, current, "gate")
        return
    go(session, current, "gate")
    decision = read_json(current.dir / "decision.json")
    if format == "json":
        session.console.out(canonical_json(decision).decode())
    else:
        session.console.out(f"verdict: {decision['verdict'].replace('_', ' ')}")
        for reason in decision["reasons"]:
            count = "" if reason["count"] is None else f" ({reason['count']:,})"
            session.console.out(
                f"  {reason['code']} {reason['severity']:<7}{reason['text']}{count}"
            )
    require_cleared(current)
