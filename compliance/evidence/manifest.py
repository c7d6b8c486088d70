"""The signed manifest of a run: every file's hash, and the ledger's length and head.

`evidence.json` is written last. It covers every file of the run directory but itself, so a changed,
removed or added file is named; and it holds the ledger as it stood then, so a truncated or
re-hashed ledger is noticed as well.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.errors import EvidenceError
from compliance.evidence.canonical import document_sha256, read_json, write_json
from compliance.evidence.chain import Entry, LedgerView
from compliance.evidence.files import remove_partials, sha256_file
from compliance.evidence.keys import ProjectKeys, key_id
from compliance.evidence.ledger import Ledger
from compliance.evidence.signing import read_signed, sign_document, signing_key

MANIFEST = "evidence.json"
SCHEMA = "ftcheck.evidence/1"
_CHANGES = frozenset({"run.sealed", "run.superseded", "gate.decided", "vault.created"})
"""Events after which a run directory is another one; so is it after every `<stage>.finished`."""


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

    The ledger gets its `run.sealed` entry first, so that the sealed head includes it. What a killed
    process left behind and folders without a file are removed before.

    Args:
        run_dir: a run directory whose stages are finished.
        run: its name.
        ledger: the project's ledger.
        keys: the project's keys.
        facts: further facts to bind (verdict, model, versions); JSON, no personal data.

    Raises:
        EvidenceError: the folder holds a link or something else that is no file.
    """
    remove_partials(run_dir)
    _remove_empty_folders(run_dir)
    files, strange = survey(run_dir)
    if strange:
        raise EvidenceError(
            f"{run_dir / strange[0].place} {strange[0].problem}",
            why="what lies elsewhere can change without a trace, so the run was not sealed",
            fix="put the file itself there, or remove it",
        )
    sealed = ledger.append(
        "run.sealed",
        {"files": len(files), "files_sha256": document_sha256(files)},
        keys=keys,
        run=run,
    )
    manifest = sign_document(
        {
            "schema": SCHEMA,
            "run": run,
            "files": files,
            "ledger": {"length": sealed.seq, "head": sealed.hash},
            "facts": facts,
        },
        keys,
    )
    write_json(run_dir / MANIFEST, manifest)
    return manifest


def read_manifest(run_dir: Path, public: bytes) -> dict[str, Any] | Mismatch:
    """Return the manifest of a sealed run, or why nothing in it can be believed.

    Raises:
        EvidenceError: the run was never sealed, or by another version of ftcheck.
    """
    path = run_dir / MANIFEST
    if not path.is_file():
        raise EvidenceError(
            f"{path} is missing: this run was never sealed",
            fix="finish it with `ftcheck report`, which seals the run",
        )
    try:
        manifest = read_signed(path, public)
        if manifest is None:
            return Mismatch(MANIFEST, _not_signed(read_json(path), public))
    except EvidenceError:
        return Mismatch(MANIFEST, "cannot be read as JSON")
    if manifest.get("schema") != SCHEMA:
        raise EvidenceError(f"{path} is not a manifest of this version")
    return manifest


def verify_run(run_dir: Path, *, ledger: LedgerView, public: bytes) -> list[Mismatch]:
    """Return every difference between a sealed run and what is on disk; empty when all is well.

    Args:
        run_dir: a run directory with `evidence.json`.
        ledger: the project's ledger, or an exported one.
        public: the project's public signing key, 32 bytes.

    Raises:
        EvidenceError: the run was never sealed, or by another version of ftcheck.
    """
    manifest = read_manifest(run_dir, public)
    found = [Mismatch("ledger", problem) for problem in ledger.problems(public)]
    if isinstance(manifest, Mismatch):
        return [manifest, *found]
    files, strange = survey(run_dir)
    found += strange
    found += compare_files(manifest["files"], files)
    try:
        found += _compare_ledger(manifest, list(ledger.entries()))
    except EvidenceError:
        pass  # already named by ledger.problems()
    return found


def survey(folder: Path, leave_out: str = MANIFEST) -> tuple[dict[str, str], list[Mismatch]]:
    """Return the files of a folder with their SHA-256, and what else lies in it.

    Names are relative POSIX paths. A link could point to other data tomorrow, and a folder without
    a file has no hash: neither belongs into evidence.

    Args:
        folder: a run directory or an adapter.
        leave_out: name of its manifest, which is not listed.
    """
    files: dict[str, str] = {}
    strange: list[Mismatch] = []
    for name, mode in sorted(_walk(folder, "")):
        if stat.S_ISREG(mode):
            if name != leave_out:
                files[name] = sha256_file(folder / name)
        elif stat.S_ISDIR(mode):
            strange.append(Mismatch(shown(name), "is a folder without a file"))
        else:
            kind = "a link" if stat.S_ISLNK(mode) else "no regular file"
            strange.append(Mismatch(shown(name), f"is {kind}"))
    return files, strange


def shown(name: str) -> str:
    """Return a file name as it can be printed: others' files can be called anything."""
    text = name.encode("utf-8", "backslashreplace").decode()
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)


def compare_files(sealed: dict[str, str], actual: dict[str, str]) -> list[Mismatch]:
    """Return which files are missing, changed or new, by their SHA-256."""
    found = [
        Mismatch(shown(name), "missing" if name not in actual else "content changed")
        for name, digest in sorted(sealed.items())
        if actual.get(name) != digest
    ]
    new = sorted(set(actual) - set(sealed))
    return found + [Mismatch(shown(name), "added after sealing") for name in new]


def _walk(folder: Path, prefix: str) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as children:
        for child in children:
            name = f"{prefix}{child.name}"
            mode = child.stat(follow_symlinks=False).st_mode
            inner = list(_walk(folder / child.name, f"{name}/")) if stat.S_ISDIR(mode) else []
            yield from inner or [(name, mode)]


def _remove_empty_folders(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):  # a folder after what lies in it
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()


def _not_signed(document: Any, public: bytes) -> str:
    key = signing_key(document) if isinstance(document, dict) else ""
    if key and key != key_id(public):
        return f"is signed with key {shown(key)}, and the signature of key {key_id(public)} counts"
    return "the signature is not valid for this project's key"


def _compare_ledger(manifest: dict[str, Any], entries: list[Entry]) -> Iterator[Mismatch]:
    length, head = manifest["ledger"]["length"], manifest["ledger"]["head"]
    sealed = next((entry for entry in entries if entry.seq == length), None)
    last = [
        entry
        for entry in entries
        if entry.run == manifest["run"]
        and (entry.event in _CHANGES or entry.event.endswith(".finished"))
    ][-1:]
    if sealed is None:
        yield Mismatch("ledger", f"shorter than the {length} entries that were sealed")
    elif sealed.hash != head:
        yield Mismatch("ledger", f"entry {length} is not the one that was sealed")
    elif last != [sealed]:
        yield Mismatch(MANIFEST, "is older than the last thing the ledger says of this run")
    elif sealed.body.get("files_sha256") != document_sha256(manifest["files"]):
        yield Mismatch(MANIFEST, "does not list the files that the ledger saw sealed")
