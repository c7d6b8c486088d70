"""What was trained, on disk: an adapter's files; card and signed manifest of either kind."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from compliance.clearance import ClearedDataset
from compliance.errors import ProbeError, TuneError
from compliance.evidence.canonical import write_json
from compliance.evidence.files import atomic_write, sha256_file, sha256_files
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.released import ADAPTER, MODEL
from compliance.evidence.signing import sign_document
from tuning.card import model_card
from tuning.model import BaseModel
from tuning.quiet import quiet

WEIGHTS, CONFIG, CARD, MANIFEST = (
    "adapter_model.safetensors",
    "adapter_config.json",
    "README.md",
    "MANIFEST.json",
)
TEMPLATE = "chat_template.jinja"
# Not config.json: with one, transformers takes the folder for a whole model.
MODEL_CONFIG = "model_config.json"


def write_adapter(
    folder: Path,
    weights: Mapping[str, Any],
    adapter_config: Mapping[str, Any],
    *,
    base: BaseModel,
    chat_template: str | None,
    model_config: str | None = None,
) -> str:
    """Write weights and configuration of an adapter; return the SHA-256 of the weights.

    Args:
        folder: where to.
        weights: tensors on the CPU, by PEFT's names.
        adapter_config: PEFT's configuration of the adapter, see `adapters.plain_config`.
        base: the base model; it is named as the user named it, never by its absolute path.
        chat_template: the template used in training where the base has none, else None.
        model_config: JSON of the model that the adapter fits, where the base's own does not do: it
            names the classes.
    """
    from safetensors.torch import save

    data = save(dict(weights), metadata={"format": "pt"})
    with atomic_write(folder / WEIGHTS) as stream:
        stream.write(data)
    config = {
        **adapter_config,
        "base_model_name_or_path": base.name,
        "revision": base.revision,
        "inference_mode": True,
    }
    with atomic_write(folder / CONFIG) as stream:
        stream.write(json.dumps(config, indent=2, sort_keys=True).encode() + b"\n")
    if chat_template is not None:
        with atomic_write(folder / TEMPLATE) as stream:
            stream.write(chat_template.encode())
    if model_config is not None:
        with atomic_write(folder / MODEL_CONFIG) as stream:
            stream.write(model_config.encode())
    return sha256_file(folder / WEIGHTS)


def require_finite(weights: Mapping[str, Any]) -> None:
    """Refuse trained weights that hold something that is no number.

    Raises:
        TuneError: names the first tensor.
    """
    for name, tensor in weights.items():
        if not bool(tensor.isfinite().all()):
            raise TuneError(
                f"the trained weights hold numbers that are not finite, first in {name}",
                fix="lower learning_rate in [tune], or raise warmup_steps",
            )


def finish(
    folder: Path,
    *,
    run: str,
    keys: ProjectKeys,
    cleared: ClearedDataset,
    clearance: Mapping[str, Any],
    sources: Sequence[Mapping[str, Any]] = (),
    base: BaseModel,
    licence: str | None,
    training: Mapping[str, Any],
    training_sha256: str,
    evaluation: Mapping[str, Any],
    eval_sha256: str,
) -> dict[str, Any]:
    """Write the model card and, last, the signed MANIFEST.json; return the manifest.

    The manifest says alone where the weights come from: `ftcheck verify` reads it wherever the
    folder was copied to.

    Args:
        folder: an adapter or a whole model, as `tune` left it.
        run: name of the run.
        keys: the project's keys.
        cleared: what was trained on.
        clearance: clearance.json, which covers it.
        sources: id, records and SHA-256 of the files of each source of the run.
        base: what was tuned.
        licence: licence of the base model as resolved; None when nobody knows it.
        training: training.json.
        training_sha256: SHA-256 of that file.
        evaluation: eval.json.
        eval_sha256: SHA-256 of that file.
    """
    kind = ADAPTER if (folder / ADAPTER.weights).is_file() else MODEL
    origin = {
        "run": run,
        "method": training["method"],
        "sources": [dict(source) for source in sources],
        "dataset_sha256": cleared.dataset_sha256,
        "clearance_sha256": cleared.clearance_sha256,
        "decision_sha256": clearance["decision_sha256"],
        "policy_sha256": clearance["policy_sha256"],
        "verdict": clearance["verdict"],
        "records": {
            "cleared": clearance["records"],
            "train": len(cleared.train),
            "synthetic": len(cleared.synthetic),
            "validation": len(cleared.validation),
            "holdout": len(cleared.holdout),
        },
        "synthetic_sha256": cleared.synthetic_sha256,
        "base_model": {
            "name": base.name,
            "revision": base.revision,
            "sha256_tree": base.sha256_tree,
            "licence": licence,
        },
        "training_sha256": training_sha256,
        "eval_sha256": eval_sha256,
    }
    if "privacy" in training:
        origin["privacy"] = training["privacy"]
    with atomic_write(folder / CARD) as stream:
        stream.write(model_card(origin, training=training, evaluation=evaluation).encode())
    files = sha256_files(folder, leave_out=[MANIFEST])
    manifest = sign_document(
        {
            "schema": kind.schemas[-1],
            **origin,
            kind.key: files[kind.weights],
            "files": files,
            "public_key": keys.public_bytes().hex(),
        },
        keys,
    )
    write_json(folder / MANIFEST, manifest)
    return manifest


def attach(model: Any, folder: Path) -> Any:
    """Return the base model with the exported adapter on it, ready for inference.

    Raises:
        ProbeError: it cannot be loaded; half of it may hang on the model then.
    """
    from peft import PeftModel
    from safetensors import SafetensorError

    with quiet():
        try:
            tuned = PeftModel.from_pretrained(model, folder, is_trainable=False)
        except (OSError, ValueError, RuntimeError, KeyError, TypeError, SafetensorError) as error:
            raise ProbeError(
                f"the adapter in {folder} cannot be loaded ({type(error).__name__})"
            ) from error
    tuned.eval()
    return tuned
