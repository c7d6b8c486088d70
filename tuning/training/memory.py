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
    import torch

    try:
        yield
    except (MemoryError, torch.OutOfMemoryError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and not isinstance(error, torch.OutOfMemoryError):
            if not _CPU.search(str(error)):
                raise
            where = "memory of the machine"
        else:
            cuda = isinstance(error, torch.OutOfMemoryError)
            where = "memory of the GPU" if cuda else "memory of the machine"
        raise OutOfMemoryError(
            f"out of memory while {what}: the {where} does not hold {batch} records of up to "
            f"{longest:,} tokens at once",
            fix=_fix(setting, batch),
        ) from error


def _fix(setting: str, batch: int) -> str:
    if batch > 1:
        first = f"lower {setting} in [tune] (now {batch})"
        if setting == "per_device_train_batch_size":
            first += ", with gradient_accumulation_steps raised by the same factor"
    else:
        first = "lower max_length in [tune]"
    return f"{first}; or lower max_length, train fewer weights, or use a smaller base model"
