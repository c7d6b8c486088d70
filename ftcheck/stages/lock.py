"""project.lock.json: what a run was made from, as resolved."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
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
        "sources": run.sources,
        "detector": run.detector,
    }


def _versions() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
