"""Reads the phrase that names an occupation: "retired non-commissioned officer"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compliance.detect.occupations.words import Occupation, vocabulary, words

_WORD = re.compile(r"[ \n]{0,2}([^\W\d_]+(?:['-][^\W\d_]+)*)")
_ANY = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_BACK = 3
_CLAUSE = re.compile(r"[^\w '\n-]|\n\n")
_LONGEST = 6
"""Words of the longest phrase, its article not counted."""
_REACH = 40
_GENDER = re.compile(r"[/*:_]-?in\b|\(in\)")
_ADJECTIVE = re.compile(r"[^\W\d_]{2,}(?:e|er|en|em|es)")
_MANY = re.compile(r"(?:der|die|das|dieser?|mein|sein|ihr)\W*\Z", re.IGNORECASE)
_QUALITY = (
    r"(?:retraitée?|[a-zß-ÿ]{2,}(?:al|ale|elle?|ic[oa]|ist[ae]|ari[oa]|aire|[iae]d[oa]|at[oa]|"
    r"iv[oa]|if|ive|que|ienn?e?|i[eè]re?|or|ora|eur|euse|os[oa]|an[oa]|oire|or[ií][oa]))"
)
_MORE = re.compile(
    rf"(?: {_QUALITY}\b)?(?: (?:(?:de|di|da|do|du|des|del|della|dei|de la|de los|de las) |d'|dell')"
    r"(?!(?:su|sus|mi|tu|un|una|une|este|esta|la|las|los|le|les|profesión|oficio|profession|métier|professione|mestiere|profissão|ofício|"
    r"lunes|martes|verano|noche|día|"
    rf"forma|manera|sua|seu|nos|nuit|jour|sera|notte)\b)[a-zß-ÿ]{{3,}}\b(?: {_QUALITY}\b)?)?"
)
_FIELD = re.compile(
    r"(?:especialista|spécialiste|specialista|licenciad[oa]|técnic[oa]|expert[oa]|trabajadora?|"
    r"emplead[oa]|obrer[oa]|operari[oa]|employée?|oper?ai[oa]) (?:en|in|em) [a-zß-ÿ]{3,}"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """An occupation in a text."""

    start: int
    end: int
    occupation: Occupation
    article: str
    """The article before it, in small letters; "" without one."""


class Reader:
    """Reads phrases of one language."""

    def __init__(self, language: str) -> None:
        self._words = vocabulary(language)
        self._articles = words("articles", language)
        self._state = words("state", language)
        self._ends = words("ends", language)
        self._adjectives = words("adjectives", language)
        self._posts = words("posts", language)
        self._behind = words("things_behind", language)
        self._before = words("things_before", language)
        self._read = {"en": self._english, "de": self._german, "nl": self._german}.get(
            language, self._romance
        )
        self._head_last = language in ("de", "en", "nl")
        self._capitals = language == "de"

    def read(self, text: str, at: int) -> Phrase | None:
        """Return the occupation that begins at `at`, an article left out; None without one."""
        article = ""
        match = _WORD.match(text, at)
        if match is not None and match.group(1).lower() in self._articles:
            article = match.group(1).lower()
            at = match.end()
        return self._read(text, at, article)

    def back(self, text: str, at: int) -> Phrase | None:
        """Return the occupation that ends at `at`, of up to three words; None without one."""
        window = _CLAUSE.split(text[max(0, at - _REACH) : at])[-1]
        left = at - len(window)
        for match in list(_ANY.finditer(window))[: -_BACK - 1 : -1]:
            known = self._words.get(match.group().lower())
            if known is not None:
                start, end = left + match.start(), left + len(window.rstrip())
                return Phrase(start, end, known, "") if end > start else None
            if self._head_last:
                break
        return None

    def is_adjective(self, text: str, phrase: Phrase) -> bool:
        """Tell whether it says of somebody how he is, as well as what: "es dependiente"."""
        return text[phrase.start : phrase.end].lower() in self._adjectives

    def is_post(self, text: str, phrase: Phrase) -> bool:
        """Tell whether only one person has such a post."""
        said = text[phrase.start : phrase.end].lower().split()
        return said[-1] in self._posts or said[0] in self._posts

    def _english(self, text: str, at: int, article: str) -> Phrase | None:
        start = end = -1
        last = ""
        known: Occupation | None = None
        for _ in range(_LONGEST):
            match = _WORD.match(text, at)
            if match is None or "\n\n" in match.group():
                break
            word = match.group(1).lower()
            if word in self._ends or word in self._before:
                break
            if end >= 0 and word in self._behind:
                return None
            start = match.start(1) if start < 0 else start
            at = match.end()
            found = self._words.get(word.removesuffix("'s"))
            if found is not None:
                if word.endswith("'s"):
                    return None
                known, end, last = found, at, word
        if known is None or text[end : end + 1] == "'":
            return None
        after = _WORD.match(text, end)
        if last in self._adjectives and after is not None:
            if after.group(1).lower() not in self._ends:
                return None  # "A professional beggar".
        return Phrase(start, end, known, article)

    def _german(self, text: str, at: int, article: str) -> Phrase | None:
        start = -1
        adjective = ""
        before = text[max(0, at - 8) : at]
        for _ in range(4):
            match = _WORD.match(text, at)
            if match is None or "\n\n" in match.group():
                return None
            word = match.group(1)
            start = match.start(1) if start < 0 else start
            lower = word.lower()
            # "selbstständiger" is somebody and an adjective: "selbstständiger Tischler".
            found = None if word in self._state else self._words.get(lower)
            if found is not None and (not self._capitals or word[0].isupper() or not adjective):
                if self._capitals and self._several(adjective, found, article, before):
                    return None
                end = match.end()
                gender = _GENDER.match(text, end)
                return Phrase(start, gender.end() if gender else end, found, article)
            if lower in self._before or (word[0].isupper() and adjective):
                return None
            if lower not in self._state and (
                word[0].isupper() or not _ADJECTIVE.fullmatch(word) or word in self._articles
            ):
                return None
            adjective = lower
            at = match.end()
        return None

    @staticmethod
    def _several(adjective: str, found: Occupation, article: str, before: str) -> bool:
        """Tell whether a German phrase speaks of several people: "gelernte Tischler"."""
        if not adjective.endswith("e") or found.feminine or article:
            return False
        return _MANY.search(before) is None

    def _romance(self, text: str, at: int, article: str) -> Phrase | None:
        match = _WORD.match(text, at)
        if match is None:
            return None
        start = match.start(1)
        near = text[start : start + _REACH].lower()
        for phrase in self._words.several:
            if near.startswith(phrase):
                return Phrase(start, start + len(phrase), self._words.forms[phrase], article)
        for _ in range(2):
            word = match.group(1).lower()
            found = self._words.get(word) or self._words.get(word.removeprefix("ex-"))
            if found is not None:
                end = match.end()
                more = _FIELD.match(text, match.start(1)) or _MORE.match(text, end)
                return Phrase(start, more.end() if more else end, found, article)
            if word not in self._state:
                return None
            match = _WORD.match(text, match.end())
            if match is None:
                return None
        return None
