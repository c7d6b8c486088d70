"""An exported folder: what lies in it, its card, and the signed MANIFEST.json."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.evidence.canonical import write_json
from compliance.evidence.files import atomic_write, sha256_files
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.released import EXPORT, MANIFEST, released, weights_sha256
from compliance.evidence.signing import sign_document
from tuning.card import model_card
from tuning.export import CARD

_FROM_RUN = (
    "run", "method", "sources", "dataset_sha256", "clearance_sha256", "decision_sha256",
    "policy_sha256", "verdict", "records", "synthetic_sha256", "base_model", "training_sha256",
    "eval_sha256", "privacy",
)  # fmt: skip
"""What the manifest of the run's weights says, and that of an export repeats."""


@dataclass(frozen=True, slots=True)
class Made:
    """What an export is."""

    format: str
    """`adapter`, `merged` or `gguf`."""
    weights: str
    """File with the weights."""
    dtype: str | None
    """Number format of the weights, or of those that were converted; None of an adapter."""
    comparison: Mapping[str, Any] | None
    """From `export_merged`; None where the bytes are those that were evaluated."""
    outtype: str | None = None
    """Of a GGUF file."""
    converter: Mapping[str, Any] | None = None
    gguf: Mapping[str, Any] | None = None
    """From the header of a GGUF file."""

    @property
    def numbers(self) -> str:
        """In which number format it is, in a word."""
        return self.outtype or self.dtype or "as trained"


def copy_adapter(folder: Path, tuned: Path) -> None:
    """Copy an adapter but for its card and manifest, which an export has of its own."""
    for path in sorted(tuned.iterdir()):
        if path.is_file() and path.name not in {CARD, MANIFEST}:
            shutil.copyfile(path, folder / path.name)


def finish_export(
    folder: Path,
    made: Made,
    *,
    keys: ProjectKeys,
    origin: Mapping[str, Any],
    origin_sha256: str,
    training: Mapping[str, Any],
    evaluation: Mapping[str, Any],
    versions: Mapping[str, str],
) -> dict[str, Any]:
    """Write the model card and, last, the signed MANIFEST.json of an export; return it.

    Args:
        folder: with everything else in it.
        made: what it is.
        keys: the project's keys.
        origin: the manifest of the run's weights.
        origin_sha256: SHA-256 of that manifest's file.
        training: training.json of the run.
        evaluation: eval.json of the run.
        versions: of the libraries that made it.
    """
    known = {key: origin[key] for key in _FROM_RUN if key in origin}
    own = {
        "format": made.format,
        "dtype": made.dtype,
        "outtype": made.outtype,
        "origin": {
            "kind": released(origin).kind,
            "sha256": weights_sha256(origin),
            "manifest_sha256": origin_sha256,
        },
        "comparison": None if made.comparison is None else dict(made.comparison),
        "converter": None if made.converter is None else dict(made.converter),
        "gguf": None if made.gguf is None else dict(made.gguf),
    }
    card = model_card(known, training=training, evaluation=evaluation, export=own)
    with atomic_write(folder / CARD) as stream:
        stream.write(card.encode())
    files = sha256_files(folder, leave_out=[MANIFEST])
    manifest = sign_document(
        {
            "schema": EXPORT.schemas[-1],
            **known,
            **own,
            "weights": made.weights,
            EXPORT.key: files[made.weights],
            "files": files,
            "versions": dict(versions),
            "public_key": keys.public_bytes().hex(),
        },
        keys,
    )
    write_json(folder / MANIFEST, manifest)
    return manifest
