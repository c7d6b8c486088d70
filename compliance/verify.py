"""Is the evidence of a run what was sealed, and do its parts belong together?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from compliance.clearance import PASSING
from compliance.errors import EvidenceError
from compliance.evidence.canonical import read_json
from compliance.evidence.files import sha256_file
from compliance.evidence.ledger import Ledger
from compliance.evidence.manifest import Mismatch, verify_run
from compliance.evidence.signing import document_is_signed_by

# document → what it says about which other file
_BINDINGS: tuple[tuple[str, str, str], ...] = (
    ("clearance.json", "dataset_sha256", "clean.jsonl"),
    ("clearance.json", "decision_sha256", "decision.json"),
    ("synthetic.clearance.json", "dataset_sha256", "synthetic.jsonl"),
    ("synthetic.clearance.json", "decision_sha256", "synthetic.decision.json"),
    ("adapter/MANIFEST.json", "dataset_sha256", "clean.jsonl"),
    ("adapter/MANIFEST.json", "synthetic_sha256", "synthetic.jsonl"),
    ("adapter/MANIFEST.json", "clearance_sha256", "clearance.json"),
    ("adapter/MANIFEST.json", "adapter_sha256", "adapter/adapter_model.safetensors"),
    ("adapter/MANIFEST.json", "training_sha256", "training.json"),
    ("adapter/MANIFEST.json", "eval_sha256", "eval.json"),
    ("check.json", "clean_sha256", "clean.jsonl"),
    ("decision.json", "clean_sha256", "clean.jsonl"),
    ("decision.json", "check_sha256", "check.json"),
    ("decision.json", "review_sha256", "review.json"),
)
_SIGNED = ("clearance.json", "synthetic.clearance.json", "adapter/MANIFEST.json")


def verify_evidence(run_dir: Path, *, ledger: Ledger, public: bytes) -> list[Mismatch]:
    """Return everything that is wrong with a run's evidence; empty when it verifies.

    Beyond the sealed hashes and the ledger's chain this holds the documents against each other: an
    adapter of another run, or a decision that was exchanged together with its hash, does not fit.

    Args:
        run_dir: a sealed run directory.
        ledger: the project's ledger.
        public: the project's public signing key, 32 bytes.

    Raises:
        EvidenceError: the run was never sealed.
    Basis: GDPR Art. 5(2).
    """
    found = verify_run(run_dir, ledger=ledger, public=public)
    documents: dict[str, dict[str, Any]] = {}
    for name in sorted({binding[0] for binding in _BINDINGS}):
        path = run_dir / name
        if not path.is_file():
            continue
        try:
            documents[name] = dict(read_json(path))
        except (EvidenceError, ValueError, TypeError):
            found.append(Mismatch(name, "cannot be read"))
    found += [
        Mismatch(name, "the signature is not valid for this project's key")
        for name in _SIGNED
        if name in documents and not document_is_signed_by(documents[name], public)
    ]
    found += _bound(run_dir, documents)
    found += _decided(run_dir, documents, ledger)
    return list(dict.fromkeys(found))


def mixed_evidence(run_dir: Path) -> list[Mismatch]:
    """Return where documents of a run do not belong together, so that no report shows them as one.

    Raises:
        EvidenceError: a document cannot be read.
    """
    documents = {
        name: dict(read_json(run_dir / name))
        for name in sorted({binding[0] for binding in _BINDINGS})
        if (run_dir / name).is_file()
    }
    return _bound(run_dir, documents)


def _bound(run_dir: Path, documents: dict[str, dict[str, Any]]) -> list[Mismatch]:
    found: list[Mismatch] = []
    for name, key, file in _BINDINGS:
        if name not in documents or documents[name].get(key) is None:
            continue
        path = run_dir / file
        if not path.is_file():
            found.append(Mismatch(file, f"missing, but {name} covers it"))
        elif sha256_file(path) != documents[name][key]:
            found.append(Mismatch(file, f"is not the one that {name} covers"))
    return found


def verify_sources(lock: dict[str, Any], folder: Path) -> tuple[list[Mismatch], list[str]]:
    """Return the sources of a run that were changed, and the ids of those that are gone.

    Raw data may well be deleted after training; changed data are other data.

    Args:
        lock: project.lock.json.
        folder: the project, from which source paths count.
    """
    paths = {source["id"]: source["path"] for source in lock["config"]["sources"]}
    changed: list[Mismatch] = []
    gone: list[str] = []
    for source in lock["sources"]:
        path = folder / paths[source["id"]]
        if not path.exists():
            gone.append(source["id"])
            continue
        files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
        present = {sha256_file(file) for file in files}
        wanted = {file["sha256"] for file in source["files"]}
        if not wanted <= present:
            problem = "was changed after the run, or a file of it is gone"
            changed.append(Mismatch(f"source {source['id']}", problem))
    return changed, gone


def _decided(run_dir: Path, documents: dict[str, dict[str, Any]], ledger: Ledger) -> list[Mismatch]:
    """Hold the decision against its ledger entry, and training against the verdict."""
    found: list[Mismatch] = []
    decision = documents.get("decision.json")
    if decision is None:
        return found
    if (run_dir / "adapter").exists() and decision.get("verdict") not in PASSING:
        found.append(Mismatch("adapter", "there is an adapter although the data was not cleared"))
    try:
        last = None
        for entry in ledger.entries():
            if entry.event == "gate.decided" and entry.run == run_dir.name:
                last = entry
    except EvidenceError:
        return found  # already named as a broken ledger
    if last is None:
        found.append(Mismatch("decision.json", "the ledger has no entry for this decision"))
    elif last.body.get("decision") != sha256_file(run_dir / "decision.json"):
        found.append(Mismatch("decision.json", "is not the decision that the ledger recorded"))
    return found
