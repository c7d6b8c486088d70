"""Names in tables whose header says which columns hold them: CSV, TSV, Markdown.

"Vorname;Nachname;Ort" makes every first and second field below a name, however it looks; a column
called "name" alone may hold products, so there a word of the field must be a given name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compliance.detect.lexicons import load_table
from compliance.detect.matching.re2patterns import PatternSet
from compliance.detect.names.lists import given_names, is_listed
from compliance.detect.names.words import fold
from compliance.detect.types import Entity

_SCORE = 0.85
_MARKS = ";\t|,"
_LONGEST_LINE = 4_000
_LONGEST_LABEL = 40
_FEWEST = 2
"""Columns of a table."""
_MOST_WORDS = 5
_PLAIN = frozenset(
    "name names nom nombre nome naam nazwa jméno meno ime име όνομα nume név namn navn nimi vardas "
    "vārds nafn isem ainm kunde kundin patient patientin customer client employee mitarbeiter "
    "mitarbeiterin kontakt contact owner user benutzer".split()
)
"""Labels of columns that hold names of persons or of something else."""
_FIELD = re.compile(r"[ \"']*(?P<value>[^\W\d_](?:[^\W\d_]|[ .,'’-])*[^\W\d_]|[^\W\d_])\.?[ \"']*$")
_RULE = re.compile(r"[|\s:+=-]+$")


class ColumnFinder:
    """Finds names by the header of their column.

    Basis: GDPR Art. 4(6), a filing system is any structured set of personal data.
    """

    name = "columns"
    types: tuple[str, ...] = ("PERSON",)

    def __init__(self) -> None:
        columns = load_table("cues")["column"].values()
        self._labels = frozenset(label for labels in columns for label in labels)
        labels = "|".join(re.escape(each) for each in sorted(self._labels | _PLAIN, reverse=True))
        self._patterns = PatternSet(
            [rf'(?i)(?:^|[\n;\t|,])[ "]*(?:{labels})[ "\r]*(?:[;\t|,\n]|$)']
        )

    def find(self, text: str) -> Iterator[Entity]:
        """Yield the fields of the columns of names."""
        done = -1
        for _, match in self._patterns.finditer(text):
            at = match.start() + text.startswith("\n", match.start())
            start = text.rfind("\n", max(0, at - _LONGEST_LINE), at) + 1
            end = text.find("\n", at, start + _LONGEST_LINE)
            if start < done or end < 0:
                continue
            done = end
            columns = self._columns(text[start:end])
            if columns is not None:
                done, found = _below(text, columns, end + 1)
                yield from found

    def _columns(self, header: str) -> _Columns | None:
        """Return which columns of a header hold names; None when none does."""
        mark = max(_MARKS, key=header.count)
        labels = [field.strip(" \"'\r").lower() for field in header.split(mark)]
        if len(labels) < _FEWEST or max(map(len, labels)) > _LONGEST_LABEL:
            return None
        named = {number for number, label in enumerate(labels) if label in self._labels}
        plain = {number for number, label in enumerate(labels) if label in _PLAIN}
        if not named and (not plain or ", " in header):
            # "Hello, name, and so on" is prose.
            return None
        return _Columns(mark, len(labels), frozenset(named), frozenset(plain))


@dataclass(frozen=True, slots=True)
class _Columns:
    """What a header tells about the lines below it."""

    mark: str
    count: int
    named: frozenset[int]
    """Columns of given names, surnames and full names."""
    plain: frozenset[int]
    """Columns that may hold names of persons."""


def _below(text: str, columns: _Columns, at: int) -> tuple[int, list[Entity]]:
    """Return where a table ends and the names in it.

    Args:
        text: normalised text.
        columns: of the table.
        at: where its first line begins.
    """
    found = []
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        fields = line.split(columns.mark)
        if not (columns.mark == "|" and _RULE.match(line)):
            if len(fields) != columns.count or len(line) > _LONGEST_LINE:
                break
            for number in columns.named | columns.plain:
                match = _FIELD.match(fields[number])
                if match and _is_name(match.group("value"), sure=number in columns.named):
                    start = at + sum(len(field) + 1 for field in fields[:number])
                    first, last = match.span("value")
                    found.append(
                        Entity(start + first, start + last, "PERSON", _SCORE, ColumnFinder.name)
                    )
        at = end + 1
    return at, found


def _is_name(value: str, *, sure: bool) -> bool:
    words = value.split()
    if len(words) > _MOST_WORDS or not (value[0].isupper() or is_listed(words[-1])):
        return False
    return sure or any(fold(word.strip(".,")) in given_names() for word in words)
