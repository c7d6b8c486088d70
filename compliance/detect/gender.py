"""Sex or gender as a form states it: "Geschlecht: w", "Sexo: Varón", "Sex: F".

Found behind its label only: "man" or "kobieta" in a sentence tells nothing that the text does not
tell with every pronoun, while a field of a form is a value of the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from compliance.detect.lexicons import load_table
from compliance.detect.matching.context import isolated
from compliance.detect.matching.re2patterns import PatternSet
from compliance.detect.types import Entity

_SCORE = 0.9
_MARK = r"[ \t]{0,4}[:=][ \t]{0,4}\n?[ \t]{0,4}[\"']?|[\"'] ?[:=] ?[\"']?|[ \t]?\|[ \t]?|\t"
"""Between label and value: a colon, an equals sign, quotes of a data format, a column."""
_BRACKETS = r"(?: ?\([^()\n]{1,20}\))?"
"""What explains a label: "Geschlecht (m/w/d): w"."""


class GenderFinder:
    """Finds sex and gender in forms, records and tables of label and value.

    Basis: GDPR Art. 4(1), a factor specific to the physical or social identity of a person.
    """

    name = "gender"
    types: tuple[str, ...] = ("GENDER",)

    def __init__(self) -> None:
        table = load_table("gender")
        labels = _alternatives(table["label"].values())
        values = _alternatives((*table["value"].values(), *table["letter"].values()))
        self._patterns = PatternSet(
            [rf"(?i)(?:^|[^\p{{L}}\p{{N}}_])(?:{labels}){_BRACKETS}(?:{_MARK})({values})"]
        )

    def find(self, text: str) -> Iterator[Entity]:
        """Yield the values behind a label."""
        for _, match in self._patterns.finditer(text):
            start, end = match.span(1)
            if not isolated(text, start, end) or _CHOICE.match(text, end):
                continue
            yield Entity(start, end, "GENDER", _SCORE, self.name)


_CHOICE = re.compile(r" ?(?:[/|]|oder|or|ou|lub) ?[^\W\d_]")
"""What follows the first of several values to choose from: "Geschlecht: m/w/d"."""


def _alternatives(lists: Iterable[Iterable[str]]) -> str:
    """Return RE2 for all entries, the longest first."""
    entries = {entry for entries in lists for entry in entries}
    return "|".join(re.escape(entry) for entry in sorted(entries, key=lambda e: (-len(e), e)))
