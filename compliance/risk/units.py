"""Units (persons or cases) with their facts: gathered record by record, then closed into a view.

Values are held in memory only while they are gathered; a closed view knows numbers instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from compliance.findings import RecordScan
from compliance.replacements import Aligned, Replacement
from compliance.risk.columns import is_text
from compliance.risk.config import RiskConfig
from compliance.risk.facts import COLUMN, is_column, is_strong, order
from compliance.risk.reading import Reader
from compliance.union_find import UnionFind

_MOST_KINDS = 14
"""Up to so many kinds of facts, columns are combined; further ones are named as left out. Facts
about persons always are."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Units of which exactly the same facts are known."""

    facts: Mapping[int, tuple[int, ...]]
    """Kind → its values, both as numbers; the rarest value first."""
    weight: int
    """How many units."""

    def all(self) -> frozenset[int]:
        """Return all values."""
        return frozenset(value for values in self.facts.values() for value in values)


@dataclass(frozen=True, slots=True)
class Shared:
    """Values of one type that could tie units together."""

    values: int
    shared: int
    """Values that stand in more than one unit."""
    units: int
    """Units that hold one of these."""
    most: int
    """Units that the most frequent of them ties together."""


@dataclass(frozen=True, slots=True)
class View:
    """What is known of the units in one state of the data."""

    kinds: tuple[str, ...]
    about_persons: tuple[bool, ...]
    """Kind → whether it tells something of a person: found in a text, or a column named so."""
    kind_of: tuple[int, ...]
    """Value → its kind."""
    support: tuple[int, ...]
    """Value → units that have it."""
    alike: tuple[Alike, ...]
    of_unit: tuple[int, ...]
    """Unit → its place in `alike`, in the order in which the units came."""
    names: tuple[tuple[str, tuple[str, ...]], ...]
    """Unit → its name and the ids of its records."""
    texts: int
    """Units that hold free text."""
    identified: int
    """Units that hold a value which points to a person on its own."""
    identifiers: Mapping[str, int]
    """Entity type → units that hold such a value."""
    links: Mapping[str, Shared]
    """Entity type → identifiers of this type that stand in the data."""
    slots: Mapping[str, Shared]
    """Entity type → what stands for a value and is the same wherever the value stood."""
    persons: int
    """Units that are left when those with the same strong identifier are taken as one."""
    own_columns: Mapping[str, int]
    """Columns with more values than half of the units → how many."""
    left_out: tuple[str, ...]
    """Columns that were not combined."""

    @property
    def units(self) -> int:
        """How many units there are."""
        return len(self.of_unit)

    @property
    def records(self) -> int:
        """How many records they have together."""
        return sum(len(records) for _, records in self.names)


class _Numbers:
    """Gives each distinct (type, value) a number: most values come again."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def of(self, values: Iterable[tuple[str, str]]) -> list[int]:
        """Return the numbers of some values."""
        return [self._numbers.setdefault(value, len(self._numbers)) for value in values]

    def values(self) -> list[tuple[str, str]]:
        """Return number → (type, value)."""
        return list(self._numbers)


@dataclass(slots=True)
class _Unit:
    records: list[str] = field(default_factory=list)
    facts: list[int] = field(default_factory=list)
    identifiers: list[int] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    text: bool = False


class Gathering:
    """Takes the records of one state of the data, in any order, and joins them to units.

    Args:
        config: the settings of [risk].
        read_dates: whether plain dates are read here, because the scanner was not asked for them.
        linkable: whether a slot stands for the same value in the whole dataset.
    """

    def __init__(self, config: RiskConfig, *, read_dates: bool, linkable: bool = False) -> None:
        self._reader = Reader(read_dates=read_dates, linkable=linkable)
        self._units: dict[str, _Unit] = {}
        self._facts, self._identifiers, self._slots = _Numbers(), _Numbers(), _Numbers()
        self._named = {f"{COLUMN}{path}" for path in config.quasi_identifiers}
        self._texts = {f"{COLUMN}{path}" for path in config.leave_out}

    def watch(
        self,
        scans: Iterable[RecordScan],
        replacements: Iterable[tuple[str, list[Replacement]]] = (),
    ) -> Iterator[RecordScan]:
        """Yield the records unchanged while taking them.

        Args:
            scans: with the findings that count: of cleaned data those outside of replacements.
            replacements: (record id, replacements) of those that have any, in the same order.
        """
        aligned = Aligned(replacements)
        for each in scans:
            self.take(each, aligned.of(each.record.id))
            yield each

    def take(self, scanned: RecordScan, replacements: Iterable[Replacement] = ()) -> None:
        """Join one record to its unit."""
        read = self._reader.read(scanned, list(replacements))
        unit = self._units.setdefault(scanned.record.group or scanned.record.id, _Unit())
        unit.records.append(scanned.record.id)
        for kind, value in read.facts:
            if is_column(kind) and kind not in self._named and is_text(value):
                self._texts.add(kind)
        unit.facts += self._facts.of(fact for fact in read.facts if fact[0] not in self._texts)
        unit.identifiers += self._identifiers.of(read.identifiers)
        unit.slots += self._slots.of(read.slots)
        unit.text = unit.text or read.text

    def close(self) -> View:
        """Return the view; the values are given up."""
        facts = self._facts.values()
        sets = [set(unit.facts) for unit in self._units.values()]
        values = Counter(kind for kind, _ in facts)
        holders = Counter(kind for each in sets for kind in {facts[value][0] for value in each})
        own = {
            kind: values[kind]
            for kind in sorted(holders)
            if is_column(kind)
            and kind not in self._texts | self._named
            and values[kind] > max(2, holders[kind] / 2)
        }
        usable = [
            kind
            for kind in sorted(holders, key=order)
            if kind not in self._texts
            and kind not in own
            and (not is_column(kind) or kind in self._named or values[kind] > 1)
        ]
        # Columns with many values tell more; facts about persons and named columns come first.
        usable.sort(
            key=lambda kind: (
                is_column(kind) and kind not in self._named,
                is_column(kind),
                -values[kind],
            )
        )
        persons = sum(not is_column(kind) or kind in self._named for kind in usable)
        most = max(_MOST_KINDS, persons)
        kinds = sorted(usable[:most], key=order)
        personal = tuple(not is_column(kind) or kind in self._named for kind in kinds)
        units = self._units.values()
        support, kind_of, alike, of_unit = _alike(sets, facts, kinds)
        identifiers = self._identifiers.values()
        identifying = [set(unit.identifiers) for unit in units]
        return View(
            kinds=tuple(kinds),
            about_persons=personal,
            kind_of=kind_of,
            support=support,
            alike=alike,
            of_unit=of_unit,
            names=tuple((name, tuple(unit.records)) for name, unit in self._units.items()),
            texts=sum(unit.text for unit in units),
            identified=sum(bool(each) for each in identifying),
            identifiers=_holders(identifying, identifiers),
            links=_shared(identifying, identifiers),
            slots=_shared([set(unit.slots) for unit in units], self._slots.values()),
            persons=_persons(identifying, identifiers),
            own_columns=own,
            left_out=tuple(sorted(usable[most:])),
        )


def _alike(
    sets: Sequence[set[int]], facts: Sequence[tuple[str, str]], kinds: Sequence[str]
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[Alike, ...], tuple[int, ...]]:
    """Return support and kind of each value, the different sets of values, and each unit's one.

    Values are numbered by kind, then the rarest first, then as they are written: the order of the
    records changes nothing.
    """
    number = {kind: at for at, kind in enumerate(kinds)}
    counts = Counter(value for each in sets for value in each if facts[value][0] in number)
    ranked = sorted(counts, key=lambda at: (number[facts[at][0]], counts[at], facts[at][1]))
    places = {old: new for new, old in enumerate(ranked)}
    kind_of = tuple(number[facts[old][0]] for old in ranked)
    renumbered = [tuple(sorted(places[old] for old in each if old in places)) for each in sets]
    weights = Counter(renumbered)
    at = {values: index for index, values in enumerate(sorted(weights))}
    alike = []
    for values in at:
        by_kind: dict[int, list[int]] = {}
        for value in values:
            by_kind.setdefault(kind_of[value], []).append(value)
        alike.append(Alike({kind: tuple(each) for kind, each in by_kind.items()}, weights[values]))
    support = tuple(counts[old] for old in ranked)
    return support, kind_of, tuple(alike), tuple(at[values] for values in renumbered)


def _holders(sets: Iterable[set[int]], values: Sequence[tuple[str, str]]) -> dict[str, int]:
    counts = Counter(name for each in sets for name in {values[value][0] for value in each})
    return dict(sorted(counts.items()))


def _shared(sets: Sequence[set[int]], values: Sequence[tuple[str, str]]) -> dict[str, Shared]:
    counts = Counter(value for each in sets for value in each)
    tied = Counter(
        name for each in sets for name in {values[value][0] for value in each if counts[value] > 1}
    )
    found: dict[str, list[int]] = {}
    for value, count in counts.items():
        found.setdefault(values[value][0], []).append(count)
    return {
        name: Shared(
            values=len(each),
            shared=sum(count > 1 for count in each),
            units=tied[name],
            most=max(each) if tied[name] else 0,
        )
        for name, each in sorted(found.items())
    }


def _persons(sets: Sequence[set[int]], values: Sequence[tuple[str, str]]) -> int:
    """Return how many units are left when those that share a strong identifier are joined."""
    joined = UnionFind[int]()
    first: dict[int, int] = {}
    for unit, each in enumerate(sets):
        for value in each:
            if is_strong(values[value][0]):
                joined.join(first.setdefault(value, unit), unit)
    return sum(joined.find(unit) == unit for unit in range(len(sets)))
