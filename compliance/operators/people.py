"""Which mentions of persons in a record mean the same person.

"Anna Müller", "Müller, Anna", "A. Müller", "Frau Müller" and "Müllers" are one person as long as
the record names no second one that they fit as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from compliance.detect.names.inflection import stems

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_GENITIVE = re.compile(r"(?:['’]s?|s)\Z")
_ENDINGS = frozenset(
    "iego iemu ego emu im ym iej ej owi owie ovi ovou em iem ami ach m mu go nak nek lla "
    "lle".split()
)
"""Case endings behind a whole name that make no other name of it, as "Martin" and "Martina" are."""
_MARKS = ("'s", "’s", "'", "’")


class Persons:
    """The persons of one record.

    Args:
        values: all mentions of persons in it, in any order.
    """

    def __init__(self, values: Iterable[str]) -> None:
        self._full: dict[frozenset[str], str] = {}
        self._by_word: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
        self._single: set[str] = set()
        for value in sorted(set(values)):
            words = _words(value)
            whole = [word for word in words if len(word) > 1]
            if len(whole) > 1:
                key = frozenset(whole)
                self._full.setdefault(key, " ".join(value.split()))
                for word in whole:
                    self._by_word[word].add(key)
            elif whole:
                self._single.add(whole[0])

    def of(self, value: str) -> tuple[str, str]:
        """Return the person that a mention means, one string for all mentions, and its ending.

        Args:
            value: the mention. The ending is that of an English or German genitive ("Müllers": "s",
                "Anna's": "'s"); other cases have none that could stand behind a slot.
        """
        words = _words(value)
        whole, initials = _parted(words)
        if frozenset(whole) in self._full and not initials:
            return self._full[frozenset(whole)], ""
        known = self._known(whole, initials)
        if known is not None:
            return known, ""
        ending = _GENITIVE.search(value)
        if ending is not None:
            base = value[: ending.start()]
            known = self._known(*_parted(_words(base)))
            if known is None and not initials and base.casefold() in self._single:
                known = base
            if known is not None:
                return known, ending.group()
        inflected = self._by_stem(whole, initials)
        if inflected is not None:
            return inflected, ""
        mark = next((mark for mark in _MARKS if value.endswith(mark)), "")
        return value.removesuffix(mark), mark

    def _known(self, whole: list[str], initials: set[str]) -> str | None:
        """Return the person whose name holds all words of a mention, when there is only one."""
        if not whole:
            return None
        fitting = set.intersection(*(self._by_word.get(word, set()) for word in whole))
        return self._only(fitting, whole, initials)

    def _only(
        self, fitting: set[frozenset[str]], whole: list[str], initials: set[str]
    ) -> str | None:
        fitting = {
            key for key in fitting if initials <= {word[0] for word in key.difference(whole)}
        }
        return self._full[next(iter(fitting))] if len(fitting) == 1 else None

    def _by_stem(self, whole: list[str], initials: set[str]) -> str | None:
        """Return the person of which a mention is an inflected form, when there is only one."""
        if not whole or not self._by_word:
            return None
        known = [(_folded(word), keys) for word, keys in self._by_word.items()]
        several = len(whole) > 1
        fitting = []
        for word in whole:
            plain = _folded(word)
            bases = frozenset(stems(plain)) if several else frozenset()
            forms = [keys for base, keys in known if base in bases or _has_ending(plain, base)]
            fitting.append(set[frozenset[str]]().union(*forms))
        return self._only(set.intersection(*fitting), whole, initials)


def _parted(words: list[str]) -> tuple[list[str], set[str]]:
    """Return the words of a name and its initials."""
    return [word for word in words if len(word) > 1], {word for word in words if len(word) == 1}


def _has_ending(plain: str, base: str) -> bool:
    """Tell whether a folded word is a known part of a name, or that with a case ending behind it.

    The last vowel may differ too, but in names of several words only: "Martina" alone is another
    person than "Martin".
    """
    return plain.startswith(base) and (plain == base or plain[len(base) :] in _ENDINGS)


def _words(value: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(value)]


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
