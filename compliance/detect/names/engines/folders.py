"""Local model folders: what must lie in one before anything is loaded from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compliance.errors import EngineMissing
from compliance.evidence.files import sha256_tree

_WEIGHTS = ("model.safetensors", "model.safetensors.index.json")
_LONGEST_HEADER = 100_000_000
"""Bytes; the safetensors format allows no longer one."""
_PICKLED = (".bin", ".pt", ".pth", ".ckpt", ".pkl")


_NEEDED: Mapping[str, tuple[str, ...]] = {
    "huggingface": ("config.json", "tokenizer.json"),
    "gliner": ("gliner_config.json", "tokenizer.json", "tokenizer_config.json"),
}
"""Kind of engine → files without which its model cannot be loaded."""


def local_model(path: str, *, kind: str) -> Path:
    """Return the folder of a model that can be loaded without a network and runs no foreign code.

    Args:
        path: as configured.
        kind: of the engine, `huggingface` or `gliner`.

    Raises:
        EngineMissing: it is no local folder, lacks a file, has pickled weights only, builds on a
            model that lies elsewhere, or brings program code of its own.
    """
    folder = Path(path)
    if not folder.is_dir():
        raise EngineMissing(
            f"[detect] ner: {path} is no folder here",
            why="models are read from local folders only; nothing is looked up on a hub",
            fix="download the model on a machine with a network, and name its folder as `path`",
        )
    if (folder / "adapter_config.json").is_file():
        raise EngineMissing(
            f"[detect] ner: {path} holds an adapter, not a whole model",
            fix="merge it into its base model and name the folder with the result",
        )
    if not any((folder / name).is_file() for name in _WEIGHTS):
        pickled = any(file.suffix in _PICKLED for file in folder.iterdir())
        raise EngineMissing(
            f"[detect] ner: {path} holds no model.safetensors"
            + (", only pickled weights" if pickled else ""),
            why="a pickle can run any code when it is loaded",
            fix="save it again as safetensors: transformers does so by itself, GLiNER with "
            "save_pretrained(folder, safe_serialization=True)",
        )
    missing = [name for name in _NEEDED[kind] if not (folder / name).is_file()]
    if missing:
        raise EngineMissing(
            f"[detect] ner: {path} lacks {', '.join(missing)}",
            fix="name a folder with the whole model, its tokenizer included",
        )
    for file in sorted(folder.rglob("*.json")):
        if not file.name.endswith("config.json"):
            continue
        try:
            content = json.loads(file.read_text("utf-8"))
        except ValueError as error:
            raise EngineMissing(f"[detect] ner: {file.name} in {path} is not valid JSON") from error
        if _has_key(content, "auto_map"):
            raise EngineMissing(
                f"[detect] ner: the model in {path} brings program code of its own",
                why="code that comes with a model is never run",
                fix="use a model whose architecture is part of transformers",
            )
    return folder


def model_source(kind: str, folder: Path) -> dict[str, Any]:
    """Return name and hash of a transformer model; it does not say which languages it reads."""
    return {
        "name": folder.resolve().name,
        "version": "",
        "sha256": sha256_tree(folder),
        "languages": "",
        "configured": kind,
    }


def stored_tensors(folder: Path) -> frozenset[str]:
    """Return the names of the tensors in a folder's safetensors files; no tensor is read.

    Args:
        folder: a model as `local_model` accepts it.
    """
    names: set[str] = set()
    for file in sorted(folder.glob("*.safetensors")):
        with file.open("rb") as stream:
            size = int.from_bytes(stream.read(8), "little")
            if size <= _LONGEST_HEADER:
                names.update(json.loads(stream.read(size)))
    return frozenset(names)


def _has_key(value: Any, key: str) -> bool:
    if isinstance(value, dict):
        return key in value or any(_has_key(each, key) for each in value.values())
    return isinstance(value, list) and any(_has_key(each, key) for each in value)
