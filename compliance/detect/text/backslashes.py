r"""Characters behind backslashes: those of JSON and of program code, and of Markdown.

A letter behind a backslash also begins a folder or a LaTeX command: `\n` and its like count only
where what follows makes neither of them.

Basis: RFC 8259 section 7 (JSON strings); CommonMark 0.31 section 2.4 (backslash escapes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.text.octets import octet_edits
from compliance.detect.text.offsets import Edit

_ESCAPE = re.compile(
    r"\\(?<!\\\\)\\{0,7}(?:"
    r"u(?P<pair>[dD][89abAB][0-9a-fA-F]{2}\\{1,8}u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?:u(?P<four>[0-9a-fA-F]{4})|U(?P<eight>000[01][0-9a-fA-F]{4})"
    r"|u\{(?P<braced>[0-9a-fA-F]{1,5})\})"
    r"|(?P<hex>x[0-9a-fA-F]{2}(?:\\{1,8}x[0-9a-fA-F]{2}){0,200})"
    r"|(?P<octal>[0-3][0-7]{2}(?:\\{1,8}[0-3][0-7]{2}){1,200})"
    r"|(?P<blank>[nrt])"
    r"|(?P<hard>(?=[\r\n]))"
    r"|(?P<sign>[\"'/@._*+#&()\[\]~-]))"
)
_HEX = re.compile(r"\\{0,8}x([0-9a-fA-F]{2})")
_OCTAL = re.compile(r"\\{0,8}([0-3][0-7]{2})")
_BLANKS = {"n": "\n", "r": "\r", "t": "\t"}
_AFTER_BLANK = re.compile(r"(?![a-z])|[\w.+-]{1,64}@")
_DRIVE = re.compile(r"(?:^|[^A-Za-z])[A-Za-z]:\Z")
_ALWAYS = frozenset("\"'/")
_INSIDE = frozenset("@._+-")
"""Signs inside of addresses and names; elsewhere the backslash is part of a pattern."""


def backslash_edits(text: str) -> Iterator[Edit]:
    """Yield the edits that put each character in the place of its code.

    Args:
        text: text in plain characters.
    """
    for match in _ESCAPE.finditer(text):
        kind = match.lastgroup
        value = match[kind] if kind else ""
        if kind in ("hex", "octal"):
            yield from _octets(text, match, kind)
            continue
        plain = ""
        if kind == "hard":
            # The end of a line in Markdown, and a line that goes on in program code.
            yield match.start(), match.end(), ""
        elif kind == "pair":
            high, low = int(value[:4], 16), int(value[-4:], 16)
            plain = chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)
        elif kind in ("four", "eight", "braced"):
            plain = _char(int(value, 16))
        elif kind == "blank":
            plain = _blank(text, match)
        elif kind == "sign" and _is_escaped(text, match, value):
            plain = value
        if plain:
            yield match.start(), match.end(), plain


def _char(code: int) -> str:
    """Return a character; empty for half of a pair and for the backslash itself."""
    return "" if 0xD800 <= code < 0xE000 or chr(code) == "\\" else chr(code)


def _octets(text: str, match: re.Match[str], kind: str) -> Iterator[Edit]:
    pattern, base = (_HEX, 16) if kind == "hex" else (_OCTAL, 8)
    codes = list(pattern.finditer(text, match.start(), match.end()))
    octets = bytes(int(code[1], base) for code in codes)
    if kind == "octal" and not all(octet >= 0x80 for octet in octets):
        return
    yield from octet_edits(text, [code.span() for code in codes], octets)


def _blank(text: str, match: re.Match[str]) -> str:
    start, end = match.span()
    if _AFTER_BLANK.match(text, end) and not _DRIVE.search(text[max(0, start - 3) : start]):
        return _BLANKS[match["blank"]]
    return ""


def _is_escaped(text: str, match: re.Match[str], sign: str) -> bool:
    if sign in _ALWAYS:
        return True
    before = text[match.start() - 1 : match.start()].isalnum()
    behind = text[match.end() : match.end() + 1].isalnum()
    return (before and behind) if sign in _INSIDE else (before or behind)
