"""Which engines read a text, when languages have engines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from compliance.detect.config import ALL_OTHERS

_SAMPLE = 600
_LETTERS = re.compile(r"[^\W\d_]")
# Below this, language identification is little better than a guess.
_FEW_LETTERS = 20
# From this on, a language that nobody configured is believed.
_MANY_LETTERS = 100
_SURE = 0.9


class LanguageChoice:
    """Tells for a text, from that text alone, which languages' engines read it.

    A text that is too short or too unclear is read by all engines: a name that two of them miss is
    found by the third. Only languages of the configuration compete, unless a longer text is clearly
    in another one.
    """

    def __init__(self, engines: Iterable[str], configured: Iterable[str]) -> None:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        # One of its own: the one that py3langid shares is restricted by nobody here.
        self._identifier: Any = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        self._engines = frozenset(engines)
        self._known = (self._engines - {ALL_OTHERS}) | frozenset(configured)

    def of(self, text: str) -> tuple[str, ...]:
        """Return the keys of the engines that read the text, sorted."""
        sample = text[:_SAMPLE].encode("utf-8", "ignore").decode()
        letters = len(_LETTERS.findall(sample))
        if letters >= _FEW_LETTERS:
            language = self._sure(dict(self._identifier.rank(sample)), letters)
            if language is not None:
                return (language if language in self._engines else ALL_OTHERS,)
        return tuple(sorted(self._engines))

    def _sure(self, shares: Mapping[str, float], letters: int) -> str | None:
        best = max(sorted(shares), key=lambda language: shares[language])
        if best not in self._known and shares[best] >= _SURE and letters >= _MANY_LETTERS:
            return best
        known = {language: shares.get(language, 0.0) for language in sorted(self._known)}
        total = sum(known.values())
        best = max(known, key=lambda language: known[language])
        return best if total > 0 and known[best] >= _SURE * total else None
