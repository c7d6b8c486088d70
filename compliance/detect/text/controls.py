r"""Control characters: invisible inside of a word, and between words what parts them.

Basis: ECMA-48 section 5.4 (control sequences such as colours of a terminal); ISO/IEC 646.
"""

from __future__ import annotations

import re

from compliance.detect.text.offsets import Edit

_CONTROLS = re.compile(
    r"\x1b\[[0-9;?]{0,16}[A-Za-z]|[\x00-\x08\x0e-\x1b\x7f]+|[\x0b\x0c]|[\x1c-\x1f]"
)
CONTROLS = frozenset(map(chr, (*range(0x09), *range(0x0B, 0x0D), *range(0x0E, 0x20), 0x7F)))
"""A text without any of these has nothing to undo."""
_IN_WORDS = frozenset("@_")
_BEFORE_WORDS = frozenset(".-")


def control_edits(text: str) -> list[Edit]:
    """Return the edits that leave no control characters but tabs and line ends.

    Nothing stands between two small letters in the place of any of them, and nothing in the place
    of a single one between two signs of a word. Elsewhere, and where a capital may begin a new
    word, each of them is a space: fields of a fixed length are filled with them.

    Args:
        text: any string.
    """
    edits: list[Edit] = []
    for match in _CONTROLS.finditer(text):
        start, end = match.span()
        first = text[start]
        if first in "\x0b\x0c":
            edits.append((start, end, "\n"))
        elif first == "\x1b" and end - start > 2 and text[start + 1] == "[":
            edits.append((start, end, ""))
        elif first not in "\x1c\x1d\x1e\x1f" and _is_inside(text, start, end):
            edits.append((start, end, ""))
        else:
            edits.extend((at, at + 1, " ") for at in range(start, end))
    return edits


def _is_inside(text: str, start: int, end: int) -> bool:
    """Tell whether control characters stand inside of a word."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if end - start > 1:
        return before.islower() and behind.islower()
    if before.islower() and behind.isupper():
        return False
    left = before.isalnum() or before in _IN_WORDS or before in _BEFORE_WORDS
    if behind in _BEFORE_WORDS:
        behind = text[end + 1 : end + 2]
    return bool(before) and left and (behind.isalnum() or behind in _IN_WORDS)
