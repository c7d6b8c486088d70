"""One person, one text: a name found once is found wherever it stands in the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compliance.detect.types import Entity

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SCORE = 0.55
_SHORTEST = 3
_SURE = 0.6


def echoes(text: str, found: Sequence[Entity], stop: frozenset[str]) -> Iterator[Entity]:
    """Yield further mentions of the persons in `found`: a surname or given name alone, a genitive.

    A name written with a capital is looked for with capitals only, so that a person called
    "Sommer" does not make every "sommer" a find.

    Args:
        text: normalised text.
        found: finds in it.
        stop: words that are no names.
    """
    wanted: dict[str, bool] = {}
    for entity in found:
        if entity.type != "PERSON" or entity.score < _SURE:
            continue
        for word in _WORD.findall(text[entity.start : entity.end]):
            if len(word) >= _SHORTEST and word.lower() not in stop:
                wanted[word] = word[0].isupper()
    if not wanted:
        return
    capitals = {word.lower() for word, capital in wanted.items() if capital}
    small = {word.lower() for word, capital in wanted.items() if not capital}
    for match in _WORD.finditer(text):
        word = match.group()
        lower = word.lower()
        length = _known(lower, capitals if word[0].isupper() else small)
        if not length and word[0].isupper():
            length = _known(lower, small)
        if length:
            yield Entity(match.start(), match.start() + length, "PERSON", _SCORE, "consistency")


def _known(lower: str, names: set[str]) -> int:
    """Return how long the name is that `lower` is or is the genitive of; 0 if it is none."""
    if lower in names:
        return len(lower)
    for ending in ("'s", "s", "'"):
        if lower.endswith(ending) and lower[: -len(ending)] in names:
            return len(lower)
    return 0
