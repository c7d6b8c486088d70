"""Our finders in Presidio's analyzer.

A stock `AnalyzerEngine` asks one recognizer at a time about one text. So what our own engine does
with all finds of a record together is not there: a name found once with certainty is not looked
for in the rest of the record, names before found addresses and in lists with found names are not
read, and dates of birth that stand near a person keep their place among dates. Overlaps are left to
Presidio.

Import this module only when Presidio is wanted: importing Presidio loads spaCy.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from presidio_analyzer import (
    AnalysisExplanation,
    EntityRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)

from compliance.detect.config import DetectConfig
from compliance.detect.description import ENGINE_VERSION
from compliance.detect.engine import build_finders, outside_slots, prepare
from compliance.detect.matching.rules import Finder
from compliance.detect.names.finder import NamesFinder
from compliance.detect.presidio.foreign import stay_offline
from compliance.detect.text.normalize import Normalized
from compliance.detect.text.slots import fill_slots
from compliance.detect.types import Entity


class _Reading:
    """The text that was asked about last, prepared once for all recognizers.

    One object serves the recognizers of every language; it keeps one text, and its finds by
    finder, until the next one comes. Threads that overwrite each other only do work twice.
    """

    def __init__(self) -> None:
        self._last: tuple[str, Normalized, str, dict[int, list[Entity]]] | None = None

    def finds(self, finder: Finder, text: str) -> list[Entity]:
        """Return the finds of a finder, with offsets into `text`."""
        last = self._last
        if last is None or last[0] != text:
            last = self._last = (text, *prepare(text), {})
        _, normalized, blank, known = last
        # Two recognizers of a user may have the same name.
        key = id(finder)
        if key not in known:
            wanted = fill_slots(normalized.text) if isinstance(finder, _NameModel) else blank
            known[key] = [
                Entity(*normalized.to_original(piece.start, piece.end), piece.type, piece.score,
                       piece.recognizer)
                for found in finder.find(wanted)
                for piece in outside_slots(blank, found)
            ]  # fmt: skip
        return known[key]


class FinderRecognizer(EntityRecognizer):  # type: ignore[misc]
    """One of our finders as a Presidio recognizer: normalises, finds, maps back."""

    def __init__(self, finder: Finder, language: str, reading: _Reading | None = None) -> None:
        """Wrap a finder.

        Args:
            finder: any of our finders.
            language: the language for which Presidio shall ask it (ISO 639-1).
            reading: shared by recognizers that are asked about the same texts.
        """
        self._finder = finder
        self._reading = reading or _Reading()
        super().__init__(
            supported_entities=list(finder.types),
            name=f"ftcheck.{finder.name}",
            supported_language=language,
            version=ENGINE_VERSION,
        )

    def load(self) -> None:
        """Do nothing: a finder is ready when it is built."""

    def analyze(
        self, text: str, entities: list[str] | None, nlp_artifacts: Any = None
    ) -> list[RecognizerResult]:
        """Return the finds of the wanted types as Presidio results, with the recognizer's name.

        Args:
            text: original text; the offsets of the results count in it.
            entities: wanted types; None or empty for all.
            nlp_artifacts: not used.
        """
        wanted = set(entities or self.supported_entities)
        return [
            self._result(found)
            for found in self._reading.finds(self._finder, text)
            if found.type in wanted
        ]

    def _result(self, found: Entity) -> RecognizerResult:
        return RecognizerResult(
            entity_type=found.type,
            start=found.start,
            end=found.end,
            score=found.score,
            analysis_explanation=AnalysisExplanation(self.name, found.score),
            recognition_metadata={
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
            },
        )


class _NameModel:
    """The name model as a finder of single texts, which is how Presidio asks."""

    def __init__(self, names: NamesFinder) -> None:
        self.name = names.name
        self.types = names.types
        self._names = names

    def find(self, text: str) -> Iterable[Entity]:
        """Return the names in `text`."""
        return self._names.find_all([text])[0]


def recognizers(config: DetectConfig | None = None) -> list[FinderRecognizer]:
    """Return one recognizer per finder and configured language, to add to any registry.

    Raises:
        EngineMissing: the configured name model cannot be loaded.
        DetectError: a recognizer file cannot be read.
    """
    config = config or DetectConfig()
    stay_offline()
    finders = build_finders(config)
    if config.ner != "none" and config.ner_types:
        finders.append(_NameModel(NamesFinder(config)))
    reading = _Reading()
    return [
        FinderRecognizer(finder, language, reading)
        for language in config.languages
        for finder in finders
    ]


def registry(config: DetectConfig | None = None) -> RecognizerRegistry:
    """Return a Presidio registry with all our finders, for a stock `AnalyzerEngine`.

    The analyzer needs an NLP engine for the same languages; a blank spaCy pipeline is enough, for
    nothing of it is used.

    Raises:
        EngineMissing: the configured name model cannot be loaded.
        DetectError: a recognizer file cannot be read.
    """
    config = config or DetectConfig()
    return RecognizerRegistry(
        recognizers=recognizers(config), supported_languages=list(config.languages)
    )
