"""Reads scan.json without its findings: that array grows with the dataset, a report does not."""

from __future__ import annotations

import json
import mmap
import re
from pathlib import Path
from typing import Any

# A whole flat object (one finding), else a string, else one bracket.
_PIECE = re.compile(
    rb'\{(?:[^"{}\[\]]++|"[^"\\]*+(?:\\.[^"\\]*+)*+")*+\}'
    rb'|"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}]',
    re.DOTALL,
)
_SPACE = b" \t\r\n"


def read_without(path: Path, member: str) -> dict[str, Any]:
    """Return the JSON object in a file, with the array `member` at its top level left empty.

    The file is mapped, not read: memory does not grow with the array.

    Args:
        path: a JSON file that holds one object.
        member: name of the array to leave out.

    Raises:
        ValueError: the file is not such an object, or is cut off.
        OSError: it cannot be read.
    """
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        span = _find_array(data, member.encode())
        if span is None:
            text = bytes(data)
        else:
            text = data[: span[0]] + b"[]" + data[span[1] :]
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _find_array(data: mmap.mmap, member: bytes) -> tuple[int, int] | None:
    depth = 0
    start: int | None = None
    position = 0
    first = _skip_space(data, 0)
    if data[first : first + 1] != b"{":
        raise ValueError("not an object")
    # The outer object could be flat, and would then match as one piece: step over its brace.
    position = first + 1
    depth = 1
    while (match := _PIECE.search(data, position)) is not None:
        piece = match.group()
        position = match.end()
        if piece in (b"{", b"["):
            depth += 1
        elif piece in (b"}", b"]"):
            depth -= 1
            if start is not None and depth == 1:
                return start, position
            if depth == 0:
                return None
        elif start is None and depth == 1 and piece == b'"' + member + b'"':
            after = _skip_space(data, position)
            if data[after : after + 1] == b":":
                after = _skip_space(data, after + 1)
                if data[after : after + 1] == b"[":
                    start = after
    raise ValueError("cut off")


def _skip_space(data: mmap.mmap, position: int) -> int:
    while position < len(data) and data[position] in _SPACE:
        position += 1
    return position
