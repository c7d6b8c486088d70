"""A model that was trained whole, on disk: what `from_pretrained` needs, and nothing pickled."""

from __future__ import annotations

import fnmatch
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from compliance.evidence.files import atomic_write, sha256_file
from compliance.evidence.released import MODEL
from tuning.methods.prepare import untie
from tuning.model import BaseModel
from tuning.quiet import quiet

WEIGHTS = MODEL.weights
TEMPLATE = "chat_template.jinja"
TERMS = ("LICENSE*", "LICENCE*", "NOTICE*")
"""Files that say under which terms a base model was given."""
# Copied from the base as they are: the tokenizer, and the terms.
_COPIED = (
    "tokenizer*",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab*",
    "merges.txt",
    "*.model",
    TEMPLATE,
    *TERMS,
)


def put(model: Any, weights: Mapping[str, Any]) -> None:
    """Set parameters of a model to trained tensors; an output layer of its own is untied first.

    Args:
        model: as its task loads it from the base.
        weights: tensors by parameter name.
    """
    import torch

    named = dict(model.named_parameters())
    head = model.get_output_embeddings()
    for name, tensor in weights.items():
        parameter = named.get(name)
        if parameter is None:  # the output layer, which was trained apart from the embeddings
            untie(model)
            parameter = head.weight = torch.nn.Parameter(head.weight.detach().clone())
        parameter.data.copy_(tensor)


def write_model(
    folder: Path,
    model: Any,
    weights: Mapping[str, Any],
    *,
    base: BaseModel,
    chat_template: str | None,
) -> str:
    """Write the base model with its trained weights; return the SHA-256 of the weights.

    They stand in one file, so that one hash names the model.

    Args:
        folder: where to.
        model: the base model, freshly loaded; it is changed in place.
        weights: the trained tensors by parameter name.
        base: the base model; its tokenizer and its licence go along.
        chat_template: the template used in training where the base has none, else None.
    """
    put(model, weights)
    with quiet():
        model.save_pretrained(folder, max_shard_size=2**63 - 1)
    (folder / WEIGHTS).chmod(0o644)  # as all files here; safetensors makes it 0600
    copy_from_base(folder, base, _COPIED)
    if chat_template is not None:
        with atomic_write(folder / TEMPLATE) as stream:
            stream.write(chat_template.encode())
    return sha256_file(folder / WEIGHTS)


def copy_from_base(folder: Path, base: BaseModel, patterns: Collection[str]) -> None:
    """Copy files of the base model that lie at its top and have one of some names."""
    for name in base.files:
        if "/" not in name and any(fnmatch.fnmatch(name, pattern) for pattern in patterns):
            shutil.copyfile(base.path / name, folder / name)
