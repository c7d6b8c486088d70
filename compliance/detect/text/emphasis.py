"""Marks around words: emphasis and links of Markdown, and the BBCode of forums.

Chats write `*bold*`, `_slanted_` and `~struck~` with one sign. Signs in program code, in masked
numbers and in names of variables stay.

Basis: CommonMark 0.31 sections 6.2 (emphasis) and 6.3 (links).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.text.offsets import Edit, in_order
from compliance.detect.text.slots import SLOT

_STARS = re.compile(r"\*(?<!\*\*)\*{0,2}(?![\s*])([^*\n]{1,200})(?<!\s)(\*{1,3})(?!\*)")
_LINES = re.compile(r"_(?<![\w*]_)_?(?![\s_])([^_\n]{1,200})(?<!\s)(__?)(?!\w)")
_WAVES = re.compile(r"~(?<!~~)~?(?![\s~])([^~\n]{1,200})(?<!\s)(~~?)(?![\w~/])")
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\](?=\()")
_BBCODE = re.compile(
    r"\[/?(?:b|i|u|s|em|strong|center|color|size|font|quote|url|email)\]"
    r"|\[(?:color|size)=[#\w]{1,12}\]",
    re.IGNORECASE,
)
_SAYS_SOMETHING = re.compile(r"[A-Z0-9 @]|[^\x00-\x7f]")
_SENTENCE_END = re.compile(r"[.!?:;]\s")
_CLOSE = frozenset(").,;:!?/-&")
_OPEN = frozenset("(/-&")
_ORDINARY = re.compile(r"[\w\s.,;:'’\"@+!?()/&-]+")


def emphasis_edits(text: str) -> list[Edit]:
    """Return the edits that leave out marks around words.

    Args:
        text: text in plain characters.
    """
    edits: list[Edit] = []
    if "*" in text:
        edits.extend(_marks(text, _STARS, glued=True))
    if "_" in text:
        edits.extend(_marks(text, _LINES, glued=False))
    if "~" in text:
        edits.extend(_marks(text, _WAVES, glued=False))
    if "](" in text:
        edits.extend(_links(text))
    if "[/" in text:
        edits.extend((match.start(), match.end(), "") for match in _BBCODE.finditer(text))
    return in_order(edits)


def _marks(text: str, pattern: re.Pattern[str], *, glued: bool) -> Iterator[Edit]:
    for match in pattern.finditer(text):
        start, end = match.span()
        inner, right = match.groups()
        left = match.start(1) - start
        if left != len(right) or not _ORDINARY.fullmatch(inner):
            continue
        if inner[0] in _CLOSE or inner[-1] in _OPEN or (left == 1 and _SENTENCE_END.search(inner)):
            continue
        before, behind = text[start - 1 : start], text[end : end + 1]
        if before == "@":
            continue
        if before.isalnum() or behind.isalnum():
            digits = before.isdecimal() or behind.isdecimal()
            if not glued or left != 2 or digits or not inner.isalpha():
                continue
        elif not _SAYS_SOMETHING.search(inner):
            continue
        yield start, match.start(1), ""
        yield match.end(1), end, ""


def _links(text: str) -> Iterator[Edit]:
    for match in _LINK.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if not before.isalnum() and not SLOT.fullmatch(match[0]):
            yield match.start(), match.start() + 1, ""
            yield match.end() - 1, match.end(), " "
