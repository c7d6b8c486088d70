"""Is the evidence of a run what was sealed, and do its parts belong together?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from compliance.clearance import PASSING
from compliance.errors import EvidenceError
from compliance.evidence.chain import LedgerView
from compliance.evidence.files import sha256_file, sha256_tree
from compliance.evidence.manifest import Mismatch, read_manifest, verify_run
from compliance.evidence.released import RELEASED
from compliance.evidence.signing import read_signed
from compliance.verify.bindings import SIGNED, bound, read_documents
from compliance.verify.quarantine import quarantined

_FINISHED = ".finished"
_ERASED = "subject.erased"


def verify_evidence(
    run_dir: Path, *, ledger: LedgerView, public: bytes, run: str | None = None
) -> list[Mismatch]:
    """Return everything that is wrong with a run's evidence; empty when it verifies.

    Beyond the sealed hashes and the ledger's chain this holds the documents against each other: an
    adapter of another run, or a decision that was exchanged together with its hash, does not fit.

    Args:
        run_dir: a sealed run directory.
        ledger: the project's ledger, or an exported one.
        public: the project's public signing key, 32 bytes.
        run: the name it must be the seal of; None where a copy may have any name.

    Raises:
        EvidenceError: the run was never sealed, or by another version of ftcheck.
    Basis: GDPR Art. 5(2).
    """
    found = verify_run(run_dir, ledger=ledger, public=public)
    manifest = read_manifest(run_dir, public)
    if isinstance(manifest, Mismatch):
        sealed = run_dir.name
    else:
        sealed = str(manifest["run"])
        if run is not None and sealed != run:
            found.append(Mismatch("evidence.json", f"is the seal of run {sealed}, not of {run}"))
    documents, unreadable = read_documents(run_dir)
    found += unreadable
    found += [
        Mismatch(name, "the signature is not valid for this project's key")
        for name in SIGNED
        if name in documents and read_signed(run_dir / name, public) is None
    ]
    found += bound(run_dir, documents)
    found += _decided(run_dir, sealed, documents, ledger)
    found += _recorded(run_dir, sealed, ledger)
    for each in RELEASED:
        if weights := documents.get(each.manifest):
            if not isinstance(manifest, Mismatch) and weights.get("run") != sealed:
                found.append(Mismatch(each.kind, f"is not the {each.kind} of run {sealed}"))
            found += quarantined(ledger, str(weights.get(each.key)))
    return list(dict.fromkeys(found))


def _decided(
    run_dir: Path, run: str, documents: dict[str, dict[str, Any]], ledger: LedgerView
) -> list[Mismatch]:
    """Hold the decision against its ledger entry, and training against the verdict."""
    found: list[Mismatch] = []
    decision = documents.get("decision.json")
    if decision is None:
        return found
    if decision.get("verdict") not in PASSING:
        found += [
            Mismatch(each.kind, "there are tuned weights although the data was not cleared")
            for each in RELEASED
            if (run_dir / each.kind).exists()
        ]
    try:
        entries = list(ledger.entries(event="gate.decided", run=run))
    except EvidenceError:
        return found  # already named as a broken ledger
    if not entries:
        found.append(Mismatch("decision.json", "the ledger has no entry for this decision"))
    elif entries[-1].body.get("decision") != sha256_file(run_dir / "decision.json"):
        found.append(Mismatch("decision.json", "is not the decision that the ledger recorded"))
    return found


def _recorded(run_dir: Path, run: str, ledger: LedgerView) -> list[Mismatch]:
    """Hold every output that lies there against what the ledger saw its stage write last."""
    outputs: dict[str, tuple[str, str]] = {}
    try:
        for entry in ledger.entries():
            if entry.event == _ERASED:
                outputs.clear()  # what was erased is not what the stages wrote, and must not be
            elif entry.run == run and entry.event.endswith(_FINISHED):
                stage = entry.event.removesuffix(_FINISHED)
                outputs = {name: kept for name, kept in outputs.items() if kept[0] != stage}
                written = entry.body.get("outputs", {})
                outputs |= {name: (stage, digest) for name, digest in written.items()}
    except (EvidenceError, AttributeError):
        return []  # already named as a broken ledger
    found: list[Mismatch] = []
    for name, (stage, digest) in sorted(outputs.items()):
        path = run_dir / name
        if path.is_symlink() or not path.exists():
            continue  # the seal says whether it should be there
        if (sha256_tree(path) if path.is_dir() else sha256_file(path)) != digest:
            found.append(Mismatch(name, f"is not what the ledger saw the stage {stage} write"))
    return found
