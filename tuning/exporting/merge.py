"""An adapter merged into its base, or a whole model, in a chosen number format, and compared.

Merging on a quantised base would leave it quantised, so the base is loaded in float32. Each step is
held against what was evaluated: merging by the limit of float32, rounding by that of the format;
and what is loaded again from disk has to have the very same weights as what was written.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from compliance.env import go_offline
from compliance.errors import DiskFullError, ExportError, TuneError
from compliance.progress import Progress, silent
from tuning.config import ADAPTERS, ModelConfig, TuneConfig
from tuning.exporting.compare import (
    DTYPES,
    Difference,
    Texts,
    difference,
    fixed_texts,
    read_logits,
    require_near,
)
from tuning.labels import Labels
from tuning.model import BaseModel, load, resolve
from tuning.quiet import quiet
from tuning.tasks import TASKS, Task
from tuning.tasks.labelled import Labelled
from tuning.whole_model import TEMPLATE, write_model

_BYTES = {"float32": 4, "bfloat16": 2, "float16": 2}
_CONFIGS = ("model_config.json", "config.json")


def default_dtype(base: BaseModel) -> str:
    """Return the number format of the base model's weights; float32 where it is another one."""
    config = json.loads((base.path / "config.json").read_bytes())
    named = str(config.get("dtype") or config.get("torch_dtype") or "")
    return named if named in DTYPES else "float32"


def require_mergeable(config: TuneConfig) -> None:
    """Refuse an adapter that cannot become part of the base's weights.

    Raises:
        ExportError: it cannot.
    """
    if config.method == "prompt_tuning":
        raise ExportError(
            "prompt tuning cannot be merged",
            why="it learned vectors that stand before the text; no weight of the base was changed",
            fix="use --format adapter",
        )


def export_merged(
    folder: Path,
    *,
    base: BaseModel,
    tuned: Path,
    training: Mapping[str, Any],
    dtype: str,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Write a complete model, load it again, compare it; return the comparison for evidence.

    Memory: one model in float32 and one in the chosen format, with a whole model two in float32 for
    a moment; and the logits of 1,024 tokens twice.

    Args:
        folder: an existing, empty folder; after an error it is to be thrown away.
        base: the base model.
        tuned: what the run has: an adapter or a whole model.
        training: training.json.
        dtype: one of `DTYPES`.
        progress: told text by text.

    Raises:
        ExportError: it cannot be merged, or says something else than what was evaluated.
        ModelFolderError: base or tuned model cannot be loaded.
        DiskFullError: there is no room for it.
    """
    go_offline()
    config = TuneConfig.model_validate(training["config"])
    require_mergeable(config)
    task = _task_of(training, tuned)
    with quiet():
        return _export(folder, task, base, tuned, config, dtype, progress)


def _export(
    folder: Path,
    task: Task,
    base: BaseModel,
    tuned: Path,
    config: TuneConfig,
    dtype: str,
    progress: Progress,
) -> dict[str, Any]:
    import torch

    from tuning.exported import open_pair

    plain = config.model_copy(update={"quantization": "none", "bf16": False, "dropout": None})
    pair, tokenizer = open_pair(task, base, tuned, plain)
    texts = fixed_texts(tokenizer)
    told = _Told(progress, len(texts.ids), 3 + task.writes)
    reference = read_logits(pair.model, texts, step=told.step("reading the evaluated model"))
    moved: Difference | None = None
    if task.writes:
        with pair.base():
            before = read_logits(pair.model, texts, step=told.step("reading the base model"))
        moved = difference(reference, before)
        del before
    model = _merged(pair.model) if config.method in ADAPTERS else pair.model
    del pair
    merging = difference(
        reference, read_logits(model, texts, step=told.step("reading the merged model"))
    )
    require_near(merging, "float32", "the merged model")
    _require_range(model, dtype)
    _require_room(folder, model, dtype)
    _cast(model.to("cpu"), getattr(torch, dtype))
    template = tuned / TEMPLATE
    write_model(
        folder,
        model,
        {},
        base=base,
        chat_template=template.read_text("utf-8") if template.is_file() else None,
    )
    written = resolve(ModelConfig(path=str(folder.absolute())), folder=folder)
    loaded, _ = load(written, auto_class=task.auto_class, options={"dtype": getattr(torch, dtype)})
    _require_same(model, loaded)
    del model
    again = read_logits(loaded, texts, step=told.step("reading what was written"))
    del loaded
    found = difference(reference, again)
    require_near(found, dtype, f"the exported model in {dtype}")
    return {
        "texts": len(texts.ids),
        "texts_sha256": texts.sha256,
        **asdict(found),
        "merging": asdict(merging),
        "moved_by_training_nats": None if moved is None else moved.mean_kl_nats,
        "with_quantised_base": _with_quantised_base(task, base, tuned, config, texts, again),
    }


def _task_of(training: Mapping[str, Any], tuned: Path) -> Task:
    """Return the task of what was trained; no record is opened for it."""
    kind = next(task for task in TASKS if task.name == training["task"])
    if not issubclass(kind, Labelled):
        return kind.of(())
    path = next(tuned / name for name in _CONFIGS if (tuned / name).is_file())
    index = json.loads(path.read_bytes())["label2id"]
    names = tuple(sorted(index, key=index.__getitem__))
    return kind(Labels(names, (0,) * len(names)))


def _merged(model: Any) -> Any:
    """Return the model of transformers with the adapter in its weights.

    An adapter on embeddings that the output layer shares did not change the output layer, so the
    two are parted first.
    """
    import torch

    from tuning.methods.prepare import untie

    inner = model.get_base_model()
    head, below = inner.get_output_embeddings(), inner.get_input_embeddings()
    adapted = getattr(below, "base_layer", None)
    part = head is not None and adapted is not None and head.weight is adapted.weight
    if part:
        head.weight = torch.nn.Parameter(head.weight.detach().clone())
    try:
        merged = model.merge_and_unload(safe_merge=True)
    except ValueError as error:
        raise ExportError("the adapter cannot be merged: a weight would be no number") from error
    if part:
        untie(merged)
    return merged


def _require_range(model: Any, dtype: str) -> None:
    import torch

    largest = torch.finfo(getattr(torch, dtype)).max
    for name, tensor in model.named_parameters():
        if tensor.numel() and float(tensor.detach().abs().max()) > largest:
            raise ExportError(
                f"{name} holds numbers that are too large for {dtype}",
                why=f"beyond {largest:.0f} they would become infinite",
                fix="use --dtype bfloat16, which has the range of float32",
            )


def _require_room(folder: Path, model: Any, dtype: str) -> None:
    needed = sum(each.numel() for each in model.parameters()) * _BYTES[dtype]
    if needed > shutil.disk_usage(folder).free:
        raise DiskFullError(f"no space left for {needed / 1e9:.1f} GB of weights")


def _cast(model: Any, dtype: Any) -> None:
    """Round what is stored; buffers that are computed anew when a model is loaded stay as they are.

    `model.to(dtype)` would round those too, such as the angles of rotary positions.
    """
    stored = model.state_dict().keys()
    for parameter in model.parameters():
        parameter.data = parameter.data.to(dtype)
    for name, buffer in model.named_buffers():
        if name in stored and buffer.is_floating_point():
            buffer.data = buffer.data.to(dtype)


def _require_same(written: Any, loaded: Any) -> None:
    """Refuse a model whose tensors are not those that were written, to the last bit."""
    mine, other = written.state_dict(), loaded.state_dict()
    if mine.keys() == other.keys() and all(
        bool((tensor == other[name].to(tensor.device, tensor.dtype)).all())
        for name, tensor in mine.items()
    ):
        return
    raise ExportError(
        "what was loaded again from disk is not what was written",
        fix="check the disk, then export again",
    )


def _with_quantised_base(
    task: Task,
    base: BaseModel,
    tuned: Path,
    config: TuneConfig,
    texts: Texts,
    exported: list[Any],
) -> str | None:
    """Return in words how far the export is from the adapter on the base as it was quantised.

    No limit holds here: the base in full precision is another one, often a better one.
    """
    from tuning.exported import open_pair

    if config.quantization == "none":
        return None
    try:
        pair, _ = open_pair(task, base, tuned, config)
    except TuneError as error:
        return f"It was not compared with the adapter on that base: {error.message}."
    found = difference(read_logits(pair.model, texts), exported)
    return (
        f"From the adapter on that base ({config.quantization}) the export differs by a mean KL "
        f"divergence of {found.mean_kl_nats:.2g} nats; same first choice "
        f"{found.same_first_choice:.2%}."
    )


class _Told:
    """Progress over several readings of the same texts."""

    def __init__(self, progress: Progress, texts: int, readings: int) -> None:
        self._progress, self._texts, self._total = progress, texts, texts * readings
        self._done = 0

    def step(self, what: str) -> Any:
        """Return what is called with the number of texts done in one reading."""
        before, self._done = self._done, self._done + self._texts
        return lambda number: self._progress(before + number, self._total, what)
