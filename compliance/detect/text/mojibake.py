"""Text in UTF-8 that a program read as Latin-1 or cp1252: `JÃ¶rg`, `donâ€™t`.

Only what stands for a letter of a European alphabet or for ordinary punctuation is undone, and
only where it does not read as a capital letter before a quotation mark or a dash.

Basis: RFC 3629 (UTF-8); code page 1252.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.text.offsets import Edit

_LATIN_1 = "".join(map(chr, range(0x80, 0xC0)))
_BEHIND = _LATIN_1 + "".join(
    char for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))
)
"""What an octet behind the first one of a character looks like."""
_FIRST = "ÂÃÄÅÈÎÏÐÑ"
_TRIPLE = frozenset("áâï")
_MISREAD = re.compile(
    f"[{_FIRST}áâï][{_BEHIND}]{{1,2}}(?:[{_FIRST}áâï][{_BEHIND}]{{1,2}}){{0,200}}"
)
FIRST_SIGNS = frozenset(_FIRST) | _TRIPLE
"""A text without any of these has nothing to undo."""
_ALONE = frozenset("ÂÃáâï")
"""First signs that no word of a living language has before such a second sign."""
_ALPHABETS = frozenset("ÎÏÐÑ")
"""First signs of Greek and Cyrillic letters: of these a word has several."""
_MARKS = frozenset("“”„‘’‚«»‹›–—…•™ \u00a0\u0093\u0094\u0084\u0091\u0092\u0082\u0096\u0097\u0085")


def mojibake_edits(text: str) -> list[Edit]:
    """Return the edits that put the character in the place of what its octets were read as.

    Args:
        text: any string, as it came: plain forms of these signs no longer tell.
    """
    return [edit for match in _MISREAD.finditer(text) for edit in _run(text, *match.span())]


def _run(text: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the edits of misread characters that stand side by side."""
    pieces: list[Edit] = []
    at = start
    while at < end:
        size = 3 if text[at] in _TRIPLE else 2
        if text[at] in FIRST_SIGNS and at + size <= end:
            pieces.append((at, at + size, _decoded(text[at : at + size])))
            at += size
        else:
            at += 1
    inside = text[start - 1 : start].islower() or text[end : end + 1].isalpha()
    for left, right, char in pieces:
        first, second = text[left], text[left + 1]
        if first in _ALPHABETS:
            sure = len(pieces) > 1
        elif first in _ALONE and second not in _MARKS:
            sure = True
        else:
            sure = inside or len(pieces) > 1 or first in "Ââï"
        if char and sure:
            yield left, right, char


def _decoded(signs: str) -> str:
    """Return the character whose octets these signs are; empty if it is none we want."""
    octets = b"".join(
        sign.encode("cp1252", "ignore") or sign.encode("latin-1", "ignore") for sign in signs
    )
    char = octets.decode("utf-8", "ignore")
    if len(char) != 1 or len(octets) != len(signs):
        return ""
    code = ord(char)
    wanted = (
        0xA0 <= code < 0x180
        or char in "ȘșȚț€\ufeff"
        or (0x370 <= code < 0x460 and char.isalpha())
        or 0x1E00 <= code < 0x1F00
        or 0x2000 <= code < 0x2040
    )
    return char if wanted else ""
