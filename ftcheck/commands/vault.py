"""`ftcheck vault`: put back what was replaced, or make sure that nobody can."""

from __future__ import annotations

import contextlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compliance.errors import KeyFileError, UsageError, VaultError
from ftcheck.commands.common import DryRunOption, RunOption, Session

if TYPE_CHECKING:
    from compliance.file_vault import HeldFile
    from compliance.vault import Vault

VaultOption = Annotated[
    Path | None,
    typer.Option("--vault", metavar="FILE", help="A vault that `ftcheck anonymize` wrote."),
]


def open_vault(
    session: Session,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="JSON Lines file for a run; file or folder for a copy.",
        ),
    ],
    copy: Annotated[
        Path | None,
        typer.Argument(help="With --vault: the file or folder that `ftcheck anonymize` wrote."),
    ] = None,
    run: RunOption = "main",
    vault: VaultOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT if it exists.")] = False,
) -> None:
    """Write the records of a run, or the originals of copies, with everything put back.

    Only data cleaned with the preset `pseudonymize` have a vault. What comes out is personal data
    again; that it was opened is an entry in the ledger.
    """
    import json

    from compliance.dataset import read_envelopes
    from compliance.errors import OutputError
    from compliance.evidence.files import atomic_write
    from compliance.replacements import FILE, by_record
    from compliance.restore import restored
    from ftcheck.commands.running import prepare

    if vault is not None or copy is not None:
        _open_files(session, vault, copy, output, force=force)
        return
    current = prepare(session, run, data=None)
    if output.exists() and not force:
        raise OutputError(
            f"{output} exists already", why="nothing was replaced", fix="add --force to replace it"
        )
    held = list(current.vault.read())
    with current.project.lock():
        count = 0
        with atomic_write(output, mode=0o600) as stream:
            records = read_envelopes(current.dir / "clean.jsonl")
            for record in restored(records, by_record(current.dir / FILE), held):
                line = json.dumps(record.data, ensure_ascii=False, separators=(",", ":"))
                stream.write(line.encode("utf-8", "surrogatepass") + b"\n")
                count += 1
        current.record("vault.opened", {"vault": current.vault.header().id, "records": count})
    session.console.say(f"{count:,} records written to {output}; they hold personal data")


def destroy(
    session: Session,
    run: RunOption = "main",
    vault: VaultOption = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it; without it nothing is destroyed.")
    ] = False,
    dry_run: DryRunOption = False,
) -> None:
    """Destroy the vault of a run or of copies: what was replaced can then be put back by nobody.

    The key is destroyed first, so copies of the vault are worth nothing. As far as the mapping goes
    the data are anonymised then; they may still point to a person in other ways. An entry in the
    ledger says when.
    """
    from ftcheck.commands.running import prepare

    if vault is not None:
        _destroy_files(session, vault, yes=yes, dry_run=dry_run)
        return
    current = prepare(session, run, data=None)
    header = current.vault.header()
    if not _confirmed(session, f"vault {header.id} of run {run}", yes=yes, dry_run=dry_run):
        return
    with current.project.lock():
        alive = current.vaults()
        if not alive:
            raise VaultError(f"the key of vault {header.id} is gone already")
        current.destroy_vaults("asked for", alive)
        current.vault.path.unlink(missing_ok=True)
    session.console.out(f"vault {header.id} of run {run} is destroyed")


def _confirmed(session: Session, what: str, *, yes: bool, dry_run: bool) -> bool:
    """Tell whether to go on; without --yes only what would be done is said.

    Raises:
        UsageError: neither --yes nor --dry-run was given.
    """
    if yes and not dry_run:
        return True
    session.console.out(f"{what} would be destroyed")
    if not dry_run:
        raise UsageError(
            "nothing was destroyed",
            why="it cannot be undone",
            fix="add --yes when that is what you want",
        )
    return False


def _open_files(
    session: Session, vault: Path | None, copy: Path | None, output: Path, *, force: bool
) -> None:
    from compliance.errors import OutputError, PathError
    from compliance.file_vault import file_vault, put_back
    from ftcheck.project import Project

    if vault is None or copy is None:
        raise UsageError(
            "a copy and its vault are named together",
            fix="ftcheck vault open --vault FILE COPY -o OUT",
        )
    if not copy.exists():
        raise PathError(f"{copy} does not exist")
    project = Project.find(session.config)
    keys = project.keys(create=False)
    kept = file_vault(vault, project.keys_dir, keys.key_id)
    held = _held(kept)
    copies = _files_below(copy) if copy.is_dir() else [copy]
    plan = []
    for each in copies:
        target = output / each.relative_to(copy) if copy.is_dir() else output
        if target.exists() and not force:
            raise OutputError(
                f"{target} exists already",
                why="nothing was replaced",
                fix="add --force to replace it",
            )
        plan.append((each, target, *_belongs(held, each)))
    for each, target, its, found in plan:
        put_back(its, found, each, target)
    used = Counter(its.header().id for _, _, its, _ in plan)
    for identity, files in used.items():
        facts = {"vault": identity, "files": files}
        project.ledger.append("vault.opened", facts, keys=keys)
    session.console.say(f"{len(plan):,} files written to {output}; they hold personal data")


def _files_below(folder: Path) -> list[Path]:
    """Return the files of a folder; hidden ones are no copies, but what a killed process left."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    )


def _held(vault: Vault) -> list[tuple[Vault, list[HeldFile]]]:
    """Return the files of a vault, and of those whose place it was taking when it was stopped."""
    from compliance.file_vault import held_files
    from compliance.vault_exchange import older_vaults

    held = [(vault, held_files(vault))]
    for older in older_vaults(vault):
        # One whose key is destroyed was on its way out: no copy is of it any more.
        with contextlib.suppress(KeyFileError):
            held.append((older, held_files(older)))
    return held


def _belongs(held: list[tuple[Vault, list[HeldFile]]], copy: Path) -> tuple[Vault, HeldFile]:
    """Return the vault of a copy, and which file of it the copy is.

    Raises:
        VaultError: it is of none of them.
    """
    from compliance.file_vault import matching

    for vault, files in held[1:]:
        with contextlib.suppress(VaultError):
            return vault, matching(files, copy, copy.name)
    vault, files = held[0]
    return vault, matching(files, copy, copy.name)


def _destroy_files(session: Session, path: Path, *, yes: bool, dry_run: bool) -> None:
    from compliance.file_vault import file_vault
    from compliance.vault_exchange import older_vaults
    from ftcheck.project import Project

    project = Project.find(session.config)
    keys = project.keys(create=False)
    kept = file_vault(path, project.keys_dir, keys.key_id)
    header = kept.header()
    if not _confirmed(session, f"vault {header.id} of copies", yes=yes, dry_run=dry_run):
        return
    if not kept.key_path(header.id).is_file():
        raise VaultError(f"the key of vault {header.id} is gone already")
    for each in (*older_vaults(kept), kept):
        identity = each.header().id
        known = each.key_path(identity).is_file()
        each.destroy()
        if known:
            body = {"vault": identity, "reason": "asked for"}
            project.ledger.append("vault.destroyed", body, keys=keys)
    session.console.out(f"vault {header.id} of copies is destroyed")
