"""What one record tells: facts, identifiers, and what stands for values. In memory only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compliance.dataset.record import Record
from compliance.detect.dates import DateFinder
from compliance.findings import Finding, RecordScan
from compliance.operators.slots import SLOT
from compliance.replacements import Replacement
from compliance.risk.columns import columns_of
from compliance.risk.facts import COLUMN, FACTS, MASKED, identifies, is_sensitive
from compliance.risk.values import values_of

_WORDS_OF_TEXT = 8
_CHARACTERS_OF_TEXT = 40
"""Not all languages set spaces between words."""
_SHOWS_TYPE = frozenset({"placeholder", "hash", "encrypt", "redact"})
"""Operators whose result says of what type the value was."""
_STANDS_FOR = frozenset({"placeholder", "hash", "encrypt", "surrogate"})
"""Operators whose result is the same for the same value in one scope, and for no other."""

Spans = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """What one record tells; not shown by repr()."""

    facts: frozenset[tuple[str, str]]
    """(kind, value)."""
    identifiers: frozenset[tuple[str, str]]
    """(entity type, keyed fingerprint)."""
    slots: frozenset[tuple[str, str]]
    """(entity type, what stands in the place of a value)."""
    text: bool
    """Whether it holds free text."""


class Reader:
    """Reads what records tell.

    Args:
        read_dates: whether plain dates are read here, because the scanner was not asked for them.
        linkable: whether a slot stands for the same value in the whole dataset.
    """

    def __init__(self, *, read_dates: bool, linkable: bool) -> None:
        self._dates = DateFinder(all_dates=True) if read_dates else None
        self._linkable = linkable

    def read(self, scanned: RecordScan, replacements: list[Replacement]) -> Told:
        """Return what a record tells.

        Args:
            scanned: with the findings that stand in it and count.
            replacements: what stands in it in the place of values.
        """
        record = scanned.record
        texts = {item.path: item.text for item in record.fields()}
        spans: Spans = {}
        for found in scanned.findings:
            spans.setdefault(found.field, []).append((found.start, found.end))
        for put in replacements:
            spans.setdefault(put.field, []).append((put.start, put.end))
        facts = set(_columns(record, spans))
        facts.update(self._plain_dates(record, texts, spans))
        identifiers, slots = set(), set()
        for finding in scanned.findings:
            facts.update(_found(record, texts, finding))
            if identifies(finding.type):
                identifiers.add((finding.type, finding.fingerprint))
        for put in replacements:
            text = texts[put.field][put.start : put.end]
            facts.update(_left(put, text))
            if self._linkable and put.operator in _STANDS_FOR:
                slots.add((put.type, text))
        return Told(
            frozenset(facts),
            frozenset(identifiers),
            frozenset(slots),
            record.kind != "table" or any(_is_text(text) for text in texts.values()),
        )

    def _plain_dates(
        self, record: Record, texts: dict[str, str], spans: Spans
    ) -> Iterator[tuple[str, str]]:
        """Yield the dates that stand in the texts and were not looked for by the scanner."""
        if self._dates is None:
            return
        if record.kind == "tokens":
            texts = {"$.tokens": " ".join(map(str, record.data["tokens"]))}
        for path, text in texts.items():
            taken = spans.get(path, ())
            for date in self._dates.find(text):
                free = all(date.end <= start or end <= date.start for start, end in taken)
                if date.type == "DATE_TIME" and free:
                    for value in values_of("DATE_TIME", text[date.start : date.end]):
                        yield "DATE_TIME", value


def _is_text(cell: str) -> bool:
    """Tell whether a cell of a table holds free text."""
    return len(cell) >= _CHARACTERS_OF_TEXT or len(cell.split()) >= _WORDS_OF_TEXT


def _columns(record: Record, spans: Spans) -> Iterator[tuple[str, str]]:
    """Yield the values of columns in which nothing was found or replaced."""
    for path, value in columns_of(record):
        if path not in spans:
            yield f"{COLUMN}{path}", value


def _found(record: Record, texts: dict[str, str], finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield the facts that a finding tells."""
    kind = FACTS.get(finding.type)
    if kind is None or finding.person == "none":
        return
    if record.kind == "tokens":
        # One finding for each word of a value; all have the fingerprint of the whole.
        yield kind, finding.fingerprint
        return
    text = texts[finding.field][finding.start : finding.end]
    for value in values_of(finding.type, text):
        yield kind, value


def _left(put: Replacement, text: str) -> Iterator[tuple[str, str]]:
    """Yield what a replacement still tells: a coarser value, digits a mask left, or the type."""
    if put.operator == "generalise" and not SLOT.fullmatch(text):
        # What was made of an address is a town, no address any more.
        kind = FACTS.get(put.type, put.type)
        for value in values_of(kind, text):
            yield kind, value
    elif put.operator == "mask" and any(char.isalnum() for char in text):
        yield f"{MASKED}{put.type}", text
    elif put.operator in {*_SHOWS_TYPE, "generalise"} and is_sensitive(put.type):
        yield put.type, "[replaced]"
