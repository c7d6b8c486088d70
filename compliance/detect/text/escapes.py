"""Characters written as codes: HTML entities, JSON escapes, and the codes of links and mails.

Basis: HTML Living Standard, named character references.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5

from compliance.detect.text.backslashes import backslash_edits
from compliance.detect.text.offsets import Edit, in_order
from compliance.detect.text.transport import percent_edits, quoted_edits

_ENTITY = re.compile(
    r"&((?:amp;)*)(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};"
    r"|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{3,38})?"
)
_LETTERS = {
    name: char
    for name, char in html5.items()
    if not name.endswith(";") and char.isalpha() and char not in "ÐðÞþªºµ"
}
"""The entities that a browser reads without a semicolon too, so far as they are letters."""
_LOOSE = {**_LETTERS, "nbsp": "\u00a0", "shy": "\u00ad"}
_SPACED = "< "
"""A sign that was coded twice is meant to be seen: a space behind it keeps it from being a tag."""


def escape_edits(text: str) -> list[Edit]:
    """Return the edits that put each coded character in the place of its code.

    Args:
        text: text in plain characters.
    """
    edits: list[Edit] = []
    if "&" in text:
        edits.extend(_entities(text))
    if "\\" in text:
        edits.extend(backslash_edits(text))
    if "%" in text or "+" in text:
        edits.extend(percent_edits(text))
    if "=" in text:
        edits.extend(quoted_edits(text))
    return in_order(edits)


def _entities(text: str) -> Iterator[Edit]:
    for match in _ENTITY.finditer(text):
        twice, code = match.groups()
        if code and not code.endswith(";"):
            size, loose = _loose(text, code, match.end())
            if loose:
                yield match.start(), match.start(2) + size, loose
                continue
            code = None
        value = _value(code) if code else None
        if value is not None:
            yield match.start(), match.end(), _SPACED if twice and value == "<" else value
        elif twice:
            yield match.start(), match.end(1), "&"


def _value(code: str) -> str | None:
    """Return what `name;` or `#number;` stands for; None if nothing."""
    if code[0] == "#":
        return html.unescape(f"&{code}") or "\ufffd"
    return html5.get(code)


def _loose(text: str, code: str, end: int) -> tuple[int, str]:
    """Return how much of a code without semicolon is one, and what it stands for; '' if none."""
    if code[0] == "#":
        goes_on = text[end : end + 1].isalnum() and len(code) > 6
        return len(code), "" if goes_on else html.unescape(f"&{code};")
    for size in range(min(6, len(code)), 2, -1):
        value = _LOOSE.get(code[:size])
        if value:
            at = end - len(code) + size
            return size, "" if text[at : at + 1] in ("=", ";") else value
    return 0, ""
