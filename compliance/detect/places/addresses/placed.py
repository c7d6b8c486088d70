"""Streets of which nothing but the town behind them tells: "Pod Strání 9, Vsetín", "kesk 18-2"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.dates import month_number
from compliance.detect.matching.rules import compile_pattern
from compliance.detect.places.addresses.core import Core
from compliance.detect.places.addresses.parts import is_unit
from compliance.detect.places.addresses.town import known_end, towns
from compliance.detect.places.addresses.words import PARTICLES, sentence_words

_NUMBER = r"\d{1,3}[a-zA-Z]?(?:[-/]\d{1,3}[a-zA-Z]?)?"
_ADJECTIVE = re.compile(r"(?i)[^\W\d_]{3,}(?:sk[aáe]|[cčš]k[aá]|ov[aá]|ná|ićeva|čeva|jeva)$")
"""Slavic adjectives that stand for a street without the word for it: "vinogradska 55"."""
_FLAT = re.compile(r"\d[a-zA-Z]?[-/]\d")
_CLOSED = re.compile(r"[ \t]*(?:[,.;\n)]|$)")


class PlacedStreets:
    """Finds names and numbers between commas that a town or a word for living makes a street."""

    def __init__(self) -> None:
        self._placed = compile_pattern(
            rf"(?m)(?:^|"
            rf"[,:;(] )((?:\p{{L}}[\p{{L}}'.-]* ){{1,3}}{_NUMBER})(?:, (\p{{L}}[\p{{L}}'-]{{2,}})|"
            r"[.\n]|$)"
        )

    def find(self, text: str) -> Iterator[Core]:
        """Yield streets with their numbers."""
        for match in self._placed.finditer(text):
            start, end = match.span(1)
            words = text[start:end].split()
            names = words[:-1]
            if (
                is_unit(text, start)
                or any(_foreign(word) for word in names)
                or names[-1].lower() in PARTICLES
            ):
                continue
            town = match.start(2)
            if town >= 0 and known_end(text, town, towns()) is not None:
                yield Core(start, end, 0.5, 0.6, 0.7)
            elif town >= 0:
                closed = _CLOSED.match(text, match.end()) is not None
                if closed and _ADJECTIVE.match(names[-1]):
                    yield Core(start, end, 0.0, 0.55, 0.7)
            elif len(names) == 1 and _FLAT.search(words[-1]) and names[0][0].isalpha():
                yield Core(start, end, 0.0, 0.45, 0.7)


def _foreign(word: str) -> bool:
    """Tell whether a word belongs to no name of a street."""
    plain = word.lower().rstrip(".")
    return (
        plain in sentence_words()
        or month_number(plain) is not None
        or (word.isupper() and len(word) <= 4)
    )
