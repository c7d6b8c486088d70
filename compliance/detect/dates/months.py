"""Names of months in every language, as one pattern and as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from compliance.detect.lexicons import load_table

_LONG = 5
"""Letters of a name that is hardly another word beside a number."""
_SHORT_BUT_SURE = frozenset(
    "juni juli june july juin août aout mayo maio mars mrz mai maj mei máj maja maja maí jún júl "
    "marca mája ġunju kovo юни юли май март iúil".split()
)
_CAPITALS = (
    "May Mar Jan Feb Apr Jun Jul Aug Sep Sept Oct Okt Nov Dec Dez Dic Ene Abr Ago Avr Janv "
    "Févr Juil "
    "Sty Lut Kwi Cze Lip Sie Wrz Paź Lis Gru Maj Mai Magg Giu Lug Ott"
).split()


@cache
def _names() -> dict[str, int]:
    table = load_table("months")["months"]
    return {name: int(number) for number, names in table.items() for name in names}


@cache
def month_pattern() -> str:
    """Return an alternation of all names, the longest first; to be used without regard to case."""
    return _alternation(_names())


@cache
def sure_month_pattern() -> str:
    """Return an alternation of names that are hardly other words, and of short ones in capitals.

    For dates without a year: "set 5", "may 10" and "out 3" are none.
    """
    names = [name for name in _names() if len(name) >= _LONG or name in _SHORT_BUT_SURE]
    return f"(?:{_alternation(names)}|(?-i:{_alternation(_CAPITALS)}))"


def _alternation(names: Iterable[str]) -> str:
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    return "(?:" + "|".join(re.escape(name) for name in ordered) + ")"


def month_number(word: str) -> int | None:
    """Return the number of the month that a word names, in any language; None if it names none."""
    return _names().get(word.lower().rstrip("."))
