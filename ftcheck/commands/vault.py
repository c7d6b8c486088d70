"""`ftcheck vault`: put back what was replaced, or make sure that nobody can."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from compliance.errors import UsageError, VaultError
from ftcheck.commands.common import DryRunOption, RunOption, Session


def open_vault(
    session: Session,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help="JSON Lines file.")],
    run: RunOption = "main",
    force: Annotated[bool, typer.Option("--force", help="Replace OUT if it exists.")] = False,
) -> None:
    """Write the records of a run with everything put back that its vault holds.

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
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it; without it nothing is destroyed.")
    ] = False,
    dry_run: DryRunOption = False,
) -> None:
    """Destroy the vault of a run: what was replaced can then be put back by nobody.

    The key is destroyed first, so copies of the vault are worth nothing. As far as the mapping goes
    the data are anonymised then; they may still point to a person in other ways. An entry in the
    ledger says when.
    """
    from ftcheck.commands.running import prepare

    current = prepare(session, run, data=None)
    header = current.vault.header()
    if dry_run or not yes:
        session.console.out(f"vault {header.id} of run {run} would be destroyed")
        if not dry_run:
            raise UsageError(
                "nothing was destroyed",
                why="it cannot be undone",
                fix="add --yes when that is what you want",
            )
        return
    with current.project.lock():
        alive = current.vaults()
        if not alive:
            raise VaultError(f"the key of vault {header.id} is gone already")
        current.destroy_vaults("asked for", alive)
        current.vault.path.unlink(missing_ok=True)
    session.console.out(f"vault {header.id} of run {run} is destroyed")
