"""`ftcheck run`: the whole way, from source files to the report."""

from __future__ import annotations

from ftcheck.commands.common import (
    DataArgument,
    DownloadOption,
    DryRunOption,
    LaunchOption,
    ModelOption,
    ProcessesOption,
    RestartOption,
    RevisionOption,
    RunOption,
    Session,
)


def run(
    session: Session,
    data: DataArgument = None,
    model: ModelOption = None,
    revision: RevisionOption = None,
    allow_download: DownloadOption = False,
    run: RunOption = "main",
    restart: RestartOption = False,
    launch: LaunchOption = None,
    processes: ProcessesOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Do the whole way, from the scan to the report.

    Scan, anonymise, gate, split, augment, tune, probe and report, in this order. A stage whose
    inputs have not changed is kept, so the same command goes on after an interruption. Data that is
    not cleared is not trained on, and the report says why.
    """
    from compliance.errors import GateError
    from compliance.evidence.canonical import read_json
    from ftcheck.commands.running import go, plan, prepare, write_report
    from ftcheck.commands.tune import show_evaluation
    from ftcheck.stages.clearing import require_cleared

    current = prepare(
        session,
        run,
        data=data,
        model=model,
        revision=revision,
        allow_download=allow_download,
        dry=dry_run,
        restart=restart,
        launch=launch,
        processes=processes,
    )
    if dry_run:
        plan(session, current, "report")
        return
    try:
        go(session, current, "report")
    except GateError:
        # A refusal needs its report as much as a pass does.
        write_report(session, current)
        _show_reports(session, current)
        raise
    decision = read_json(current.dir / "decision.json")
    session.console.out(f"verdict: {decision['verdict'].replace('_', ' ')}")
    show_evaluation(session, current)
    _show_reports(session, current)
    require_cleared(current)


def _show_reports(session: Session, current: object) -> None:
    from ftcheck.stages.base import Run

    assert isinstance(current, Run)
    for name in ("report.html", "report.pdf"):
        session.console.out(f"{name.removeprefix('report.'):<5}report: {current.shown_dir / name}")
