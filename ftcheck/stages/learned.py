"""Whether the weights in a run directory are what training would make again.

If so, a changed evaluation needs no second training: the same records, base, settings, seed and
libraries give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compliance.errors import EvidenceError
from compliance.evidence.canonical import document_sha256, read_json
from compliance.evidence.files import sha256_file
from ftcheck.stages.base import Run, file_hashes

INPUTS = "inputs_sha256"
"""In training.json: one hash over all that the weights depend on."""
_RECORDS = (
    "split/train.jsonl",
    "split/validation.jsonl",
    "split/holdout.jsonl",
    "synthetic.jsonl",
)


def training_inputs(run: Run) -> str:
    """Return one hash over all that the weights of a run depend on."""
    from tuning.device import versions
    from tuning.training.lock import FREE

    return document_sha256(
        {
            "records": file_hashes(run, _RECORDS),
            "base": run.base.sha256_tree,
            "tune": run.config.tune.model_dump(mode="json", exclude=set(FREE)),
            "seed": run.config.project.seed,
            "versions": versions(),
        }
    )


def learned(run: Run, folder: Path, inputs: str) -> dict[str, Any] | None:
    """Return training.json if the weights in `folder` are what these inputs give; else None.

    Args:
        run: the run.
        folder: an adapter or a whole model.
        inputs: see `training_inputs`.
    """
    try:
        training = read_json(run.dir / "training.json")
        manifest = read_json(folder / "MANIFEST.json")
        if not isinstance(training, Mapping) or training.get(INPUTS) != inputs:
            return None
        # What was interrupted between its files, or changed by hand, is made again.
        fits = manifest["training_sha256"] == sha256_file(run.dir / "training.json") and all(
            sha256_file(folder / name) == digest for name, digest in manifest["files"].items()
        )
    except (EvidenceError, OSError, KeyError, TypeError):
        return None
    return dict(training) if fits else None
