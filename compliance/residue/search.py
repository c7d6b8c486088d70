"""The whole cleaned data searched for everything that was taken out of it anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from compliance.dataset.record import Record
from compliance.detect.names.words import fold
from compliance.evidence.keys import ProjectKeys
from compliance.replacements import Aligned, Replacement
from compliance.residue.grading import Seen, Strength, Word, grade
from compliance.residue.index import Index, Kind, Match
from compliance.residue.values import Value, name_words
from compliance.residue.words import Words
from compliance.scan import normal_value, scan_texts

MOST_PLACES = 100
"""Places of one value and kind that are listed; all are counted."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the cleaned data something is left."""

    number: int
    """Of the record, in order."""
    record: str
    field: str
    """JSON path; `$.tokens` for the words of a list, read as one text."""
    start: int
    """Code points into the cleaned text."""
    end: int
    """Exclusive."""
    fingerprint: str
    """Keyed; of what stands there."""


@dataclass(slots=True)
class Group:
    """All places of one value, written in one way."""

    value: Value
    kind: Kind
    places: list[Place] = field(default_factory=list)
    """The first of them."""
    count: int = 0


class Search:
    """Searches cleaned records one by one.

    Memory holds the values, and places as numbers; never a text.

    Args:
        index: the values.
        keys: the project's keys, for fingerprints.
    """

    def __init__(self, index: Index, keys: ProjectKeys) -> None:
        self._index = index
        self._keys = keys
        self._groups: dict[tuple[int, Kind, Word | None], Group] = {}
        self._seen: dict[str, Seen] = {}
        self.records = 0
        for value in index.values:
            for word in set(name_words(value.runs)) if value.type == "PERSON" else ():
                self._seen.setdefault(word, Seen()).named += value.records

    def take(self, record: Record, replacements: Iterable[Replacement]) -> None:
        """Search one cleaned record.

        Args:
            record: as it was cleaned.
            replacements: what stands in it in the place of values; that does not count.
        """
        for path, words in texts_of(record, replacements):
            for match in self._index.find(words):
                word = _word(words, match)
                self._look(match.value, word)
                value = self._index.values[match.value]
                group = self._groups.setdefault(
                    (match.value, match.kind, word), Group(value, match.kind)
                )
                group.count += 1
                if len(group.places) < MOST_PLACES:
                    group.places.append(self._place(self.records, record, path, words, match))
        self.records += 1

    def fill(
        self,
        cleaned: Iterable[Record],
        replacements: Iterable[tuple[str, list[Replacement]]],
        groups: Iterable[Group],
    ) -> None:
        """Note every place of some groups, where the first of them do not tell enough.

        Args:
            cleaned: the same records in the same order.
            replacements: (record id, replacements) of those that have any, in the same order.
            groups: of this search.
        """
        wanted = {id(each) for each in groups}
        if not wanted:
            return
        found: dict[int, list[Place]] = {each: [] for each in wanted}
        aligned = Aligned(replacements)
        for number, record in enumerate(cleaned):
            for path, words in texts_of(record, aligned.of(record.id)):
                for match in self._index.find(words):
                    group = self._groups[(match.value, match.kind, _word(words, match))]
                    if id(group) in wanted:
                        place = self._place(number, record, path, words, match)
                        found[id(group)].append(place)
        for group in self._groups.values():
            group.places = found.get(id(group), group.places)

    def _place(self, number: int, record: Record, path: str, words: Words, match: Match) -> Place:
        there = words.text[match.start : match.end]
        value = self._index.values[match.value]
        mark = self._keys.fingerprint(value.type, normal_value(there))
        return Place(number, record.id, path, match.start, match.end, mark)

    def graded(self) -> Iterator[tuple[Strength | None, Group]]:
        """Yield what is left, by value and way of writing, with how much it weighs."""
        for (number, kind, word), group in self._groups.items():
            seen = self._seen[word.text if word else _whole(number)]
            yield grade(group.value, kind, word, seen), group

    def groups(self) -> Iterable[Group]:
        """Return what is left, by value and way of writing."""
        return self._groups.values()

    def _look(self, number: int, word: Word | None) -> None:
        named = 0 if word else self._index.values[number].records
        seen = self._seen.setdefault(word.text if word else _whole(number), Seen(named=named))
        if seen.last != self.records:
            seen.records += 1
            seen.last = self.records
        if word is not None and word.small:
            seen.small += 1


def texts_of(record: Record, replacements: Iterable[Replacement]) -> Iterator[tuple[str, Words]]:
    """Yield JSON path and words of each text of a cleaned record, replacements cut out.

    Args:
        record: as it was cleaned.
        replacements: what stands in it in the place of values, in order.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for put in replacements:
        spans.setdefault(put.field, []).append((put.start, put.end))
    if record.kind == "tokens":
        spans["$.tokens"] = _in_tokens(list(map(str, record.data["tokens"])), spans)
    for item in scan_texts(record):
        yield item.path, Words(item.text, spans.get(item.path, ()))


def _in_tokens(
    tokens: Sequence[str], spans: dict[str, list[tuple[int, int]]]
) -> list[tuple[int, int]]:
    """Return spans in words of a list as spans of the text that the words are."""
    found, offset = [], 0
    for number, token in enumerate(tokens):
        own = spans.get(f"$.tokens[{number}]", ())
        found += [(offset + start, offset + end) for start, end in own]
        offset += len(token) + 1
    return found


def _word(words: Words, match: Match) -> Word | None:
    """Return the word that stands in a place, None where it is more than one or none."""
    text, plain = words.text, words.plain
    there = text[match.start : match.end]
    if not there.isalpha():
        return None
    # "rider_moritz" and "moritz@" are user names. Where all of a text is written small or in
    # capitals, that says nothing.
    around = text[max(0, match.start - 1) : match.start] + text[match.end : match.end + 1]
    glued = any(sign in "_@" for sign in around)
    return Word(
        fold(there),
        small=there.islower() and not plain.islower() and not glued,
        capitals=there.isupper() and not plain.isupper(),
    )


def _whole(number: int) -> str:
    """Return the key of a value of several words; no word holds a digit."""
    return str(number)
