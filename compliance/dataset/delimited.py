"""Cells of delimited text: where each stands, and how a new text is written in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator


def cell_spans(text: str, delimiter: str) -> Iterator[list[tuple[int, int]]]:
    """Yield start and end of each cell, line by line; a blank line has none.

    For text that `csv.reader` has accepted in strict mode.
    """
    cell = re.compile(rf'"(?:[^"]|"")*"|[^{re.escape(delimiter)}\r\n]*')
    position, line = 0, list[tuple[int, int]]()
    while position < len(text):
        match = cell.match(text, position)
        assert match is not None  # the pattern matches the empty string
        line.append(match.span())
        position = match.end()
        if text[position : position + 1] == delimiter:
            position += 1
            if position < len(text):
                continue
            line.append((position, position))
        yield [] if line == [(position, position)] else line
        line = []
        position += 2 if text.startswith("\r\n", position) else 1


def written_cell(value: str, old: str, delimiter: str) -> str:
    """Return a cell's text, quoted where it must be or the old one was."""
    if old.startswith('"') or any(char in value for char in (delimiter, '"', "\r", "\n")):
        return '"' + value.replace('"', '""') + '"'
    return value
