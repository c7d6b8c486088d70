"""Text as it may be drawn: nothing invisible, nothing that reorders or breaks the page."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

# Direction overrides and isolates could show a text in another order than it is stored.
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = re.compile(f"[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\ud800-\udfff\ufeff\ufffe\uffff{_BIDI}]")
_LONG = re.compile(r"\S{20,}")
_BREAK_EVERY = 16
BREAK = "\u200b"
"""Zero-width space: a place where a long word may be broken."""


def visible(text: str) -> str:
    """Return `text` with control, surrogate and direction characters written as `[U+202E]`."""
    return _UNSEEN.sub(lambda match: code_point(match[0]), text.replace("\r\n", "\n"))


def code_point(char: str) -> str:
    """Return a character as its number, for instance `[U+1F600]`."""
    return f"[U+{ord(char):04X}]"


def breakable(text: str) -> str:
    """Return `text` with places to break in long words, such as hashes and file names."""
    return _LONG.sub(lambda match: _break(match[0]), text)


def _break(word: str) -> str:
    parts = [part for part in re.split(r"(?<=[/._:\-])", word) if part]
    return BREAK.join(
        BREAK.join(part[i : i + _BREAK_EVERY] for i in range(0, len(part), _BREAK_EVERY))
        for part in parts
    )


def as_data(value: Any, change: Callable[[str], str], *, keep: frozenset[str] = frozenset()) -> Any:
    """Return dataclasses as plain dicts and lists, every text changed by `change`.

    Args:
        value: a dataclass, list, tuple, mapping or plain value.
        change: applied to each text.
        keep: names of fields whose texts stay as they are (pictures, keys).
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: getattr(value, field.name)
            if field.name in keep
            else as_data(getattr(value, field.name), change, keep=keep)
            for field in dataclasses.fields(value)
        }
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: as_data(item, change, keep=keep) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [as_data(item, change, keep=keep) for item in value]
    return value
