"""The pools of names by language and sex, and what names tell about both."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from compliance.detect.names.lists import doubtful_names, family_names, given_names
from compliance.detect.names.words import fold
from compliance.operators.surrogates.draw import Pool, distinct, table

NEUTRAL = "eu"
"""The pool of names for all languages that have none of their own."""
_KINDS = ("f", "m", "n", "surname", "adjective")
_MALE = re.compile(r"(?:o|us|as|is|er|ert|ard|ald|mir|slaw|bert|fried|rich|an|on|ek|os|en)$")
_ENDINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (language, re.compile(f"(?:{endings})$"))
    for language, endings in (
        ("hu", "ffy|szky|vari|helyi|falvi|laki|hazi"),
        ("pl", "wicz|czyk|czak|szczak|owiak"),
        ("ro", "escu|eanu|oiu|aru"),
        ("sv", "sson|qvist|strom|gren|blad"),
        ("da", "gaard|sen|strup"),
        ("fi", "nen|maki|lainen|niemi"),
        ("it", "ini|elli|etti|ucci|acci|olini|otti"),
        ("es", "(?<=[a-z]{3})(?:guez|ndez|inez|anez|irez)"),
        ("pt", "eira|eiro|oes|inho|inha"),
        ("nl", "ssens|stra|sma|dijk|huis|veld"),
        ("fr", "eau|eaux|ault|oux|ier|illon|gnon"),
        ("de", "mann|bauer|meier|meyer|maier|hofer|huber|stein|schmidt|schmitt|muller|mueller"),
        ("en", "smith|worth|wood|ford|ley|shaw|well|ington|field"),
    )
)
"""How surnames of a language end, without accents."""


class Names:
    """All pools, and what is known of names."""

    def __init__(self) -> None:
        tables = dict(table("names"))
        tails = tables.pop("tails")
        seen = {fold(word) for words in tails.values() for word in words.split()}
        self._known: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._homes: dict[str, str] = {}
        self._pools: dict[tuple[str, str], Pool] = {}
        for language, lists in tables.items():
            for kind in _KINDS:
                if kind in lists:
                    tail = tails["surname" if kind in ("surname", "adjective") else "given"]
                    words = distinct(lists[kind].split(), seen)
                    self._pools[language, kind] = Pool(words, tail.split())
            for sex in ("f", "m", "n"):
                for word in f"{lists.get(sex, '')} {lists.get(f'known_{sex}', '')}".split():
                    self._known[fold(word)].append((language, sex))
            for word in lists["surname"].split():
                self._homes.setdefault(fold(word), language)
        self.languages = frozenset(tables)

    def pool(self, language: str, kind: str) -> Pool:
        """Return a pool.

        Args:
            language: one of `languages`.
            kind: `f`, `m`, `surname`; `n` for the neutral one; `adjective` for Polish and Czech.
        """
        return self._pools[language, kind]

    def is_given(self, word: str) -> bool:
        """Tell whether a word is a given name wherever it stands."""
        plain = fold(word)
        return (
            plain in self._known
            or plain in given_names()
            or (plain in doubtful_names() and plain not in family_names())
        )

    def is_known(self, word: str) -> bool:
        """Tell whether a word is in any list of names."""
        return self.is_given(word) or fold(word) in family_names()

    def given(self, word: str, language: str) -> tuple[str, str]:
        """Return language and sex of a given name, `n` where nothing tells it."""
        homes = self._known.get(fold(word), [])
        for home in homes:
            if home[0] == language:
                return home
        if homes:
            return homes[0]
        plain = fold(word)
        sex = "f" if plain.endswith("a") else "m" if _MALE.search(plain) else "n"
        if sex == "n" or language not in self.languages:
            return NEUTRAL, sex
        return language, sex

    def surname(self, word: str, language: str) -> str:
        """Return the language of a surname."""
        plain = fold(word)
        if plain in self._homes:
            return self._homes[plain]
        for home, ending in _ENDINGS:
            if ending.search(plain):
                return home
        return language if language in self.languages else NEUTRAL


@cache
def names() -> Names:
    """Return the pools, read once for a process."""
    return Names()
