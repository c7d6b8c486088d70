"""Texts from data as a terminal may show them: nothing in them moves, hides or colours anything."""

from __future__ import annotations

import unicodedata

_SHOWN_AS = {"\n": "\n", "\t": "    "}
# Cc: control; Cf: zero-width and direction marks, which can show a text in another order; Cs: lone
# surrogates, which no terminal takes; Co, Cn: no character at all; Zl, Zp: further line breaks.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Any more marks on one letter than scripts need would paint over the lines above and below.
_MOST_MARKS = 4


def safe(text: str) -> str:
    r"""Return a text with what a terminal would obey written out, such as `\x1b`."""
    shown = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if char in _SHOWN_AS:
            shown.append(_SHOWN_AS[char])
        elif unicodedata.category(char) in _HIDDEN or marks > _MOST_MARKS:
            shown.append(_written_out(char))
        else:
            shown.append(char)
    return "".join(shown)


def one_line(text: str) -> str:
    """Return a text safe for a terminal, on one line."""
    return safe(text).replace("\n", " ")


def masked(text: str) -> str:
    """Return a text with every letter and digit hidden; its shape stays."""
    return "".join("*" if char.isalnum() else char for char in text)


def _written_out(char: str) -> str:
    number = ord(char)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
