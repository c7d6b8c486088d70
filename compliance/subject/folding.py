"""Letters as one person writes them and another reads them: Müller, Mueller and MULLER are one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_MARKS = re.compile(r"[\u0300-\u036f]+")
_SINGLE = {
    "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th", "æ": "a", "œ": "o",
    "ŋ": "n", "ŧ": "t", "ĸ": "k",
}  # fmt: skip
_TABLE = str.maketrans(_SINGLE)
_DIGRAPH = re.compile(r"(?<=[aou])e|(?<=a)a")
"""ae, oe, ue and aa: how ä, ö, ü and å are written without them. Both sides lose the second letter,
so Manuel is compared as "manul" with itself."""


def fold(text: str) -> str:
    """Return a text without case, accents and the second letter of ae, oe, ue, aa."""
    return _DIGRAPH.sub("", _letters(text))


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    if plain.isascii():
        return plain
    return _MARKS.sub("", plain).translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, where it came from."""

    text: str
    origin: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the original span of a folded one; not empty."""
        return self.origin[start], self.origin[end - 1] + 1


def fold_mapped(text: str) -> Folded:
    """Return `fold(text)` with the way back; slower, for texts in which something was found."""
    chars: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        for plain in _letters(char):
            chars.append(plain)
            origin.append(index)
    joined = "".join(chars)
    parts: list[str] = []
    kept: list[int] = []
    position = 0
    for match in [*_DIGRAPH.finditer(joined), None]:
        until = len(joined) if match is None else match.start()
        parts.append(joined[position:until])
        kept += origin[position:until]
        position = until if match is None else match.end()
    return Folded("".join(parts), tuple(kept))
