"""National identifiers: tables of country, shape, check and the words that name them.

A shape whose check is strong is reported on its own; one that any long number could meet needs a
word. A value right behind its own name is reported even when the check fails: data with a typing
mistake is still about a person.

Basis: GDPR Art. 87; the checks are those of python-stdnum or documented beside each function.
"""

from __future__ import annotations

from collections.abc import Iterator

from compliance.detect.identifiers.national_ids import documents, east, german, north, south, west
from compliance.detect.identifiers.national_ids.labelled import LABELLED_RULES
from compliance.detect.identifiers.national_ids.respelled import Respelled
from compliance.detect.identifiers.national_ids.row import Row, rules
from compliance.detect.matching.rules import Finder, Rule, RuleFinder
from compliance.detect.types import Entity

TABLE: tuple[Row, ...] = (
    *german.ROWS,
    *west.ROWS,
    *south.ROWS,
    *north.ROWS,
    *east.ROWS,
    *documents.ROWS,
)
"""All identifiers; rows of one type differ in shape or in strength."""

RULES: tuple[Rule, ...] = (*rules(TABLE), *documents.MRZ_RULES, *LABELLED_RULES)

__all__ = ["RULES", "TABLE", "NationalIdFinder", "Row", "national_id_finder"]


class NationalIdFinder:
    """Runs every rule, and again where copying and pasting took a number apart."""

    name = "national_ids"

    def __init__(self) -> None:
        finder = RuleFinder(self.name, RULES)
        self.types = finder.types
        self._rules = finder
        self._respelled = Respelled(finder, TABLE)

    def find(self, text: str) -> Iterator[Entity]:
        """Yield identifiers with offsets into `text`, overlaps allowed."""
        yield from self._rules.find(text)
        yield from self._respelled.find(text)


def national_id_finder() -> Finder:
    """Return the finder for every rule."""
    return NationalIdFinder()
