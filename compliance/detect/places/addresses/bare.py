"""Towns without any cue: a capitalised word that is a town, in a case or not, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from compliance.detect.lexicons import load_words
from compliance.detect.names.inflection import town_stems
from compliance.detect.names.words import fold
from compliance.detect.places.addresses.town import known_end, towns

_TOWNS_FIRST = frozenset(
    "barcelona madrid london paris porto lille sevilla zaragoza murcia salamanca bilbao toledo "
    "girona haarlem gent leuven lahti lodz valencia cordoba murcia burgos teruel".split()
)
"""Towns whose name is a surname or a word of a list too, but in running text the town."""
PEOPLE_TOO = frozenset(
    "martin van hagen florence sofia dallas austin houston charlotte jackson lima alexandria "
    "sydney "
    "israel georgia león leon lund york chester derby lancaster kingston jena marburg lincoln roma "
    "andria nancy paris victoria jordan kenya melbourne wellington perth stirling adana batman "
    "como".split()
)
"""Towns and countries that are names of people or other words as well."""
NEVER_ALONE = frozenset(
    "namen leiden glasgow hamm worms split jerez konstanz reading cork phoenix columbus cleveland "
    "bari biel faro halle gouda herne latina mobile posen ruse siegen sion slough wels lugo lome "
    "mons kotka koper pori reus samara riad gand elche eger memphis casablanca angers bath bursa "
    "tours essen nice valence guarda kemi pila molde imperia lodi asti laval tabor kampen paterna "
    "rabat igualada barreiro slatina deva hoorn монтана nevers trani konin assen tiel".split()
)
"""Towns that are a word, a scale or a thing as often: they need a preposition or a postcode."""
_WORD = re.compile(r"(?<!\w)[^\W\d_a-z][^\W\d_]*(?:[-'][^\W\d_]+)*(?!\w)")
_INITIAL = re.compile(r"([^\W\d_])[^\W\d_]*")
_GLUED = "/\\@=._-"
"""Marks that make a word a part of a path, an address or a code: "Europe/Berlin"."""
_SHORTEST_STEM = 5
_SHORTEST_STEM_BESIDE = 4
_LONG_ENDING = 3
"""Letters of an ending that says enough beside a short name: "Győrben", "Łodziach"."""
_SHORTEST_CAPITALS = 5
_FEWEST = 4
_IS = 1
_BEGINS = 2


def bare_towns(text: str) -> Iterator[tuple[int, int]]:
    """Yield where towns stand that need no words beside them.

    Args:
        text: normalised text.
    """
    done = 0
    for match in _WORD.finditer(text):
        kind = _kind(match.group())
        start, end = match.span()
        if not kind or start < done:
            continue
        longer = known_end(text, start, _longer()) or 0
        if kind == _BEGINS and longer <= end:
            continue
        if _glued(text, start - 1, start - 2) or _glued(text, end, end + 1):
            continue
        done = max(end, longer)
        yield start, done


def is_small(text: str) -> bool:
    """Tell whether a text is mostly written without capitals, as chats are."""
    initials = _INITIAL.findall(text[:2_000])
    return len(initials) >= 3 and 12 * sum(map(str.isupper, initials)) <= len(initials)


def is_town(word: str) -> bool:
    """Tell whether a word in small letters behind a preposition is a town, in a case or not."""
    folded = fold(word)
    return folded in _sure() or _inflected(folded, _SHORTEST_STEM)


def town_in_case(text: str, at: int) -> int | None:
    """Return the end of an inflected town that begins at `at`, behind a preposition."""
    match = _WORD.match(text, at)
    if match is None or not match.group()[0].isupper() or match.group().isupper():
        return None
    folded = fold(match.group())
    return match.end() if _inflected(folded, _SHORTEST_STEM_BESIDE) else None


def _glued(text: str, mark: int, beyond: int) -> bool:
    """Tell whether a mark at one place and a letter or digit beyond it make the word longer."""
    if not (0 <= mark < len(text) and text[mark] in _GLUED):
        return False
    return text[mark] in "@\\=_" or (0 <= beyond < len(text) and text[beyond].isalnum())


@lru_cache(maxsize=20_000)
def _kind(word: str) -> int:
    """Return whether a word is a town, may begin one of several words, or neither (0)."""
    if not word[0].isupper():
        return 0
    if word.lower() in _firsts():
        return _BEGINS
    folded = fold(word)
    if folded in _sure():
        known = len(word) >= _SHORTEST_CAPITALS or not word.isupper()
    else:
        known = not word.isupper() and _inflected(folded, _SHORTEST_STEM)
    return _IS if known else 0


@cache
def _longer() -> frozenset[str]:
    """Return towns of several words."""
    return frozenset(name for name in towns() if " " in name)


@cache
def _firsts() -> frozenset[str]:
    """Return words that begin a town of several words and are no town of their own."""
    return frozenset(name.split()[0] for name in _longer()) - {
        name for name in towns() if fold(name) in _sure()
    }


@lru_cache(maxsize=20_000)
def _inflected(folded: str, shortest: int) -> bool:
    if folded in _words() or folded in _folded():
        return False
    stems = _stems()
    return any(
        stem in stems
        and (len(stem) >= shortest or len(folded) - len(stem) >= _LONG_ENDING <= len(stem))
        for stem in town_stems(folded)
    )


@cache
def _folded() -> frozenset[str]:
    return frozenset(fold(name) for name in towns() if " " not in name)


@cache
def _words() -> frozenset[str]:
    """Return names of people and everyday words, folded."""
    lists = ("given_names", "given_names_doubtful", "given_names_family", "given_names_words",
             "not_names", "rarely_names")  # fmt: skip
    return frozenset(fold(word) for name in lists for word in load_words(name))


@cache
def _sure() -> frozenset[str]:
    """Return towns that are nothing else, folded."""
    return frozenset(
        name
        for name in _folded()
        if len(name) >= _FEWEST
        and name not in NEVER_ALONE
        and name not in PEOPLE_TOO
        and (name in _TOWNS_FIRST or name not in _words())
    )


@cache
def _stems() -> frozenset[str]:
    """Return towns whose other forms are taken for them: those that are nothing else at all."""
    return _sure() - _words()
