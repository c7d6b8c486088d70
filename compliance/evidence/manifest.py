"""The signed manifest of a run: every file's hash, and the ledger's length and head.

`evidence.json` is written last. It covers every file of the run directory but itself, so a changed,
removed or added file is named; and it holds the ledger as it stood then, so a truncated or
re-hashed ledger is noticed as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.errors import EvidenceError
from compliance.evidence.canonical import document_sha256, read_json, write_json
from compliance.evidence.files import PARTIAL_SUFFIX, sha256_file
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.ledger import Ledger
from compliance.evidence.signing import document_is_signed_by, sign_document

MANIFEST = "evidence.json"
SCHEMA = "ftcheck.evidence/1"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One place where the evidence is not what was sealed."""

    place: str
    """Relative path of a file, or a ledger entry."""
    problem: str
    """What is wrong with it, in words."""


def seal_run(
    run_dir: Path, *, run: str, ledger: Ledger, keys: ProjectKeys, facts: dict[str, Any]
) -> dict[str, Any]:
    """Write `evidence.json` over all files of `run_dir` and return it.

    The ledger gets its `run.sealed` entry first, so that the sealed head includes it.

    Args:
        run_dir: a run directory whose stages are finished.
        run: its name.
        ledger: the project's ledger.
        keys: the project's keys.
        facts: further facts to bind (verdict, model, versions); JSON, no personal data.
    """
    files = _hash_files(run_dir)
    ledger.append(
        "run.sealed",
        {"files": len(files), "files_sha256": document_sha256(files)},
        keys=keys,
        run=run,
    )
    length, head = ledger.head()
    manifest = sign_document(
        {
            "schema": SCHEMA,
            "run": run,
            "files": files,
            "ledger": {"length": length, "head": head},
            "facts": facts,
        },
        keys,
    )
    write_json(run_dir / MANIFEST, manifest)
    return manifest


def verify_run(run_dir: Path, *, ledger: Ledger, public: bytes) -> list[Mismatch]:
    """Return every difference between a sealed run and what is on disk; empty when all is well.

    Args:
        run_dir: a run directory with `evidence.json`.
        ledger: the project's ledger.
        public: the project's public signing key, 32 bytes.

    Raises:
        EvidenceError: the run was never sealed, or its manifest is not readable.
    """
    path = run_dir / MANIFEST
    if not path.is_file():
        raise EvidenceError(
            f"{path} is missing: this run was never sealed",
            fix="finish it with `ftcheck report`, which seals the run",
        )
    manifest = read_json(path)
    if not isinstance(manifest, dict) or manifest.get("schema") != SCHEMA:
        raise EvidenceError(f"{path} is not a manifest of this version")
    found = [Mismatch("ledger", problem) for problem in ledger.problems(public)]
    if not document_is_signed_by(manifest, public):
        # Nothing in it can be believed, not even its form.
        return [Mismatch(MANIFEST, "the signature is not valid for this project's key"), *found]
    found += _compare_files(manifest["files"], _hash_files(run_dir))
    length, head = manifest["ledger"]["length"], manifest["ledger"]["head"]
    try:
        entries = list(ledger.entries())
    except EvidenceError:
        return found  # already named by ledger.problems()
    sealed = next((entry for entry in entries if entry.seq == length), None)
    last = [entry for entry in entries if entry.run == manifest["run"]][-1:]
    if sealed is None:
        found.append(Mismatch("ledger", f"shorter than the {length} entries that were sealed"))
    elif sealed.hash != head:
        found.append(Mismatch("ledger", f"entry {length} is not the one that was sealed"))
    elif last != [sealed]:
        found.append(Mismatch(MANIFEST, "is older than the last thing the ledger says of this run"))
    elif sealed.body.get("files_sha256") != document_sha256(manifest["files"]):
        found.append(Mismatch(MANIFEST, "does not list the files that the ledger saw sealed"))
    return found


def _compare_files(sealed: dict[str, str], actual: dict[str, str]) -> list[Mismatch]:
    found = [
        Mismatch(name, "missing" if name not in actual else "content changed")
        for name, digest in sorted(sealed.items())
        if actual.get(name) != digest
    ]
    found += [Mismatch(name, "added after sealing") for name in sorted(set(actual) - set(sealed))]
    return found


def _hash_files(run_dir: Path) -> dict[str, str]:
    return {
        path.relative_to(run_dir).as_posix(): sha256_file(path)
        for path in sorted(run_dir.rglob("*"))
        if path.is_file() and path != run_dir / MANIFEST and not path.name.endswith(PARTIAL_SUFFIX)
    }
