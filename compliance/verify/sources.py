"""Are the source files of a run still those that were read?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from compliance.evidence.files import sha256_file
from compliance.evidence.manifest import Mismatch


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
