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

    Slots are consistent within a record; everything else stays as it is, but rows that were erased
    at a person's request are left out. The original is never changed. The copy is not cleared for
    training: `ftcheck gate` does that. With the preset pseudonymize,
    `ftcheck vault open --vault FILE OUT -o BACK` gives the original again.
    """
    from compliance.review.overlay import DecisionOverlay
    from compliance.scan import Remembering
    from ftcheck.copies import Copier
    from ftcheck.erased_rows import suppression_of, without_erased
    from ftcheck.project import Project

    _check_output(path, output)
    project = Project.find(session.config)
    policy = project.config.policy
    _check_vault(vault, output, wanted=policy.keeps_vault, dry_run=dry_run, force=force)
    keys = keys_for(project, dry_run=dry_run)
    suppression = suppression_of(project, keys)

    with opened([path], project, keys, kind=kind, input_format=input_format) as given:
        for name in given.left_out:
            session.console.say(f"note: {name} is no data file and was left out")
        places: list[Path | None] = [None] * len(given.files)
        if not dry_run and str(output) != "-":
            files = [_target(path, file.path, output) for file in given.files]
            refuse_inputs(given, files)
            _check_existing(files, force=force)
            places = [*files]
        kept = _file_vault(project, vault) if vault is not None and not dry_run else None
        before = _vaults_there(kept)
        decided = DecisionOverlay(decisions_of(project, keys))
        with (
            without_erased(given, suppression) as (dataset, numbers),
            scanner(project, workers) as engine,
            session.console.bar("anonymize") as progress,
        ):
            total = sum(dataset.records_of(file) for file in dataset.files)
            targets = [] if dry_run else [places[number] for number in numbers]
            outdated = sum(
                place is not None and place.exists()
                for number, place in enumerate(places)
                if number not in numbers
            )
            copied = Copier(
                dataset,
                Remembering(engine),
                policy,
                targets,
                kept,
                lambda done, _, unit: progress(done, total, unit),
                decided.originals,
                decided.cleaned,
            ).run()
    if erased := suppression.met.total():
        verb = "would be left out" if dry_run else "were left out"
        session.console.say(f"note: {erased:,} records {verb}: erased at a person's request")
    if outdated:
        session.console.say(
            f"warning: {outdated} older copies of such records lie in {output}: delete them"
        )
    if kept is not None:
        _record_vault(project, kept, before, len(targets), copied.records)
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


def _vaults_there(vault: Vault | None) -> list[str]:
    """Return the ids of the vaults whose place a new one takes: that of its name, and kept ones.

    Raises:
        VaultError: what lies there is no vault of this project.
    """
    from compliance.vault_exchange import older_vaults

    if vault is None:
        return []
    here = [vault] if vault.path.exists() else []
    return [each.header().id for each in (*here, *older_vaults(vault))]


def _record_vault(
    project: Project, vault: Vault, before: list[str], files: int, records: int
) -> None:
    """Enter the new vault in the ledger, then destroy those before it: the copies are in place."""
    from compliance.evidence.files import sha256_file
    from compliance.vault import destroy_key
    from compliance.vault_exchange import older_vaults

    keys = project.keys()
    facts = {
        "vault": vault.header().id,
        "sha256": sha256_file(vault.path),
        "files": files,
        "records": records,
    }
    project.ledger.append("vault.created", facts, keys=keys)
    for older in dict.fromkeys(before):
        destroy_key(vault.key_path(older))
        body = {"vault": older, "reason": "cleaned again"}
        project.ledger.append("vault.destroyed", body, keys=keys)
    for kept in older_vaults(vault):
        kept.path.unlink(missing_ok=True)


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
