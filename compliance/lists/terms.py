"""Words of a text as listed entries are compared with, and an index that finds thousands at once.

Case, accents and the signs between words do not matter: "Müller, Anna", "ANNA MUELLER" and
"anna.müller" hold the same two words. An entry is found where its words stand one behind the other
and none of them is part of a longer word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from compliance.detect.names.words import fold

WORD = re.compile(r"[^\W_]+")
_WIDEST_GAP = 4
"""Signs between two words of one entry: "Meier, Anna", "AB - 12"."""
_BREAK = "\ufffc"
"""Stands where a slot stood; no entry reaches across it."""
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
Words = tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def compared(word: str) -> str:
    """Return a word as it is compared: in lower case, umlauts spelled out, without accents."""
    lower = word.lower()
    return lower if lower.isascii() else fold(lower.translate(_SPELLED_OUT))


def words_of(text: str) -> Words:
    """Return the words of an entry as they are compared."""
    return tuple(compared(match.group()) for match in WORD.finditer(text))


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """One entry of a list; not shown by repr()."""

    place: str
    """Where it stands, for messages: never the entry itself."""
    text: str
    """Without disguises."""
    words: Words
    """As they are compared."""


def forms(entry: Entry, *, person: bool) -> set[Words]:
    """Return the ways in which an entry is looked for.

    Umlauts count spelled out and as plain letters; a person also with the surname first.

    Args:
        entry: has at least one word.
        person: it names a person.
    """
    found = {entry.words}
    if not entry.text.isascii():
        found.add(tuple(fold(match.group()) for match in WORD.finditer(entry.text)))
    if person:
        first, comma, rest = entry.text.partition(",")
        if comma and rest.strip():
            found.add((*words_of(rest), *words_of(first)))
        elif len(entry.words) > 1:
            found |= {(each[-1], *each[:-1]) for each in tuple(found)}
    return found


@dataclass(frozen=True, slots=True)
class Match:
    """Where an entry stands in a text, and what is known of it."""

    start: int
    end: int
    """Exclusive."""
    value: int
    """What was given to `TermIndex.add`."""


class TermIndex:
    """Many entries, found in one pass over a text: time grows with the text, not with the list.

    A trie over words. Memory: about 200 bytes for each word of an entry.

    Basis: E. Fredkin, "Trie memory" (1960).
    """

    def __init__(self) -> None:
        self._next: dict[tuple[int, str], int] = {}
        self._values: dict[int, int] = {}
        self._in_genitive: set[int] = set()

    def __len__(self) -> int:
        """Return how many different forms are looked for."""
        return len(self._values)

    def add(self, words: Words, value: int, *, genitive: bool = False) -> int:
        """Look for some words as well; return the value that they had or now have.

        Args:
            words: at least one, as `forms` gives them.
            value: given back with each match; the first one stays.
            genitive: the last word may have an "s" more: "Meiers".
        """
        node = 0
        for word in words:
            node = self._next.setdefault((node, word), len(self._next) + 1)
        if genitive:
            self._in_genitive.add(node)
        return self._values.setdefault(node, value)

    def find(self, text: str) -> Iterator[Match]:
        """Yield the longest match at each place where one begins; matches can overlap.

        Args:
            text: normalised.
        """
        if not self._values:
            return
        found = list(WORD.finditer(text))
        words = [compared(match.group()) for match in found]
        following = self._next
        for at, word in enumerate(words):
            if (0, word) in following or (word.endswith("s") and (0, word[:-1]) in following):
                match = self._longest(text, found, words, at)
                if match is not None:
                    yield match

    def _longest(
        self, text: str, found: Sequence[re.Match[str]], words: Sequence[str], at: int
    ) -> Match | None:
        node, best = 0, None
        for number in range(at, len(words)):
            if number > at and not _are_close(text, found[number - 1].end(), found[number].start()):
                break
            word = words[number]
            if word.endswith("s"):
                bare = self._next.get((node, word[:-1]))
                if bare is not None and bare in self._in_genitive:
                    best = Match(found[at].start(), found[number].end(), self._values[bare])
            following = self._next.get((node, word))
            if following is None:
                break
            node = following
            if node in self._values:
                best = Match(found[at].start(), found[number].end(), self._values[node])
        return best


def _are_close(text: str, start: int, end: int) -> bool:
    return end - start <= _WIDEST_GAP and _BREAK not in text[start:end]
