"""Names of persons, places and organisations from the configured name engines.

Each distinct text is read once. Text written small is read a second time with capitals, because
name models have learned from edited text; from that reading only persons are taken, with a lower
score. Text without a word that could be a name is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from compliance.detect.config import ALL_OTHERS, DetectConfig
from compliance.detect.lexicons import load_words
from compliance.detect.names.engines import (
    NO_MODEL,
    NameEngine,
    Reading,
    described_names,
    open_engine,
)
from compliance.detect.names.heads import behind_heads
from compliance.detect.names.lists import small_words
from compliance.detect.names.organisations import is_public_body
from compliance.detect.names.people import ORGANISATION_WORDS
from compliance.detect.names.weight import DOUBTFUL, View, Weight
from compliance.detect.names.words import PARTICLES
from compliance.detect.names.wrapped import unwrapped
from compliance.detect.types import Entity

_SMALL_SCORE = 0.5
_SURE_ENGINE = 0.9
"""An engine that tells how sure it is and is as sure as this is believed without support."""
_NAME_TYPES = frozenset({"PERSON", "LOCATION", "ORGANIZATION"})
_EDGES = " \t\n\r.,;:!?\"'()[]{}<>|/*_-\ufffc\ufffd"
_LETTERS = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_LONGER_TOWN = re.compile(
    r" (?:(?:im|am|an der|in der|ob der|upon|on) [A-ZÄÖÜ][^\W\d_]+|\([A-ZÄÖÜ][^\W\d_]+\))"
)
_REACH = 9
_INITIALS_BEFORE = re.compile(r"(?<![\w.])(?:[^\W\d_]\. ?){1,3}$")
_PLACE_BEFORE = re.compile(r"(?<![^\W_])(?:in|aus|nach|from|near|to|bei|at|nähe) $")
_PRONOUN = re.compile(
    r" (?:ich|du|er|sie|es|wir|ihr|man|das|die|der|den|ein|eine|mein|meine|dein|bitte|nicht|mir|"
    r"mich|"
    r"i|you|we|they|it|the|my|your|me|this|that|a|an|to)(?![^\W_])",
    re.IGNORECASE,
)


class NamesFinder:
    """Runs the name engines over many texts."""

    name = "names"

    def __init__(self, config: DetectConfig) -> None:
        self._engines = _open_each_once(config)
        self._told = config.languages
        self._choice: Any = None
        if len(self._engines) > 1:
            from compliance.detect.names.engines.language import LanguageChoice

            self._choice = LanguageChoice(self._engines, config.languages)
        self._scores = dict(config.ner_scores)
        self._wanted = frozenset(config.ner_types)
        self.types = tuple(sorted(self._wanted))
        self._stop = load_words("not_names")
        self._rare = load_words("rarely_names")
        # "de" and "van" end no name but may begin one.
        self._small = small_words() - PARTICLES
        self._weight = Weight()

    def describe(self) -> dict[str, Any]:
        """Return name, version, hash and languages of the engines, for the evidence."""
        return described_names(
            {
                key: engine.describe() if engine else NO_MODEL
                for key, engine in self._engines.items()
            },
            self._told,
        )

    def find_all(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Return the names of each text, in the order of `texts`."""
        whole = [unwrapped(text) for text in texts]
        found: dict[str, list[Entity]] = {text: [] for text in whole}
        plain = [text for text in found if _LETTERS.search(text)]
        for engine, own in self._by_engine(plain):
            small = dict.fromkeys(text for text in own if is_small(text))
            worth = own
            if engine.needs_capitals:
                worth = [text for text in own if text in small or self._may_name(text)]
            for text, readings in zip(worth, engine.read(worth), strict=True):
                capitals = engine.needs_capitals and text not in small
                found[text].extend(self._accepted(View(text), readings, engine, capitals))
            second = engine.read([_titled(text) for text in small])
            for text, readings in zip(small, second, strict=True):
                titled = list(self._accepted(View(text, small=True), readings, engine, False))
                found[text].extend(self._believable(text, titled))
        return [list(dict.fromkeys(found[text])) for text in whole]

    def _by_engine(self, texts: Sequence[str]) -> Iterator[tuple[NameEngine, list[str]]]:
        """Yield each engine with the texts that it reads."""
        own: dict[int, tuple[NameEngine, list[str]]] = {}
        for text in texts:
            keys = self._choice.of(text) if self._choice else (ALL_OTHERS,)
            chosen = {id(engine): engine for key in keys if (engine := self._engines[key])}
            for number, engine in chosen.items():
                own.setdefault(number, (engine, []))[1].append(text)
        yield from own.values()

    def _may_name(self, text: str) -> bool:
        """Tell whether a text has a word with a capital that could be a name."""
        return any(
            match.group()[0].isupper() and match.group().lower() not in self._stop
            for match in _WORD.finditer(text)
        )

    def _accepted(
        self, view: View, readings: Iterable[Reading], engine: NameEngine, capitals: bool
    ) -> Iterator[Entity]:
        """Yield the finds that deserve it; with `capitals` only those that have one."""
        text = view.text
        source = self.name if engine.kind == "spacy" else f"{self.name}.{engine.kind}"
        for reading in (line for each in readings for line in _lines(text, each)):
            span = self._accept(view, reading, capitals)
            if span is None:
                continue
            start, end, kind = span
            usual = self._scores.get(kind, 0.6)
            # Models are surer of themselves than they are right: theirs only lowers a score.
            score = usual if reading.score is None else min(usual, reading.score)
            if kind in _NAME_TYPES:
                if is_public_body(text[start:end], kind):
                    continue
                weight = self._weight.of(view, start, end, kind)
                if reading.score is not None and reading.score >= _SURE_ENGINE:
                    weight = max(weight, DOUBTFUL)
                score = min(score, weight)
            if score > 0:
                yield Entity(start, end, kind, score, source)

    def _accept(self, view: View, reading: Reading, capitals: bool) -> tuple[int, int, str] | None:
        """Return the find, cut to the name itself, with its type; None when it is plainly none."""
        text = view.text
        kind = reading.type
        trimmed = _trim(text, reading.start, reading.end)
        if trimmed is None:
            return None
        start, end = trimmed
        if kind not in _NAME_TYPES:
            return (start, end, kind) if kind in self._wanted else None
        start, end = _capitals(text, *self._without_stop_words(view, start, end))
        if kind == "PERSON":
            start = behind_heads(text, start, end)
        if start >= end:
            return None
        words = _WORD.findall(text[start:end])
        if len(words) == 1 and words[0].lower() in self._rare:
            return None
        if capitals and not any(word[0].isupper() for word in words):
            return None
        if kind == "PERSON":
            if any(word.lower() in ORGANISATION_WORDS for word in words):
                kind = "ORGANIZATION"
            elif len(words) == 1 and _starts_sentence(text, start) and _PRONOUN.match(text, end):
                return None
        if kind not in self._wanted:
            return None
        if kind == "PERSON":
            start = _with_initials(view, start)
        elif kind == "LOCATION":
            longer = _LONGER_TOWN.match(text, end)
            end = longer.end() if longer else end
        return start, end, kind

    def _without_stop_words(self, view: View, start: int, end: int) -> tuple[int, int]:
        """Return the span without words at its edges that are no part of a name."""
        text = view.text
        words = [(match.start(), match.end()) for match in _WORD.finditer(text, start, end)]
        while words and self._is_stop(text[slice(*words[0])], view.small):
            words.pop(0)
            start = words[0][0] if words else end
        while words and self._is_stop(text[slice(*words[-1])], view.small):
            words.pop()
            end = words[-1][1] if words else start
        return (start, end) if words else (end, end)

    def _is_stop(self, word: str, small: bool) -> bool:
        """Tell whether a word is no part of a name, as it is written; `small`: capitals ignored."""
        lower = word.lower()
        return lower in self._stop or ((small or word == lower) and lower in self._small)

    def _believable(self, text: str, entities: Sequence[Entity]) -> Iterator[Entity]:
        for entity in entities:
            if entity.type == "LOCATION" and _PLACE_BEFORE.search(
                text[max(0, entity.start - 8) : entity.start]
            ):
                yield Entity(entity.start, entity.end, "LOCATION", _SMALL_SCORE, "names.small")
            if entity.type != "PERSON":
                continue
            words = _WORD.findall(text[entity.start : entity.end])
            if (
                not words
                or len(words) > 4
                or any(word.lower() in self._stop or word.lower() in self._rare for word in words)
            ):
                continue
            if max(map(len, words)) >= 3:
                yield Entity(entity.start, entity.end, "PERSON", _SMALL_SCORE, f"{self.name}.small")


def _open_each_once(config: DetectConfig) -> Mapping[str, NameEngine | None]:
    """Return language → engine; an engine that several languages name is loaded once."""
    opened: dict[str, NameEngine | None] = {}
    engines: dict[str, NameEngine | None] = {}
    for language, choice in sorted(config.engines().items()):
        key = choice.model_dump_json()
        if key not in opened:
            opened[key] = open_engine(choice, config.ner_types)
        engines[language] = opened[key]
    return engines


def _with_initials(view: View, start: int) -> int:
    """Return where the initials before a name begin: "M. Walker"; its own start without any."""
    match = _INITIALS_BEFORE.search(view.text[max(0, start - _REACH) : start])
    if match is None or not (view.small or match.group().isupper()):
        return start
    return start - len(match.group())


def _lines(text: str, reading: Reading) -> Iterator[Reading]:
    """Yield the lines of a reading: in a list of names each is one, and weighed by itself."""
    if reading.type != "PERSON" or "\n" not in text[reading.start : reading.end].strip(_EDGES):
        yield reading
        return
    start = reading.start
    while start < reading.end:
        cut = text.find("\n", start, reading.end)
        end = cut if cut >= 0 else reading.end
        yield Reading(start, end, reading.type, reading.score)
        start = end + 1


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span up to a line end, without marks at its edges; None if nothing is left."""
    for mark in ("\n", "\ufffc"):
        while start < end and text[start] in _EDGES:
            start += 1
        cut = text.find(mark, start, end)
        if cut >= 0:
            end = cut
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return (start, end) if start < end else None


def _capitals(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span from its first to its last word with a capital; particles may begin it."""
    words = list(_WORD.finditer(text, start, end))
    capitals = [number for number, word in enumerate(words) if word.group()[0].isupper()]
    if not capitals:
        return start, end
    first, last = capitals[0], capitals[-1]
    while first and words[first - 1].group().lower() in PARTICLES:
        first -= 1
    caseless = any(not word.group().islower() for word in words[last + 1 :])
    return (
        start if first == 0 else words[first].start(),
        end if caseless or last == len(words) - 1 else words[last].end(),
    )


def _starts_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" ")[-1:]
    return not before or before in ".!?\n:"


def is_small(text: str) -> bool:
    """Tell whether a text is mostly written without capitals."""
    words = _WORD.findall(text[:4_000])
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 3 and capitals * 12 <= len(words)


def _titled(text: str) -> str:
    """Return a copy of the same length in which every word begins with a capital."""

    def raise_first(match: re.Match[str]) -> str:
        word = match.group()
        first = word[0].upper()
        return first + word[1:] if len(first) == 1 else word

    return _WORD.sub(raise_first, text)
