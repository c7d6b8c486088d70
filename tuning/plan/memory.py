"""How much memory a training will take: a stated formula, part by part, in bytes.

    weights        every weight in the format it lies in
    gradients      every trained weight in its format (float32)
    optimizer      every trained weight, in float32: twice for Adam, once for adagrad and rmsprop,
                   none for plain SGD, a row and a column of each matrix for adafactor
    activations    per token and layer 10 h + 4 f values: what the backward pass reads again of
                   attention and of a feed-forward part of width f, at hidden size h; with
                   activation checkpointing h values, and one layer's 10 h + 4 f
    logits         TRL's trainer takes the loss over 4,096 tokens and 32,768 columns of the
                   vocabulary at once, here as if all tokens were learned: once in the format of
                   activations where Triton runs (GPU), ten times in float32 where torch does. Other
                   losses hold batch x length x vocabulary four times in float32, validation three
                   times; the largest counts

Activations are values of 2 bytes under bfloat16 and of 4 otherwise. Attention scores are not kept
by the kernels in use (SDPA); with `eager` they are added. What libraries and data take is not
counted, nor what an allocator leaves unused.

Basis: Korthikanti et al. 2022, Reducing Activation Recomputation, arXiv:2205.05198, section 4;
Chen et al. 2016, arXiv:1604.06174 (checkpointing).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tuning.config import LaunchSettings, TuneConfig

_STATES = {
    "adamw_torch": 2,
    "adamw_torch_fused": 2,
    "adagrad": 1,
    "rmsprop": 1,
    "sgd": 0,
}
"""Numbers that an optimizer keeps for each trained weight."""
_DIVIDED: dict[str, tuple[str, ...]] = {
    "ddp": (),
    "zero2": ("gradients", "optimizer"),
    "zero3": ("weights", "gradients", "optimizer"),
    "fsdp2": ("weights", "gradients", "optimizer"),
}
"""What each process holds a part of. Weights are put together layer by layer while they are used,
which is not counted."""
_FLOAT32 = 4
_TILE_TOKENS, _TILE_COLUMNS = 4_096, 32_768
"""`TOKEN_CHUNK_SIZE` of trl.kernels.chunked_logprob, `_CHUNKED_LOGPROB_CHUNK_SIZE` of its utils."""
_TILE_COPIES, _COPIES, _VALIDATION_COPIES = 10, 4, 3
_CGROUP = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Shape:
    """The batches that are trained, and those of validation."""

    rows: int
    """Sequences of a training batch; of preference pairs there are two each."""
    length: int
    """Tokens of the longest one, with padding."""
    validation_rows: int
    validation_length: int
    """Zero where nothing is validated."""
    writes: bool
    """Whether the model gives a value for each token of the vocabulary."""
    in_columns: bool
    """Whether the training loss takes the vocabulary in parts."""
    half: bool
    """Whether activations lie in bfloat16."""
    cuda: bool = False


def memory_parts(
    model: Any, trainable: Collection[str], config: TuneConfig, shape: Shape
) -> dict[str, int]:
    """Return the bytes of each part; weights on torch's "meta" device count as if they were there.

    Args:
        model: prepared for training.
        trainable: names of the parameters that are trained.
        config: optimizer and activation checkpointing.
        shape: of the batches.
    """
    named = dict(model.named_parameters())
    trained = [named[name] for name in trainable]
    tensors = {id(each): each for each in (*named.values(), *model.buffers())}
    values = shape.rows * shape.length
    return {
        "weights": sum(each.numel() * each.element_size() for each in tensors.values()),
        "gradients": sum(each.numel() * each.element_size() for each in trained),
        "optimizer": _FLOAT32 * sum(_kept(each, config.optim) for each in trained),
        "activations": _activations(model, config, shape) * values,
        "logits": _logits(model, shape),
    }


def spread(
    parts: Mapping[str, int], launch: LaunchSettings | None, processes: int, *, cuda: bool
) -> dict[str, int]:
    """Return the bytes of each part where several processes train.

    Args:
        parts: of one process that has the whole model.
        launch: how they divide it; None where one trains alone.
        processes: their number.
        cuda: whether each has a GPU: then the bytes on one are returned, else those of all
            together, which share the machine's memory.
    """
    divided: tuple[str, ...] = ()
    if launch is not None:
        divided = _DIVIDED[launch.strategy]
    each = {name: -(-n // processes) if name in divided else n for name, n in parts.items()}
    return each if cuda else {name: n * processes for name, n in each.items()}


def _kept(parameter: Any, optim: str) -> int:
    if optim == "adafactor":
        shape = parameter.shape
        return int(shape[-1] + shape[-2]) if len(shape) > 1 else int(parameter.numel())
    return _STATES[optim] * int(parameter.numel())


def _activations(model: Any, config: TuneConfig, shape: Shape) -> int:
    """Return the bytes per token of a batch."""
    text = model.config.get_text_config()
    hidden = int(text.hidden_size)
    wide = int(getattr(text, "intermediate_size", None) or 4 * hidden)
    layers = int(text.num_hidden_layers)
    layer = 10 * hidden + 4 * wide
    if str(getattr(text, "_attn_implementation", "")) == "eager":
        layer += 2 * int(text.num_attention_heads) * shape.length
    kept = layers * hidden + layer if config.activation_checkpointing else layers * layer
    return kept * (2 if shape.half else _FLOAT32)


def _logits(model: Any, shape: Shape) -> int:
    if not shape.writes:
        return 0
    columns = int(model.config.get_text_config().vocab_size)
    tokens = shape.rows * shape.length
    if not shape.in_columns:
        training = tokens * columns * _FLOAT32 * _COPIES
    elif shape.cuda:
        training = min(tokens, _TILE_TOKENS) * _TILE_COLUMNS * (2 if shape.half else _FLOAT32)
    else:
        tile = min(tokens, _TILE_TOKENS) * min(columns, _TILE_COLUMNS)
        training = tile * _FLOAT32 * _TILE_COPIES
    validation = shape.validation_rows * shape.validation_length * columns
    return max(training, validation * _FLOAT32 * _VALIDATION_COPIES)


def free_memory(
    *, cuda: bool, meminfo: Path = Path("/proc/meminfo"), cgroup: Path = _CGROUP
) -> int | None:
    """Return the bytes that are free where training runs; None where that cannot be told.

    Args:
        cuda: whether it runs on this process's GPU.
        meminfo: where Linux tells of the machine's memory.
        cgroup: where it tells what this container may have.
    """
    if cuda:
        import torch

        return int(torch.cuda.mem_get_info()[0])
    free = [each for each in (_available(meminfo), _left(cgroup)) if each is not None]
    return min(free, default=None)


def _available(meminfo: Path) -> int | None:
    try:
        for line in meminfo.read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    return None


def _left(cgroup: Path) -> int | None:
    try:
        most = int((cgroup / "memory.max").read_text())
        used = int((cgroup / "memory.current").read_text())
        cached = dict(
            line.split() for line in (cgroup / "memory.stat").read_text().splitlines() if line
        )
        return most - used + int(cached.get("inactive_file", 0))
    except (OSError, ValueError):
        return None  # `max`: no limit


def to_lower(parts: Mapping[str, int], config: TuneConfig) -> str:
    """Return which setting of [tune] to lower, by the largest part of the memory."""
    largest = max(parts, key=lambda name: parts[name])
    if largest in {"activations", "logits"}:
        batch = config.per_device_train_batch_size
        first = (
            f"lower per_device_train_batch_size (now {batch}) and raise gradient_accumulation_steps"
            " by the same factor"
            if batch > 1
            else "lower max_length"
        )
        if largest == "logits":
            return f"{first}; lower per_device_eval_batch_size as well"
        if not config.activation_checkpointing:
            return f"{first}, or set activation_checkpointing = true"
        return first
    if largest in {"gradients", "optimizer"}:
        return 'train fewer weights (method = "lora"), or set optim = "adafactor"'
    return "use a smaller base model, or an adapter with quantization"
