"""All values at once, to be found in a text in time that does not grow with how many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from compliance.detect.names.words import fold
from compliance.residue.near import Near
from compliance.residue.values import Value, name_words, respelled
from compliance.residue.words import Segment, Words, runs_of

Kind = Literal["exact", "normalised", "reordered", "part", "fuzzy"]
KINDS: Mapping[Kind, str] = {
    "exact": "as it stood in the sources",
    "normalised": "with other letter case, spaces, accents, punctuation or in disguise",
    "reordered": "the words of a name in another order, or without the middle ones",
    "part": "one word of a name",
    "fuzzy": "with a typing error",
}
"""How a value can stand in the cleaned data; the surest first."""

_PREFIX = 4
_SHORTEST_TYPO = 5
_SHORTEST_MEMBER = 3
"""Letters of a mistyped word that other words of the value stand beside."""
_TWO_TYPOS_FROM = 10
_SHORTEST_CODE_TYPO = 8
_LONGEST_CODE = 40
_MOST_RUNS = 14
_LEAST_DIGITS = 4
_MOST_WORDS = 6
_MOST_TYPED = 3
"""Words of a value of which more than one may be mistyped."""
_CHOICES = 3
"""Known words that a mistyped one is tried as."""
_LEAST_PHONE = 7
_PHONE_TAIL = 7
_LONGEST_DIAL = 5
"""Digits that may stand before a number without its trunk zero: "0049", "+49 (0)"."""
_MAIL = re.compile(r"[^\s<>()\[\]{},;:\"|]{1,64}@[^\s<>()\[\]{},;:\"|]{3,80}")
_SORTS = ("code", "name", "place", "word", "statement")


@dataclass(frozen=True, slots=True, repr=False)
class Match:
    """A value found in a text; offsets are those of the field."""

    start: int
    end: int
    value: int
    """Number of the value."""
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Place:
    """Runs of a segment that are a value."""

    first: int
    last: int
    value: int
    kind: Kind
    rank: int
    """How sure it is, and how much of the value; 0 is best."""


_SURE, _LIKELY, _PART, _UNSURE = range(4)


class Index:
    """Values, ready to be searched for.

    Args:
        values: they are known by their place in it.
        fuzzy: whether typing errors are looked for.
    """

    def __init__(self, values: Iterable[Value], *, fuzzy: bool = True) -> None:
        self.values = tuple(values)
        self._fuzzy = fuzzy
        self._forms: dict[str, tuple[int, Kind]] = {}
        self._lengths: dict[str, set[int]] = {}
        self._short: set[str] = set()
        self._sequences: dict[tuple[str, ...], int] = {}
        self._places: dict[str, set[tuple[int, int]]] = {}
        self._words = Near(shortest=_SHORTEST_TYPO, two_from=_TWO_TYPOS_FROM)
        self._members = Near(shortest=_SHORTEST_MEMBER, two_from=_TWO_TYPOS_FROM)
        self._codes = Near(shortest=_SHORTEST_CODE_TYPO, two_from=10**6)
        self._singles: dict[str, int] = {}
        self._phones: dict[str, list[tuple[str, int]]] = {}
        for rank in _SORTS:
            for number, value in enumerate(self.values):
                if value.sort == rank:
                    self._hold(number, value)
        for number, value in enumerate(self.values):
            if value.type == "PERSON":
                self._hold_parts(number, value)

    def find(self, words: Words) -> list[Match]:
        """Return the values in a text, in order, none overlapping; a sure find hides a doubtful."""
        found: list[Match] = []
        for segment in words.segments():
            sure = list(self._exact(segment))
            taken = [False] * len(segment.starts)
            for each in sure:
                if each.rank == _SURE:
                    taken[each.first : each.last + 1] = [True] * (each.last + 1 - each.first)
            doubtful = [*self._dialled(segment, taken), *self._mistyped(segment, taken)]
            kept = _resolved([*sure, *doubtful], len(segment.starts))
            found += [self._match(words, segment, each) for each in kept]
        if self._fuzzy and "@" in words.plain:
            found = self._with_mails(words, found)
        return sorted(found, key=lambda match: match.start)

    # --- building ---------------------------------------------------------------------------------

    def _hold(self, number: int, value: Value) -> None:
        writings = [value.runs]
        for spelling in sorted(value.spellings):
            writings += map(runs_of, respelled(value.type, spelling))
        for runs in writings:
            joined = "".join(runs)
            self._form(joined, number, "exact")
            if value.sort == "code":
                self._codes.add(joined)
            if len(runs) > 1:
                self._sequence(runs, number)
            elif value.sort != "statement" and joined.isalpha():
                self._word(joined, number)
            if value.type == "PERSON" and len(runs) > 1 and min(map(len, runs)) > 1:
                for turned in ((*runs[1:], runs[0]), (runs[-1], *runs[:-1])):
                    self._form("".join(turned), number, "reordered")
                    self._sequence(turned, number)
                if len(runs) > 2 and {runs[0], runs[-1]} <= set(name_words(runs)):
                    self._form(runs[0] + runs[-1], number, "reordered")
        if value.type == "PHONE_NUMBER":
            plain = value.joined.lstrip("0")
            if plain.isdigit() and len(plain) >= _LEAST_PHONE:
                self._phones.setdefault(plain[-_PHONE_TAIL:], []).append((plain, number))

    def _hold_parts(self, number: int, value: Value) -> None:
        for writing in (value.runs, *map(runs_of, _umlauts(value))):
            for word in name_words(writing):
                if len(word) > 2 and len(writing) > 1:
                    self._form(word, number, "part")
                    self._word(word, number)

    def _form(self, form: str, number: int, kind: Kind) -> None:
        if form in self._forms:
            return
        self._forms[form] = (number, kind)
        if len(form) < _PREFIX:
            self._short.add(form)
        else:
            self._lengths.setdefault(form[:_PREFIX], set()).add(len(form))

    def _sequence(self, runs: tuple[str, ...], number: int) -> None:
        if len(runs) <= _MOST_WORDS and len("".join(runs)) >= _SHORTEST_CODE_TYPO:
            self._sequences.setdefault(runs, number)
            place = self.values[number].sort == "place"
            for at, run in enumerate(runs):
                if run.isalpha() or place:
                    self._members.add(run)
                    self._places.setdefault(run, set()).add((len(runs), at))

    def _word(self, word: str, number: int) -> None:
        self._singles.setdefault(word, number)
        self._words.add(word)

    # --- searching --------------------------------------------------------------------------------

    def _exact(self, segment: Segment) -> Iterator[_Place]:
        """Yield what stands there but for case, spaces and signs; the longest from the left."""
        joined, first = segment.joined, 0
        while first < len(segment.starts):
            at = segment.starts[first]
            last, form = first, segment.run(first)
            known = form in self._short
            for length in sorted(self._lengths.get(joined[at : at + _PREFIX], ()), reverse=True):
                longer = joined[at : at + length]
                end = segment.ending_at(at + length) if longer in self._forms else None
                if end is not None:
                    last, form, known = end, longer, True
                    break
            if known:
                number, kind = self._forms[form]
                # A word alone may be one of a name whose other words are mistyped.
                alone = first == last and self.values[number].sort != "code"
                yield _Place(first, last, number, kind, _PART if alone else _SURE)
            first = last + 1

    def _dialled(self, segment: Segment, taken: Sequence[bool]) -> Iterator[_Place]:
        """Yield phone numbers that are written with or without the code of their country."""
        if not self._phones:
            return
        for first, last, text in _windows(segment, taken):
            plain = text.lstrip("0")
            if not text.isdigit():
                continue
            for known, number in self._phones.get(plain[-_PHONE_TAIL:], ()):
                short, long = sorted((known, plain), key=len)
                if long.endswith(short) and len(long) - len(short) <= _LONGEST_DIAL:
                    yield _Place(first, last, number, "normalised", _SURE)
                    break

    def _mistyped(self, segment: Segment, taken: Sequence[bool]) -> Iterator[_Place]:
        if not self._fuzzy:
            return
        for first, last, text in _windows(segment, taken):
            known = self._codes.of(text)
            if known:
                yield _Place(first, last, self._forms[known[0]][0], "fuzzy", _LIKELY)
        for at in range(len(taken)):
            run = segment.run(at)
            if taken[at]:
                continue
            yield from self._whole(segment, at, self._members.of(run))
            single = self._words.of(run) if run not in self._forms else ()
            if single:
                yield _Place(at, at, self._singles[single[0]], "fuzzy", _UNSURE)

    def _whole(self, segment: Segment, at: int, near: Sequence[str]) -> Iterator[_Place]:
        """Yield the whole values of which a mistyped word is a part."""
        for word in near:
            for size, place in sorted(self._places.get(word, ())):
                first = at - place
                if first < 0 or first + size > len(segment.starts):
                    continue
                runs = [segment.run(each) for each in range(first, first + size)]
                options = [
                    (word,) if each == place else (run, *self._others(run, size, word))
                    for each, run in enumerate(runs)
                ]
                for there in product(*options):
                    if there in self._sequences:
                        number = self._sequences[there]
                        yield _Place(first, first + size - 1, number, "fuzzy", _LIKELY)

    def _others(self, run: str, size: int, word: str) -> tuple[str, ...]:
        """Return what else a word may mean beside a mistyped one."""
        if size > _MOST_TYPED or min(len(run), len(word)) < _SHORTEST_TYPO:
            return ()
        return self._members.of(run)[:_CHOICES]

    def _with_mails(self, words: Words, found: list[Match]) -> list[Match]:
        """Return the finds with mistyped mail addresses in the place of what is a part of them."""
        for mail in _MAIL.finditer(words.plain):
            known = self._codes.of("".join(filter(str.isalnum, fold(mail.group()))))
            if not known:
                continue
            start, end = words.original(*mail.span())
            inside = [match for match in found if match.start < end and start < match.end]
            if not any(self.values[match.value].sort == "code" for match in inside):
                found = [match for match in found if match not in inside]
                found.append(Match(start, end, self._forms[known[0]][0], "fuzzy"))
        return found

    def _match(self, words: Words, segment: Segment, each: _Place) -> Match:
        places = segment.places
        start, end = words.original(places[each.first][0], places[each.last][1])
        kind = each.kind
        if kind == "exact" and words.text[start:end] not in self._trimmed(each.value):
            kind = "normalised"
        return Match(start, end, each.value, kind)

    def _trimmed(self, number: int) -> set[str]:
        """Return the spellings of a value without signs around them, as matches are cut."""
        return {_trim(spelling) for spelling in self.values[number].spellings}


def _resolved(places: Sequence[_Place], runs: int) -> Iterator[_Place]:
    """Yield places without overlap: the surest first, of equal ones the longest."""
    taken = [False] * runs
    for each in sorted(places, key=lambda one: (one.rank, one.first - one.last, one.first)):
        if not any(taken[each.first : each.last + 1]):
            taken[each.first : each.last + 1] = [True] * (each.last + 1 - each.first)
            yield each


def _umlauts(value: Value) -> Iterator[str]:
    for spelling in sorted(value.spellings):
        yield from respelled(value.type, spelling)


def _trim(text: str) -> str:
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return text[start:end]


def _windows(segment: Segment, taken: Sequence[bool]) -> Iterator[tuple[int, int, str]]:
    """Yield first run, last run and text of what may be an identifier: runs with digits."""
    count = len(segment.starts)
    for first in range(count):
        if taken[first]:
            continue
        digits = 0
        start = segment.starts[first]
        for last in range(first, min(count, first + _MOST_RUNS)):
            end = segment.ends[last]
            if taken[last] or end - start > _LONGEST_CODE:
                break
            run = segment.run(last)
            if run.isdigit():
                digits += len(run)
            elif end - segment.starts[last] > 6 or (digits == 0 and last > first):
                break
            if digits >= _LEAST_DIGITS and end - start >= _LEAST_PHONE:
                yield first, last, segment.joined[start:end]
