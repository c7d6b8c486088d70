"""Forms of address and academic titles directly beside a person's name.

"Frau", "Dr. med." and "Mme" tell a sex, a degree or a rank, so they are personal data of their own.
They are found apart from the name, so that "Frau Weber" and "Weber" get the same slot; and only
beside a name, because "the Dr." alone says nothing about anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compliance.detect.lexicons import load_table
from compliance.detect.names.people import TITLES
from compliance.detect.types import Entity

_SCORE = 0.9
_REACH = 40
"""Characters before a name in which its titles stand: "Univ.-Prof. Dr. med. dent."."""
_CHUNK = re.compile(r"\S+")
_PART = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BEHIND = re.compile(r"(?P<comma>,?) ?(?P<word>[^\W\d_](?:[^\W\d_]|[.\-])*)")


def titles_of(text: str, found: Sequence[Entity]) -> Iterator[Entity]:
    """Yield the titles directly before and behind the persons found in a text.

    Args:
        text: normalised text.
        found: all finds in it, so that every name that is known counts.

    Basis: GDPR Art. 4(1).
    """
    reach = -1
    for start, end in sorted({(each.start, each.end) for each in found if each.type == "PERSON"}):
        if start >= reach:
            yield from _before(text, start)
        if end > reach:
            yield from _behind(text, end)
        reach = max(reach, end)


def _before(text: str, start: int) -> Iterator[Entity]:
    """Yield the chain of titles that ends where a name starts: "Prof. Dr. med."."""
    window = max(0, start - _REACH)
    left = text[window:start]
    gap = left[len(left.rstrip()) :]
    if not gap and not left.endswith("."):
        return
    if len(gap) > 2 or "\n\n" in gap:
        return
    first = last = -1
    for chunk in reversed(list(_CHUNK.finditer(left))):
        kind, at = _read(chunk.group())
        if kind == "none":
            break
        if last < 0:
            if kind == "joint":
                break
            last = chunk.end()
        if kind == "title":
            first = chunk.start() + at
        if at:
            break
    if first >= 0 and (window == 0 or first > 0):
        yield Entity(window + first, window + last, "TITLE", _SCORE, "titles.before")


def _read(chunk: str) -> tuple[str, int]:
    """Return what a chunk without blanks is, and where in it the title begins.

    "title" can begin a chain, "part" and "joint" stand only behind a title in it.
    """
    at = len(chunk) - len(chunk.lstrip("(\"'„“”«»>[*/-"))
    value = chunk[at:]
    lower = value.lower()
    if lower in _JOINTS:
        return "joint", at
    bare = value.rstrip(".")
    if value[:1].islower() and bare in _VERBS:
        return "none", 0
    if {lower, bare.lower()} & _ANY_CASE or {value, bare} & _AS_WRITTEN:
        return "title", at
    parts = _PART.findall(lower)
    # What ends with a comma or a bracket belongs to what stands before it.
    if not parts or value[-1] in ",;:)!?":
        return "none", 0
    if all(part in _PARTS for part in parts):
        return "part", at
    pieces = [piece for part in parts for piece in part.split("-")]
    return ("title", at) if len(pieces) > 1 and all(map(_is_title, pieces)) else ("none", 0)


def _is_title(piece: str) -> bool:
    return piece in _ANY_CASE or f"{piece}." in _ANY_CASE or piece in _PARTS


def _behind(text: str, end: int) -> Iterator[Entity]:
    """Yield titles behind a name: "Kovács úr", "Anna Horn, MD PhD"."""
    for _ in range(_MOST_BEHIND):
        match = _BEHIND.match(text, end)
        if match is None or match.start("word") == end:
            return
        word = match.group("word").rstrip("-")
        if word.replace(".", "").upper() not in _DEGREES or word.islower():
            if match.group("comma") or word not in _AFTER:
                return
        at = match.start("word")
        end = at + len(word)
        yield Entity(at, end, "TITLE", _SCORE, "titles.behind")


def _words(*tables: str) -> frozenset[str]:
    loaded = load_table("cues")
    return frozenset(word for name in tables for words in loaded[name].values() for word in words)


_PARTS = _words("title_part")
_JOINTS = frozenset({"and", "und", "et", "y", "e", "i", "a", "en", "og", "och", "&", "u."})
_MOST_BEHIND = 3
# Of "de heer" the last word: the article before it tells nothing.
_TITLES = frozenset(word.split()[-1] for word in _words("title", "title_rank")) | TITLES
_ANY_CASE = frozenset(word for word in _TITLES if word.islower()) - _PARTS
_AS_WRITTEN = _TITLES - _ANY_CASE - _PARTS
_VERBS = frozenset({"mag", "miss", "ing", "ir", "me", "pr", "dame", "pd", "oa", "baron"})
"""Titles that are other words when written small: "I miss Anna", "ich mag Anna"."""
_DEGREES = frozenset(word.replace(".", "").upper() for word in _words("title_degree"))
_AFTER = _words("title_after")
