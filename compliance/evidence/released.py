"""What is released: an adapter or a whole model, as training left it or as it was exported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.errors import EvidenceError
from compliance.evidence.files import sha256_file

MANIFEST = "MANIFEST.json"


@dataclass(frozen=True, slots=True)
class Released:
    """One kind of tuned weights, in a folder of its own with a signed manifest."""

    kind: str
    """`adapter` or `model`; also the name of its folder in a run directory."""
    weights: str
    """File with the weights; its SHA-256 names them in manifest, ledger and quarantine."""
    key: str
    """Key of that hash in the manifest."""
    schemas: tuple[str, ...]
    """Of the manifest, the newest last."""

    @property
    def manifest(self) -> str:
        """Place of the manifest in a run directory."""
        return f"{self.kind}/{MANIFEST}"


ADAPTER = Released(
    "adapter",
    "adapter_model.safetensors",
    "adapter_sha256",
    ("ftcheck.adapter/1", "ftcheck.adapter/2"),
)
MODEL = Released("model", "model.safetensors", "model_sha256", ("ftcheck.model/1",))
RELEASED = (ADAPTER, MODEL)
"""What training leaves in a run directory."""
EXPORT = Released("export", "", "weights_sha256", ("ftcheck.export/1",))
"""What was made of one of them for others, outside of any run. Its manifest names the file of the
weights under `weights`, and under `origin` the weights that it was made from."""
EXPORTED = "export.created"
"""Event of the ledger; `tree` in its body is the hash over the exported folder."""


def released(manifest: Mapping[str, Any]) -> Released:
    """Return which kind a manifest describes.

    Raises:
        EvidenceError: none of ours.
    """
    for each in (*RELEASED, EXPORT):
        if manifest.get("schema") in each.schemas:
            return each
    raise EvidenceError("this is not the manifest of an adapter, a model or an export of ftcheck")


def weights_sha256(manifest: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the weights that a manifest describes; empty where it names none."""
    return str(manifest.get(released(manifest).key, ""))


def made_from(manifest: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the weights that an export was made from; empty for anything else."""
    return str(manifest["origin"]["sha256"]) if released(manifest) is EXPORT else ""


def hash_of_weights(folder: Path) -> str:
    """Return the SHA-256 of the weights in a folder that training left.

    Raises:
        EvidenceError: there are none.
    """
    for each in RELEASED:
        if (folder / each.weights).is_file():
            return sha256_file(folder / each.weights)
    raise EvidenceError(f"{folder} holds neither an adapter nor a model")
