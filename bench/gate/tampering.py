"""Single changed bytes, and which of them verification does not find."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from compliance.errors import FtcheckError


@dataclass(frozen=True, slots=True)
class Change:
    """One byte of a file, replaced by another one."""

    path: Path
    offset: int
    mask: int
    """What the byte is xored with, 1 to 255."""


def changes(files: Sequence[Path], *, count: int, seed: int) -> Iterator[Change]:
    """Yield random changes, as many for each file as for any other, whatever its size.

    Args:
        files: none of them empty.
        count: how many in all.
        seed: the same seed gives the same changes.
    """
    chance = random.Random(seed)
    for number in range(count):
        path = files[number % len(files)]
        yield Change(path, chance.randrange(path.stat().st_size), chance.randrange(1, 256))


def undetected(
    files: Sequence[Path], verifies: Callable[[], bool], *, count: int, seed: int
) -> list[Change]:
    """Return the changes after which everything still verifies; each is undone again.

    Args:
        files: what is changed.
        verifies: does what `ftcheck verify` does; False or an FtcheckError means found.
        count: how many changes.
        seed: the same seed gives the same changes.
    """
    missed: list[Change] = []
    for change in changes(files, count=count, seed=seed):
        whole = change.path.read_bytes()
        changed = bytearray(whole)
        changed[change.offset] ^= change.mask
        change.path.write_bytes(changed)
        try:
            if verifies():
                missed.append(change)
        except FtcheckError:
            pass
        finally:
            change.path.write_bytes(whole)
    return missed
