"""`ftcheck tune`: cleared data → an adapter, or a whole model, with its proof."""

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


def tune(
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
    """Fine-tune on cleared data (LoRA, unless [tune] names a method).

    Evaluates base against tuned on a hold-out. Scans, anonymises, gates, splits and augments first
    where that is missing. Data that no clearance covers is refused; there is no flag to train on
    it. After an interruption training goes on from its last checkpoint, with the same result.
    With --launch several processes train together, each on its own GPU.
    With --dry-run it prints what training would be: records and tokens, trained share, memory,
    operations, and time from some steps that are tried.
    """
    from ftcheck.commands.running import go, plan, prepare

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
        from ftcheck.stages.planned import planned

        plan(session, current, "tune")
        for line in planned(current):
            session.console.out(line)
        return
    go(session, current, "tune")
    show_evaluation(session, current)


def show_evaluation(session: Session, run: object) -> None:
    """Print base against tuned on the hold-out, the verdict, and where the weights lie."""
    from compliance.evidence.canonical import read_json
    from ftcheck.stages.base import Run
    from ftcheck.stages.evaluated import evaluation_lines
    from ftcheck.stages.model import exported

    assert isinstance(run, Run)
    for line in evaluation_lines(read_json(run.dir / "eval.json")):
        session.console.out(line)
    folder = exported(run.shown_dir)
    session.console.out(f"{folder.name}: {folder}")
