"""Text as a reader sees it, with an exact way back to the original characters.

Data hides from patterns in full-width digits, zero-width characters, soft hyphens, non-breaking
spaces, other dashes, decomposed umlauts and look-alike letters. All of that is undone once, here;
every recognizer then works on plain text.

Basis: Unicode Standard Annex 15 (NFKC), Unicode Technical Standard 39 (confusable letters).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_PLAIN = re.compile(
    r"[^\t\n\r\x20-\x7e\u00a1-\u00a7\u00a9\u00ab\u00ac\u00ae\u00b0\u00b1\u00b6\u00b7"
    r"\u00bb\u00bf-\u017e\u20ac\u201c\u201e\u2022]"
)
"""Finds a character that may need work; most texts have none."""

_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u20e3\u3164\uffa0") | {
    chr(code) for code in range(0xFE00, 0xFE10)
}
"""Characters without a glyph that are not of category Cf, and the keycap around emoji digits."""
_QUOTES = {
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
}
_KEPT_WHOLE = frozenset({"No"})
"""Categories that NFKC must not touch: a superscript or a fraction is no digit of a number."""

_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХасеіјорѕхуԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανιρκ",
    "ABESIJKMHOPCTYXaceijopsxydqwhABEZHIKMNOPTYXoavipk",
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Normalized:
    """Normalised text and, when it differs from the original, where each character came from."""

    text: str
    starts: tuple[int, ...] | None
    """Original start of each normalised character; None when both texts are the same."""
    ends: tuple[int, ...] | None
    """Original end of each normalised character."""

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Return the original span that the normalised span `[start, end)` stands for.

        Args:
            start: normalised code point, inclusive.
            end: normalised code point, exclusive; greater than `start`.
        """
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def normalize(text: str) -> Normalized:
    """Return `text` in plain characters with a map back; linear in its length.

    Order is kept, no normalised character is without an original one, and each word keeps its
    case. Lone surrogates and control characters, which no encoder or tokenizer takes, are
    replaced, never dropped, so that they still part words.

    Args:
        text: any string, lone surrogates and NUL included.
    """
    if _PLAIN.search(text) is None:
        return Normalized(text, None, None)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    size = len(text)
    while at < size:
        here = at
        char = text[at]
        at += 1
        if char.isascii() and char >= " " and not (at < size and text[at] > "\u02ff"):
            pieces.append(char)
            starts.append(here)
            ends.append(at)
            continue
        while at < size and unicodedata.combining(text[at]):
            at += 1
        plain = _plain(text[here:at])
        for piece in plain:
            pieces.append(piece)
            starts.append(here)
            ends.append(at)
    joined = _unmask_words("".join(pieces))
    if joined == text:
        return Normalized(text, None, None)
    return Normalized(joined, tuple(starts), tuple(ends))


def _plain(cluster: str) -> str:
    """Return the plain form of one character with its combining marks; empty if it is invisible."""
    first = cluster[0]
    if len(cluster) == 1:
        if first in _DASHES:
            return "-"
        if first in _QUOTES:
            return _QUOTES[first]
    if first in _INVISIBLE:
        return cluster[1:]
    category = unicodedata.category(first)
    if category == "Cf":
        return cluster[1:]
    if category == "Cs":
        return "\ufffd"
    if category == "Cc":
        return first if first in "\t\n\r" else "\n" if first in "\x0b\x0c\x85" else " "
    if category == "Zs":
        return " "
    if category in ("Zl", "Zp"):
        return "\n"
    if category in _KEPT_WHOLE:
        return first
    if category == "Nd":
        return str(unicodedata.decimal(first))
    plain = unicodedata.normalize("NFKC", cluster)
    if plain[:1] == " ":
        # A spacing accent, taken apart: the accent would sit on the next word.
        return " "
    return "".join("-" if char in _DASHES else _QUOTES.get(char, char) for char in plain)


def _unmask_words(text: str) -> str:
    """Return `text` with look-alike letters made Latin in words that mix Latin with others."""
    if text.isascii():
        return text

    def unmask(match: re.Match[str]) -> str:
        word = match.group()
        plain = word.translate(_LOOKALIKES)
        if plain == word or not any("a" <= char.lower() <= "z" for char in word):
            return word
        return plain if all(_is_latin(char) for char in plain) else word

    return _WORD.sub(unmask, text)


def _is_latin(char: str) -> bool:
    return char.isascii() or "\u00c0" <= char <= "\u024f"
