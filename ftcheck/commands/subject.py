"""`ftcheck subject`: what is held about a person, and its erasure."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from compliance.errors import OutputError, PathError, SubjectError, UsageError
from ftcheck.commands.common import Session

if TYPE_CHECKING:
    from compliance.subject.found import Candidate, Findings
    from compliance.subject.ground import Ground
    from compliance.subject.identity import Identity
    from ftcheck.project import Project

_IdFile = Annotated[
    Path,
    typer.Option(
        "--id-file",
        metavar="FILE",
        help="Who asks, as TOML or JSON; `-` reads standard input. Never on the command line.",
    ),
]
_Confirm = Annotated[
    Path | None,
    typer.Option(
        "--confirm",
        metavar="FILE",
        help="References of the finds that are the person's, one a line.",
    ),
]
_CertainOnly = Annotated[
    bool, typer.Option("--certain-only", help="Leave everything aside that is not certain.")
]
_NOT_FOUND = (
    "not found does not mean not memorised: the person may stand in the data under another "
    "spelling, and a model may repeat what is no longer there"
)


def template(session: Session) -> None:
    """Print the form of an id file to fill in."""
    from compliance.subject.identity import TEMPLATE

    session.console.out(TEMPLATE)


def find(
    session: Session,
    id_file: _IdFile,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Write the answer to the person here: index.html and data.json.",
        ),
    ] = None,
    confirm: _Confirm = None,
    certain_only: _CertainOnly = False,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """Find one person's data in sources, runs, older states, vaults and lists.

    Lists records by reference, and the runs, adapters and exports concerned. With -o it writes the
    answer under GDPR Art. 15 and 20: the person's records in clear, other people in them masked.
    Exit code 3 when nothing was found, 4 when a person has to look at finds that are not certain.
    """  # fmt: skip
    from ftcheck.project import Project
    from ftcheck.subjects import as_json, choose, ground_of, read_id_file, search_document

    project = Project.find(session.config)
    identity = read_id_file(id_file, session.console)
    if output is not None and output.exists() and any(output.iterdir()):
        raise OutputError(f"{output} is not empty", fix="name a new folder with -o")
    with project.lock():
        ground = ground_of(project, dry=False)
        found = _search(session, ground, identity)
        request = identity.fingerprint(ground.keys)
        left = masked = 0
        if output is not None and found.candidates:
            left = len(choose(found, ground, confirm=confirm, certain_only=certain_only))
        if output is not None:
            masked = _write_packet(project, identity, found, output, request, left)
        body = {"request": request, **found.counts()}
        ground.ledger.append("subject.searched", body, keys=ground.keys)
    if format == "json":
        session.console.out(as_json(search_document(found, request, left=left)))
    else:
        session.console.out(_listed(found))
    if output is not None:
        session.console.say(
            f"written to {output}: personal data in clear, for the person only\n"
            f"in {masked} of {len(found.candidates)} records other people were masked; the machine "
            "may overlook some, so read it before you send it (GDPR Art. 15(4))"
        )
    if not found.candidates:
        raise SubjectError(
            "no record of the person was found",
            why=_NOT_FOUND,
            fix="ask for more that identifies them (GDPR Art. 11(2), 12(6)): other spellings, "
            "e-mail addresses, customer numbers; then tell the person what you searched",
        )


def erase(
    session: Session,
    id_file: _IdFile,
    received: Annotated[
        str,
        typer.Option("--received", metavar="DATE", help="Day the request came in; default today."),
    ] = "",
    confirm: _Confirm = None,
    certain_only: _CertainOnly = False,
    exception: Annotated[
        Literal["a", "b", "c", "d", "e"] | None,
        typer.Option("--exception", help="Letter of GDPR Art. 17(3) for which records are kept."),
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why the exception applies; no names.")
    ] = "",
    keep: Annotated[
        Path | None,
        typer.Option(
            "--keep",
            metavar="FILE",
            help="References of the records it covers, one a line; without it, all.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be erased; write nothing.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it; without it nothing is erased.")
    ] = False,
) -> None:
    """Erase one person's data: rows of your sources, copies in runs, vault entries.

    The request is logged first. Rows are taken out of your own files and kept out of later exports;
    synthetic records made from them go too; adapters trained with them are quarantined. What is not
    erased is named. An interrupted erasure goes on when the same command is given again.
    """  # fmt: skip
    from compliance.subject.deadline import due_date
    from compliance.subject.erasure import kept_plan
    from ftcheck.project import Project
    from ftcheck.subjects import ground_of, read_id_file

    project = Project.find(session.config)
    identity = read_id_file(id_file, session.console)
    came = _day(received)
    _check_exception(identity, exception, reason, keep)
    with project.lock():
        ground = ground_of(project, dry=dry_run or not yes)
        request = identity.fingerprint(ground.keys)
        plan = kept_plan(ground, request)
        if plan is not None:
            session.console.say("an erasure of this person was interrupted; it goes on")
            if dry_run or not yes:
                session.console.out("what is left of it would be done")
                _need_yes(dry_run)
                return
            _carry_out(session, project, identity, plan)
            return
        found = _search(session, ground, identity)
        due = due_date(came)
        facts: dict[str, Any] = {"received": came.isoformat(), "due": due.isoformat()}
        if not found.candidates:
            _nothing_there(session, ground, identity, facts, log=yes and not dry_run)
            return
        plan = _planned(
            project, ground, identity, found, facts,
            confirm=confirm, certain_only=certain_only, exception=exception, reason=reason,
            keep=keep,
        )  # fmt: skip
        session.console.out(_listed(found))
        session.console.out(_plan_text(plan))
        if dry_run or not yes:
            _need_yes(dry_run)
            return
        _request(ground, identity, facts)
        if exception is not None and not found.candidates:
            body = {"request": request, "exception": exception, "records": plan["facts"]["kept"]}
            ground.ledger.append("subject.refused", body, keys=ground.keys)
            session.console.out(
                f"refused under Art. 17(3)({exception}) and logged; tell the person why, and of "
                f"complaint and court (Art. 12(4)), by {due}"
            )
            return
        if not found.candidates:
            raise SubjectError(
                "no find was confirmed as the person's, so nothing was erased", why=_NOT_FOUND
            )
        from compliance.subject.erasure import keep_plan

        keep_plan(ground, plan)
        _carry_out(session, project, identity, plan)


# --- parts ----------------------------------------------------------------------------------------


def _search(session: Session, ground: Ground, identity: Identity) -> Findings:
    from compliance.subject.search import Search

    with session.console.bar("searching") as progress:
        search = Search(ground, identity, progress)
        if search.unused:
            session.console.say(
                f"warning: {search.unused} identifiers are too short or have no form that can be "
                "searched for"
            )
        return search.run()


def _planned(
    project: Project,
    ground: Ground,
    identity: Identity,
    found: Findings,
    facts: dict[str, Any],
    *,
    confirm: Path | None,
    certain_only: bool,
    exception: str | None,
    reason: str,
    keep: Path | None,
) -> dict[str, Any]:
    """Return the plan for what was confirmed and is not kept under an exception."""
    from compliance.subject.erasure import make_plan, not_erased
    from ftcheck.subjects import choose, references

    left = choose(found, ground, confirm=confirm, certain_only=certain_only)
    kept: list[Candidate] = []
    if exception is not None:
        wanted = None if keep is None else set(references(keep))
        kept = [
            each
            for each in found.candidates
            if wanted is None or each.ref in wanted or each.record.id in wanted
        ]
        if not kept:
            raise UsageError(
                "--keep names no record that was found",
                fix="`ftcheck subject find` lists the references",
            )
        gone = {id(each) for each in kept}
        found.concern(ground, [each for each in found.candidates if id(each) not in gone])
    text = [f"{len(left)} finds that nobody confirmed as the person's"] if left else []
    return make_plan(
        ground,
        found,
        request=identity.fingerprint(ground.keys),
        groups=() if exception else identity.groups,
        facts={
            **facts,
            "kept": len(kept),
            "exception": exception,
            "reason": reason,
            "recipients": _recipients(project),
            "not_erased": not_erased(found, texts=text),
            "counts": found.counts(),
        },
    )


def _carry_out(
    session: Session, project: Project, identity: Identity, plan: dict[str, Any]
) -> None:
    """Erase, search again, and write the certificate."""
    from compliance.evidence.canonical import write_json
    from compliance.evidence.files import atomic_write
    from compliance.subject import erasure
    from compliance.subject.certificate import certificate, certificate_text
    from compliance.subject.search import Search
    from ftcheck.subjects import ground_of

    ground = ground_of(project, dry=False)
    erasure.erase(ground, plan, lambda place: session.console.say(f"  - {place}"))
    ground = ground_of(project, dry=False)
    planned = set(plan["rows"]) | {
        m for each in plan["stored"].values() for m in each["fingerprints"]
    }
    left = erasure.left_over(Search(ground, identity).run(), planned)
    facts = dict(plan["facts"])
    counts, gone_not = facts.pop("counts"), facts.pop("not_erased")
    document = certificate(
        request=plan["request"],
        facts=facts,
        counts=counts,
        not_erased=gone_not,
        left=left,
        done=dt.date.today(),
        keys=ground.keys,
    )
    folder = ground.state_dir / "subject"
    name = f"{plan['request'][:12]}-{facts['received']}"
    digest = write_json(folder / f"{name}.certificate.json", document)
    text = certificate_text(document)
    with atomic_write(folder / f"{name}.certificate.txt", mode=0o600) as stream:
        stream.write(text.encode())
    erasure.finish(
        ground,
        plan,
        {
            "outcome": document["outcome"], "certificate": digest, "due": facts["due"],
            "source_rows": counts["source_rows"], "copies": sum(counts["stored"].values()),
            "synthetic": counts["synthetic"], "vault_entries": counts["vault_entries"],
            "adapters": counts["adapters"], "kept": facts["kept"], "exception": facts["exception"],
        },
    )  # fmt: skip
    session.console.out(text)
    session.console.say(f"certificate: {ground.shown(folder)}/{name}.certificate.json and .txt")
    if plan["stored"] or plan["adapters"]:
        session.console.say("next: `ftcheck run` trains again without the rows")
    if left:
        raise SubjectError(
            f"{sum(left.values())} copies are still there after the erasure",
            why="a file was written again while rows were taken out, or was put back",
            fix="run the command again",
        )


def _nothing_there(
    session: Session, ground: Ground, identity: Identity, facts: dict[str, Any], *, log: bool
) -> None:
    """Say that nothing is there: because it was erased before, or because it was not found."""
    request = identity.fingerprint(ground.keys)
    done = [
        entry
        for entry in ground.ledger.entries_if_any()
        if entry.event == "subject.erased" and entry.body.get("request") == request
    ]
    if done:
        session.console.out(
            f"nothing is left of this person: erased on {done[-1].time[:10]} (ledger entry "
            f"{done[-1].seq})"
        )
        return
    if log:
        _request(ground, identity, facts)
    raise SubjectError(
        "no record of the person was found, so nothing was erased"
        + ("; the request is logged" if log else ""),
        why=_NOT_FOUND,
        fix=f"ask for more that identifies them (GDPR Art. 11(2), 12(6)); answer by {facts['due']}",
    )


def _request(ground: Ground, identity: Identity, facts: dict[str, Any]) -> None:
    """Log the request, unless the same one is logged already."""
    body = {
        "request": identity.fingerprint(ground.keys),
        "right": "erasure",
        "received": facts["received"],
        "due": facts["due"],
        "identifiers": identity.counts(),
    }
    for entry in ground.ledger.entries_if_any():
        if entry.event == "subject.requested" and entry.body == body:
            return
    ground.ledger.append("subject.requested", body, keys=ground.keys)


def _check_exception(
    identity: Identity, exception: str | None, reason: str, keep: Path | None
) -> None:
    from compliance.subject.matching import Matcher

    if (exception is None) != (not reason.strip()) or (keep is not None and exception is None):
        raise UsageError(
            "an exception needs --exception with --reason, and --keep belongs to both",
            why="a refusal has to be justified to the person (GDPR Art. 12(4), 17(3))",
        )
    if Matcher(identity).in_text(reason):
        raise UsageError(
            "the reason names the person",
            why="it is printed in the certificate, which holds no personal data",
            fix="say it without names, numbers or addresses of the person",
        )


def _need_yes(dry_run: bool) -> None:
    if not dry_run:
        raise UsageError(
            "nothing was erased",
            why="it cannot be undone, and it changes your own source files",
            fix="read the plan above, then add --yes",
        )


def _day(given: str) -> dt.date:
    if not given:
        return dt.date.today()
    try:
        day = dt.date.fromisoformat(given)
    except ValueError:
        raise UsageError("--received is no date", fix="write it as YYYY-MM-DD") from None
    if day > dt.date.today():
        raise UsageError("--received lies in the future", fix="give the day the request came in")
    return day


def _recipients(project: Project) -> list[str]:
    """Return to whom an erasure has to be told, as far as it is declared."""
    from compliance.subject.packet import recipient_line

    purposes = [each.description for each in project.config.purposes if each.phase == "deploy"]
    recipients = project.config.recipients
    if recipients is None:
        lines = ["recipients of data and adapters: not declared, so ask who got them"]
    else:
        lines = [recipient_line(each) for each in recipients]
    return [
        *lines,
        *(f"whoever runs the model for: {purpose}" for purpose in purposes),
    ]


def _listed(found: Findings) -> str:
    """Return the finds as a table, without any value."""
    lines = [f"{len(found.candidates)} records, {len(found.states())} runs and older states"]
    for each in found.candidates:
        copies = f"{len(each.stored)} copies, {len(each.children)} synthetic"
        lines.append(
            f"  {each.ref}  {each.grade:<8}  {each.where}  ({copies}; {', '.join(each.why)})"
        )
    lines += [f"  run or state  {name}" for name in found.states()]
    lines += [f"  adapter       {a.state}/{a.path}: {a.reason}" for a in found.adapters]
    lines += [f"  copy          {copy}" for copy in found.copies]
    lines += [f"  vault         {run}: {len(ids)} entries" for run, ids in found.vaults.items()]
    lines += [f"  list          {name}: {n} lines" for name, n in found.texts.items()]
    if found.decisions:
        lines.append(f"  ledger        {found.decisions} keyed fingerprints of values")
    searched = ", ".join(f"{name} {n:,}" for name, n in sorted(found.searched.items()))
    lines.append(f"records searched: {searched or 'none'}")
    lines += [f"not searched: {line}" for line in found.not_searched]
    if any(each.grade != "certain" for each in found.candidates):
        lines.append("likely and possible finds count only when a person confirms them")
    return "\n".join(lines)


def _plan_text(plan: dict[str, Any]) -> str:
    facts, counts = plan["facts"], plan["facts"]["counts"]
    lines = [
        "would be erased:" if counts["source_rows"] or counts["stored"] else "nothing to erase",
        f"  {counts['source_rows']} rows of your source files, kept out of later exports",
        *(f"  {n} records of {place}" for place, n in counts["stored"].items()),
        f"  {counts['vault_entries']} vault entries",
        f"  {len(counts['adapters'])} adapters would be quarantined",
        "not erased:",
        *(f"  - {line}" for line in facts["not_erased"]),
        f"answer due: {facts['due']}",
    ]
    if facts["exception"]:
        lines.append(f"kept under Art. 17(3)({facts['exception']}): {facts['kept']} records")
    return "\n".join(lines)


def _write_packet(
    project: Project, identity: Identity, found: Findings, output: Path, request: str, left: int
) -> int:
    """Write the answer to the person; return in how many records others were masked."""
    from compliance.evidence.files import atomic_write
    from compliance.subject.packet import packet, packet_html
    from ftcheck.stages.base import Run
    from ftcheck.subjects import as_json, shown_records

    run, shown, masked = Run(project, "main"), list[Any](), 0
    try:
        if found.candidates:
            shown, masked = shown_records(found.candidates, identity, run.finder)
    finally:
        run.end_processes()
    document = packet(
        list(zip(found.candidates, shown, strict=True)),
        found,
        project.config.declarations,
        request=request,
        today=dt.date.today(),
        open_finds=left,
    )
    try:
        output.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise PathError(f"{output} cannot be made: {error.strerror}") from error
    for name, text in (("data.json", as_json(document)), ("index.html", packet_html(document))):
        with atomic_write(output / name, mode=0o600) as stream:
            stream.write(text.encode("utf-8", "surrogatepass"))
    return masked
