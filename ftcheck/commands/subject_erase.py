"""`ftcheck subject erase`: one person's data are erased, and what is not erased is named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from compliance.errors import SubjectError, UsageError
from ftcheck.commands.common import Session
from ftcheck.commands.subject import CertainOnlyOption, ConfirmOption, IdFileOption

if TYPE_CHECKING:
    from compliance.subject.found import Candidate, Findings
    from compliance.subject.ground import Ground
    from compliance.subject.identity import Identity
    from ftcheck.project import Project


def erase(
    session: Session,
    id_file: IdFileOption,
    received: Annotated[
        str,
        typer.Option("--received", metavar="DATE", help="Day the request came in; default today."),
    ] = "",
    confirm: ConfirmOption = None,
    certain_only: CertainOnlyOption = False,
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
    from ftcheck.rights import log_request, nobody_confirmed, nothing_there
    from ftcheck.subjects import ground_of, listed, read_id_file, search_person

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
        found = search_person(session.console, ground, identity)
        due = due_date(came)
        facts: dict[str, Any] = {"received": came.isoformat(), "due": due.isoformat()}
        if not found.candidates:
            nothing_there(session.console, ground, identity, facts, log=yes and not dry_run)
            return
        plan = _planned(
            project, ground, identity, found, facts,
            confirm=confirm, certain_only=certain_only, exception=exception, reason=reason,
            keep=keep,
        )  # fmt: skip
        session.console.out(listed(found))
        session.console.out(_plan_text(plan))
        if dry_run or not yes:
            _need_yes(dry_run)
            return
        log_request(ground, identity, facts)
        if exception is not None and not found.candidates:
            body = {"request": request, "exception": exception, "records": plan["facts"]["kept"]}
            ground.ledger.append("subject.refused", body, keys=ground.keys)
            session.console.out(
                f"refused under Art. 17(3)({exception}) and logged; tell the person why, and of "
                f"complaint and court (Art. 12(4)), by {due}"
            )
            return
        if not found.candidates:
            nobody_confirmed(ground, request, facts, looked=not certain_only)
        from compliance.subject.erasure import keep_plan

        keep_plan(ground, plan)
        _carry_out(session, project, identity, plan)


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
    from compliance.subject.marks import watched_identifiers
    from compliance.subject.recognition import recognition
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
    known = recognition(
        ground,
        found.candidates,
        groups=() if exception else identity.groups,
        watched=watched_identifiers(
            identity,
            ground.keys,
            erased=[each.record for each in found.candidates],
            staying=[each.record for each in (*left, *kept)],
            own_types=project.config.policy.types,
        ),
    )
    return make_plan(
        ground,
        found,
        request=identity.fingerprint(ground.keys),
        known=known,
        facts={
            **facts,
            "kept": len(kept),
            "exception": exception,
            "reason": reason,
            "recipients": _recipients(project),
            "not_erased": not_erased(found, texts=text),
            "not_recognised": known.missed,
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
    planned = (set(plan["rows"]) - set(plan.get("shared", {}))) | {
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
    before = sum(
        entry.body.get("request") == plan["request"]
        for entry in ground.ledger.entries_if_any()
        if entry.event == erasure.ERASED
    )
    # Data that came back are erased again, and each erasure keeps its certificate.
    name = f"{plan['request'][:12]}-{facts['received']}" + (f"-{before + 1}" if before else "")
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
    for step in _next_steps(plan):
        session.console.say(step)
    if left:
        raise SubjectError(
            f"{sum(left.values())} copies are still there after the erasure",
            why="a file was written again while rows were taken out, or was put back",
            fix="run the command again",
        )


def _next_steps(plan: dict[str, Any]) -> list[str]:
    train = "`ftcheck run` trains again without the rows"
    if not plan["adapters"]:
        return [f"next: {train}"] if plan["stored"] or plan["checkpoints"] else []
    test = "`ftcheck subject probe --id-file FILE`"
    return [
        f"next: {test} tests what the quarantined adapters give out of the person",
        f"then: {train} and replaces the run's adapter",
        f"then: {test} once more, for the new one",
    ]


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


def _plan_text(plan: dict[str, Any]) -> str:
    facts, counts = plan["facts"], plan["facts"]["counts"]
    lines = [
        "would be erased:" if counts["source_rows"] or counts["stored"] else "nothing to erase",
        f"  {counts['source_rows']} rows of your source files, kept out of later exports",
        *(f"  {n} records of {place}" for place, n in counts["stored"].items()),
        f"  {counts['vault_entries']} vault entries",
        f"  checkpoints of {len(counts['checkpoints'])} interrupted trainings",
        f"  {len(counts['adapters'])} adapters would be quarantined, and {len(counts['exports'])} "
        "exports made from them",
        "not erased:",
        *(f"  - {line}" for line in facts["not_erased"]),
        *(["not recognised when it comes with a later export:"] if facts["not_recognised"] else []),
        *(f"  - {line}" for line in facts["not_recognised"]),
        f"answer due: {facts['due']}",
    ]
    if facts["exception"]:
        lines.append(f"kept under Art. 17(3)({facts['exception']}): {facts['kept']} records")
    return "\n".join(lines)
