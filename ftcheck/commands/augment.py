"""`ftcheck augment`: more examples from the cleared ones."""

from __future__ import annotations

from ftcheck.commands.common import DataArgument, DryRunOption, RunOption, Session


def augment(
    session: Session,
    data: DataArgument = None,
    run: RunOption = "main",
    dry_run: DryRunOption = False,
) -> None:
    """Make more training examples from the cleared ones.

    Only the training split is used. Every child is scanned again, traced to its parents, and
    rejected when it shows anything personal that its parent does not. Stages before it are done
    first where they are missing.
    """
    from compliance.evidence.canonical import read_json
    from ftcheck.commands.running import go, plan, prepare
    from ftcheck.stages.clearing import require_synthetic_cleared

    current = prepare(session, run, data=data, dry=dry_run)
    if dry_run:
        plan(session, current, "augment")
        return
    go(session, current, "augment")
    require_synthetic_cleared(current)
    document = read_json(current.dir / "augment.json")
    if not document.get("enabled"):
        session.console.out("augmentation is switched off in [augment]")
        return
    session.console.out(
        f"{document['children']:,} synthetic examples from {document['parents']:,} parents: "
        f"{current.shown_dir / 'synthetic.jsonl'}"
    )
