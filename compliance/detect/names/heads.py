"""What stands right before a name and is no part of it: greetings, thanks, what a person is.

"Beste Ruud", "Tak, Lars", "Świadek Zenon Kuśmierek": a capital at the start of a sentence or of a
line makes the first word look like a name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from compliance.detect.lexicons import load_table
from compliance.detect.names.lists import given_names, greeting_words, is_listed
from compliance.detect.names.words import PARTICLES, fold

_HEAD = re.compile(r"(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)(?P<gap>[.,!]? {1,8}|\t)(?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")
_MOST = 4
_FULL = 3
"""Words of a find from which on one before a given name can be spared."""


@lru_cache(maxsize=1)
def roles() -> frozenset[str]:
    """Return what a person is in a case, a ward, an office or a family, in small letters."""
    words = (word for words in load_table("cues")["role"].values() for word in words)
    return frozenset(word for phrase in words for word in phrase.split() if len(word) > 2)


@lru_cache(maxsize=1)
def _greetings() -> frozenset[str]:
    given = given_names()
    return frozenset(word for word in greeting_words() if fold(word) not in given)


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    given = given_names()
    return frozenset(
        word
        for words in load_table("cues")["title"].values()
        for word in map(str.lower, words)
        if word.isalpha() and fold(word) not in given
    )


def behind_heads(text: str, start: int, end: int) -> int:
    """Return where the name in a find begins, behind greetings and roles.

    Args:
        text: normalised text.
        start: of the find.
        end: of the find.
    """
    for _ in range(_MOST):
        match = _HEAD.match(text, start, end)
        if match is None or (text[start].isupper() and text[match.end()].islower()):
            return start
        lower = match.group("word").lower()
        begins = _begins(text, start)
        comma = match.group("gap")[0] in ",!"
        if lower in roles() or lower in _titles():
            cut = begins or not is_listed(lower)
        elif lower in _greetings():
            cut = comma or begins
        else:
            cut = begins and not comma and _spared(text, match, end)
        if not cut:
            return start
        start = match.end()
    return start


def _begins(text: str, at: int) -> bool:
    """Tell whether a line or a sentence begins at `at`."""
    before = text[max(0, at - 3) : at].rstrip(" ")[-1:]
    return not before or before in "\n.!?:>–-*•"


def _spared(text: str, match: re.Match[str], end: int) -> bool:
    """Tell whether a word of no list stands before a full name: "Thug Bríd Ní Nuala"."""
    words = _WORD.findall(text[match.start() : end])
    goes_on = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
    if len(words) + goes_on < _FULL or match.group("word").isupper() or "-" in match.group("word"):
        return False
    following = fold(words[1])
    first = match.group("word")
    return (
        following in given_names()
        and not (first.islower() or is_listed(first) or fold(first) in PARTICLES)
        and not is_listed(first.rstrip("aeiouns"))
    )
