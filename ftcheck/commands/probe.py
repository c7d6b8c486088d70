"""`ftcheck probe`: does the tuned model leak what it was trained on?"""

from __future__ import annotations

from ftcheck.commands.common import (
    DataArgument,
    DownloadOption,
    DryRunOption,
    ModelOption,
    RevisionOption,
    RunOption,
    Session,
)


def probe(
    session: Session,
    data: DataArgument = None,
    model: ModelOption = None,
    revision: RevisionOption = None,
    allow_download: DownloadOption = False,
    run: RunOption = "main",
    dry_run: DryRunOption = False,
) -> None:
    """Attack the tuned model with privacy tests.

    Stages before it are done first where they are missing. A test that was not run is named as
    not tested. Exit code 0 also when a test fails: the finding stands in the report.
    """
    from compliance.evidence.canonical import read_json
    from ftcheck.commands.running import go, plan, prepare

    current = prepare(
        session,
        run,
        data=data,
        model=model,
        revision=revision,
        allow_download=allow_download,
        dry=dry_run,
    )
    if dry_run:
        plan(session, current, "probe")
        return
    go(session, current, "probe")
    for test in read_json(current.dir / "probe.json")["tests"]:
        label = test["verdict"] if test["status"] == "run" else test["status"]
        session.console.out(f"  {label.replace('_', ' '):<15}{test['title']}: {test['statement']}")
