"""`ftcheck ledger`: what the project's ledger says, to read, to hand over, to check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ftcheck.commands.common import Session
from ftcheck.commands.verify import KeyOption

if TYPE_CHECKING:
    from compliance.evidence.manifest import Mismatch
    from ftcheck.commands.trust import Trust
    from ftcheck.project import Project

_LONGEST_FACT = 32
_FACTS = 4


def show(
    session: Session,
    run: Annotated[
        str | None, typer.Option("--run", metavar="NAME", help="Entries of this run only.")
    ] = None,
    event: Annotated[
        str | None,
        typer.Option("--event", metavar="NAME", help="Of this event, for instance gate.decided."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="TIME", help="From this date or time on (ISO 8601, UTC)."),
    ] = None,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """Show what was done, when, for which run.

    Nothing is checked; `ftcheck ledger verify` does. The last line is the head: its hash stands for
    everything above it.
    """
    import json

    from ftcheck.project import Project

    ledger = Project.find(session.config).ledger
    start = None if since is None else _time(since)
    entries = (
        entry
        for entry in ledger.entries(event=event, run=run)
        if start is None or dt.datetime.fromisoformat(entry.time) >= start
    )
    length, head = ledger.head()
    if format == "json":
        documents = [{**entry.content(), "hash": entry.hash} for entry in entries]
        state = {"length": length, "head": head}
        session.console.out(
            json.dumps({"schema": "ftcheck.ledger-view/1", **state, "entries": documents})
        )
        return
    session.console.out(f"{'entry':>5}  {'time (UTC)':<19}  {'run':<12} {'event':<20} facts")
    for entry in entries:
        time = entry.time[:19].replace("T", " ")
        session.console.out(
            f"{entry.seq:>5}  {time}  {entry.run:<12} {entry.event:<20} "
            f"{', '.join(_facts(entry.body))}".rstrip()
        )
    session.console.out(f"ledger head {head} ({length:,} entries)")


def export(
    session: Session,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="OUT", help="File to write. Default: stdout."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT if it exists.")] = False,
) -> None:
    """Write the ledger as JSON Lines, to hand over or to keep.

    Line 1 is the signed head, then one entry a line. It can be verified with the public key alone:
    with `ftcheck ledger verify FILE --key KEY`, or with sha256sum and openssl (docs/evidence.md).
    """
    import sys

    from compliance.errors import OutputError, VerifyError
    from compliance.evidence.exported import write_export
    from compliance.evidence.files import atomic_write
    from compliance.evidence.keys import read_public_key
    from ftcheck.project import Project

    project = Project.find(session.config)
    ledger = project.ledger
    if output is not None and output.exists() and not force:
        raise OutputError(
            f"{output} exists already", why="nothing was replaced", fix="add --force to replace it"
        )
    if problems := ledger.problems(read_public_key(project.keys_dir)):
        raise VerifyError(
            "the ledger does not verify:" + "".join(f"\n  - {each}" for each in problems),
            why="nothing was exported",
        )
    if ledger.is_behind():
        ledger.sign_head(project.keys())
    if output is None:
        write_export(ledger, sys.stdout.buffer)
        sys.stdout.flush()
        return
    with atomic_write(output) as stream:
        length = write_export(ledger, stream)
    session.console.say(f"{length:,} entries written to {output}; head {ledger.head()[1]}")


def verify(
    session: Session,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="An exported ledger. Default: the project's."),
    ] = None,
    key: KeyOption = None,
    head: Annotated[
        str | None,
        typer.Option("--head", metavar="HEX", help="A head hash that the ledger must contain."),
    ] = None,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """Check chain, signatures, time stamps and the seal of every run.

    With FILE an exported ledger is checked, with --key by whoever has the public key alone. A head
    hash from a report or a screen that was kept elsewhere (--head) shows whether somebody put an
    older state of everything back. Exit code 5 when anything differs.
    """
    import json

    from compliance.evidence.keys import key_id
    from compliance.evidence.manifest import Mismatch
    from ftcheck.commands.trust import evidence_of
    from ftcheck.commands.verify import ledger_notes, refuse
    from ftcheck.project import Project

    project = None if file is not None and key is not None else Project.find(session.config)
    trust = evidence_of(project, key, file)
    assert trust.ledger is not None
    found = [Mismatch("ledger", problem) for problem in trust.ledger.problems(trust.public)]
    notes = ledger_notes(trust.ledger)
    if not found:
        if head is not None and not any(e.hash == head.lower() for e in trust.ledger.entries()):
            found.append(Mismatch("ledger", f"no entry has the hash {head}"))
        if project is not None and file is None:
            for line in (*_stamps(project, trust), *_runs(project, trust)):
                if isinstance(line, Mismatch):
                    found.append(line)
                else:
                    notes.append(line)
    length, last = trust.ledger.head()
    if format == "json":
        session.console.out(
            json.dumps(
                {
                    "schema": "ftcheck.verify/1",
                    "ledger": {"length": length, "head": last},
                    "key": key_id(trust.public),
                    "verified": not found,
                    "problems": [{"place": m.place, "problem": m.problem} for m in found],
                    "notes": notes,
                }
            )
        )
    refuse("the ledger", found)
    if format == "text":
        session.console.out(
            f"the ledger verifies: {length:,} entries, signed with key {key_id(trust.public)}\n"
            f"ledger head {last}"
        )
        for note in notes:
            session.console.out(note)


def _stamps(project: Project, trust: Trust) -> Iterator[str | Mismatch]:
    from compliance.evidence.timestamps import check_timestamps

    assert trust.ledger is not None
    stamps, wrong = check_timestamps(trust.ledger, project.timestamps_dir, project.runs_dir)
    yield from wrong
    for stamp in stamps:
        yield f"time stamp: {stamp.covers} existed on {stamp.time}"


def _runs(project: Project, trust: Trust) -> Iterator[str | Mismatch]:
    """Yield what is wrong with the runs that the ledger saw sealed, and how each of them stands."""
    from compliance.evidence.manifest import MANIFEST, Mismatch
    from compliance.verify import verify_evidence

    assert trust.ledger is not None
    sealed = {entry.run for entry in trust.ledger.entries(event="run.sealed")}
    present = {path.parent.name for path in project.runs_dir.glob(f"*/{MANIFEST}")}
    for name in sorted(sealed | present):
        folder = project.runs_dir / name
        if not folder.is_dir():
            yield f"run {name} was sealed; its folder is no longer there"
        elif not (folder / MANIFEST).is_file():
            yield f"run {name} is not sealed now: `ftcheck report {name}` seals it"
        else:
            found = verify_evidence(folder, ledger=trust.ledger, public=trust.public, run=name)
            yield from (Mismatch(f"run {name}: {m.place}", m.problem) for m in found)
            if not found:
                yield f"run {name} verifies"


def _time(text: str) -> dt.datetime:
    from compliance.errors import UsageError

    try:
        time = dt.datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"--since: {text!r} is no date or time", fix="write 2026-11-25 or 2026-11-25T14:00"
        ) from None
    return time if time.tzinfo else time.replace(tzinfo=dt.UTC)


def _facts(body: dict[str, Any]) -> Iterator[str]:
    """Yield the facts of an entry that fit a line, hashes shortened."""
    names = [name for name, value in body.items() if not isinstance(value, dict | list)]
    for name in names[:_FACTS]:
        value = str(body[name])
        yield f"{name} {value if len(value) <= _LONGEST_FACT else value[:12] + '…'}"
    for name in [name for name in body if name not in names][:_FACTS]:
        yield f"{len(body[name])} {name}"
