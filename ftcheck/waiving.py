"""What a waiver is granted on: the decision of a run as it stands, and reasons chosen from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any

from compliance.errors import WaiverError
from compliance.evidence.canonical import document_sha256, read_json
from compliance.evidence.chain import is_genuine
from compliance.evidence.files import sha256_file
from compliance.waivers import NOT_WAIVABLE, Covered, Data
from ftcheck.pipeline import is_current, stages
from ftcheck.stages.base import Run
from ftcheck.stages.clearing import gate_facts

_DECIDE = "run `ftcheck gate` first"


def standing_decision(run: Run) -> Mapping[str, Any]:
    """Return decision.json of a run, if the gate would give the same reasons now.

    Other waivers may have been granted since: they change the verdict, not what is against the
    data.

    Raises:
        WaiverError: there is no decision, it is not the one in the ledger, or configuration,
            data, reviews or the detector changed since.
        FtcheckError: the data cannot be read.
    """
    path = run.dir / "decision.json"
    if not path.is_file():
        raise WaiverError("the gate has not decided on this run yet", fix=_DECIDE)
    if not _is_recorded(run, sha256_file(path)):
        raise WaiverError(
            f"the decision of run {run.name} is not the one that the ledger names",
            why="nobody can take responsibility for reasons that the gate did not give",
            fix=_DECIDE,
        )
    decision: Mapping[str, Any] = read_json(path)
    before = takewhile(lambda stage: stage.name != "gate", stages())
    if not (
        all(is_current(run.dir, stage, document_sha256(stage.inputs(run))) for stage in before)
        and decision.get("facts_sha256") == document_sha256(gate_facts(run))
    ):
        raise WaiverError(
            f"the decision of run {run.name} is out of date",
            why="configuration, data, reviews or the detector changed, so its reasons may, too",
            fix=_DECIDE,
        )
    return decision


def data_of(decision: Mapping[str, Any]) -> Data:
    """Return the data that a decision is about."""
    return {str(one["id"]): tuple(one["files"]) for one in decision["sources"]}


def covered(
    decision: Mapping[str, Any], code: str, *, source: str | None, about: str | None
) -> tuple[Covered, ...]:
    """Return the reasons of a decision that a waiver is asked for.

    Those that a waiver covers already are among them: it can be renewed before it ends.

    Args:
        decision: as `standing_decision` returns it.
        code: of the reasons.
        source: only those of this source.
        about: only those with this word in their text.

    Raises:
        WaiverError: the code cannot be waived, or there is no such reason.
    """
    if code in NOT_WAIVABLE:
        raise WaiverError(f"{code} cannot be waived", why=NOT_WAIVABLE[code])
    found = tuple(
        one
        for one in _reasons(decision, code)
        if source in (None, one.source)
        and (about is None or about.casefold() in one.text.casefold())
    )
    if not found:
        raise WaiverError(
            "the last decision has no such reason that keeps the data from being cleared",
            fix="run `ftcheck gate`, which lists the reasons with their codes",
        )
    return found


def _reasons(decision: Mapping[str, Any], code: str) -> Iterator[Covered]:
    for reason in decision["reasons"]:
        whole = reason.get("waived") or reason
        if whole["code"] == code and whole["severity"] != "note":
            yield Covered(text=whole["text"], source=reason["source"], count=reason["count"])


def _is_recorded(run: Run, sha256: str) -> bool:
    """Tell whether a decision is the last one that the project's ledger names for a run."""
    entries = list(run.project.ledger.entries(event="gate.decided", run=run.name))
    if not entries or not is_genuine(entries[-1], run.keys.public_bytes()):
        return False
    return entries[-1].body.get("decision") == sha256
