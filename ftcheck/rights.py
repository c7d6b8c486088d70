"""What the ledger says of a person's request: that it came in, and that nothing was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from compliance.errors import SubjectError
from compliance.subject.facts import NOT_FOUND as LOGGED_AS

if TYPE_CHECKING:
    from compliance.subject.ground import Ground
    from compliance.subject.identity import Identity
    from ftcheck.console import Console

NOT_FOUND = (
    "not found does not mean not memorised: the person may stand in the data under another "
    "spelling, and a model may repeat what is no longer there"
)


def log_request(ground: Ground, identity: Identity, facts: Mapping[str, Any]) -> None:
    """Log a request to erase, unless the same one is logged already.

    Args:
        ground: the project.
        identity: who asks.
        facts: `received` and `due`.
    """
    body = {
        "request": identity.fingerprint(ground.keys),
        "right": "erasure",
        "received": facts["received"],
        "due": facts["due"],
        "identifiers": identity.counts(),
    }
    _log_once(ground, "subject.requested", body)


def nothing_there(
    console: Console, ground: Ground, identity: Identity, facts: Mapping[str, Any], *, log: bool
) -> None:
    """Say that nothing is there: because it was erased before, or because it was not found.

    Not found is an answer as well: it closes the request in the ledger.

    Args:
        console: for the day of an earlier erasure.
        ground: the project.
        identity: who asks.
        facts: `received` and `due`.
        log: add request and answer to the ledger.

    Raises:
        SubjectError: the person was not found.
    """
    request = identity.fingerprint(ground.keys)
    done = [
        entry
        for entry in ground.ledger.entries_if_any()
        if entry.event == "subject.erased" and entry.body.get("request") == request
    ]
    if done:
        console.out(
            f"nothing is left of this person: erased on {done[-1].time[:10]} (ledger entry "
            f"{done[-1].seq})"
        )
        return
    if log:
        log_request(ground, identity, facts)
        _log_not_found(ground, request, facts)
    raise SubjectError(
        "no record of the person was found, so nothing was erased"
        + ("; request and answer are logged" if log else ""),
        why=NOT_FOUND,
        fix=f"tell the person so by {facts['due']}, and that they can give more that identifies "
        "them (GDPR Art. 11(2), 12(4)): other spellings, e-mail addresses, customer numbers",
    )


def nobody_confirmed(
    ground: Ground, request: str, facts: Mapping[str, Any], *, looked: bool
) -> NoReturn:
    """Say that no find is the person's; the request stays open where nobody looked at them.

    Args:
        ground: the project.
        request: its keyed fingerprint.
        facts: `received` and `due`.
        looked: a person decided on each find.

    Raises:
        SubjectError: always.
    """
    if looked:
        _log_not_found(ground, request, facts)
        raise SubjectError(
            "no find was confirmed as the person's, so nothing was erased; that is logged as the "
            "answer",
            why=NOT_FOUND,
            fix=f"tell the person so by {facts['due']} (GDPR Art. 11(2), 12(4))",
        )
    raise SubjectError(
        "no find is certain, so nothing was erased; the request is logged and stays open",
        why="--certain-only leaves finds aside that nobody looked at",
        fix="run it again without --certain-only, at a terminal or with --confirm FILE",
    )


def _log_not_found(ground: Ground, request: str, facts: Mapping[str, Any]) -> None:
    body = {
        "request": request,
        "outcome": "not_found",
        "received": facts["received"],
        "due": facts["due"],
    }
    _log_once(ground, LOGGED_AS, body)


def _log_once(ground: Ground, event: str, body: Mapping[str, Any]) -> None:
    for entry in ground.ledger.entries_if_any():
        if entry.event == event and entry.body == body:
            return
    ground.ledger.append(event, dict(body), keys=ground.keys)
