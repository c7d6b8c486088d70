"""Characters written as codes: HTML entities, and codes of mails and links inside e-mail addresses.

Basis: HTML Living Standard, named character references; RFC 2045 (quoted-printable); RFC 3986.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5

from compliance.detect.text.offsets import Edit

_ENTITY = re.compile(
    r"&((?:amp;)*)(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?"
)
_PERCENT_AT = re.compile(r"%40(?=[\w-]{1,63}\.\w{2})")
_QUOTED = re.compile(r"=[CD][0-9A-F]=[89AB][0-9A-F]|=E[0-9A-F](?:=[89AB][0-9A-F]){2}")
_SOFT_BREAK = re.compile(r"=\r?\n")
_SOFT_BREAK_FROM = 60
"""A mail program breaks at column 76; a short line that ends in `=` is something else."""


def escape_edits(text: str) -> list[Edit]:
    """Return the edits that put each coded character in the place of its code.

    Args:
        text: text in plain characters.
    """
    edits: list[Edit] = []
    if "&" in text:
        edits.extend(_entities(text))
    if "%40" in text:
        edits.extend(
            (match.start(), match.end(), "@")
            for match in _PERCENT_AT.finditer(text)
            if _is_word(text, match.start() - 1)
        )
    if "=" in text:
        edits.extend(_quoted_printable(text))
    edits.sort()
    return edits


def _entities(text: str) -> Iterator[Edit]:
    for match in _ENTITY.finditer(text):
        twice, code = match.groups()
        value = _value(code) if code else None
        if value is not None:
            yield match.start(), match.end(), value
        elif twice:
            yield match.start(), match.end(1), "&"


def _value(code: str) -> str | None:
    """Return what `name;` or `#number;` stands for; None if nothing."""
    if code[0] == "#":
        return html.unescape(f"&{code}") or "\ufffd"
    return html5.get(code)


def _quoted_printable(text: str) -> Iterator[Edit]:
    for match in _QUOTED.finditer(text):
        octets = bytes.fromhex(match.group().replace("=", ""))
        char = octets.decode("utf-8", "replace")
        if len(char) == 1 and char != "\ufffd":
            yield match.start(), match.end(), char
    for match in _SOFT_BREAK.finditer(text):
        column = match.start() - (text.rfind("\n", 0, match.start()) + 1)
        if _SOFT_BREAK_FROM <= column <= 76 and _is_word(text, match.end()):
            yield match.start(), match.end(), ""


def _is_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] in "_.+-@")
