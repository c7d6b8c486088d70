"""`ftcheck timestamp`: have an authority attest when the evidence existed, over a file exchange."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ftcheck.commands.common import DryRunOption, Session


def request(
    session: Session,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT", help="Request file (.tsq).")
    ],
    run: Annotated[
        str | None,
        typer.Option("--run", metavar="NAME", help="Over a run's seal instead of the ledger."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT if it exists.")] = False,
    dry_run: DryRunOption = False,
) -> None:
    """Write a request for a time stamp over the ledger's head, or over the seal of a run.

    Nothing is sent. Have the file answered by a time stamp authority of your choice (RFC 3161), and
    bring the answer with `ftcheck timestamp add`. The request holds a hash and nothing else.
    """
    from compliance.errors import OutputError
    from compliance.evidence.files import atomic_write
    from compliance.evidence.timestamps import request_ledger, request_run
    from ftcheck.project import Project

    project = Project.find(session.config)
    if output.exists() and not force:
        raise OutputError(
            f"{output} exists already", why="nothing was replaced", fix="add --force to replace it"
        )
    length, head = project.ledger.head()
    if dry_run:
        what = f"the seal of run {run}" if run else f"ledger entry {length}, {head}"
        session.console.out(f"would ask for a time stamp over {what}")
        return
    keys = project.keys()
    if run is None:
        asked, entry = request_ledger(project.ledger, keys)
    else:
        asked, entry = request_run(project.run_dir(run), project.ledger, keys)
    with atomic_write(output) as stream:
        stream.write(asked.data)
    session.console.out(
        f"{output} asks for a time stamp over {_over(entry.body)}\nimprint {asked.imprint}"
    )
    session.console.say(
        "have it answered, for instance:\n"
        f"  curl -H 'Content-Type: application/timestamp-query' --data-binary @{output} "
        "https://AUTHORITY > ANSWER.tsr\n"
        "then: ftcheck timestamp add ANSWER.tsr --certificate AUTHORITY.pem"
    )


def add(
    session: Session,
    answer: Annotated[
        Path, typer.Argument(metavar="ANSWER", help="What the authority sent back (.tsr).")
    ],
    certificate: Annotated[
        Path,
        typer.Option(
            "--certificate",
            metavar="PEM",
            help="The authority's root certificate, and those between it and the signer.",
        ),
    ],
    dry_run: DryRunOption = False,
) -> None:
    """Check an authority's answer and store it beside the ledger.

    It has to answer a request of this project (same hash, same nonce), carry a valid signature that
    leads to the certificate you name, and must not be older than what it covers. From then on
    `ftcheck verify` and `ftcheck ledger verify` check it as well.
    """
    from compliance.evidence.timestamps import add_timestamp, answered
    from ftcheck.project import Project

    project = Project.find(session.config)
    found = answered(answer, certificate, project.ledger)
    if not dry_run:
        add_timestamp(
            found, folder=project.timestamps_dir, ledger=project.ledger, keys=project.keys()
        )
    done = "would be stored" if dry_run else "stored"
    session.console.out(
        f"time stamp {done}: {_over(found.request.body)} existed on {found.token.time.isoformat()}"
    )


def _over(body: dict[str, object]) -> str:
    if body["over"] == "ledger":
        return f"the ledger up to entry {body['seq']}"
    return f"the seal of run {body['sealed']} (ledger entry {body['seq']})"
