"""Postal addresses as whole spans: street and number, with the postal lines around them."""

from __future__ import annotations

from collections.abc import Iterator

from compliance.detect.matching.context import concepts
from compliance.detect.places.addresses.boxes import PostBoxes
from compliance.detect.places.addresses.coded import CodedLines
from compliance.detect.places.addresses.core import Core
from compliance.detect.places.addresses.english import EnglishStreets
from compliance.detect.places.addresses.german import GermanStreets
from compliance.detect.places.addresses.labelled import LabelledLines
from compliance.detect.places.addresses.northern import NorthernStreets
from compliance.detect.places.addresses.parts import front, grow
from compliance.detect.places.addresses.placed import PlacedStreets
from compliance.detect.places.addresses.trailing import TrailingStreets
from compliance.detect.places.addresses.typed import TypedStreets
from compliance.detect.types import Entity


class AddressFinder:
    """Finds postal addresses in the forms of Europe and the United States, over line breaks too.

    Basis: Universal Postal Union, S42 (components of postal addresses).
    """

    name = "addresses"
    types: tuple[str, ...] = ("STREET_ADDRESS",)

    def __init__(self) -> None:
        self._families = (
            GermanStreets(),
            EnglishStreets(),
            NorthernStreets(),
            TypedStreets(),
            TrailingStreets(),
            CodedLines(),
            PlacedStreets(),
            PostBoxes(),
            LabelledLines(),
        )
        self._home = concepts("address")

    def find(self, text: str) -> Iterator[Entity]:
        """Yield addresses, each as one span."""
        cores = _best([core for family in self._families for core in family.find(text)])
        floor = 0
        for core, stop in zip(cores, _stops(cores, len(text)), strict=True):
            if core.start < floor:
                continue
            start, coded = front(text, core.start, floor)
            small = not any(map(str.isupper, text[core.start : core.end]))
            end, coded = grow(text, core.end, stop, coded=coded, small=small)
            score = self._score(text, core, coded=coded)
            if score > 0:
                floor = end
                yield Entity(start, end, "STREET_ADDRESS", score, self.name)

    def _score(self, text: str, core: Core, *, coded: bool) -> float:
        if coded:
            return core.coded
        if core.hinted > core.alone and self._home.near(text, core.start, core.end):
            return core.hinted
        return core.alone


def _stops(cores: list[Core], end: int) -> list[int]:
    """Return where each address must end: at the next street that is one without its postcode.

    A street that only a postcode proves may be a part of the address before it: "Top 7".
    """
    stops = []
    for core in reversed(cores):
        stops.append(end)
        if core.alone:
            end = core.start
    return stops[::-1]


def _best(cores: list[Core]) -> list[Core]:
    """Return the surest core of those that overlap, in the order of the text.

    Two that end at the same house number are one: "Am Stadtpark 12" and "Stadtpark 12".
    """
    kept: list[Core] = []
    for core in sorted(cores, key=lambda each: (each.start, -each.end)):
        last = kept[-1] if kept else None
        if last is None or core.start >= last.end:
            kept.append(core)
        elif core.end == last.end:
            kept[-1] = Core(
                last.start,
                last.end,
                max(last.alone, core.alone),
                max(last.hinted, core.hinted),
                max(last.coded, core.coded),
            )
        elif _rank(core) > _rank(last):
            kept[-1] = core
    return kept


def _rank(core: Core) -> tuple[float, float, int, float]:
    return (core.alone, core.hinted, core.end - core.start, core.coded)
