"""Memory that does not suffice, as an error that says which setting to lower."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

from compliance.errors import OutOfMemoryError

# torch raises a bare RuntimeError when the processor's memory is full.
_CPU = re.compile(r"can't allocate memory|not enough memory|Cannot allocate memory")


@contextlib.contextmanager
def memory_for(what: str, *, batch: int, longest: int, setting: str) -> Iterator[None]:
    """Turn a lack of memory inside the block into an error with sizes and settings.

    Args:
        what: is being done, as the error says it: `training`.
        batch: records at once.
        longest: tokens of the longest record, or of a packed row.
        setting: key of [tune] that sets the batch.

    Raises:
        OutOfMemoryError: the memory of the processor or of the GPU did not suffice.
    """
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        if (full := full_memory(error)) is None:
            raise
        raise OutOfMemoryError(
            f"out of memory while {what}: the {full} does not hold {batch} records of up to "
            f"{longest:,} tokens at once",
            fix=_fix(setting, batch),
        ) from error


def full_memory(error: Exception) -> str | None:
    """Return which memory an error says is full, as messages name it; None if it says no such."""
    import torch

    if isinstance(error, torch.OutOfMemoryError):
        return "memory of the GPU"
    full = isinstance(error, MemoryError) or _CPU.search(str(error)) is not None
    return "memory of the machine" if full else None


def _fix(setting: str, batch: int) -> str:
    if batch > 1:
        first = f"lower {setting} in [tune] (now {batch})"
        if setting == "per_device_train_batch_size":
            first += ", with gradient_accumulation_steps raised by the same factor"
    else:
        first = "lower max_length in [tune]"
    return f"{first}; or lower max_length, train fewer weights, or use a smaller base model"
