"""What a run was made from, by hashes: before it starts, and what was trained on.

project.lock.json is written on every start and says what is there: configuration, source files,
detector, installed versions. What was trained on is known only afterwards, so it stands in
training.json, as `lock`, which the manifest of the weights names and `verify` holds against files.
"""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from compliance.evidence.canonical import document_sha256
from compliance.evidence.files import sha256_file
from compliance.verify.bindings import TRAINED_ON
from ftcheck import __version__
from ftcheck.stages.base import Run, file_hashes, shown_path

SCHEMA = "ftcheck.lock/1"
_LIBRARIES = (
    "accelerate",
    "bitsandbytes",
    "datasets",
    "google-re2",
    "numpy",
    "opacus",
    "peft",
    "phonenumbers",
    "presidio-analyzer",
    "presidio-anonymizer",
    "python-stdnum",
    "safetensors",
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
        "policy": _policy_origin(run),
        "config_sha256": document_sha256(config),
        "overrides": run.overrides,
        "versions": {"ftcheck": __version__, "python": platform.python_version(), **_versions()},
        "sources": run.sources,
        "detector": run.detector,
    }


def lock_of_files(run: Run) -> dict[str, Any]:
    """Return the hashes of the files that a training used: data, clearances, base model."""
    return {
        "files": file_hashes(run, TRAINED_ON),
        "base": {
            "name": run.base.name,
            "revision": run.base.revision,
            "sha256_tree": run.base.sha256_tree,
            "files": dict(run.base.files),
        },
    }


def _policy_origin(run: Run) -> dict[str, str]:
    """Return where the policy stood, and what tells another one apart.

    A policy with entries of lists in it gets a keyed fingerprint: from a bare hash they could be
    found by trying names.
    """
    loaded = run.project.loaded
    path = loaded.policy_path or loaded.path
    if path is None:
        return {"file": ""}
    shown = shown_path(path, run.project.root)
    if loaded.policy_path is None:
        return {"file": shown, "table": "policy"}
    policy = run.config.policy
    if any(each.terms for each in (*policy.always, *policy.never)):
        text = path.read_text("utf-8")
        return {"file": shown, "fingerprint": run.keys.fingerprint("policy file", text)}
    return {"file": shown, "sha256": sha256_file(path)}


def _versions() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
