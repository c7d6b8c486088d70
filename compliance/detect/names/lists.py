"""The lists of names and of words that are none, read once for a process."""

from __future__ import annotations

import re
from functools import lru_cache

from compliance.detect.lexicons import load_table, load_words
from compliance.detect.names.context import SURNAME
from compliance.detect.names.words import fold

_GIVEN = ("given_names", "given_names_more", "given_names_europe")
_PARTS = re.compile(r"['’-]")


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Return folded given names that are rarely anything else, short forms included."""
    return frozenset().union(*map(load_words, _GIVEN))


@lru_cache(maxsize=1)
def doubtful_names() -> frozenset[str]:
    """Return folded given names that are also everyday words, places or brands."""
    return load_words("given_names_doubtful")


@lru_cache(maxsize=1)
def family_names() -> frozenset[str]:
    """Return frequent surnames, folded."""
    return load_words("given_names_family")


@lru_cache(maxsize=1)
def everyday_words() -> frozenset[str]:
    """Return folded everyday words that a name could be mistaken for."""
    return load_words("given_names_words")


@lru_cache(maxsize=1)
def greeting_words() -> frozenset[str]:
    """Return the words of greetings and closings in all languages, in small letters."""
    cues = load_table("cues")
    return frozenset(
        word
        for kind in ("greeting", "closing")
        for phrases in cues[kind].values()
        for phrase in phrases
        for word in phrase.lower().split()
        if len(word) > 1
    )


@lru_cache(maxsize=1)
def field_words() -> frozenset[str]:
    """Return what stands in a form instead of a name: "required", "see enclosure"."""
    words = (word for words in load_table("small_words")["field"].values() for word in words)
    return frozenset(word for word in words if fold(word) not in given_names())


@lru_cache(maxsize=1)
def small_words() -> frozenset[str]:
    """Return words, with their accents, that are no part of a name when they are written small."""
    months = (form for forms in load_table("months")["months"].values() for form in forms)
    table = load_table("small_words")["small"].values()
    kin = (word for words in load_table("cues")["kin"].values() for word in words)
    others = (*months, *greeting_words(), *(word for phrase in kin for word in phrase.split()))
    return frozenset(word for words in table for word in words) | frozenset(
        word for word in others if len(word) > 3 and fold(word) not in given_names()
    )


@lru_cache(maxsize=20_000)
def is_listed(word: str) -> bool:
    """Tell whether a word is a name by the lists, or ends as surnames do.

    Everyday words that are surnames as well do not count.

    Args:
        word: as it is written.
    """
    folded = fold(word)
    if folded in given_names():
        return True
    if folded in everyday_words():
        return False
    if folded in family_names() or (len(folded) > 5 and SURNAME.search(folded)):
        return True
    pieces = _PARTS.split(folded)
    return len(pieces) > 1 and any(
        piece in given_names() or piece in family_names() for piece in pieces
    )
