"""National identifiers: tables of country, shape, check and the words that name them.

A shape whose check is strong is reported on its own; one that any long number could meet needs a
word. A value right behind its own name is reported even when the check fails: data with a typing
mistake is still about a person.

Basis: GDPR Art. 87; the checks are those of python-stdnum or documented beside each function.
"""

from __future__ import annotations

from compliance.detect.identifiers.national_ids import documents, east, german, north, south, west
from compliance.detect.identifiers.national_ids.labelled import LABELLED_RULES
from compliance.detect.identifiers.national_ids.row import Row, rules
from compliance.detect.matching.rules import Rule, RuleFinder

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

__all__ = ["RULES", "TABLE", "Row", "national_id_finder"]


def national_id_finder() -> RuleFinder:
    """Return the finder for every rule."""
    return RuleFinder("national_ids", RULES)
