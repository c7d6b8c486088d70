"""`ftcheck subject template` and `find`: what is held about a person."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from compliance.errors import OutputError, PathError, SubjectError
from ftcheck.commands.common import Session

if TYPE_CHECKING:
    from compliance.subject.found import Findings
    from compliance.subject.identity import Identity
    from ftcheck.project import Project

IdFileOption = Annotated[
    Path,
    typer.Option(
        "--id-file",
        metavar="FILE",
        help="Who asks, as TOML or JSON; `-` reads standard input. Never on the command line.",
    ),
]
ConfirmOption = Annotated[
    Path | None,
    typer.Option(
        "--confirm",
        metavar="FILE",
        help="References of the finds that are the person's, one a line.",
    ),
]
CertainOnlyOption = Annotated[
    bool, typer.Option("--certain-only", help="Leave everything aside that is not certain.")
]


def template(session: Session) -> None:
    """Print the form of an id file to fill in."""
    from compliance.subject.identity import TEMPLATE

    session.console.out(TEMPLATE)


def find(
    session: Session,
    id_file: IdFileOption,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Write the answer to the person here: index.html and data.json.",
        ),
    ] = None,
    confirm: ConfirmOption = None,
    certain_only: CertainOnlyOption = False,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """Find one person's data in sources, runs, older states, vaults and lists.

    Lists records by reference, and the runs, adapters and exports concerned. With -o it writes the
    answer under GDPR Art. 15 and 20: the person's records in clear, other people in them masked.
    Exit code 3 when nothing was found, 4 when a person has to look at finds that are not certain.
    """  # fmt: skip
    from compliance.subject.facts import history
    from ftcheck.project import Project
    from ftcheck.rights import NOT_FOUND
    from ftcheck.subjects import (
        as_json,
        choose,
        ground_of,
        listed,
        read_id_file,
        search_document,
        search_person,
    )

    project = Project.find(session.config)
    identity = read_id_file(id_file, session.console)
    if output is not None and output.exists() and any(output.iterdir()):
        raise OutputError(f"{output} is not empty", fix="name a new folder with -o")
    with project.lock():
        ground = ground_of(project, dry=False)
        found = search_person(session.console, ground, identity)
        request = identity.fingerprint(ground.keys)
        left = masked = 0
        if output is not None and found.candidates:
            left = len(choose(found, ground, confirm=confirm, certain_only=certain_only))
        if output is not None:
            masked = _write_packet(project, identity, found, output, request, left)
        requests = history(ground.ledger.entries_if_any(), request)
        body = {"request": request, **found.counts()}
        ground.ledger.append("subject.searched", body, keys=ground.keys)
    if format == "json":
        document = search_document(found, request, left=left)
        session.console.out(as_json({**document, "requests": requests}))
    else:
        lines = [f"  request       {line}" for line in requests]
        session.console.out("\n".join([listed(found), *lines]))
    if output is not None:
        session.console.say(
            f"written to {output}: personal data in clear, for the person only\n"
            f"in {masked} of {len(found.candidates)} records other people were masked; the machine "
            "may overlook some, so read it before you send it (GDPR Art. 15(4))"
        )
    if not found.candidates:
        raise SubjectError(
            "no record of the person was found",
            why=NOT_FOUND,
            fix="ask for more that identifies them (GDPR Art. 11(2), 12(6)): other spellings, "
            "e-mail addresses, customer numbers; then tell the person what you searched. A request "
            "to erase is answered and closed with `ftcheck subject erase --yes`",
        )


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
