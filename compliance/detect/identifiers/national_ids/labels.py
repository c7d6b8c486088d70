"""Patterns that read a label and the value right behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from compliance.detect.matching.context import concepts

GAP = r"[^\p{N}\n]{0,32}?[^\p{L}\p{N}\n]"
"""A few words without a digit, as in "identity card issued in Lyon: "."""

_SIGNS = r"[\s:=.,#°º№\"'()/_\[\]-]"


@cache
def link() -> str:
    """Return a pattern of nothing but "number", "is", a colon, in every language."""
    words = "|".join(sorted(map(re.escape, concepts("id_link").words), key=len, reverse=True))
    return rf"(?:{_SIGNS}{{1,3}}(?:{words})){{0,4}}{_SIGNS}{{1,4}}"


def behind(names: Iterable[str], value: str, between: str) -> str:
    """Return a pattern whose group `v` is a value behind a word of some concepts.

    Args:
        names: concepts with the labels; five letters or more may begin a longer word.
        value: RE2 without capturing groups.
        between: RE2 of what may stand between label and value.
    """
    words = sorted(concepts(*names).words, key=lambda word: (-len(word), word))
    stems = "|".join(_source(word) for word in words if len(word) > 4 and word[-1].isalpha())
    whole = "|".join(_source(word) for word in words if len(word) <= 4 or not word[-1].isalpha())
    label = "|".join(
        part for part in (f"(?:{stems})\\p{{L}}{{0,16}}" if stems else "", whole) if part
    )
    return rf"(?i)(?:^|[^\p{{L}}\p{{N}}])(?:{label}){between}(?P<v>{value})\b"


def _source(word: str) -> str:
    return re.escape(word.strip().lower()).replace(r"\ ", r"[\s_-]*")
