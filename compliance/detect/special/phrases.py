"""Looks up thousands of words and phrases in one pass over the words of a text."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

Label = TypeVar("Label", bound=Hashable)

WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"[^\W_*]*\*[^\W_*]*|[^\W_]+")
_SPACE = frozenset({" ", "\n", "\t", "-", "  ", " \n", "\n ", "- "})
"""What may stand in a text where a phrase has a space; its other marks are taken as they are."""
_LONGEST_WORD = 60
_KEY = 3
_FREQUENT = frozenset(
    "the and for from with her his has had was were are not who their your you that this been "
    "she they him our der die das des dem den ein eine einen einem einer und mit von bei fuer "
    "ist hat bin habe hatte sich auf aus nach wegen nicht mein meine meiner meinem meinen "
    "sein seine seiner seinem seinen ihr ihre ihrer ihrem ihren zum zur beim vom les des une "
    "est los las una con del het een van".split()
)
"""No phrase is looked up by one of these as long as it has another word."""
_REMEMBERED = 1 << 16
"""So many different words are remembered with the phrases that they may be part of."""
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


_Part = tuple[str, str, bool]
"""Beginning and end of a word, and whether anything may stand between."""
_NEVER = (False, False, -1, False)


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[Label]):
    parts: tuple[_Part, ...]
    gaps: tuple[str, ...]
    """What stands between the words."""
    anchor: int
    """The word that the phrase is looked up by."""
    label: Label


class Words:
    """Where the words of a text stand; found once, then read by every set of phrases.

    Args:
        lower: a text in small letters, see `lowered`. Takes 16 bytes for each of its words.
    """

    def __init__(self, lower: str) -> None:
        self.lower = lower
        starts, ends = array("q"), array("q")
        for match in WORD.finditer(lower):
            start, end = match.span()
            starts.append(start)
            ends.append(end)
        self.starts, self.ends = starts, ends

    def folded(self, at: int) -> str:
        """Return the word number `at` without accents; "" in front of the first and after all."""
        if not 0 <= at < len(self.starts):
            return ""
        word = self.lower[self.starts[at] : self.ends[at]]
        return word if word.isascii() or len(word) > _LONGEST_WORD else fold(word)

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Return the numbers of the first word in `lower[start:end]` and of that after the last."""
        return bisect_left(self.starts, start), bisect_right(self.ends, end)

    def gap(self, at: int) -> str:
        """Return what stands between the word number `at` and the next one."""
        return self.lower[self.ends[at] : self.starts[at + 1]]


@dataclass(slots=True)
class _Candidates(Generic[Label]):
    """The phrases that a word may be part of, by the longest other word of theirs."""

    alone: list[tuple[Label, bool]] = field(default_factory=list)
    """Phrases of this word only, as label and whether it was met by a pattern."""
    near: dict[int, dict[str, list[_Phrase[Label]]]] = field(default_factory=dict)
    """So many words on, or back when negative, that word must stand."""
    others: list[_Phrase[Label]] = field(default_factory=list)


class Phrases(Generic[Label]):
    """A set of phrases, each with a label.

    A phrase is some words with a space, a hyphen or another mark between them. `*` stands for any
    letters at the end, the beginning or inside a word ("krebs*", "*krebs"), alone for any one
    word. Umlauts and accents may be written out or left off in the text. The time is linear in the
    text and does not depend on the number of phrases: a word is looked up once, and the phrases of
    several words that it belongs to are then looked up by another of their words.

    Raises:
        ValueError: a phrase has no word that it can be found by.
    """

    def __init__(self, entries: Iterable[tuple[str, Label]]) -> None:
        self._whole: dict[str, list[_Phrase[Label]]] = {}
        self._prefix: dict[str, list[_Phrase[Label]]] = {}
        self._suffix: dict[str, list[_Phrase[Label]]] = {}
        self._known: dict[str, _Candidates[Label] | None] = {}
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

    def find(self, words: Words, start: int = 0, end: int | None = None) -> Iterator[Hit[Label]]:
        """Yield the phrases in a part of a text, of those of a label at a word the longest.

        Args:
            words: the words of the text.
            start: where to begin, in code points.
            end: where to stop; the end of the text when None.
        """
        lower, known = words.lower, self._known
        stop = len(lower) if end is None else end
        first, last = words.between(start, stop)
        starts, ends = words.starts, words.ends
        for at in range(first, last):
            word = lower[starts[at] : ends[at]]
            try:
                candidates = known[word]
            except KeyError:
                candidates = self._learn(word)
            if candidates is None:
                continue
            best: dict[Label, Hit[Label]] = {
                label: Hit(starts[at], ends[at], label, wild) for label, wild in candidates.alone
            }
            for phrase in _possible(candidates, words, at):
                hit = _match(phrase, words, at, last)
                if hit is not None:
                    longest = best.get(hit.label)
                    if longest is None or hit.end - hit.start > longest.end - longest.start:
                        best[hit.label] = hit
            yield from best.values()

    def _learn(self, word: str) -> _Candidates[Label] | None:
        """Return the phrases that a word may be part of and remember them."""
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        plain = word if word.isascii() or len(word) > _LONGEST_WORD else fold(word)
        found = [
            phrase
            for group in (
                self._whole.get(plain, ()),
                self._prefix.get(plain[:_KEY], ()),
                self._suffix.get(plain[-_KEY:], ()),
            )
            for phrase in group
            if _fits(phrase.parts[phrase.anchor], plain)
        ]
        candidates = _sorted(found) if found else None
        if len(word) <= _LONGEST_WORD:
            self._known[word] = candidates
        return candidates


def lowered(text: str) -> str:
    """Return a text in small letters with the same offsets."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(each.lower() if len(each.lower()) == 1 else each for each in text)


@lru_cache(maxsize=1 << 14)
def fold(word: str) -> str:
    """Return a word in small letters without accents, umlauts written out ("ä" as "ae")."""
    plain = word.translate(_UMLAUTS)
    if plain.isascii():
        return plain
    return "".join(
        each for each in unicodedata.normalize("NFD", plain) if not unicodedata.combining(each)
    )


def _parse(entry: str, label: Label) -> _Phrase[Label]:
    parts: list[_Part] = []
    gaps: list[str] = []
    anchor, rarest, last = -1, _NEVER, 0
    for match in _PART.finditer(entry):
        if parts:
            gaps.append(entry[last : match.start()])
        part, rarity = _read_part(match.group())
        # The longest word is the rarest: phrases are not looked up at every "in" and "is".
        if rarity > rarest:
            anchor, rarest = len(parts), rarity
        parts.append(part)
        last = match.end()
    if anchor < 0 or not any(parts[anchor][:2]):
        raise ValueError(f"a phrase has no word: {entry}")
    return _Phrase(tuple(parts), tuple(gaps), anchor, label)


@lru_cache(maxsize=1 << 15)
def _read_part(word: str) -> tuple[_Part, tuple[bool, bool, int, bool]]:
    """Return a word of a phrase, and how well the phrase can be looked up by it.

    Best by what is no function word, then by a long word, among equals by a whole one.
    """
    begin, wild, end = word.partition("*")
    part = (fold(begin), fold(end), bool(wild))
    letters = max(len(part[0]), len(part[1]))
    usable = letters >= _KEY if wild else letters > 0
    return part, (usable and part[0] not in _FREQUENT, usable, letters, not wild)


def _fits(part: _Part, word: str) -> bool:
    begin, end, wild = part
    if not wild:
        return word == begin
    return len(word) >= len(begin) + len(end) and word.startswith(begin) and word.endswith(end)


def _joined(wanted: str, gap: str) -> bool:
    """Tell whether what stands between two words is what the phrase wants there."""
    return gap in _SPACE if wanted == " " else gap.replace("’", "'") == wanted


def _sorted(found: Iterable[_Phrase[Label]]) -> _Candidates[Label]:
    """Return phrases of one word by the word that must stand beside it."""
    result: _Candidates[Label] = _Candidates()
    labels: set[Label] = set()
    for phrase in found:
        at, parts = phrase.anchor, phrase.parts
        if len(parts) == 1:
            if phrase.label not in labels:
                labels.add(phrase.label)
                result.alone.append((phrase.label, parts[0][2]))
            continue
        whole = [other for other, part in enumerate(parts) if other != at and not part[2]]
        if whole:
            # Not the word beside it: "by" stands in a hundred phrases with "represented".
            other = max(whole, key=lambda each: len(parts[each][0]))
            table = result.near.setdefault(other - at, {})
            table.setdefault(parts[other][0], []).append(phrase)
        else:
            result.others.append(phrase)
    return result


def _possible(candidates: _Candidates[Label], words: Words, at: int) -> Iterator[_Phrase[Label]]:
    """Yield the phrases whose anchor is the word number `at`, as far as another word tells."""
    for distance, table in candidates.near.items():
        yield from table.get(words.folded(at + distance), ())
    yield from candidates.others


def _match(phrase: _Phrase[Label], words: Words, anchor: int, last: int) -> Hit[Label] | None:
    """Return the hit of a phrase whose anchor is a word; none of its words is `last` or later."""
    parts, gaps = phrase.parts, phrase.gaps
    first = anchor - phrase.anchor
    end = first + len(parts)
    if first < 0 or end > last:
        return None
    for number in range(len(parts) - 1):
        if not _joined(gaps[number], words.gap(first + number)):
            return None
    for number, part in enumerate(parts):
        if number != phrase.anchor and not _fits(part, words.folded(first + number)):
            return None
    return Hit(words.starts[first], words.ends[end - 1], phrase.label, parts[-1][2])
