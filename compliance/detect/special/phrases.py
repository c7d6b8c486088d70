"""Looks up thousands of words and phrases in one pass over the words of a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

Label = TypeVar("Label", bound=Hashable)

WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"[^\W_*]*\*[^\W_*]*|[^\W_]+")
_NEXT = re.compile(r"(\W{1,3})([^\W_]+)")
_PREVIOUS = re.compile(r"([^\W_]+)(\W{1,3})\Z")
_SPACE = frozenset({" ", "\n", "\t", "-", "  ", " \n", "\n ", "- "})
"""What may stand in a text where a phrase has a space; its other marks are taken as they are."""
_LONGEST_WORD = 60
_KEY = 3
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "đ": "d", "ı": "i"}
)


@dataclass(frozen=True, slots=True)
class Hit(Generic[Label]):
    """One phrase in a text: `[start, end)` in code points."""

    start: int
    end: int
    label: Label
    wild: bool
    """True when the last word was met by a pattern such as "krebs*"."""


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[Label]):
    parts: tuple[tuple[str, str, bool], ...]
    """Beginning, end and whether anything may stand between, for each word."""
    gaps: tuple[str, ...]
    """What stands between the words."""
    anchor: int
    """The word that the phrase is looked up by."""
    label: Label


class Phrases(Generic[Label]):
    """A set of phrases, each with a label.

    A phrase is some words with a space, a hyphen or another mark between them. `*` stands for any
    letters at the end, the beginning or inside a word ("krebs*", "*krebs"), alone for any one
    word. Umlauts and accents may be written out or left off in the text. The time is linear in the
    text and does not depend on the number of phrases.

    Raises:
        ValueError: a phrase has no word that it can be found by.
    """

    def __init__(self, entries: Iterable[tuple[str, Label]]) -> None:
        self._whole: dict[str, list[_Phrase[Label]]] = {}
        self._prefix: dict[str, list[_Phrase[Label]]] = {}
        self._suffix: dict[str, list[_Phrase[Label]]] = {}
        for entry, label in entries:
            phrase = _parse(entry, label)
            begin, end, wild = phrase.parts[phrase.anchor]
            if not wild:
                self._whole.setdefault(begin, []).append(phrase)
            elif len(begin) >= _KEY:
                self._prefix.setdefault(begin[:_KEY], []).append(phrase)
            elif len(end) >= _KEY:
                self._suffix.setdefault(end[-_KEY:], []).append(phrase)
            else:
                raise ValueError(f"a phrase needs {_KEY} letters to be found by: {entry}")

    def find(self, lower: str, start: int = 0, end: int | None = None) -> Iterator[Hit[Label]]:
        """Yield the phrases in `lower[start:end]`, of those of a label at a word the longest.

        Args:
            lower: a text in small letters, see `lowered`.
            start: where to begin, in code points.
            end: where to stop; the end of the text when None.
        """
        whole, prefix, suffix = self._whole, self._prefix, self._suffix
        stop = len(lower) if end is None else end
        for match in WORD.finditer(lower, start, stop):
            word = match.group()
            if not word.isascii():
                word = fold(word) if len(word) <= _LONGEST_WORD else word
            found = whole.get(word)
            begun = prefix.get(word[:_KEY])
            ended = suffix.get(word[-_KEY:])
            if found is None and begun is None and ended is None:
                continue
            best: dict[Label, Hit[Label]] = {}
            for group in (found, begun, ended):
                for phrase in group or ():
                    hit = _match(phrase, word, lower, match.start(), match.end(), stop)
                    if hit is not None:
                        last = best.get(hit.label)
                        if last is None or hit.end - hit.start > last.end - last.start:
                            best[hit.label] = hit
            yield from best.values()


def lowered(text: str) -> str:
    """Return a text in small letters with the same offsets."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(each.lower() if len(each.lower()) == 1 else each for each in text)


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """Return a word in small letters without accents, umlauts written out ("ä" as "ae")."""
    plain = word.translate(_UMLAUTS)
    if plain.isascii():
        return plain
    return "".join(
        each for each in unicodedata.normalize("NFD", plain) if not unicodedata.combining(each)
    )


def _parse(entry: str, label: Label) -> _Phrase[Label]:
    parts: list[tuple[str, str, bool]] = []
    gaps: list[str] = []
    last = 0
    for match in _PART.finditer(entry):
        if parts:
            gaps.append(entry[last : match.start()])
        begin, wild, end = match.group().partition("*")
        parts.append((fold(begin), fold(end), bool(wild)))
        last = match.end()
    # The longest word is the rarest: phrases are not looked up at every "in" and "is".
    anchor = max(range(len(parts)), key=lambda at: _letters(parts[at]), default=-1)
    if anchor < 0 or _letters(parts[anchor])[0] == 0:
        raise ValueError(f"a phrase has no word: {entry}")
    return _Phrase(tuple(parts), tuple(gaps), anchor, label)


def _letters(part: tuple[str, str, bool]) -> tuple[int, int]:
    """Return how well a word can be looked up, whole words first among equals."""
    begin, end, wild = part
    return (max(len(begin), len(end)), int(not wild))


def _fits(part: tuple[str, str, bool], word: str) -> bool:
    begin, end, wild = part
    if not wild:
        return word == begin
    return len(word) >= len(begin) + len(end) and word.startswith(begin) and word.endswith(end)


def _joined(wanted: str, gap: str) -> bool:
    """Tell whether what stands between two words is what the phrase wants there."""
    return gap in _SPACE if wanted == " " else gap.replace("’", "'") == wanted


def _match(
    phrase: _Phrase[Label], word: str, lower: str, start: int, end: int, stop: int
) -> Hit[Label] | None:
    """Return the hit of a phrase whose anchor may be the word at `[start, end)`."""
    parts = phrase.parts
    if not _fits(parts[phrase.anchor], word):
        return None
    for at in range(phrase.anchor, 0, -1):
        before = _PREVIOUS.search(lower, max(0, start - _LONGEST_WORD), start)
        if before is None or not _joined(phrase.gaps[at - 1], before.group(2)):
            return None
        if not _fits(parts[at - 1], fold(before.group(1))):
            return None
        start = before.start()
    for at in range(phrase.anchor + 1, len(parts)):
        after = _NEXT.match(lower, end, min(stop, end + _LONGEST_WORD))
        if after is None or not _joined(phrase.gaps[at - 1], after.group(1)):
            return None
        if not _fits(parts[at], fold(after.group(2))):
            return None
        end = after.end()
    return Hit(start, end, phrase.label, parts[-1][2])
