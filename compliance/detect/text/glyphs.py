"""Characters that stand for plainer ones: widths, spaces, dashes, digits, marks, invisible ones.

Basis: Unicode Standard Annex 15 (NFKC), Annex 44 (character categories).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from compliance.detect.text.offsets import Edit

_OTHER_DASHES = frozenset("\u2043\u2212\u02d7")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters without a glyph."""
_DROPPED_MARKS = frozenset("\u034f\u180b\u180c\u180d\u180f\ufe0e\ufe0f")
"""Marks without a glyph of their own."""
_PUNCTUATION = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u201b": "'",
    "\u02bc": "'",
    "\u00b4": "'",
    "\u2032": "'",
    "\u201d": '"',
    "\u201f": '"',
    "\u2033": '"',
    "\u2044": "/",
    "\u2215": "/",
    "\u2236": ":",
    "\ua789": ":",
    "\u3002": ".",
    "\uff61": ".",
    "\u06d4": ".",
    "\u2800": " ",
    "\ufffc": " ",
    "\u2122": "\u2122",
    "\u2120": "\u2120",
}
"""What NFKC leaves as it is, or would glue to the word before it."""
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɡɑ", "abcdefghijklmnoprstuvwyzga", strict=True))
_BADGES = {
    chr(first + letter): chr(ord("A") + letter)
    for first in (0x1F150, 0x1F170)
    for letter in range(26)
}
"""Letters in dark circles and squares, which NFKC does not take apart."""
_LONGEST = 32
"""So many characters of a letter with marks are read: sorting marks takes time quadratic in them.
Basis: Unicode Standard Annex 15, stream-safe text."""
_BLOCKS = (
    (0x80, 0x3400),
    (0xA000, 0xAC00),
    (0xD7A4, 0xE000),
    (0xF900, 0x12000),
    (0x16A00, 0x17000),
    (0x13430, 0x13460),
    (0x1BC00, 0x1BD00),
    (0x1CF00, 0x1F300),
    (0x1FB00, 0x1FC00),
    (0x2F800, 0x2FA20),
    (0xE0000, 0xE1000),
)
"""Where the characters are that may need work: not among ideographs, Korean syllables, emoji."""
_HIGH = "\U00010000-\U0001f2ff\U0001fbf0-\U0001fbf9\U0002f800-\U0002fa1f\U000e0000-\U000e0fff"
"""All that lies beyond the first plane but emoji: a pattern is fast with few ranges there."""
_HIGH_MARKS = "\U000e0000-\U000e0fff"


@dataclass(frozen=True, slots=True)
class _Table:
    """What each character stands for, and the pattern that finds those that need work."""

    plain: dict[str, str]
    marks: frozenset[str]
    clusters: re.Pattern[str]


def glyph_edits(text: str) -> list[Edit]:
    """Return the edits that leave each character of a text in its plain form.

    A letter keeps the accents that are letters of some alphabet; marks drawn over a letter or
    digit beyond that are dropped. Lone surrogates are replaced, never dropped, so that they still
    part words.

    Args:
        text: a string without control characters of ASCII.
    """
    if text.isascii():
        return []
    table = _table()
    edits: list[Edit] = []
    done = 0
    for match in table.clusters.finditer(text):
        start, end = match.span()
        first = text[start]
        if end - start == 1 and first in table.plain:
            edits.append((start, end, table.plain[first]))
        else:
            edits.extend(_cluster_edits(text, start, end, done, table))
        done = end
    return edits


def _cluster_edits(text: str, start: int, end: int, done: int, table: _Table) -> Iterator[Edit]:
    """Yield the edits of one character with the marks and invisible characters behind it."""
    last = end
    while last > start and text[last - 1] not in table.marks:
        last -= 1
    # Up to `last` there are marks, behind it only invisible characters.
    if last > start:
        if start > done and (text[start] in table.marks or _is_invisible(text[start], table)):
            start -= 1
        plain = _compose(text[start : min(last, start + _LONGEST)])
        if plain != text[start:last]:
            yield start, last, plain
    elif not _is_invisible(text[start], table):
        last = start + 1
        if text[start] in table.plain:
            yield start, last, table.plain[text[start]]
    if last < end:
        yield last, end, ""


def _is_invisible(char: str, table: _Table) -> bool:
    return table.plain.get(char) == ""


@lru_cache(maxsize=4096)
def _compose(cluster: str) -> str:
    """Return the plain form of a character with its marks: one accented letter where there is one.

    Scripts that are written with marks of their own (Hebrew, Arabic, those of India) keep them.
    """
    table = _table()
    visible = "".join(char for char in cluster if not _is_invisible(char, table))
    composed = unicodedata.normalize("NFC", visible)
    if composed[0] in table.marks:
        return ""
    base = table.plain.get(composed[0], composed[0])
    own = base[-1:] >= "\u0590" and unicodedata.category(base[-1])[0] in "LM"
    rest = "".join(
        char for char in composed[1:] if char not in table.marks or (own and not _is_general(char))
    )
    return unicodedata.normalize("NFC", base + rest)


def _is_general(mark: str) -> bool:
    """Tell whether a mark belongs to no script, so that it can be drawn over any letter."""
    code = ord(mark)
    return (
        code < 0x0590
        or 0x1AB0 <= code < 0x1B00
        or 0x1DC0 <= code < 0x1E00
        or 0x20D0 <= code < 0x2100
        or 0xFE00 <= code < 0xFE30
        or code >= 0xE0000
        or mark in _DROPPED_MARKS
    )


@cache
def _table() -> _Table:
    plain: dict[str, str] = {}
    marks: set[str] = set()
    for code in chain.from_iterable(range(*block) for block in _BLOCKS):
        char = chr(code)
        if unicodedata.category(char) in ("Mn", "Me"):
            marks.add(char)
            continue
        stands_for = _plain(char)
        if stands_for != char:
            plain[char] = stands_for
    invisible = {char for char, stands_for in plain.items() if not stands_for}
    work = _char_class({*plain, *marks})
    clusters = re.compile(f"[{work}{_HIGH}][{_char_class(marks | invisible)}{_HIGH_MARKS}]*")
    return _Table(plain, frozenset(marks), clusters)


def _control(char: str) -> str:
    """Return what a control character beyond ASCII is: mostly a sign of code page 1252."""
    meant = "" if char == "\x85" else char.encode("latin-1").decode("cp1252", "ignore")
    return _plain(meant) if meant else "\n" if char == "\x85" else " "


def _plain(char: str) -> str:
    """Return the plain form of a character without marks; empty if it is invisible."""
    if char in _PUNCTUATION:
        return _PUNCTUATION[char]
    category = unicodedata.category(char)
    if category == "Cf" or char in _FILLERS:
        return ""
    if category == "Cs":
        return "\ufffd"
    if category == "Cc":
        return _control(char)
    if category == "Zs":
        return " "
    if category in ("Zl", "Zp"):
        return "\n"
    if category == "Pd" or char in _OTHER_DASHES:
        return "-"
    if category == "No":
        # A superscript or a fraction is no digit of a number.
        return char
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if char in _SMALL_CAPITALS:
        return _SMALL_CAPITALS[char]
    if char in _BADGES:
        return _BADGES[char]
    plain = unicodedata.normalize("NFKC", char)
    if plain == char:
        return char
    if plain[:1] == " ":
        # A spacing accent, taken apart: the accent would sit on the next word.
        return " "
    return "".join(
        "" if c in _FILLERS else "-" if c in _OTHER_DASHES else _PUNCTUATION.get(c, c)
        for c in plain
    )


def _char_class(chars: Iterable[str]) -> str:
    """Return the inside of a character class, as ranges; for the first plane only."""
    codes = sorted(code for code in map(ord, chars) if code < 0x10000)
    parts = []
    first = last = codes[0]
    for code in [*codes[1:], -1]:
        if code == last + 1:
            last = code
            continue
        parts.append(f"\\u{first:04x}-\\u{last:04x}")
        first = last = code
    return "".join(parts)
