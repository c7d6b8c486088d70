"""The time stamps of a project: asked for, stored beside the ledger, checked again."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from compliance.errors import EvidenceError, LedgerError, TimestampError
from compliance.evidence.canonical import canonical_json
from compliance.evidence.chain import Entry, LedgerView
from compliance.evidence.files import atomic_write
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.ledger import Ledger
from compliance.evidence.manifest import MANIFEST, Mismatch, read_manifest
from compliance.evidence.timestamp import (
    Request,
    Token,
    make_request,
    parse_token,
    read_certificates,
    read_token,
    verify_token,
)

REQUESTED, ADDED = "timestamp.requested", "timestamp.added"


@dataclass(frozen=True, slots=True)
class Checked:
    """What one stored time stamp proves."""

    entry: int
    """Number of its `timestamp.added` entry."""
    time: str
    """When, as the authority says; UTC, ISO 8601."""
    covers: str
    """What existed then, in words."""


def request_ledger(ledger: Ledger, keys: ProjectKeys) -> tuple[Request, Entry]:
    """Return a request over the ledger's head, and the entry that says so.

    Raises:
        LedgerError: there is no ledger, or it has no entry.
    """
    tail = deque(ledger.entries(), maxlen=1)
    if not tail:
        raise LedgerError(f"{ledger.path} has no entry yet", fix="run a stage first")
    last = tail.pop()
    request = make_request(canonical_json(last.content()))
    body = {"over": "ledger", "seq": last.seq}
    return request, _requested(ledger, keys, request, body)


def request_run(run_dir: Path, ledger: Ledger, keys: ProjectKeys) -> tuple[Request, Entry]:
    """Return a request over a run's `evidence.json`, and the entry that says so.

    Raises:
        EvidenceError: the run was never sealed, or its seal is not this project's.
    """
    manifest = read_manifest(run_dir, keys.public_bytes())
    if isinstance(manifest, Mismatch):
        raise EvidenceError(f"{run_dir / manifest.place}: {manifest.problem}")
    request = make_request((run_dir / MANIFEST).read_bytes())
    # No entry of the run: it changes nothing in it.
    body = {"over": "run", "sealed": manifest["run"], "seq": manifest["ledger"]["length"]}
    return request, _requested(ledger, keys, request, body)


@dataclass(frozen=True, slots=True)
class Answered:
    """An authority's answer that verifies, not stored yet."""

    request: Entry
    token: Token
    certificates: bytes
    """PEM, as the user named them."""


def answered(answer: Path, certificates: Path, ledger: LedgerView) -> Answered:
    """Return an authority's answer with the request that it answers, when it verifies.

    Args:
        answer: the file that the authority sent back.
        certificates: PEM file with the authority's root certificate and those between.
        ledger: the project's ledger.

    Raises:
        TimestampError: it answers no request of this project, or does not verify.
    """
    token = read_token(answer)
    chain = read_certificates(certificates)
    entries = {entry.seq: entry for entry in ledger.entries()}
    asked = [
        entry
        for entry in entries.values()
        if entry.event == REQUESTED and entry.body["imprint"] == token.imprint
    ]
    if not asked:
        raise TimestampError(
            f"{answer} covers nothing that this project asked a time stamp for",
            fix="name the answer to a file that `ftcheck timestamp request` wrote here",
        )
    request = next((each for each in asked if each.body["nonce"] == token.nonce), asked[-1])
    problem = verify_token(
        token,
        chain,
        nonce=request.body["nonce"],
        not_before=entries[request.body["seq"]].time,
    )
    if problem is not None:
        raise TimestampError(f"{answer} does not verify: {problem}")
    return Answered(request, token, chain)


def add_timestamp(found: Answered, *, folder: Path, ledger: Ledger, keys: ProjectKeys) -> Entry:
    """Store an answer in `folder`, and add its entry to the ledger.

    Raises:
        OutputError: it cannot be written there.
    """
    token = found.token
    files = (token.data, found.certificates)
    for path, data in zip(_paths(folder, found.request.seq), files, strict=True):
        with atomic_write(path) as stream:
            stream.write(data)
    return ledger.append(
        ADDED,
        {
            "request": found.request.seq,
            "imprint": token.imprint,
            "token_sha256": hashlib.sha256(token.data).hexdigest(),
            "certificates_sha256": hashlib.sha256(found.certificates).hexdigest(),
            "time": _text(token.time),
            "serial": token.serial,
        },
        keys=keys,
    )


def check_timestamps(
    ledger: LedgerView, folder: Path, runs: Path | None
) -> tuple[list[Checked], list[Mismatch]]:
    """Return what the stored time stamps prove, and what is wrong with them.

    Args:
        ledger: the project's ledger, or an exported one.
        folder: where the tokens are stored.
        runs: folder of the project's run directories; None where there is none to compare with.
    """
    proved: list[Checked] = []
    wrong: list[Mismatch] = []
    try:
        entries = {entry.seq: entry for entry in ledger.entries()}
    except EvidenceError:
        return [], []  # named as a broken ledger
    for entry in entries.values():
        if entry.event != ADDED:
            continue
        place = f"time stamp of ledger entry {entry.seq}"
        try:
            problems = list(_problems(entry, entries, folder))
        except (TimestampError, KeyError, TypeError, ValueError):
            problems = ["cannot be read"]
        wrong += [Mismatch(place, problem) for problem in problems]
        if not problems:
            covers = _covers(entries[entry.body["request"]], runs)
            proved.append(Checked(entry.seq, entry.body["time"], covers))
    return proved, wrong


def _requested(
    ledger: Ledger, keys: ProjectKeys, request: Request, body: dict[str, object]
) -> Entry:
    facts = {**body, "imprint": request.imprint, "nonce": request.nonce}
    return ledger.append(REQUESTED, facts, keys=keys)


def _problems(added: Entry, entries: dict[int, Entry], folder: Path) -> Iterator[str]:
    request = entries.get(added.body["request"])
    if request is None or request.event != REQUESTED:
        yield "the ledger has no request for it"
        return
    covered = entries[request.body["seq"]]
    if request.body["over"] == "ledger" and covered.hash != request.body["imprint"]:
        yield f"it covers another entry {covered.seq} than the one in the ledger"
        return
    found: list[bytes] = []
    names = ("token_sha256", "certificates_sha256")
    for path, name in zip(_paths(folder, request.seq), names, strict=True):
        if not path.is_file():
            yield f"{path.name} is missing"
        else:
            found.append(path.read_bytes())
            if hashlib.sha256(found[-1]).hexdigest() != added.body[name]:
                yield f"{path.name} was changed"
                return
    if len(found) != len(names):
        return
    token = parse_token(found[0], added.hash)
    if token.imprint != request.body["imprint"] or _text(token.time) != added.body["time"]:
        yield "it is not the one that the ledger recorded"
    elif problem := verify_token(
        token, found[1], nonce=request.body["nonce"], not_before=covered.time
    ):
        yield problem


def _covers(request: Entry, runs: Path | None) -> str:
    seq = request.body["seq"]
    if request.body["over"] == "ledger":
        return f"the ledger up to entry {seq}"
    name = str(request.body["sealed"])
    seal = f"the seal of run {name} (ledger entry {seq})"
    path = runs / name / MANIFEST if runs else None
    if path is None or not path.is_file():
        return f"{seal}, which is not here to compare"
    same = hashlib.sha256(path.read_bytes()).hexdigest() == request.body["imprint"]
    return seal if same else f"{seal}, which is an earlier one than lies there now"


def _paths(folder: Path, request: int) -> tuple[Path, Path]:
    return folder / f"{request:06d}.tsr", folder / f"{request:06d}.pem"


def _text(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).isoformat()
