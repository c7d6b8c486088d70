"""Copies of a file that differ in some places, and the way back to the original."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True, slots=True, repr=False)
class Change:
    """What stood in a file where a copy holds something else; for memory and vaults only."""

    at: int
    """Bytes into the copy; in Parquet the number of a column."""
    length: int
    """Bytes of the copy that take its place; in Parquet 0."""
    old: bytes
    """The bytes of the original; in Parquet its column, as Arrow IPC stream."""


Changed = Callable[[Change], None]


class Copy:
    """A copy that is being written, and what it changes."""

    def __init__(self, out: IO[bytes], changed: Changed | None) -> None:
        self._out = out
        self._changed = changed
        self._position = 0

    def keep(self, data: bytes | str) -> None:
        """Write what stands in the original too."""
        data = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
        self._out.write(data)
        self._position += len(data)

    def put(self, new: str, old: str) -> None:
        """Write something in the place of a part of the original."""
        at = self._position
        self.keep(new)
        if self._changed is not None:
            before = old.encode("utf-8", "surrogatepass")
            self._changed(Change(at, self._position - at, before))

    def splice(self, text: str, edits: Iterable[tuple[int, int, str]]) -> None:
        """Write a text with something else at `[start, end)` of it, for each edit in order."""
        position = 0
        for start, end, new in edits:
            self.keep(text[position:start])
            self.put(new, text[start:end])
            position = end
        self.keep(text[position:])


def undo(path: Path, changes: Iterable[Change], out: IO[bytes]) -> None:
    """Write the original of a copy: the same bytes.

    Args:
        path: the copy, as it was written.
        changes: in order; what stands where one is left out stays.
        out: takes the original.
    """
    with path.open("rb") as copy:
        position = 0
        for change in changes:
            shutil.copyfileobj(_Part(copy, change.at - position), out)
            out.write(change.old)
            copy.seek(change.at + change.length)
            position = change.at + change.length
        shutil.copyfileobj(copy, out)


class _Part:
    """So many of the next bytes of a file, to be read like one."""

    def __init__(self, stream: IO[bytes], length: int) -> None:
        self._stream = stream
        self._left = length

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; none at the end."""
        data = self._stream.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(data)
        return data
