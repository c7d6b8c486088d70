"""Ways in which a value is written so that a person still reads it and a pattern does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Disguise = Callable[[str], str | None]

_FULL_WIDTH = {ord("0") + n: 0xFF10 + n for n in range(10)}
_ARABIC = {ord("0") + n: 0x0660 + n for n in range(10)}
_ALIKE = str.maketrans("AaBCcEeHIiKMOoPpTXxy", "АаВСсЕеНІіКМОоРрТХху")


def _after_each(mark: str, every: int) -> Disguise:
    """Return a disguise that puts a mark after every n-th character."""
    return lambda value: "".join(
        char + mark if place % every == 0 and place < len(value) else char
        for place, char in enumerate(value, start=1)
    )


def _spaces(value: str) -> str:
    """Put no-break spaces for spaces, into groups of four, or around what is written in one."""
    if " " in value:
        return value.replace(" ", "\u00a0")
    if value.isalnum() and len(value) > 14:
        return "\u00a0".join(value[n : n + 4] for n in range(0, len(value), 4))
    return f"\u00a0{value}\u00a0"


def _hyphens(value: str) -> str | None:
    if "-" in value:
        return value.replace("-", "\u2011")
    return value.replace(" ", "\u2011") if " " in value else None


def _alike(value: str) -> str | None:
    changed = value.translate(_ALIKE)
    return None if changed == value else changed


def _line_break(value: str) -> str:
    middle = len(value) // 2
    spaces = [m.start() for m in re.finditer("[ .@-]", value)]
    if not spaces:
        return f"{value[:middle]}\n{value[middle:]}"
    place = min(spaces, key=lambda at: abs(at - middle))
    mark = "" if value[place] == " " else value[place]
    return f"{value[:place]}{mark}\n{value[place + 1 :]}"


def _spelled(value: str) -> str | None:
    if "@" not in value:
        return None
    return value.replace("@", " at ").replace(".", " dot ")


def _entities(value: str) -> str | None:
    marks = {"@": "&#64;", ".": "&#46;", " ": "&nbsp;", "-": "&#45;"}
    changed = "".join(marks.get(char, char) for char in value)
    return None if changed == value else changed


def _digits(table: Mapping[int, int]) -> Disguise:
    def change(value: str) -> str | None:
        changed = value.translate(table)
        return None if changed == value else changed

    return change


DISGUISES: Mapping[str, Disguise] = {
    "plain": lambda value: value,
    "full-width digits": _digits(_FULL_WIDTH),
    "digits of another script": _digits(_ARABIC),
    "zero-width characters": _after_each("\u200b", 3),
    "soft hyphens": _after_each("\u00ad", 3),
    "no-break spaces": _spaces,
    "non-breaking hyphens": _hyphens,
    "look-alike letters": _alike,
    "combining marks": _after_each("\u0336", 4),
    "line break inside": _line_break,
    "spelled-out separators": _spelled,
    "HTML entities": _entities,
}
"""Each disguise by name; None where it does not apply to a value."""
