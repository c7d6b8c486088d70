"""What the header of a GGUF file says: architecture, tensors, number formats.

Read with bounds, because the file was written by a program of the user's.

Basis: the GGUF specification, github.com/ggml-org/ggml, docs/gguf.md, versions 2 and 3.
"""

from __future__ import annotations

import re
import struct
from collections import Counter
from pathlib import Path
from typing import IO, Any

from compliance.errors import ExportError

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_STRING, _ARRAY = 8, 9
_SCALARS = {
    0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?",
    10: "<Q", 11: "<q", 12: "<d",
}  # fmt: skip
"""Number of a value type → how it is packed."""
_LIMIT = 1 << 26
"""Bytes of a string, and entries of anything, at most."""
_ARCHITECTURE = "general.architecture"
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}\Z")
_FORMATS = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 6: "Q5_0", 7: "Q5_1", 8: "Q8_0", 9: "Q8_1",
    10: "Q2_K", 11: "Q3_K", 12: "Q4_K", 13: "Q5_K", 14: "Q6_K", 15: "Q8_K", 30: "BF16",
}  # fmt: skip


def read_header(path: Path) -> dict[str, Any]:
    """Return `version`, `architecture`, `tensors`, and how many tensors have which number format.

    Args:
        path: a GGUF file.

    Raises:
        ExportError: it is none, is damaged, or holds no tensor.
    """
    try:
        with path.open("rb") as stream:
            return _Reader(stream).header()
    except (struct.error, UnicodeDecodeError, _Damaged) as error:
        raise ExportError(
            f"{path.name} is no GGUF file of a known version, or it is damaged",
            fix="name llama.cpp's convert_hf_to_gguf.py with --converter",
        ) from error


class _Damaged(Exception):
    """Something in the file cannot be."""


class _Reader:
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def header(self) -> dict[str, Any]:
        if self._stream.read(4) != _MAGIC:
            raise _Damaged
        version = self._number("<I")
        if version not in _VERSIONS:
            raise _Damaged
        tensors, pairs = self._count(), self._count()
        values = {}
        for _ in range(pairs):
            key = self._string()
            value = self._value(self._number("<I"))
            if key == _ARCHITECTURE:
                values[key] = value
        formats: Counter[str] = Counter()
        for _ in range(tensors):
            self._string()
            for _ in range(self._number("<I")):
                self._number("<Q")
            number = self._number("<I")
            self._number("<Q")  # where it stands
            formats[_FORMATS.get(number, f"type {number}")] += 1
        if not tensors or not _NAME.match(str(values.get(_ARCHITECTURE, ""))):
            raise _Damaged
        return {
            "version": version,
            "architecture": values[_ARCHITECTURE],
            "tensors": tensors,
            "formats": dict(sorted(formats.items())),
        }

    def _number(self, form: str) -> Any:
        (value,) = struct.unpack(form, self._stream.read(struct.calcsize(form)))
        return value

    def _count(self) -> int:
        count = int(self._number("<Q"))
        if count > _LIMIT:
            raise _Damaged
        return count

    def _string(self) -> str:
        size = self._count()
        data = self._stream.read(size)
        if len(data) != size:
            raise _Damaged
        return data.decode("utf-8")

    def _value(self, kind: int, depth: int = 0) -> Any:
        """Return a text or number; an array is read and forgotten."""
        if kind == _STRING:
            return self._string()
        if kind in _SCALARS:
            return self._number(_SCALARS[kind])
        if kind != _ARRAY or depth > 4:
            raise _Damaged
        inner = int(self._number("<I"))
        for _ in range(self._count()):
            self._value(inner, depth + 1)
        return None
