"""The base model: where it is, whether it can be loaded safely, and what its files are."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.env import allow_hub, go_offline
from compliance.errors import HubError, ModelFolderError, OutOfMemoryError, PickledWeights
from compliance.evidence.files import sha256_file
from tuning.config import ModelConfig
from tuning.head import head_modules
from tuning.quiet import quiet
from tuning.training.memory import full_memory

SHIPPED = "shipped"
SHIPPED_FOLDER = Path(__file__).parent / "shipped_base"
SHIPPED_NAME = "ftcheck-base"
CAUSAL = "AutoModelForCausalLM"
ON_CPU = "on_cpu"

_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*\Z")
_PICKLED = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl")
# Only what a model needs: no pickles, no code, no other framework's weights.
_DOWNLOADED = ("*.safetensors", "*.json", "*.jinja", "*.txt", "*.md", "LICENSE*", "NOTICE*")
# Ends of the architectures' names that only read.
_NO_WRITERS = (
    "ForMaskedLM",
    "ForPreTraining",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
)
_NOT_PART = (".git", ".cache", "__pycache__")


@dataclass(frozen=True, slots=True)
class BaseModel:
    """A base model that is on this machine and was checked."""

    path: Path
    """Folder of the model."""
    name: str
    """`ftcheck-base`, the hub id, or the folder as the user wrote it."""
    revision: str | None
    """Commit of a hub model, else None."""
    shipped: bool
    files: dict[str, str]
    """Relative POSIX path → SHA-256."""
    sha256_tree: str
    """One SHA-256 over `files`, as `compliance.evidence.sha256_tree` takes it."""


def resolve(
    config: ModelConfig,
    *,
    folder: Path,
    allow_download: bool = False,
    download_to: Path | None = None,
) -> BaseModel:
    """Return the base model that `config` names, checked and hashed.

    A local folder of that name always wins: only what is no folder can be a hub id.

    Args:
        config: the model section of the configuration.
        folder: what relative paths count from.
        allow_download: whether a hub id may be fetched in this call.
        download_to: where a fetched model is kept; needed with `allow_download`.

    Raises:
        ModelFolderError: there is no such folder, or something in it is missing or damaged.
        PickledWeights: it holds only pickled weights.
        HubError: a hub id without permission or without a pinned commit.
    """
    if config.path == SHIPPED:
        return _described(SHIPPED_FOLDER, name=SHIPPED_NAME, revision=None, shipped=True)
    local = folder / Path(config.path).expanduser()
    if local.exists():
        return _described(local, name=config.path, revision=config.revision, shipped=False)
    if not _HUB_ID.match(config.path):
        raise ModelFolderError(
            f"{config.path}: there is no such folder",
            fix=f"name an existing folder, `owner/name` of a hub, or {SHIPPED!r}",
        )
    if config.revision is None:
        raise HubError(
            f"{config.path} is no folder here, and as a hub id it has no pinned revision",
            why="a name alone can stand for other weights tomorrow, so the evidence would not hold",
            fix="set `revision` in [model] to the 40-digit commit, or name an existing folder",
        )
    if not allow_download or download_to is None:
        raise HubError(f"{config.path} is no folder here, and nothing may be downloaded")
    fetched = _download(config.path, config.revision, download_to)
    return _described(fetched, name=config.path, revision=config.revision, shipped=False)


def check_folder(folder: Path) -> None:
    """Refuse a folder that is no complete model with safetensors weights.

    Nothing of the model is executed or loaded; headers of weight files are read.

    Raises:
        ModelFolderError: something is missing, damaged or needs code of its own.
        PickledWeights: it holds only pickled weights.
    """
    if not folder.is_dir():
        raise ModelFolderError(f"{folder}: there is no such folder")
    weights = sorted(folder.glob("*.safetensors"))
    if not weights and any(any(folder.glob(pattern)) for pattern in _PICKLED):
        raise PickledWeights(f"{folder} holds only pickled weights")
    missing = [name for name in ("config.json", "tokenizer.json") if not (folder / name).is_file()]
    if not weights:
        missing.append("*.safetensors")
    if missing:
        hint = None
        if (folder / "adapter_config.json").is_file():
            hint = "this is an adapter: name the folder of its base model"
        raise ModelFolderError(f"{folder} lacks {', '.join(missing)}", fix=hint)
    config = _json(folder / "config.json")
    _json(folder / "tokenizer.json")
    if "auto_map" in config:
        raise ModelFolderError(
            f"{folder}/config.json asks for Python code of the model's own",
            why="code from a model folder is never run",
            fix="choose a model whose architecture the transformers library has itself",
        )
    for index in folder.glob("*.safetensors.index.json"):
        shards = _json(index).get("weight_map", {})
        names = set(shards.values()) if isinstance(shards, dict) else set()
        absent = sorted(str(name) for name in names if not (folder / str(name)).is_file())
        if absent:
            raise ModelFolderError(f"{folder} lacks {', '.join(absent)}, which {index.name} names")
    for path in weights:
        _check_safetensors(path)


def load(
    base: BaseModel,
    *,
    auto_class: str = CAUSAL,
    options: Mapping[str, Any] | None = None,
    new_head: bool = False,
) -> tuple[Any, Any]:
    """Return the model and its tokenizer: float32 on the CPU, bfloat16 where CUDA supports it.

    Args:
        base: a checked base model.
        auto_class: the class of transformers that loads it.
        options: further arguments of `from_pretrained`: number format, quantisation, dropout; and
            `ON_CPU`, true where somebody else moves the weights, or parts of them, to GPUs.
        new_head: whether the base may lack the head (see `tuning.head`), or have another one; its
            weights are then drawn by torch's generator.

    Raises:
        OutOfMemoryError: the memory does not hold it.
        ModelFolderError: the files changed since `resolve` hashed them, are not what the
            configuration says, lack weights, the tokenizer has more tokens than the model, or the
            model does not write text although it should.
    """
    go_offline()
    _check_unchanged(base)
    if auto_class == CAUSAL:
        _refuse_encoder(base)
    given = dict(options or {})
    on_cpu = bool(given.pop(ON_CPU, False))
    with quiet():
        import torch
        import transformers
        from transformers import AutoTokenizer

        cuda = torch.cuda.is_available()
        dtype = torch.bfloat16 if cuda and torch.cuda.is_bf16_supported() else torch.float32
        own = {"local_files_only": True, "trust_remote_code": False}
        try:
            tokenizer = AutoTokenizer.from_pretrained(base.path, **own)
            model, info = getattr(transformers, auto_class).from_pretrained(
                base.path,
                **{"dtype": dtype, **given},
                use_safetensors=True,
                output_loading_info=True,
                ignore_mismatched_sizes=new_head,
                **own,
            )
        except (OSError, ValueError, KeyError, RuntimeError, TypeError, MemoryError) as error:
            if (full := full_memory(error)) is not None:
                raise OutOfMemoryError(
                    f"the {full} does not hold the base model {base.name}",
                    fix="use a smaller base model, or quantization in [tune]",
                ) from error
            raise ModelFolderError(
                f"{base.path} cannot be loaded ({type(error).__name__})",
                fix="check that config.json, tokenizer and weights belong to one model",
            ) from error
    # transformers fills missing weights with random numbers and only warns.
    lost = sorted(info["missing_keys"]) + sorted(str(key[0]) for key in info["mismatched_keys"])
    if new_head:
        heads = head_modules(model)
        lost = [key for key in lost if not any(key.startswith(f"{name}.") for name in heads)]
    if lost:
        raise ModelFolderError(
            f"{base.path}: {len(lost)} weights are missing or of another shape, first {lost[0]}",
            fix="fetch the model again: its weights are not complete",
        )
    rows = model.get_input_embeddings().weight.shape[0]
    if len(tokenizer) > rows:
        raise ModelFolderError(
            f"{base.path}: the tokenizer has {len(tokenizer)} tokens, the model only {rows}",
            fix="name a folder whose tokenizer and weights belong together",
        )
    placed = on_cpu or getattr(model, "hf_quantizer", None) or model.device.type == "meta"
    if cuda and not placed:
        model.to("cuda")
    model.eval()
    return model, tokenizer


def _refuse_encoder(base: BaseModel) -> None:
    # transformers would make a decoder of it, which runs and has never learned to write.
    made_for = _json(base.path / "config.json").get("architectures") or ()
    if any(str(name).endswith(_NO_WRITERS) for name in made_for):
        raise ModelFolderError(
            f"{base.path} is a model that reads and does not write text",
            why=f"its configuration says {', '.join(map(str, made_for))}",
            fix="name a causal language model, or train it on classification or tokens records",
        )


def _check_unchanged(base: BaseModel) -> None:
    # Otherwise the evidence would name other weights than those that were trained on.
    now = {name: sha256_file(path) for name, path in _model_files(base.path)}
    changed = sorted(
        name for name in now.keys() | base.files.keys() if now.get(name) != base.files.get(name)
    )
    if changed:
        raise ModelFolderError(
            f"{base.path} changed after it was checked: {', '.join(changed)}",
            why="the evidence would name other files than those that were used",
            fix="leave the model's folder alone while ftcheck runs, then run it again",
        )


def _described(folder: Path, *, name: str, revision: str | None, shipped: bool) -> BaseModel:
    check_folder(folder)
    files = {
        relative: sha256_file(path)
        for relative, path in sorted(_model_files(folder), key=lambda item: item[0])
    }
    lines = "".join(f"{digest}  {relative}\n" for relative, digest in files.items())
    return BaseModel(
        path=folder,
        name=name,
        revision=revision,
        shipped=shipped,
        files=files,
        sha256_tree=hashlib.sha256(lines.encode()).hexdigest(),
    )


def _model_files(folder: Path) -> Iterable[tuple[str, Path]]:
    for path in folder.rglob("*"):
        relative = path.relative_to(folder)
        if path.is_file() and not set(relative.parts) & set(_NOT_PART):
            yield relative.as_posix(), path


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ModelFolderError(f"{path} is damaged: it is not readable JSON") from error
    if not isinstance(value, dict):
        raise ModelFolderError(f"{path} is damaged: it is not a JSON object")
    return value


def _check_safetensors(path: Path) -> None:
    from safetensors import SafetensorError, safe_open

    try:
        # Opening checks the header and that the file is as long as the header says.
        with safe_open(path, framework="numpy") as tensors:
            empty = not list(tensors.keys())
    except (SafetensorError, OSError, ValueError) as error:
        raise ModelFolderError(
            f"{path} is damaged or was not copied whole",
            fix="fetch the file again and compare its SHA-256 with the source",
        ) from error
    if empty:
        raise ModelFolderError(f"{path} holds no weights")


def _download(repo: str, revision: str, target: Path) -> Path:
    """Fetch one pinned commit into a folder of its own below `target`, without a login."""
    folder = target / repo.replace("/", "--") / revision
    allow_hub()
    try:
        import huggingface_hub
        from huggingface_hub import constants

        # The switch is read at import, which may have happened before this permission.
        constants.HF_HUB_OFFLINE = False
        huggingface_hub.snapshot_download(
            repo,
            revision=revision,
            local_dir=folder,
            allow_patterns=list(_DOWNLOADED),
            token=False,
        )
    except Exception as error:  # the hub client raises dozens of kinds, all mean: not fetched
        raise HubError(
            f"{repo} at {revision} could not be downloaded ({type(error).__name__})",
            why="training did not start",
            fix="check the id, the revision and the network, or copy the folder here yourself",
        ) from error
    finally:
        go_offline()
        import huggingface_hub.constants

        huggingface_hub.constants.HF_HUB_OFFLINE = True
    return folder
