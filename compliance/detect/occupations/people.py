"""Whether what stands before an occupation speaks of one person."""

from __future__ import annotations

import re

from compliance.detect.occupations.words import words

NOBODY, SOMEBODY, PERSON = 0, 1, 2
"""Nobody in particular; somebody who looks like a name; a person that is spoken of."""

_REACH = 110
_SENTENCE = re.compile(
    r"[!?;]\s|[.](?<!Mr\.)(?<!Mrs\.)(?<!Ms\.)(?<!Dr\.)(?<!Fr\.)(?<!Hr\.)\s|\n\s*\n"
)
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_SHORTENED = re.compile(r"'(?:ve|d|ll)$")
_NEAR = 5
"""So many words before the predicate may make it a condition or a denial."""
_RIGHT_BEFORE = 3
_AND = frozenset({"and", "und", "sowie", "or", "et", "y", "e", "i", "en"})
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "herr", "frau", "herrn", "miss", "sir", "lady"})
_NO_NAMES = frozenset(
    "there it this that these here what which name nachname vorname es das dies hier wo wer "
    "the a an der die das ein eine le la les il lo el los las un una".split()
)


class People:
    """Reads what stands before an occupation, in one language."""

    def __init__(self, language: str) -> None:
        self._pronouns = words("pronouns", language)
        self._things = words("things", language)
        self._possessives = words("possessives", language)
        self._relatives = words("relatives", language)
        self._people = words("people", language)
        self._generic = words("generic", language)
        self._adverbs = words("adverbs", language)

    def subject(self, text: str, at: int, said: str = "", *, terse: bool = False) -> int:
        """Return who a predicate or apposition speaks of, one of the three above.

        Args:
            text: normalised text.
            at: where the predicate begins.
            said: its words, which hold the subject in "I'm a" and in "ist er".
            terse: a predicate without a subject counts: "Is a nurse. Lives in York."
        """
        left = self._sentence(text, at)
        found = _WORD.findall(left)
        lowers = [_SHORTENED.sub("", word.lower()) for word in found]
        if self._generic.intersection(lowers[-_NEAR:]):
            return NOBODY
        if not self._pronouns.isdisjoint(said.lower().split()):
            return PERSON
        while lowers and lowers[-1] in self._adverbs and lowers[-1] not in self._pronouns:
            found.pop()
            lowers.pop()
        if not lowers:
            return SOMEBODY if terse and not left.strip(" \n-*•\"'“„(") else NOBODY
        last = lowers[-1]
        if last in self._people or last in self._pronouns or last in self._relatives:
            return PERSON
        if last.isdigit() and len(last) == 2 and self._is_name(found[:-1], lowers[:-1]):
            return SOMEBODY
        aside = left.rstrip(" \n")[-1:] in (",", ")") or last in _AND or last.isdigit()
        if aside and self._mentions(lowers):
            return PERSON if said else SOMEBODY
        return SOMEBODY if self._is_name(found, lowers) else NOBODY

    def near(self, text: str, start: int, end: int) -> bool:
        """Tell whether the sentence of a phrase `[start, end)` speaks of a person up to its end."""
        left = self._sentence(text, start) + text[start:end]
        lowers = [word.lower().removesuffix("'s") for word in _WORD.findall(left)]
        return self._mentions(lowers) or not self._possessives.isdisjoint(lowers)

    def denied(self, text: str, at: int) -> bool:
        """Tell whether the words right before `at` deny it or make it a condition."""
        found = _WORD.findall(self._sentence(text, at).lower())
        return not self._generic.isdisjoint(found[-_RIGHT_BEFORE:])

    def is_thing(self, text: str, at: int) -> bool:
        """Tell whether the word before `at` stands for a thing: "it works as a driver"."""
        found = _WORD.findall(self._sentence(text, at).lower())
        return bool(found) and found[-1] in self._things

    def _mentions(self, lowers: list[str]) -> bool:
        return not (self._people.isdisjoint(lowers) and self._pronouns.isdisjoint(lowers))

    @staticmethod
    def _sentence(text: str, at: int) -> str:
        return _SENTENCE.split(text[max(0, at - _REACH) : at])[-1]

    @staticmethod
    def _is_name(words: list[str], lowers: list[str]) -> bool:
        """Tell whether the last word looks like a name: "Anna", "Mr Brown", no "the Agency"."""
        if not words:
            return False
        word = words[-1]
        if not word[0].isupper() or lowers[-1] in _NO_NAMES or word.isupper() and len(word) > 2:
            return False
        if len(words) == 1:
            return True
        if lowers[-2] in _TITLES:
            return True
        return words[-2][0].isupper() and lowers[-2] not in _NO_NAMES
