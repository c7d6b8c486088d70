"""`ftcheck waiver`: a person takes responsibility for a reason of the gate, for some time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ftcheck.commands.common import RunOption, Session

if TYPE_CHECKING:
    from compliance.waivers import Covered

_REASON = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="Why it may be so; no personal data.")
]
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

    More of the same, another source or another type is not covered. It takes the place of older
    waivers for the same. The gate shows it as a note, and blocks when it has expired.
    """
    import datetime as dt

    from pydantic import ValidationError

    from compliance.errors import WaiverError
    from compliance.waivers import Approver, Waiver
    from ftcheck.commands.running import prepare

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
    covers = _covered(current.dir, code, source, about)
    try:
        waiver = Waiver(
            code=code,
            run=current.name,
            sources=tuple(sorted(each.id for each in current.config.sources)),
            covers=tuple(covers),
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
    if dry_run:
        session.console.out("nothing was signed")
        return
    with current.project.lock():
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
    from compliance.waivers import Waivers
    from ftcheck.project import Project

    project = Project.find(session.config)
    today, _ = project.today()
    known = project.keys_dir.is_dir()
    found = project.waivers.read(read_public_key(project.keys_dir)) if known else Waivers()
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
        session.console.out(
            f"    run {each['run']}, sources: {', '.join(each['sources']) or 'none'}"
        )
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


def _covered(run_dir: Path, code: str, source: str | None, about: str | None) -> list[Covered]:
    """Return the reasons of the run's decision that a waiver is asked for."""
    from compliance.errors import WaiverError
    from compliance.evidence.canonical import read_json
    from compliance.waivers import NOT_WAIVABLE, Covered

    if code in NOT_WAIVABLE:
        raise WaiverError(f"{code} cannot be waived", why=NOT_WAIVABLE[code])
    path = run_dir / "decision.json"
    if not path.is_file():
        raise WaiverError(
            "the gate has not decided on this run yet", fix="run `ftcheck gate` first"
        )
    decision = read_json(path)
    found = [
        Covered(text=each["text"], source=each["source"], count=each["count"])
        for each in [*decision["reasons"], *_waived(decision)]
        if each["code"] == code
        and each["severity"] != "note"
        and source in (None, each["source"])
        and (about is None or about.casefold() in each["text"].casefold())
    ]
    if not found:
        raise WaiverError(
            "the last decision has no such reason that keeps the data from being cleared",
            fix="run `ftcheck gate`, which lists the reasons with their codes",
        )
    return found


def _waived(decision: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the reasons that a waiver covers now, so that it can be renewed before it ends."""
    for note in decision["reasons"]:
        if note["code"] != "G440":
            continue
        for held in decision.get("waivers", ()):
            head, end = f"{held['code']} is waived by ", f", waiver {held['id']}: "
            for one in held["covers"]:
                whole = note["text"].startswith(head) and note["text"].endswith(end + one["text"])
                if whole and one["source"] == note["source"]:
                    yield {**note, "code": held["code"], "severity": "waived", "text": one["text"]}


def _said(item: Mapping[str, Any]) -> str:
    """Return one line for a pydantic error, without the value."""
    place = ".".join(str(step) for step in item["loc"])
    message = str(item["msg"]).removeprefix("Value error, ")
    return f"{place}: {message}" if place else message
