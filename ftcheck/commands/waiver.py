"""`ftcheck waiver`: a person takes responsibility for a reason of the gate, for some time."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import typer

from ftcheck.commands.common import RunOption, Session

_REASON = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why it may be so; no personal data.")
]
_FILES = 4
"""So many files are listed."""
_NAME = Annotated[str, typer.Option("--name", metavar="NAME", help="Who takes responsibility.")]


def grant(
    session: Session,
    code: Annotated[str, typer.Argument(help="Code of a reason of the gate, such as G201.")],
    reason: _REASON,
    name: _NAME,
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="In which role, e.g. DPO.")],
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="Last day, 2027-01-31; one year at most.")
    ],
    source: Annotated[
        str | None, typer.Option("--source", metavar="ID", help="Only for this source.")
    ] = None,
    about: Annotated[
        str | None,
        typer.Option("--about", metavar="WORD", help="Only reasons whose text has this word."),
    ] = None,
    run: RunOption = "main",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be covered, sign nothing.")
    ] = False,
) -> None:
    """Sign a waiver for reasons that the gate gave, up to the counts it saw.

    More of the same, another source or another type is not covered, nor are other data, such as
    the next export; only for what is not declared the data do not matter. It takes the place of
    older waivers for the same. The gate shows it as a note, and blocks when it has expired.
    """
    import datetime as dt

    from pydantic import ValidationError

    from compliance.errors import WaiverError
    from compliance.waivers import Approver, Waiver, bound_to
    from ftcheck.commands.running import prepare
    from ftcheck.waiving import covered, data_of, standing_decision

    current = prepare(session, run, data=None, dry=dry_run)
    try:
        last = dt.date.fromisoformat(until)
    except ValueError:
        raise WaiverError(
            "--until is not a date", fix="write it as year-month-day, such as 2027-01-31"
        ) from None
    today, _ = current.project.today()
    if last < today:
        raise WaiverError("--until lies in the past", fix="name the last day on which it holds")
    with contextlib.nullcontext() if dry_run else current.project.lock():
        decision = standing_decision(current)
        covers = covered(decision, code, source=source, about=about)
        data = data_of(decision)
        bound = bound_to(code, covers, data)
        try:
            waiver = Waiver(
                code=code,
                run=current.name,
                sources=tuple(sorted(data)),
                data={each: data[each] for each in sorted(bound)},
                covers=covers,
                reason=reason,
                approver=Approver(name=name, role=role),
                granted_on=today,
                expires_on=last,
            )
        except ValidationError as error:
            raise WaiverError("; ".join(_said(item) for item in error.errors())) from None
        for one in covers:
            count = "" if one.count is None else f", up to {one.count:,}"
            session.console.out(f"  {code} {one.text}{count}")
        session.console.out(f"  {_bound(waiver.model_dump())}")
        if dry_run:
            session.console.out("nothing was signed")
            return
        held, renewed = current.project.waivers.grant(waiver, current.keys)
    session.console.out(f"waiver {held.id} granted until {last}")
    for each in renewed:
        session.console.out(f"waiver {each} is renewed by it")
    session.console.say("`ftcheck gate` decides again with it")


def list_waivers(
    session: Session,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """List the waivers of the project that were not revoked."""
    from compliance.evidence.canonical import canonical_json
    from compliance.evidence.keys import read_public_key
    from compliance.waivers import StoredWaivers
    from ftcheck.project import Project

    project = Project.find(session.config)
    today, _ = project.today()
    known = project.keys_dir.is_dir()
    found = project.waivers.read(read_public_key(project.keys_dir)) if known else StoredWaivers()
    documents = [held.document(today) for held in found.held]
    if format == "json":
        document = {
            "schema": "ftcheck.waivers/1",
            "waivers": documents,
            "problems": list(found.problems),
        }
        session.console.out(canonical_json(document).decode())
        return
    for each in documents:
        state = "EXPIRED" if each["expired"] else "holds"
        who = each["approver"]
        session.console.out(
            f"{each['id']}  {each['code']}  {state} until {each['expires_on']}  "
            f"{who['name']} ({who['role']}): {each['reason']}"
        )
        session.console.out(f"    {_bound(each)}")
        for one in each["covers"]:
            count = "" if one["count"] is None else f", up to {one['count']:,}"
            session.console.out(f"    {one['text']}{count}")
    for problem in found.problems:
        session.console.out(f"problem: {problem}")
    if not documents and not found.problems:
        session.console.out("no waivers")


def revoke(
    session: Session,
    waiver: Annotated[str, typer.Argument(help="Id of the waiver, or its beginning.")],
    name: _NAME,
) -> None:
    """Take a waiver back. Its file stays, and the ledger says who revoked it."""
    from ftcheck.project import Project

    project = Project.find(session.config)
    with project.lock():
        revoked = project.waivers.revoke(waiver, name, project.keys())
    session.console.out(f"waiver {revoked} revoked")
    session.console.say("`ftcheck gate` decides again without it")


def _bound(waiver: Mapping[str, Any]) -> str:
    """Return what a waiver was granted for, in one line."""
    where = f"run {waiver['run']}, sources: {', '.join(waiver['sources']) or 'none'}"
    files = [
        f"{source} {sha256[:16]}" for source, each in waiver["data"].items() for sha256 in each
    ]
    if not files:
        return f"{where}; whatever data they hold"
    more = f" and {len(files) - _FILES:,} more" if len(files) > _FILES else ""
    return f"{where}; these files only: {', '.join(files[:_FILES])}{more}"


def _said(item: Mapping[str, Any]) -> str:
    """Return one line for a pydantic error, without the value."""
    place = ".".join(str(step) for step in item["loc"])
    message = str(item["msg"]).removeprefix("Value error, ")
    return f"{place}: {message}" if place else message
