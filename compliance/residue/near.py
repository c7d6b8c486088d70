"""Strings within a few typing errors of known ones, in time that does not grow with how many.

Every known string is held under all forms in which some letters are left out; two strings that are
a few errors apart share one of these forms.

Basis: Bocek, Hunt, Stiller: Fast Similarity Search in Large Dictionaries (2007), deletion
neighbourhoods; Damerau 1964 for the errors (a letter more, less, another, two exchanged).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import OSA

_REMEMBERED = 200_000
_MOST_ERRORS = 2
_LONGEST = 160
"""Of longer strings no typing errors are looked for: that takes the square of their length, and a
text without spaces, or a key, is one word of many thousand letters."""


class Near:
    """Known strings, to be found with typing errors.

    Args:
        shortest: shorter strings are not held; each of their errors would make another word.
        two_from: from this length on two errors are allowed, else one.
    """

    def __init__(self, *, shortest: int, two_from: int) -> None:
        self._shortest = shortest
        self._two_from = two_from
        self._forms: dict[str, list[str]] = {}
        self._known: set[str] = set()
        self._longest = 0
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._of)

    def add(self, text: str) -> None:
        """Hold a string."""
        if not self._shortest <= len(text) <= _LONGEST or text in self._known:
            return
        self._known.add(text)
        self._longest = max(self._longest, len(text))
        for form in _forms(text, self._errors(text)):
            self._forms.setdefault(form, []).append(text)

    def of(self, text: str) -> tuple[str, ...]:
        """Return the known strings that a text is but for typing errors, itself left out."""
        if not self._shortest - 1 <= len(text) <= self._longest + _MOST_ERRORS:
            return ()
        return self._remembered(text)

    def _of(self, text: str) -> tuple[str, ...]:
        candidates = {
            known
            for form in _forms(text, self._errors(text + "  "))
            for known in self._forms.get(form, ())
        }
        candidates.discard(text)
        return tuple(
            known
            for known in sorted(candidates)
            if OSA.distance(known, text, score_cutoff=self._errors(known)) <= self._errors(known)
        )

    def _errors(self, text: str) -> int:
        return _MOST_ERRORS if len(text) >= self._two_from else 1


def _forms(text: str, errors: int) -> set[str]:
    """Return a string with up to so many letters left out."""
    size = range(len(text))
    forms = {text, *(text[:at] + text[at + 1 :] for at in size)}
    if errors > 1:
        forms.update(
            text[:first] + text[first + 1 : second] + text[second + 1 :]
            for first, second in combinations(size, 2)
        )
    return forms
