"""User names that are put together from the name of somebody in the text: "ybetancor".

Such a name has no digit and no mark, so the word for user before it is not enough: any word may
follow it. What is made of the beginnings of two words of a name nearby, the words in their order,
is a login: `Yeray Betancor` gives "ybetancor", `Floortje van der Zwaag` "fvdzwaag".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from compliance.detect.identifiers.labels import alternation
from compliance.detect.matching.rules import compile_pattern
from compliance.detect.types import Entity

_WORD = re.compile(r"(?<![\w@./-])[a-z]{5,20}(?![\w@]|[./-]\w)")
_NAME = re.compile(r"[^\W\d_]+")
_BLOCK = 1000
_AROUND = 1000
"""Characters around a block of text in which the names for its logins are looked for."""
_NEAR = 45
"""Characters before a login in which the word for user stands."""
_LEAST = 3
"""Letters that one word of the name gives at least."""
_PARTICLE = 3
"""Letters of the longest word of a name that is written small: "der"."""
_MOST_WORDS = 4
_OTHER = frozenset("account owner cuenta conta cont compte konto locked session sesión".split())
"""Words for user that mean other things more often."""
_ENDINGS = frozenset("aeinrsty")
"""Letters that many words end with when they are inflected."""
_SCORE = 0.7


class LoginFinder:
    """Finds logins behind a word for user."""

    name = "logins"
    types: tuple[str, ...] = ("USERNAME",)

    def __init__(self) -> None:
        known = alternation("user_name", "user", "login", "login_as", least=4).split("|")
        words = "|".join(word for word in known if word not in _OTHER)
        self._labels = compile_pattern(rf"(?i)(?:^|[^\p{{L}}\p{{N}}])(?:{words})[^\p{{L}}\p{{N}}]")

    def find(self, text: str) -> Iterator[Entity]:
        """Yield words behind a label that are put together from a name in the passage."""
        last = 0
        for label in self._labels.finditer(text):
            start = max(label.end() - 1, last)
            for match in _WORD.finditer(text, start, min(len(text), label.end() + _NEAR)):
                last = match.end()
                if _is_composed(text, match):
                    yield Entity(*match.span(), "USERNAME", _SCORE, self.name)


def _is_composed(text: str, match: re.Match[str]) -> bool:
    block = match.start() // _BLOCK * _BLOCK
    names = _names(text[max(0, block - _AROUND) : block + _BLOCK + _AROUND])
    login = match.group()
    return any(_made_of(login, name) for name in names.get(login[0], ()))


@lru_cache(maxsize=64)
def _names(passage: str) -> dict[str, list[list[tuple[str, bool]]]]:
    """Return what may be names in a passage, by their first letter.

    Each word stands in small plain letters, with whether it had a capital.
    """
    words = _NAME.findall(passage)
    found: dict[str, list[list[tuple[str, bool]]]] = {}
    for at, word in enumerate(words):
        if word[0].isupper():
            name = [(_plain(each), each[0].isupper()) for each in _name_at(words, at)]
            if len(name) > 1 and name[0][0]:
                found.setdefault(name[0][0][0], []).append(name)
    return found


def _name_at(words: Sequence[str], at: int) -> Iterator[str]:
    """Yield the words of a name that begins at a place: capitals, and small words among them."""
    for word in words[at : at + _MOST_WORDS]:
        if not word[0].isupper() and len(word) > _PARTICLE:
            return
        yield word


def _made_of(login: str, name: Sequence[tuple[str, bool]]) -> bool:
    """Tell whether a login is made of beginnings of the first words of a name, in their order."""
    # How far the login can be read with the words so far, and whether one gave enough letters.
    reached = {(0, False)}
    for count, (word, capital) in enumerate(name, 1):
        step = set()
        for at, enough in reached:
            size = 0
            while at + size < len(login) and size < len(word) and login[at + size] == word[size]:
                size += 1
                step.add((at + size, enough or (capital and size >= _LEAST)))
        reached = step
        if count > 1 and (len(login), True) in reached:
            # "lands" is a plural of the first word, and no name with an initial.
            return not (login[:-1] == name[0][0] and login[-1] in _ENDINGS)
    return False


def _plain(word: str) -> str:
    """Return a word in small letters without accents."""
    marked = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in marked if not unicodedata.combining(char))
