"""`residue` of check.json, and residue.jsonl: what cleaning took out and is still there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from compliance.dataset.record import Record
from compliance.evidence.keys import ProjectKeys
from compliance.findings import RecordScan
from compliance.policy import Policy
from compliance.replacements import Aligned, Replacement, inside
from compliance.residue.canaries import Canaries
from compliance.residue.grading import Strength
from compliance.residue.index import KINDS, Index, Kind
from compliance.residue.listed import Residue
from compliance.residue.originals import originals
from compliance.residue.search import MOST_PLACES, Group, Place, Search
from compliance.residue.values import Values
from compliance.review.places import mentions
from compliance.treatments import treatments

STRENGTHS: tuple[Strength, ...] = ("block", "review", "note")

Replaced = Iterable[tuple[str, list[Replacement]]]
Settled = Callable[[RecordScan, str, str, str], bool]
"""Tells whether a person said that something is no personal data: record, field, entity type,
fingerprint."""


class Gathered:
    """The values that cleaning took out of a dataset, gathered while its sources stream.

    Args:
        keys: the project's keys.
        canaries: what the user planted, to be looked for in the sources.
    """

    def __init__(self, keys: ProjectKeys, canaries: Canaries | None = None) -> None:
        self.values = Values(keys)
        self._canaries = canaries

    def watch(
        self, scans: Iterable[RecordScan], cleaned: Iterable[Record], replacements: Replaced
    ) -> Iterator[RecordScan]:
        """Yield the records unchanged while noting what was taken out of them.

        Args:
            scans: the records of the sources with their findings.
            cleaned: the same as they were cleaned, in the same order.
            replacements: (record id, replacements) of those that have any, in the same order.
        """
        aligned = Aligned(replacements)
        for number, (scanned, clean) in enumerate(zip(scans, cleaned, strict=True)):
            own = aligned.of(clean.id)
            for each in originals(scanned, clean, own):
                if each.value is None:
                    self.values.unknown += 1
                else:
                    self.values.add(each.type, each.value, number)
            if self._canaries is not None:
                self._canaries.take_source(scanned.record)
            yield scanned


def search(
    values: Values,
    cleaned: Iterable[Record],
    replacements: Replaced,
    *,
    keys: ProjectKeys,
    canaries: Canaries | None = None,
) -> Search:
    """Return the search of all cleaned records for all values.

    Args:
        values: what was taken out.
        cleaned: the cleaned records, in order.
        replacements: (record id, replacements) of those that have any, in the same order.
        keys: the project's keys.
        canaries: what the user planted; it is looked for as well.
    """
    found = Search(Index(values), keys)
    aligned = Aligned(replacements)
    for record in cleaned:
        own = aligned.of(record.id)
        found.take(record, own)
        if canaries is not None:
            canaries.cleaned.take(record, own)
    return found


class Left:
    """What is left, weighed.

    Args:
        found: the search.
        canaries: what the user planted; any of it blocks.
    """

    def __init__(self, found: Search, canaries: Canaries | None = None) -> None:
        self._groups: list[tuple[Strength, Group]] = [
            (strength, group) for strength, group in found.graded() if strength is not None
        ]
        self._found = found
        self._canaries = canaries
        self.allowed = 0
        """Places that the policy allows where they stand."""
        self.rejected = 0
        """Places that a person said are no personal data."""

    @property
    def records(self) -> set[str]:
        """Return the ids of the records that a person has to look at."""
        return {place.record for _, group in self._grave() for place in group.places}

    def fill(self, cleaned: Iterable[Record], replacements: Replaced) -> None:
        """Note the places that were only counted, where a person has to look at them.

        Otherwise what the policy allows, or a person said, could not settle them, and nobody would
        ever see them.

        Args:
            cleaned: the cleaned records, in order.
            replacements: (record id, replacements) of those that have any, in the same order.
        """
        counted = [group for _, group in self._grave() if group.count > len(group.places)]
        self._found.fill(cleaned, replacements, counted)

    def settle(self, scans: Iterable[RecordScan], policy: Policy, settled: Settled) -> None:
        """Take out what the policy allows where it stands, and what a person said of it.

        Args:
            scans: the cleaned records named by `records`, scanned again.
            policy: what is allowed where.
            settled: what people decided.
        """
        by_record: dict[str, list[tuple[Group, Place]]] = {}
        for _, group in self._grave():
            for place in group.places:
                by_record.setdefault(place.record, []).append((group, place))
        gone: dict[int, set[Place]] = {}
        for scanned in scans:
            allowed: dict[str, list[tuple[int, int]]] = {}
            decided = treatments(scanned.record, scanned.findings, policy)
            kept = (one for one, how in decided if how.action == "allow")
            for mention in mentions(scanned.record, kept):
                allowed.setdefault(mention.field, []).append((mention.start, mention.end))
            for group, place in by_record.get(scanned.record.id, ()):
                if settled(scanned, place.field, group.value.type, place.fingerprint):
                    self.rejected += 1
                elif inside(place.start, place.end, allowed.get(place.field, ())):
                    self.allowed += 1
                else:
                    continue
                gone.setdefault(id(group), set()).add(place)
        for _, group in self._grave():
            done = gone.get(id(group), set())
            group.places = [place for place in group.places if place not in done]
            group.count -= len(done)

    def places(self) -> list[Residue]:
        """Return the places that a person has to look at, in order."""
        planted = self._canaries.groups() if self._canaries is not None else ()
        rows = [
            (
                place.number,
                Residue(
                    place.record, place.field, place.start, place.end, group.value.type,
                    group.kind, strength, place.fingerprint,
                ),
            )
            for strength, group in (*self._grave(), *(("block", each) for each in planted))
            for place in group.places[:MOST_PLACES]
        ]  # fmt: skip
        rows.sort(key=lambda row: (row[0], row[1].field, row[1].start, row[1].type))
        return [row for _, row in rows]

    def document(self, values: Values) -> dict[str, Any]:
        """Return what is left as counts.

        Args:
            values: what was taken out.
        """
        mentions: Counter[str] = Counter()
        distinct: Counter[str] = Counter(value.type for value in values)
        left: dict[Strength, dict[str, dict[Kind, int]]] = {}
        for strength, group in self._groups:
            if group.count:
                kinds = left.setdefault(strength, {}).setdefault(group.value.type, {})
                kinds[group.kind] = kinds.get(group.kind, 0) + group.count
                mentions[strength] += group.count
        return {
            "searched": {
                "mentions": values.mentions,
                "values": dict(sorted(distinct.items())),
                "too_short": dict(sorted(values.too_short.items())),
                "unknown": values.unknown,
            },
            "places": {strength: mentions[strength] for strength in STRENGTHS},
            "left": {
                strength: {
                    name: {kind: kinds[kind] for kind in KINDS if kind in kinds}
                    for name, kinds in sorted(left.get(strength, {}).items())
                }
                for strength in STRENGTHS
            },
            "settled": {"allowed_by_policy": self.allowed, "rejected_by_person": self.rejected},
            "canaries": None if self._canaries is None else self._canaries.document(),
        }

    def _grave(self) -> Sequence[tuple[Strength, Group]]:
        return [each for each in self._groups if each[0] != "note"]
