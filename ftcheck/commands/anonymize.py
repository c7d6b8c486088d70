"""`ftcheck anonymize`: the same file format, with slots where personal data stood."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compliance.errors import OutputError, UsageError
from ftcheck.commands.common import Session
from ftcheck.commands.inputs import (
    STDIN,
    FormatOption,
    KindOption,
    WorkersOption,
    decisions_of,
    keys_for,
    opened,
    refuse_inputs,
    scanner,
)

if TYPE_CHECKING:
    from compliance.vault import Vault
    from ftcheck.project import Project


def anonymize(
    session: Session,
    path: Annotated[Path, typer.Argument(help="A file or folder; `-` reads standard input.")],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="OUT", help="File, or folder for a folder; `-`."),
    ],
    kind: KindOption = None,
    input_format: FormatOption = None,
    workers: WorkersOption = None,
    vault: Annotated[
        Path | None,
        typer.Option(
            "--vault",
            metavar="FILE",
            help="Where the preset pseudonymize keeps the way back, encrypted.",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT if it exists.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Count what would be replaced; write nothing.")
    ] = False,
) -> None:
    """Write a copy with slots such as [PERSON_1].

    Slots are consistent within a record; everything else stays as it is. The original is never
    changed. The copy is not cleared for training: `ftcheck gate` does that. With the preset
    pseudonymize, `ftcheck vault open --vault FILE OUT -o BACK` gives the original again.
    """
    from compliance.review.overlay import DecisionOverlay
    from compliance.scan import Remembering
    from ftcheck.copies import Copier
    from ftcheck.project import Project

    _check_output(path, output)
    project = Project.find(session.config)
    policy = project.config.policy
    _check_vault(vault, output, wanted=policy.keeps_vault, dry_run=dry_run, force=force)
    keys = keys_for(project, dry_run=dry_run)

    with (
        opened([path], project, keys, kind=kind, input_format=input_format) as dataset,
        scanner(project, workers) as engine,
        session.console.bar("anonymize") as progress,
    ):
        total = sum(dataset.records_of(file) for file in dataset.files)
        for name in dataset.left_out:
            session.console.say(f"note: {name} is no data file and was left out")
        targets: list[Path | None] = []
        if str(output) == "-":
            targets = [None]
        elif not dry_run:
            files = [_target(path, file.path, output) for file in dataset.files]
            refuse_inputs(dataset, files)
            _check_existing(files, force=force)
            targets = [*files]
        kept = _file_vault(project, vault) if vault is not None and not dry_run else None
        older = _header(kept)
        decided = DecisionOverlay(decisions_of(project, keys))
        copied = Copier(
            dataset,
            Remembering(engine),
            policy,
            [] if dry_run else targets,
            kept,
            lambda done, _, unit: progress(done, total, unit),
            decided.originals,
            decided.cleaned,
        ).run()
    if kept is not None:
        _record_vault(project, kept, older, len(targets), copied.records)
    verb = "would be replaced" if dry_run else "replaced"
    session.console.say(
        f"{sum(copied.replaced.values()):,} mentions {verb} in {copied.touched:,} of "
        f"{copied.records:,} records"
    )
    for name, count in sorted(copied.replaced.items(), key=lambda item: (-item[1], item[0])):
        session.console.detail(f"  {name:<26}{count:>8,}")


def _check_vault(
    vault: Path | None, output: Path, *, wanted: bool, dry_run: bool, force: bool
) -> None:
    if vault is None:
        if wanted and not dry_run:
            raise UsageError(
                "the policy keeps a vault, and no place for it was named",
                why="without it nobody could put back what is replaced",
                fix="add --vault FILE, in a place that is not passed on with the copy",
            )
        return
    if not wanted:
        raise UsageError(
            "--vault goes with the preset pseudonymize only",
            why="no other preset writes down what was replaced",
            fix='leave --vault out, or set preset = "pseudonymize" under [policy]',
        )
    if output.resolve() in (vault.resolve(), *vault.resolve().parents):
        raise OutputError(
            f"{vault} lies inside the copy",
            why="whoever gets the copy must not get the vault",
            fix="name another place with --vault",
        )
    if not dry_run:
        _check_existing([vault], force=force)


def _file_vault(project: Project, path: Path) -> Vault:
    from compliance.file_vault import file_vault

    return file_vault(path, project.keys_dir, project.keys().key_id)


def _header(vault: Vault | None) -> str | None:
    """Return the id of the vault that lies where a new one goes, if it is one of this project."""
    if vault is None or not vault.path.exists():
        return None
    return vault.header().id


def _record_vault(
    project: Project, vault: Vault, older: str | None, files: int, records: int
) -> None:
    from compliance.evidence.files import sha256_file
    from compliance.vault import destroy_key

    keys = project.keys()
    if older is not None:
        destroy_key(vault.key_path(older))
        body = {"vault": older, "reason": "cleaned again"}
        project.ledger.append("vault.destroyed", body, keys=keys)
    facts = {
        "vault": vault.header().id,
        "sha256": sha256_file(vault.path),
        "files": files,
        "records": records,
    }
    project.ledger.append("vault.created", facts, keys=keys)


def _check_output(path: Path, output: Path) -> None:
    if str(output) == "-":
        if path.is_dir():
            raise UsageError("a folder cannot be written to standard output", fix="name a folder")
        return
    if path != STDIN:
        source, target = path.resolve(), output.resolve()
        if target == source or source in target.parents:
            raise OutputError(
                f"{output} is the input or lies inside it",
                why="originals are never changed",
                fix="name another place with -o",
            )


def _check_existing(targets: list[Path], *, force: bool) -> None:
    for target in targets:
        if target.exists() and not force:
            raise OutputError(
                f"{target} exists already",
                why="nothing was replaced",
                fix="add --force to replace it",
            )


def _target(given: Path, file: Path, output: Path) -> Path:
    if given.is_dir():
        return output / file.relative_to(given)
    return output / file.name if output.is_dir() else output
