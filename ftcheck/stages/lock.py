"""project.lock.json: what a run was made from, as resolved."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from compliance.evidence.canonical import document_sha256
from ftcheck import __version__
from ftcheck.stages.base import Run

SCHEMA = "ftcheck.lock/1"
_LIBRARIES = (
    "accelerate",
    "google-re2",
    "peft",
    "phonenumbers",
    "presidio-analyzer",
    "presidio-anonymizer",
    "python-stdnum",
    "spacy",
    "tokenizers",
    "torch",
    "transformers",
    "trl",
    "typst",
)


def lock_document(run: Run) -> dict[str, Any]:
    """Return the lock of a run: configuration, versions, source files with hashes, detector."""
    config = run.config.model_dump(mode="json")
    return {
        "schema": SCHEMA,
        "config": config,
        "config_sha256": document_sha256(config),
        "overrides": run.overrides,
        "versions": {"ftcheck": __version__, "python": platform.python_version(), **_versions()},
        "sources": source_files(run),
        "detector": run.detector,
    }


def source_files(run: Run) -> list[dict[str, Any]]:
    """Return each source with its files, named relative to the project, and their hashes."""
    root = run.project.root.resolve()
    return [
        {
            "id": dataset.source,
            "kind": dataset.kind,
            "records": sum(dataset.records_of(file) for file in dataset.files),
            "files": [
                {
                    "path": _shown(name, root),
                    "format": file.format.name,
                    "bytes": file.bytes,
                    "sha256": file.sha256,
                }
                for name, file in zip(dataset.file_names(), dataset.files, strict=True)
            ],
            "left_out": len(dataset.left_out),
        }
        for dataset in run.datasets
    ]


def _shown(name: str, root: Path) -> str:
    """Return a file's name relative to the project, so that it does not depend on the machine."""
    path = Path(name).resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _versions() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
