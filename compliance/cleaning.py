"""One record while it is cleaned: its texts, what was put into them, and what stood there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from compliance.dataset.record import Record
from compliance.findings import Finding
from compliance.operators.base import Params
from compliance.operators.numbers import UNKNOWN, Numbers
from compliance.operators.people import Persons
from compliance.operators.registry import REGISTRY
from compliance.policy import Treatment
from compliance.replacements import Replacement, outside
from compliance.scan import language_of

_BY_NUMBER = frozenset({"placeholder", "hash", "encrypt", "redact"})
"""Operators that stand for the person or the value as a whole, not for the words of it."""

_BY_LANGUAGE = frozenset({"surrogate"})
"""Operators that ask for the language of a record; telling it takes longer than all others do."""

Place = tuple[int, int, str, Finding, Treatment]
"""Start and end in a field, the whole value, and what is to be done with it."""


@dataclass(frozen=True, slots=True, repr=False)
class Put:
    """What was put into a field, and what stood there; for memory only, not shown by repr()."""

    start: int
    end: int
    type: str
    operator: str
    fingerprint: str
    original: str

    def moved(self, by: int) -> Put:
        """Return the same further right in the text."""
        return Put(
            self.start + by, self.end + by, self.type, self.operator, self.fingerprint,
            self.original,
        )  # fmt: skip


class Cleaning:
    """Replaces findings in one record, as often as more are found.

    Args:
        record: as it was scanned.
        numbers: of its scope.
        language: ISO 639-1, `und` where unknown; empty where nobody asked yet.
    """

    def __init__(self, record: Record, numbers: Numbers, language: str) -> None:
        self._original = record
        self.record = record
        # Read once: replacing changes texts, never which fields there are.
        self._old = {item.path: item.text for item in record.fields()}
        self._texts = dict(self._old)
        self._numbers = numbers
        self._language = language
        self._put: dict[str, list[Put]] = {}
        self._persons: set[str] = set()

    def apply(self, due: Sequence[tuple[Finding, Treatment]]) -> bool:
        """Replace findings in the record as it stands now; tell whether anything changed.

        What lies wholly inside an earlier replacement is left: it is no value.
        """
        texts = self._texts
        wholes = _wholes(texts, [finding for finding, _ in due])
        self._persons.update(
            whole
            for (finding, _), whole in zip(due, wholes, strict=True)
            if finding.type == "PERSON"
        )
        persons = Persons(self._persons)
        by_field: dict[str, list[Place]] = {finding.field: [] for finding, _ in due}
        spans = {path: self._spans(path) for path in by_field}
        reached = dict.fromkeys(by_field, 0)
        for (finding, treatment), whole in sorted(
            zip(due, wholes, strict=True), key=lambda each: _first_and_longest(each[0][0])
        ):
            path = finding.field
            # What lies inside a replacement, or inside a finding before, is replaced with it.
            for start, end in outside(max(finding.start, reached[path]), finding.end, spans[path]):
                if any(char.isalnum() for char in texts[path][start:end]):
                    by_field[path].append((start, end, whole, finding, treatment))
                    self._met(whole, finding, treatment)
            reached[path] = max(reached[path], finding.end)
        edits: dict[str, str] = {}
        for path, places in by_field.items():
            if not places:
                continue
            edits[path] = self._edited(path, texts[path], places, persons)
        self.record = self.record.with_texts(edits)
        self._texts.update(edits)
        return bool(edits)

    def replacements(self) -> list[tuple[Replacement, str]]:
        """Return what was put into the record, in order, with what stood there."""
        return [
            (
                Replacement(
                    self.record.id, path, put.start, put.end, put.type, put.operator,
                    put.fingerprint,
                ),
                put.original,
            )
            for path in self._texts
            for put in self._put.get(path, ())
        ]  # fmt: skip

    def edits(self) -> Mapping[str, str]:
        """Return JSON path → new text for the fields that changed."""
        return {
            path: text
            for path, text in self._texts.items()
            if path in self._put and self._old[path] != text
        }

    def _spans(self, field: str) -> list[tuple[int, int]]:
        return [(put.start, put.end) for put in self._put.get(field, ())]

    def _edited(
        self,
        path: str,
        text: str,
        places: Iterable[Place],
        persons: Persons,
    ) -> str:
        """Return the new text of a field, and note where things stand in it."""
        earlier = list(self._put.get(path, ()))
        pieces: list[str] = []
        now: list[Put] = []
        position = shift = 0
        for start, end, whole, finding, treatment in places:
            while earlier and earlier[0].start < start:
                now.append(earlier.pop(0).moved(shift))
            value = text[start:end]
            new = self._replaced(value, whole, finding, treatment, persons)
            pieces += (text[position:start], new)
            now.append(
                Put(
                    start + shift, start + shift + len(new), finding.type,
                    treatment.operator.name, finding.fingerprint, value,
                )
            )  # fmt: skip
            shift += len(new) - len(value)
            position = end
        now += [put.moved(shift) for put in earlier]
        self._put[path] = now
        return "".join([*pieces, text[position:]])

    def _met(self, whole: str, finding: Finding, treatment: Treatment) -> None:
        """Let the operator know of a value before anything is replaced."""
        params = self._params(finding, treatment)
        REGISTRY[treatment.operator.name].meet(whole, params)

    def _params(self, finding: Finding, treatment: Treatment) -> Params:
        if not self._language and treatment.operator.name in _BY_LANGUAGE:
            self._language = language_of(self._original)
        return Params(finding.type, treatment.operator, self._numbers, self._language or UNKNOWN)

    def _replaced(
        self, value: str, whole: str, finding: Finding, treatment: Treatment, persons: Persons
    ) -> str:
        """Return what stands in the place of a value."""
        name = treatment.operator.name
        params = self._params(finding, treatment)
        ending = ""
        if name in _BY_NUMBER:
            value = whole
            if finding.type == "PERSON":
                value, ending = persons.of(whole)
        new = REGISTRY[name].replace(value, params) + ending
        if self.record.kind == "tokens" and finding.field.startswith("$.tokens["):
            # A word of a list stays one word.
            return "_".join(new.split()) or f"[{finding.type}]"
        return new


def _first_and_longest(finding: Finding) -> tuple[int, int]:
    return finding.start, -finding.end


def _wholes(texts: Mapping[str, str], findings: Sequence[Finding]) -> list[str]:
    """Return the whole value of each finding.

    In a list of words a finding is one for each word of the value; they follow each other and have
    one fingerprint.
    """
    values = [texts[each.field][each.start : each.end] for each in findings]
    groups: list[list[int]] = []
    for number in range(len(findings)):
        if groups and _continues(findings[groups[-1][-1]], findings[number]):
            groups[-1].append(number)
        else:
            groups.append([number])
    wholes = [""] * len(findings)
    for group in groups:
        joined = " ".join(values[number] for number in group)
        for number in group:
            wholes[number] = joined
    return wholes


def _continues(first: Finding, second: Finding) -> bool:
    """Tell whether two findings are neighbouring words of one value in a list of words."""
    if first.fingerprint != second.fingerprint or first.field == second.field:
        return False
    places = [each.field.removeprefix("$.tokens[").removesuffix("]") for each in (first, second)]
    return all(place.isdecimal() for place in places) and all(
        int(b) == int(a) + 1 for a, b in pairwise(places)
    )
