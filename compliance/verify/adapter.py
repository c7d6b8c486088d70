"""Is a bare folder of tuned weights what was released, and what does it come from?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.clearance import PASSING
from compliance.errors import EvidenceError
from compliance.evidence.canonical import read_json
from compliance.evidence.chain import LedgerView
from compliance.evidence.files import sha256_tree
from compliance.evidence.manifest import Mismatch, compare_files, survey
from compliance.evidence.released import (
    EXPORT,
    EXPORTED,
    MANIFEST,
    made_from,
    released,
    weights_sha256,
)
from compliance.evidence.signing import read_signed
from compliance.verify.quarantine import quarantined

_STAGE = "tune.finished"


@dataclass(frozen=True, slots=True)
class AdapterCheck:
    """What a folder says of itself, and what is wrong with it."""

    manifest: dict[str, Any]
    problems: list[Mismatch]
    notes: list[str]
    """What was not checked, or has changed since."""


def read_adapter(folder: Path) -> dict[str, Any]:
    """Return the manifest of tuned weights as it stands there; nothing is checked.

    Raises:
        EvidenceError: it is missing or no manifest of ours.
    """
    document = read_json(folder / MANIFEST)
    try:
        released(document)
    except (EvidenceError, AttributeError):
        raise EvidenceError(
            f"{folder / MANIFEST} is not the manifest of an adapter, a model or an export"
        ) from None
    return dict(document)


def verify_adapter(folder: Path, *, public: bytes, ledger: LedgerView | None) -> AdapterCheck:
    """Check a bare folder of weights: signature, files, and what the ledger says of it.

    Args:
        folder: an adapter, a whole model or an export, wherever it was copied to.
        public: the public signing key of the project it comes from, 32 bytes.
        ledger: that project's ledger or an exported one; without it nobody can tell whether the
            weights were put into quarantine.

    Raises:
        EvidenceError: there is no manifest of tuned weights.
    Basis: GDPR Art. 5(2); Regulation (EU) 2024/1689 Art. 53(1)(a), Annex XI.
    """
    manifest = read_adapter(folder)
    kind = released(manifest).kind
    found: list[Mismatch] = []
    notes: list[str] = []
    if read_signed(folder / MANIFEST, public) is None:
        problem = "the signature is not valid for the key that counts here"
        return AdapterCheck(manifest, [Mismatch(MANIFEST, problem)], notes)
    files, strange = survey(folder, MANIFEST)
    found += strange
    found += compare_files(manifest["files"], files)
    verdict = manifest.get("verdict")
    if verdict is not None and verdict not in PASSING:
        found.append(Mismatch(MANIFEST, "the data it was trained on were not cleared"))
    if ledger is None:
        notes.append("no ledger is at hand, so it is not known whether it was put into quarantine")
        return AdapterCheck(manifest, found, notes)
    found += [Mismatch("ledger", problem) for problem in ledger.problems(public)]
    for digest in sorted({weights_sha256(manifest), made_from(manifest)} - {""}):
        found += quarantined(ledger, digest)
    if kind == EXPORT.kind:
        found += _exported(ledger, str(manifest["run"]), folder, changed=bool(found))
        return AdapterCheck(manifest, found, notes)
    known = _trained(ledger, str(manifest["run"]), kind)
    digest = sha256_tree(folder)
    if known and digest not in known and not found:
        found.append(Mismatch(kind, "the ledger has no entry of a training that made it"))
    elif not known:
        found.append(Mismatch(kind, f"the ledger knows no training of run {manifest['run']}"))
    elif known[-1] != digest and not found:
        notes.append(f"run {manifest['run']} has been trained again since")
    return AdapterCheck(manifest, found, notes)


def _exported(ledger: LedgerView, run: str, folder: Path, *, changed: bool) -> list[Mismatch]:
    """Return whether the ledger knows no export that made a folder; a changed one it cannot."""
    try:
        known = {entry.body.get("tree") for entry in ledger.entries(event=EXPORTED, run=run)}
    except EvidenceError:
        return []  # named as a broken ledger
    if changed or sha256_tree(folder) in known:
        return []
    return [
        Mismatch(EXPORT.kind, f"the ledger has no entry of an export of run {run} that made it")
    ]


def _trained(ledger: LedgerView, run: str, kind: str) -> list[str]:
    try:
        return [
            str(entry.body["outputs"][kind])
            for entry in ledger.entries(event=_STAGE, run=run)
            if kind in entry.body.get("outputs", {})
        ]
    except EvidenceError:
        return []
