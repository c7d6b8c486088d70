"""Sentences of a text with their place, and in how many groups each one stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compliance.dataset.record import Record
from synth.courtesy import Formula, Language, classify, language_of
from synth.text import SLOT, collapsed, has_digit
from synth.turns import Position, Role, Turn, turns

_BREAK = re.compile(r"\n+|(?<=[.!?…])[\"'”“)]*\s+")
_HEAD = re.compile(r"[^,\n]{2,40},(?=\s)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, `text[start:end]` of the turn it stands in, without spaces around it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """What two sentences must have in common to be exchanged."""

    language: Language
    role: Role
    position: Position
    formula: Formula


def split(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text; line breaks and closing marks end one."""
    start = 0
    for match in _BREAK.finditer(text):
        yield from _trimmed(text, start, match.start())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def formulas(text: str, language: Language) -> Iterator[tuple[Sentence, Formula]]:
    """Yield the courtesy formulas of a text, a greeting before a comma too ("Hallo, ich ...")."""
    for sentence in split(text):
        formula = classify(sentence.text, language)
        if formula is not None:
            yield sentence, formula
            continue
        head = _HEAD.match(sentence.text)
        if head is not None:
            formula = classify(head.group(), language)
            if formula is not None and formula.functions == {"greeting"}:
                end = sentence.start + head.end()
                yield Sentence(sentence.start, end, head.group()), formula


def record_language(parts: Iterable[Turn]) -> Language | None:
    """Return the language of a record's turns; None when that is not clear."""
    return language_of(" ".join(SLOT.sub(" ", part.text) for part in parts))


class Library:
    """Which sentences stand in how many groups, and which formulas may travel.

    Memory grows with the number of different sentences; groups are counted up to `min_support`.
    """

    def __init__(self, records: Iterable[Record], *, min_support: int) -> None:
        """Count the sentences of all records.

        Args:
            records: training records.
            min_support: groups from which on a sentence is nobody's own.
        """
        self._min_support = min_support
        self._groups: dict[str, set[str]] = {}
        forms: dict[Place, dict[str, Counter[str]]] = {}
        for record in records:
            self._add(record, forms)
        self._pools: dict[Place, tuple[str, ...]] = {}
        for place, by_key in forms.items():
            pool = sorted(
                min(surfaces, key=lambda form: (-surfaces[form], form))
                for key, surfaces in by_key.items()
                if self.supported(key)
            )
            if pool:
                self._pools[place] = tuple(pool)

    def supported(self, sentence: str) -> bool:
        """Tell whether a sentence stands in enough groups to be nobody's own."""
        return len(self._groups.get(collapsed(sentence), ())) >= self._min_support

    def travelling(self, place: Place) -> tuple[str, ...]:
        """Return the well-supported formulas seen at such a place, sorted."""
        return self._pools.get(place, ())

    def _add(self, record: Record, forms: dict[Place, dict[str, Counter[str]]]) -> None:
        group = record.group or record.id
        parts = turns(record)
        language = record_language(parts)
        for part in parts:
            for sentence in split(part.text):
                self._count(sentence.text, group)
            if language is None:
                continue
            for sentence, formula in formulas(part.text, language):
                if has_digit(sentence.text) or "[" in sentence.text:
                    continue
                self._count(sentence.text, group)
                place = Place(language, part.role, part.position, formula)
                key = collapsed(sentence.text)
                forms.setdefault(place, {}).setdefault(key, Counter())[sentence.text] += 1

    def _count(self, sentence: str, group: str) -> None:
        groups = self._groups.setdefault(collapsed(sentence), set())
        if len(groups) < self._min_support:
            groups.add(group)


def _trimmed(text: str, start: int, end: int) -> Iterator[Sentence]:
    piece = text[start:end]
    body = piece.strip()
    if body:
        begin = start + len(piece) - len(piece.lstrip())
        yield Sentence(begin, begin + len(body), body)
