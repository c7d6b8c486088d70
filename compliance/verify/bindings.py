"""What the documents of a run say about each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from compliance.errors import EvidenceError
from compliance.evidence.canonical import read_json
from compliance.evidence.files import sha256_file
from compliance.evidence.manifest import Mismatch
from compliance.evidence.released import RELEASED

# document → what it says about which other file
BINDINGS: tuple[tuple[str, str, str], ...] = (
    ("clearance.json", "dataset_sha256", "clean.jsonl"),
    ("clearance.json", "decision_sha256", "decision.json"),
    ("synthetic.clearance.json", "dataset_sha256", "synthetic.jsonl"),
    ("synthetic.clearance.json", "decision_sha256", "synthetic.decision.json"),
    *(
        (each.manifest, key, file)
        for each in RELEASED
        for key, file in (
            ("dataset_sha256", "clean.jsonl"),
            ("synthetic_sha256", "synthetic.jsonl"),
            ("clearance_sha256", "clearance.json"),
            ("decision_sha256", "decision.json"),
            (each.key, f"{each.kind}/{each.weights}"),
            ("training_sha256", "training.json"),
            ("eval_sha256", "eval.json"),
        )
    ),
    ("check.json", "clean_sha256", "clean.jsonl"),
    ("decision.json", "clean_sha256", "clean.jsonl"),
    ("decision.json", "check_sha256", "check.json"),
    ("decision.json", "review_sha256", "review.json"),
)
TRAINED_ON = (
    "clean.jsonl",
    "clearance.json",
    "split/holdout.jsonl",
    "split/train.jsonl",
    "split/validation.jsonl",
    "synthetic.clearance.json",
    "synthetic.jsonl",
)
"""Files that training.json covers under `lock.files`."""
_TRAINING = "training.json"
_ABSENT = "absent"
SIGNED = (
    "clearance.json",
    "synthetic.clearance.json",
    *(each.manifest for each in RELEASED),
)


def mixed_evidence(run_dir: Path) -> list[Mismatch]:
    """Return where documents of a run do not belong together, so that no report shows them as one.

    Raises:
        EvidenceError: a document cannot be read.
    """
    documents, unreadable = read_documents(run_dir)
    if unreadable:
        raise EvidenceError(f"{run_dir / unreadable[0].place} cannot be read as JSON")
    return bound(run_dir, documents)


def read_documents(run_dir: Path) -> tuple[dict[str, dict[str, Any]], list[Mismatch]]:
    """Return the documents of a run that say something about others, and those not readable."""
    documents: dict[str, dict[str, Any]] = {}
    unreadable: list[Mismatch] = []
    for name in sorted({_TRAINING, *(binding[0] for binding in BINDINGS)}):
        if (run_dir / name).is_file():
            try:
                documents[name] = dict(read_json(run_dir / name))
            except (EvidenceError, ValueError, TypeError, RecursionError):
                unreadable.append(Mismatch(name, "cannot be read"))
    return documents, unreadable


def bound(run_dir: Path, documents: dict[str, dict[str, Any]]) -> list[Mismatch]:
    """Return which files are not those that the documents of the run cover."""
    found: list[Mismatch] = []
    for name, key, file in BINDINGS:
        if name not in documents or documents[name].get(key) is None:
            continue
        path = run_dir / file
        if documents[name][key] == _ABSENT:
            if path.exists():
                found.append(Mismatch(file, f"was not there when {name} was written"))
        elif not path.is_file():
            found.append(Mismatch(file, f"missing, but {name} covers it"))
        elif sha256_file(path) != documents[name][key]:
            found.append(Mismatch(file, f"is not the one that {name} covers"))
    return [*found, *_trained_on(run_dir, documents.get(_TRAINING, {}))]


def _trained_on(run_dir: Path, training: dict[str, Any]) -> list[Mismatch]:
    lock = training.get("lock")
    files = lock.get("files") if isinstance(lock, dict) else None
    if not isinstance(files, dict):
        return []  # of an older version
    found: list[Mismatch] = []
    for name in TRAINED_ON:
        path = run_dir / name
        now = sha256_file(path) if path.is_file() else None
        if now != files.get(name):
            found.append(Mismatch(name, "is not the one that the model was trained on"))
    return found
