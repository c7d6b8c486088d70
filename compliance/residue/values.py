"""The distinct values that were taken out, and what kind of thing each of them is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from compliance.detect.names.cues_europe import foreign_titles
from compliance.detect.names.people import TITLES
from compliance.detect.names.words import AND, PARTICLES, fold
from compliance.detect.types import TYPES, category_of
from compliance.evidence.keys import ProjectKeys
from compliance.residue.words import runs_of
from compliance.scan import normal_value

Sort = Literal["code", "name", "word", "place", "statement"]
"""What a value is: an identifier; a name of two words or more; a name of one word; an address; or
a word that says something about somebody and is no identifier (a town, a firm, an illness)."""

_CODES = frozenset({"contact", "government_id", "financial", "account", "online", "vehicle",
                    "secret"})  # fmt: skip
_NO_CODES = frozenset({"AMOUNT", "CARD_EXPIRY"})
_SHORTEST_CODE = 6
"""Letters and digits of an identifier; "4711" is also a price and a year."""
_SHORTEST_WORD = 3
_AT = re.compile(r"(?i)[\s\[({<]+(?:at|ät)[\s\])}>]+")
_STREET = re.compile(r"(?i)stra(?:ß|ss)e\b")
_SHORT_STREET = re.compile(r"(?i)(?<=[^\W\d_])str\b\.?")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@dataclass(slots=True, repr=False)
class Value:
    """One distinct value; for memory only, and not shown by repr()."""

    type: str
    sort: Sort
    runs: tuple[str, ...]
    fingerprint: str
    """Keyed; that of the finding."""
    spellings: set[str] = field(default_factory=set)
    """As it stood in the sources."""
    records: int = 0
    """In how many records it was taken out."""
    last: int = -1
    """The record that was counted last."""

    @property
    def joined(self) -> str:
        """Return its folded letters and digits, one behind the other."""
        return "".join(self.runs)


class Values:
    """Gathers the distinct values of a dataset.

    Memory holds each of them once, and no text.

    Args:
        keys: the project's keys, for fingerprints.
    """

    def __init__(self, keys: ProjectKeys) -> None:
        self._keys = keys
        self._known: dict[tuple[str, tuple[str, ...]], Value] = {}
        self._runs: dict[str, tuple[str, ...]] = {}
        self.mentions = 0
        self.unknown = 0
        """Replaced places of which nobody can tell what stood there."""
        self.too_short: Counter[str] = Counter()
        """Entity type → mentions with too few letters and digits to be searched for."""

    def add(self, entity_type: str, value: str, record: int) -> None:
        """Note a value that was taken out of a record.

        Args:
            entity_type: of the finding.
            value: as it stood there.
            record: the record's number.
        """
        self.mentions += 1
        runs = runs_of(value)
        if not is_searchable(runs):
            self.too_short[entity_type] += 1
            return
        known = self._known.get((entity_type, runs))
        if known is None:
            mark = self._keys.fingerprint(entity_type, normal_value(value))
            known = Value(entity_type, sort_of(entity_type, runs), runs, mark)
            self._known[entity_type, runs] = known
        known.spellings.add(value)
        if known.last != record:
            known.records += 1
            known.last = record

    def __iter__(self) -> Iterator[Value]:
        """Yield the values in the order in which they came."""
        return iter(self._known.values())

    def __len__(self) -> int:
        """Return how many distinct values there are."""
        return len(self._known)


def is_searchable(runs: tuple[str, ...]) -> bool:
    """Tell whether a value has enough letters and digits to be told from others."""
    joined = "".join(runs)
    return len(joined) >= (_SHORTEST_WORD + 1 if joined.isdigit() else _SHORTEST_WORD)


def sort_of(entity_type: str, runs: tuple[str, ...]) -> Sort:
    """Return what kind of thing a value is."""
    category = category_of(entity_type)
    joined = "".join(runs)
    if entity_type not in TYPES:
        # A recognizer of the user's own, or what the user planted: taken for what it looks like.
        if len(joined) >= _SHORTEST_CODE and any(map(str.isdigit, joined)):
            return "code"
        return "name" if len(runs) > 1 else "word"
    if category in _CODES and entity_type not in _NO_CODES:
        if len(joined) >= _SHORTEST_CODE and (len(runs) > 1 or any(map(str.isdigit, joined))):
            return "code"
        return "word" if joined.isalpha() else "statement"
    if entity_type == "PERSON":
        return "name" if len(name_words(runs)) > 1 else "word"
    if entity_type in ("STREET_ADDRESS", "GEO_COORDINATES"):
        whole = len(runs) > 1 and any(map(str.isdigit, joined)) and len(joined) >= _SHORTEST_CODE
        return "place" if whole else "statement"
    return "statement"


def name_words(runs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name that are no titles, particles or initials."""
    return tuple(
        run for run in runs if len(run) > 1 and run.isalpha() and run not in no_name_words()
    )


def respelled(entity_type: str, value: str) -> Iterator[str]:
    """Yield other ways to write a value: "Mueller", "Hauptstraße", a mail address without "@"."""
    if entity_type == "STREET_ADDRESS":
        yield from (
            new
            for new in (_STREET.sub("str.", value), _SHORT_STREET.sub("straße", value))
            if new != value
        )
    plain = value.translate(_UMLAUTS)
    if plain != value:
        yield plain
    if entity_type != "EMAIL_ADDRESS":
        return
    if "@" not in value:
        yield _AT.sub("@", value, count=1)
    else:
        yield value.replace("@", " at ")
        yield value.replace("@", " at ").replace(".", " dot ")


@cache
def no_name_words() -> frozenset[str]:
    """Return titles, particles and the like, folded."""
    return frozenset(map(fold, TITLES | foreign_titles())) | PARTICLES | AND
