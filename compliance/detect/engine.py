"""The scanner: normalise once, ask every finder, map back, resolve overlaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from compliance.detect.config import DetectConfig
from compliance.detect.dates import DateFinder, full_dates, written_dates
from compliance.detect.description import described
from compliance.detect.gender import GenderFinder
from compliance.detect.identifiers import accounts, patterns
from compliance.detect.identifiers.across_lines import AcrossLines
from compliance.detect.identifiers.amounts import AmountFinder
from compliance.detect.identifiers.bank import IbanFinder
from compliance.detect.identifiers.cards import CardFinder
from compliance.detect.identifiers.codes import CodeFinder
from compliance.detect.identifiers.emails import EmailFinder
from compliance.detect.identifiers.labels import LabelFinder
from compliance.detect.identifiers.logins import LoginFinder
from compliance.detect.identifiers.national_ids import national_id_finder
from compliance.detect.identifiers.phones import PhoneFinder
from compliance.detect.lexicons import load_words
from compliance.detect.matching.rules import Finder, RuleFinder
from compliance.detect.names.bodies import introduced, whole_names
from compliance.detect.names.columns import ColumnFinder
from compliance.detect.names.consistency import Known, abbreviations, echoes
from compliance.detect.names.engines import NO_MODEL
from compliance.detect.names.finder import NamesFinder, is_small
from compliance.detect.names.given_names import GivenNamesFinder
from compliance.detect.names.neighbours import (
    births,
    names_before,
    names_in_addresses,
    names_in_lists,
)
from compliance.detect.names.organisations import OrganisationFinder
from compliance.detect.names.people import PeopleFinder
from compliance.detect.names.titles import titles_of
from compliance.detect.names.wrapped import hyphenated
from compliance.detect.occupations import OccupationFinder
from compliance.detect.overlap import resolve
from compliance.detect.places.addresses import AddressFinder
from compliance.detect.places.finder import place_finder
from compliance.detect.places.nationality import NationalityFinder
from compliance.detect.secrets.finder import secret_finder
from compliance.detect.special import SpecialFinder, Weak, confirmed
from compliance.detect.text.normalize import Normalized, normalize
from compliance.detect.text.slots import SLOT, fill_slots
from compliance.detect.types import SENSITIVE_TYPES, Entity
from compliance.errors import DetectError

_BLANK = "\ufffc"
_GENITIVES = frozenset({"s", "'s", "’s"})


class Engine:
    """Finds personal data in texts. Build it once per process; it keeps nothing between calls."""

    def __init__(
        self, config: DetectConfig, finders: Sequence[Finder], names: NamesFinder | None
    ) -> None:
        self.config = config
        self._finders = tuple(finders)
        self._names = names
        self._disabled = frozenset(config.disabled)
        self._stop = load_words("not_names") | load_words("rarely_names")

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Return the entities of each text: sorted, without overlap, offsets into that text.

        The finds of a text do not depend on the other texts of the call.

        Args:
            texts: any strings; lone surrogates, NUL and very long lines are allowed.

        Raises:
            DetectError: a text could not be scanned; nothing is skipped in silence.
        """
        try:
            prepared = [prepare(text) for text in texts]
            blanked = [blank for _, blank in prepared]
            named = self._named([each.text for each, _ in prepared], blanked)
            return [
                self._finish(text, each, blank, names)
                for text, (each, blank), names in zip(texts, prepared, named, strict=True)
            ]
        except (ValueError, IndexError, KeyError, RecursionError, MemoryError) as error:
            raise DetectError(
                f"a text could not be scanned ({type(error).__name__})",
                why="a scan with a gap would pass data that nobody looked at",
                fix="this is a fault in ftcheck: please report it",
            ) from error

    def join(self, texts: Sequence[str], found: Sequence[Sequence[Entity]]) -> list[list[Entity]]:
        """Return the finds of a record's texts, with what each text tells about the others.

        Args:
            texts: all texts of one record.
            found: what `find` returned for each.
        """
        known = Known()
        for text, entities in zip(texts, found, strict=True):
            values = ((each, normalize(text[each.start : each.end]).text) for each in entities)
            known.learn(values, self._stop)
        if len(texts) < 2 or not known:
            return [list(entities) for entities in found]
        return [
            self._add(text, entities, known) for text, entities in zip(texts, found, strict=True)
        ]

    def map_find(self, batches: Iterable[Sequence[str]]) -> Iterator[list[list[Entity]]]:
        """Yield the finds of each batch of texts, in order."""
        return map(self.find, batches)

    def describe(self) -> dict[str, Any]:
        """Return what made the findings, as JSON for the evidence; `describe` tells it unbuilt."""
        return described(self.config, self._names.describe() if self._names else NO_MODEL)

    def finders(self) -> tuple[Finder, ...]:
        """Return the finders that work without a model, for the Presidio registry."""
        return self._finders

    def _named(self, texts: Sequence[str], blanked: Sequence[str]) -> list[list[Entity]]:
        """Return what the name model finds outside of slots."""
        if self._names is None:
            return [[] for _ in texts]
        found = self._names.find_all([fill_slots(text) for text in texts])
        return [
            [piece for entity in entities for piece in outside_slots(blank, entity)]
            for entities, blank in zip(found, blanked, strict=True)
        ]

    def _finish(
        self, text: str, normalized: Normalized, blank: str, names: Sequence[Entity]
    ) -> list[Entity]:
        found = list(names)
        weak: list[Weak] = []
        written = written_dates(blank)
        for finder in self._finders:
            if isinstance(finder, SpecialFinder):
                sure, weak = finder.read(blank)
                found.extend(sure)
            elif isinstance(finder, DateFinder):
                found.extend(finder.among(blank, written))
            else:
                found.extend(finder.find(blank))
        dates = full_dates(written)
        small = is_small(blank)
        found.extend(names_before(blank, found, dates, self._stop, small=small))
        found.extend(names_in_addresses(blank, found, self._stop))
        found.extend(self._echoes(blank, found))
        found.extend(introduced(blank))
        found.extend(list(whole_names(blank, found)))
        found.extend(names_in_lists(blank, found, self._stop))
        found.extend(list(hyphenated(blank, found)))
        found.extend(list(abbreviations(blank, found)))
        found.extend(births(blank, found, dates))
        found.extend(self._echoes(blank, found))
        if weak:
            found.extend(confirmed(blank, weak, resolve(blank, found)))
        kept = self._kept(blank, found)
        kept.extend(self._kept(blank, titles_of(blank, kept)))
        return resolve(text, _to_original(normalized, kept))

    def _kept(self, blank: str, found: Iterable[Entity]) -> list[Entity]:
        """Return the finds that the configuration asks for, without what stands in slots."""
        return [
            piece
            for entity in found
            if entity.score >= self.config.min_score and entity.type not in self._disabled
            for piece in outside_slots(blank, entity)
        ]

    def _echoes(self, blank: str, found: Sequence[Entity]) -> list[Entity]:
        """Return where else in a text its sure finds stand."""
        known = Known()
        known.learn(((each, blank[each.start : each.end]) for each in found), self._stop)
        return list(echoes(blank, known)) if known else []

    def _add(self, text: str, found: Sequence[Entity], known: Known) -> list[Entity]:
        """Return the finds of a text together with the mentions in it of what is known."""
        normalized, blank = prepare(text)
        pieces = self._kept(blank, echoes(blank, known))
        pieces.extend(self._kept(blank, titles_of(blank, pieces)))
        return resolve(text, [*found, *_to_original(normalized, pieces)]) if pieces else list(found)


def _to_original(normalized: Normalized, entities: Iterable[Entity]) -> list[Entity]:
    """Return entities with offsets into the text that was normalised."""
    return [
        Entity(*normalized.to_original(each.start, each.end), each.type, each.score,
               each.recognizer)
        for each in entities
    ]  # fmt: skip


def build_engine(config: DetectConfig | None = None) -> Engine:
    """Return an engine for a configuration; loads the name model, which takes seconds.

    Raises:
        EngineMissing: the configured name model cannot be loaded.
        DetectError: a recognizer file cannot be read.
    """
    config = config or DetectConfig()
    names = None if config.ner == "none" or not config.ner_types else NamesFinder(config)
    return Engine(config, build_finders(config), names)


def build_finders(config: DetectConfig) -> list[Finder]:
    """Return every finder that works without a model."""
    finders = [
        *_always(config.phone_regions),
        DateFinder(all_dates=config.dates, durations=config.amounts),
    ]
    if config.amounts:
        finders.append(AmountFinder())
    if "PERSON" in config.ner_types:
        finders.append(_given_names())
    if not SENSITIVE_TYPES <= set(config.disabled):
        finders.append(_special(config.languages))
    if config.recognizers:
        from compliance.detect.presidio.foreign import foreign_finders

        finders.extend(foreign_finders(config.recognizers, config.languages))
    return finders


# Compiling the patterns takes seconds, and a finder keeps nothing of the texts it reads: engines of
# one process share them.


@lru_cache(maxsize=2)
def _always(phone_regions: tuple[str, ...]) -> tuple[Finder, ...]:
    numbers: list[Finder] = [
        RuleFinder("patterns", (*patterns.RULES, *accounts.RULES)),
        IbanFinder(),
        CardFinder(),
        PhoneFinder(phone_regions),
        national_id_finder(),
        LabelFinder(),
        CodeFinder(),
    ]
    return (
        *numbers,
        AcrossLines(numbers),
        EmailFinder(),
        LoginFinder(),
        AddressFinder(),
        PeopleFinder(),
        ColumnFinder(),
        place_finder(),
        NationalityFinder(),
        GenderFinder(),
        OccupationFinder(),
        OrganisationFinder(),
        secret_finder(),
    )


@lru_cache(maxsize=1)
def _given_names() -> Finder:
    return GivenNamesFinder()


@lru_cache(maxsize=2)
def _special(languages: tuple[str, ...]) -> Finder:
    return SpecialFinder(languages)


def prepare(text: str) -> tuple[Normalized, str]:
    """Return the normalised text with its map, and its copy of the same length without slots."""
    normalized = normalize(text)
    return normalized, SLOT.sub(lambda match: _BLANK * len(match.group()), normalized.text)


def outside_slots(blank: str, entity: Entity) -> list[Entity]:
    """Return the parts of a find that are no slot; the genitive of one ("[PERSON_1]s") is none."""
    value = blank[entity.start : entity.end]
    if _BLANK not in value:
        return [entity]
    pieces = []
    for match in re.finditer(f"[^{_BLANK}]+", value):
        piece = match.group()
        behind_slot = blank[max(0, entity.start + match.start() - 1)] == _BLANK
        if behind_slot and piece.strip() in _GENITIVES:
            continue
        if any(char.isalnum() for char in piece):
            left = len(piece) - len(piece.lstrip())
            start = entity.start + match.start() + left
            end = start + len(piece.strip())
            pieces.append(Entity(start, end, entity.type, entity.score, entity.recognizer))
    return pieces
