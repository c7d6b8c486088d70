"""Is a bare adapter folder what was released, and what does it come from?"""

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
from compliance.evidence.signing import read_signed
from compliance.verify.quarantine import quarantined

MANIFEST = "MANIFEST.json"
SCHEMAS = ("ftcheck.adapter/1", "ftcheck.adapter/2")
_STAGE = "tune.finished"


@dataclass(frozen=True, slots=True)
class AdapterCheck:
    """What a folder says of itself, and what is wrong with it."""

    manifest: dict[str, Any]
    problems: list[Mismatch]
    notes: list[str]
    """What was not checked, or has changed since."""


def read_adapter(folder: Path) -> dict[str, Any]:
    """Return an adapter's manifest as it stands there; nothing is checked.

    Raises:
        EvidenceError: it is missing or no manifest of an adapter of ours.
    """
    document = read_json(folder / MANIFEST)
    if not isinstance(document, dict) or document.get("schema") not in SCHEMAS:
        raise EvidenceError(f"{folder / MANIFEST} is not the manifest of an adapter")
    return document


def verify_adapter(folder: Path, *, public: bytes, ledger: LedgerView | None) -> AdapterCheck:
    """Check a bare adapter folder: signature, files, and what the ledger says of it.

    Args:
        folder: an adapter folder, wherever it was copied to.
        public: the public signing key of the project it comes from, 32 bytes.
        ledger: that project's ledger or an exported one; without it nobody can tell whether the
            adapter was put into quarantine.

    Raises:
        EvidenceError: there is no manifest of an adapter.
    Basis: GDPR Art. 5(2); Regulation (EU) 2024/1689 Art. 53(1)(a), Annex XI.
    """
    manifest = read_adapter(folder)
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
    found += quarantined(ledger, str(manifest["adapter_sha256"]))
    known = _trained(ledger, str(manifest["run"]))
    digest = sha256_tree(folder)
    if known and digest not in known and not found:
        found.append(Mismatch("adapter", "the ledger has no entry of a training that made it"))
    elif not known:
        found.append(Mismatch("adapter", f"the ledger knows no training of run {manifest['run']}"))
    elif known[-1] != digest and not found:
        notes.append(f"run {manifest['run']} has been trained again since")
    return AdapterCheck(manifest, found, notes)


def _trained(ledger: LedgerView, run: str) -> list[str]:
    try:
        return [
            str(entry.body["outputs"]["adapter"])
            for entry in ledger.entries(event=_STAGE, run=run)
            if "adapter" in entry.body.get("outputs", {})
        ]
    except EvidenceError:
        return []
