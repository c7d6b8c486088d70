"""`ftcheck review`: a person decides what the scanner cannot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from compliance.errors import ReviewError
from ftcheck.commands.common import RunOption, Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.review.desk import Desk
    from compliance.review.queue import Item
    from compliance.review.sample import Drawn
    from ftcheck.stages.base import Run

_WAITING = 4


def review(
    session: Session,
    run: RunOption = "main",
    reviewer: Annotated[
        str, typer.Option("--reviewer", metavar="NAME", help="Who decides; else [review] says it.")
    ] = "",
    sample: Annotated[
        int | None,
        typer.Option(
            "--sample",
            metavar="N",
            min=1,
            help="Read N random records, to estimate what is missed.",
        ),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="With --sample: draw a new sample.")
    ] = False,
    doubtful: Annotated[
        bool, typer.Option("--doubtful", help="Also findings with a score close to the threshold.")
    ] = False,
    blocked: Annotated[
        bool, typer.Option("--blocked", help="Also findings that the policy forbids.")
    ] = False,
    masked: Annotated[bool, typer.Option("--masked", help="Hide what was found.")] = False,
    list_: Annotated[
        bool, typer.Option("--list", help="List what waits: places and counts, no values.")
    ] = False,
    history: Annotated[
        bool, typer.Option("--history", help="List the decisions that hold, and the stale ones.")
    ] = False,
    decide: Annotated[
        Path | None,
        typer.Option("--decide", metavar="FILE", help="Take decisions from a JSON Lines file."),
    ] = None,
    undo: Annotated[
        int | None, typer.Option("--undo", metavar="ENTRY", min=1, help="Take one decision back.")
    ] = None,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check a decision file; record nothing.")
    ] = False,
) -> None:
    """Decide on findings, and read a sample for the estimate.

    Each decision is a signed ledger entry with your name and without any value; it holds at the
    next `ftcheck gate`, and after a new scan. Exit code 4 while something waits.
    """
    from compliance.review.queue import Wanted
    from ftcheck.commands.running import prepare
    from ftcheck.stages.reviewing import queue_of

    current = prepare(session, run, data=None)
    margin = current.config.review.doubtful if doubtful else 0.0
    items = queue_of(current, Wanted(margin, blocked))
    if history:
        _history(session, current, format)
        return
    drawn = _sample(current, sample, fresh=fresh) if sample else []
    if list_:
        _list(session, items, drawn, format)
    elif undo is not None:
        desk = _desk(session, current, reviewer, ask=False)
        taken = desk.undo(undo)
        session.console.say(f"decision {undo} ({taken.decision.decision}) is taken back")
    elif decide is not None:
        _from_file(session, current, items, decide, reviewer, fresh=fresh, dry_run=dry_run)
    else:
        _at_terminal(session, current, items, drawn, reviewer, masked, fresh=fresh)
    del current.decisions  # read again: they were just made
    left = len(queue_of(current, Wanted(margin, blocked)))
    unread = len(_sample(current, sample, fresh=False)) if sample else 0
    if not list_:
        session.console.say(_left(left, unread if sample else None))
    if left or unread:
        raise typer.Exit(_WAITING)


def _left(left: int, unread: int | None) -> str:
    waits = f"{left:,} waiting" if left else "nothing waits"
    read = "" if unread is None else f"; {unread:,} records of the sample are not read yet"
    return f"{waits}{read}; `ftcheck gate` takes decisions into account"


def _desk(session: Session, run: Run, reviewer: str, *, ask: bool) -> Desk:
    """Return the desk of whoever decides.

    Raises:
        ReviewError: nobody said who it is.
    """
    from compliance.review.desk import Desk

    name = (reviewer or run.config.review.reviewer).strip()
    if not name and ask:
        name = typer.prompt("Your name, for the ledger", err=True).strip()
    if not name:
        raise ReviewError(
            "it is not said who decides",
            why="a decision of nobody is none",
            fix='add --reviewer NAME, or reviewer = "…" under [review] in ftcheck.toml',
        )
    return Desk(
        run.project.ledger,
        run.keys,
        run=run.name,
        reviewer=name,
        fold=run.fold,
    )


def _sample(run: Run, size: int, *, fresh: bool) -> list[Drawn]:
    """Return the records of the sample that were not read yet, in the order of the sample."""
    from compliance.review.sample import drawn
    from ftcheck.reviewing.reading import is_read
    from ftcheck.stages.data import rejoin_scanned

    number = _sample_number(run, fresh=fresh)
    every = ((each.record.id, bool(each.findings)) for each in rejoin_scanned(run))
    order = drawn(every, seed=run.config.project.seed, sample=number)[:size]
    wanted = {each.number for each in order}
    read = {
        at
        for at, each in enumerate(rejoin_scanned(run))
        if at in wanted and is_read(each, run.decisions, number)
    }
    return [each for each in order if each.number not in read]


def _sample_number(run: Run, *, fresh: bool) -> int:
    from compliance.review.survey import latest_sample

    latest = latest_sample(run.decisions)
    return latest + 1 if fresh else max(1, latest)


def _at_terminal(
    session: Session,
    run: Run,
    items: Sequence[Item],
    drawn: Sequence[Drawn],
    reviewer: str,
    masked: bool,
    *,
    fresh: bool,
) -> None:
    from ftcheck.reviewing.cases import Cases
    from ftcheck.reviewing.person import Person
    from ftcheck.reviewing.reading import Reading, read
    from ftcheck.reviewing.terminal import open_terminal
    from ftcheck.reviewing.walk import walk

    if not items and not drawn:
        return
    terminal = open_terminal()
    desk = _desk(session, run, reviewer, ask=True)
    person = Person(terminal, desk)
    numbers = [each.number for each in (drawn or items)]
    with terminal.opened():
        if drawn:
            number = _sample_number(run, fresh=fresh)
            done = read(
                person, drawn, Cases(run, numbers), Reading(number, run.config.policy, masked)
            )
        else:
            done = walk(person, items, Cases(run, numbers), hide=masked)
    session.console.say(f"{desk.reviewer}: {done.decided:,} decided, {done.skipped:,} skipped")


def _from_file(
    session: Session,
    run: Run,
    items: Sequence[Item],
    path: Path,
    reviewer: str,
    *,
    fresh: bool,
    dry_run: bool,
) -> None:
    from ftcheck.reviewing.scripted import carry_out, plan

    desk = _desk(session, run, reviewer, ask=False)
    planned = plan(run, desk, path, items, sample=_sample_number(run, fresh=fresh))
    if dry_run:
        session.console.say(f"{len(planned):,} decisions would be recorded")
        return
    recorded, conflicts = carry_out(desk, planned)
    session.console.say(f"{recorded:,} decisions recorded")
    if conflicts:
        raise ReviewError(
            f"{len(conflicts)} decisions of another person stand in the way:"
            + "".join(f"\n  - {each}" for each in conflicts),
            why="these lines were left out; the others are recorded",
            fix="look at them together, then replace what should be replaced",
        )


def _list(session: Session, items: Sequence[Item], drawn: Sequence[Drawn], format: str) -> None:
    from compliance.review.queue import WHY, open_by_origin
    from ftcheck.reviewing.safe_text import one_line

    counts = open_by_origin(items)
    out = session.console.out
    if format == "json":
        document = {
            "schema": "ftcheck.queue/1",
            "open": counts,
            "items": [each.shown() for each in items],
            "sample": [each.record for each in drawn],
        }
        out(json.dumps(document, ensure_ascii=True, indent=1))
        return
    for origin, types in counts.items():
        shown = ", ".join(f"{name} {number:,}" for name, number in types.items())
        out(f"{sum(types.values()):,} {WHY[origin]}: {shown}")  # type: ignore[index]
    for each in items:
        place = f"{one_line(each.record)} {one_line(each.field)} {each.start}-{each.end}"
        out(f"  {each.id}  {each.type:<24} {each.score:<6g}{place}")
    for record in drawn:
        out(f"  to read: {one_line(record.record)}")
    if not items and not drawn:
        out("nothing waits for a person")


def _history(session: Session, run: Run, format: str) -> None:
    from ftcheck.reviewing.drawing import history_line
    from ftcheck.stages.reviewing import surveyed

    found, _ = surveyed(run)
    stale = {each.made.seq: each.why for each in found.stale}
    if format == "json":
        document = {
            "schema": "ftcheck.decisions/1",
            "decisions": [
                {
                    "entry": made.seq, "time": made.time, "stale": stale.get(made.seq),
                    **made.decision.body(),
                }
                for made in run.decisions.made()
            ],
        }  # fmt: skip
        session.console.out(json.dumps(document, ensure_ascii=True, indent=1))
        return
    for made in run.decisions.made():
        session.console.out(history_line(made, stale.get(made.seq)))
    if not run.decisions:
        session.console.out("nobody decided anything yet")
