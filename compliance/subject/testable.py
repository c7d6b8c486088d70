"""Which tuned weights can be tested with a person's own values: before an erasure, and after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from compliance.errors import EvidenceError
from compliance.evidence.canonical import read_json
from compliance.evidence.chain import Entry
from compliance.evidence.files import sha256_file
from compliance.evidence.released import ADAPTER, RELEASED, Released
from compliance.evidence.signing import read_signed
from compliance.subject.ground import Ground
from compliance.verify.quarantine import EVENT as QUARANTINED

SCHEMA = "ftcheck.subject_probe/1"
SUFFIX = ".probe.json"
_CONFIG = {"adapter": "adapter_config.json", "model": "config.json"}
"""Kind of what was tuned → the file without which its weights cannot be loaded."""
_SUPERSEDED = "run.superseded"
GONE = "its files are gone"
OTHER_BASE = "it was made for another base model"

Role = Literal["before", "older", "now", "after", "named"]


@dataclass(frozen=True, slots=True)
class ModelAdapter:
    """One adapter of the project, or one that was named; a model trained whole stands as one."""

    place: str
    """As evidence names it: `runs/main/adapter`; empty where nothing but its hash is known."""
    folder: Path | None
    """None where its files are gone."""
    sha256: str
    """Of its weights; empty where they are gone and were never in quarantine."""
    role: Role
    """`before`: quarantined. `older`: replaced, not quarantined. `now`: of the run, none was
    quarantined. `after`: of the run, others were. `named`: given by the user."""
    quarantined: str = ""
    """Day on which it was quarantined."""
    problem: str = ""
    """Why it cannot be tested."""


def quarantine_days(entries: Iterable[Entry]) -> dict[str, str]:
    """Return hash of weights → day, for the adapters that the ledger says are in quarantine."""
    return {
        str(entry.body["adapter_sha256"]): entry.time[:10]
        for entry in entries
        if entry.event == QUARANTINED and entry.body.get("adapter_sha256")
    }


def project_adapters(ground: Ground, run: str, base_sha256: str) -> list[ModelAdapter]:
    """Return the adapters in quarantine, the replaced ones of a run and its present one, in order.

    What the ledger knows and the disk has no more is among them, with its problem.

    Args:
        ground: the project.
        run: name of the run.
        base_sha256: hash over the files of the base model that they have to be made for.
    """
    entries = list(ground.ledger.entries_if_any())
    days = quarantine_days(entries)
    found: dict[str, ModelAdapter] = {}
    for state in sorted(ground.states(), key=lambda each: each.name == f"runs/{run}"):
        for weights in state.adapters():
            digest = sha256_file(weights)
            own = {state.path / each.kind for each in RELEASED}
            present = state.name == f"runs/{run}" and weights.parent in own
            replaced = state.name.startswith("superseded/") and state.run == run
            if not present and not replaced and digest not in days:
                continue
            role: Role = "before" if digest in days else "older"
            if present and digest not in days:
                role = "after" if days else "now"
            found.pop(digest, None)  # the same weights twice: where they lie now counts
            found[digest] = ModelAdapter(
                f"{state.name}/{weights.parent.relative_to(state.path).as_posix()}",
                weights.parent,
                digest,
                role,
                days.get(digest, ""),
                _other_base(weights.parent, base_sha256),
            )
    gone = [
        ModelAdapter("", None, digest, "before", day, GONE)
        for digest, day in days.items()
        if digest not in found
    ]
    gone += [
        ModelAdapter(place, None, "", "older", "", GONE)
        for place, weights in _superseded(entries, run)
        if not (ground.state_dir / place / weights).is_file()
    ]
    return [*gone, *found.values()]


def named_adapter(folder: Path, days: Mapping[str, str], base_sha256: str) -> ModelAdapter:
    """Return an adapter that the user named, with its problem if it has one.

    Args:
        folder: as named.
        days: hash of weights → day of its quarantine.
        base_sha256: of the base model.
    """
    kind = _kind(folder)
    missing = [name for name in (kind.weights, _CONFIG[kind.kind]) if not (folder / name).is_file()]
    if missing:
        problem = f"it lacks {' and '.join(missing)}"
        return ModelAdapter(folder.as_posix(), None, "", "named", "", problem)
    digest = sha256_file(folder / kind.weights)
    day = days.get(digest, "")
    problem = _other_base(folder, base_sha256)
    return ModelAdapter(folder.as_posix(), folder, digest, "named", day, problem)


def earlier_results(
    ground: Ground, request: str, wanted: Collection[str], base_sha256: str
) -> dict[str, dict[str, Any]]:
    """Return hash of weights → what an earlier probe of the same person found, the latest one.

    For adapters that retraining has replaced. Only documents with this project's signature count.

    Args:
        ground: the project.
        request: keyed fingerprint of the request.
        wanted: hashes of weights.
        base_sha256: of the base model.
    """
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((ground.state_dir / "subject").glob(f"{request[:12]}-*{SUFFIX}")):
        try:
            document = read_signed(path, ground.keys.public_bytes())
        except EvidenceError:
            continue
        if document is None or document.get("schema") != SCHEMA:
            continue
        if document["request"] != request or document["base_model"]["sha256_tree"] != base_sha256:
            continue
        for each in document["adapters"]:
            if each["sha256"] in wanted and each["tests"]:
                earlier = {"tests": each["tests"], "probed": each.get("probed") or document["date"]}
                known = found.get(each["sha256"])
                if known is None or known["probed"] <= earlier["probed"]:
                    found[each["sha256"]] = earlier
    return found


def _kind(folder: Path) -> Released:
    """Return what lies in a folder; an adapter where nothing tells."""
    found = (each for each in RELEASED if (folder / each.weights).is_file())
    return next(found, ADAPTER)


def _superseded(entries: Iterable[Entry], run: str) -> list[tuple[str, str]]:
    """Return where, below the state folder, replaced weights of a run were put, and their file."""
    return [
        (f"superseded/{run}-{int(entry.body['number']):04d}/{each.kind}", each.weights)
        for entry in entries
        if entry.event == _SUPERSEDED and entry.run == run
        for each in RELEASED
        if each.kind in entry.body["names"]
    ]


def _other_base(folder: Path, base_sha256: str) -> str:
    """Return the problem of an adapter whose manifest names another base model; empty for none."""
    try:
        named = read_json(folder / "MANIFEST.json")["base_model"]["sha256_tree"]
    except (EvidenceError, KeyError, TypeError):
        return ""  # not ours, or not finished: loading it will tell whether it fits
    return "" if named == base_sha256 else OTHER_BASE
