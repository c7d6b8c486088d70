"""Octets written as codes of their own, one after another, read as characters.

Basis: RFC 3629 (UTF-8); ISO/IEC 8859-1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.detect.text.offsets import Edit

_NEVER = frozenset("%\\")
"""A code that stands for the sign of codes is left, so that nothing is undone twice."""
_UNLIKELY = frozenset("ÐÞðþ×÷")
"""Letters of ISO 8859-1 that codes stand for by chance rather than by intention."""


def octet_edits(text: str, spans: Sequence[tuple[int, int]], octets: bytes) -> Iterator[Edit]:
    """Yield an edit for each character that neighbouring codes stand for.

    Octets beyond ASCII are read as UTF-8; a single one between two letters as ISO 8859-1.

    Args:
        text: the text the codes stand in.
        spans: where each code stands, one behind another.
        octets: what each code stands for.
    """
    at = 0
    while at < len(octets):
        size = _size(octets[at])
        char = octets[at : at + size].decode("utf-8", "ignore")
        if len(char) != 1:
            size = 1
            char = _single(text, spans, octets, at)
        if char and char not in _NEVER:
            yield spans[at][0], spans[at + size - 1][1], char
        at += size


def _size(first: int) -> int:
    """Return how many octets the character has that begins with this one."""
    if first < 0xC2:
        return 1
    return 2 if first < 0xE0 else 3 if first < 0xF0 else 4


def _single(text: str, spans: Sequence[tuple[int, int]], octets: bytes, at: int) -> str:
    """Return the letter of ISO 8859-1 that an octet alone between letters stands for, or ''."""
    start, end = spans[at]
    char = chr(octets[at])
    alone = octets[at] >= 0xC0 and len(octets) == 1 and char not in _UNLIKELY
    code = text[start:end]
    if alone and code == code.upper() and text[start - 1 : start].isalpha():
        return char if text[end : end + 1].islower() else ""
    return ""
