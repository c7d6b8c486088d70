"""Letters of codes and of numbers in groups that only look like plain ones.

One to three Cyrillic capitals beside two groups of digits ("АВ 12 34 56 С") are read as Latin; the
house number "30 А" is not. Marks that no language of Europe writes over a letter are dropped in
words with digits and in capitals beside them.

Basis: Unicode Technical Standard 39 (confusable letters); Unicode block Latin Extended Additional.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from compliance.detect.text.lookalikes import LOOKALIKES
from compliance.detect.text.offsets import Edit

_CAPITALS = "".join(
    chr(old) for old, new in LOOKALIKES.items() if 0x0400 <= old < 0x0530 and new.isupper()
)
_GROUP = re.compile(f"[{_CAPITALS}]{{1,3}}(?![^\\W_])")
_DIGITS_BEFORE = re.compile(r"(?:[0-9]{1,8}[ ./-]){2}\Z")
_DIGITS_BEHIND = re.compile(r"(?:[ ./-][0-9]{1,8}){2}")
_MARKS = "\u1e00-\u1e99\u1ea0-\u1ef9"
"""Latin letters with the marks of Vietnamese and of transliterations."""
_MARKED = re.compile(f"[{_MARKS}]")
_CODE_BEHIND = re.compile(f"[A-Za-z{_MARKS}]{{0,12}}[0-9]|[A-Z{_MARKS}]{{0,4}}[ -][0-9]")
_CODE_BEFORE = re.compile(f"[0-9][A-Za-z{_MARKS}]{{0,12}}\\Z|[0-9][ -][A-Z{_MARKS}]{{0,4}}\\Z")


def group_edits(text: str) -> list[Edit]:
    """Return the edits, of one character each, that make such letters plain.

    Args:
        text: text in plain characters.
    """
    if text.isascii():
        return []
    return sorted((*_capitals(text), *_marked(text)))


def _capitals(text: str) -> Iterator[Edit]:
    for match in _GROUP.finditer(text):
        start, end = match.span()
        if start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
            continue
        before = text[max(0, start - 18) : start]
        if _DIGITS_BEHIND.match(text, end) or _DIGITS_BEFORE.search(before):
            for at in range(start, end):
                yield at, at + 1, LOOKALIKES[ord(text[at])]


def _marked(text: str) -> Iterator[Edit]:
    for match in _MARKED.finditer(text):
        start, end = match.span()
        before = text[max(0, start - 14) : start]
        if _CODE_BEHIND.match(text, end) or _CODE_BEFORE.search(before):
            yield start, end, unicodedata.normalize("NFD", match.group())[0]
