"""Our finders in Presidio's analyzer.

Import this module only when Presidio is wanted: importing Presidio loads spaCy.
"""

from __future__ import annotations

from typing import Any

from presidio_analyzer import EntityRecognizer, RecognizerRegistry, RecognizerResult

from compliance.detect.config import DetectConfig
from compliance.detect.engine import ENGINE_VERSION, build_finders, outside_slots, prepare
from compliance.detect.foreign import stay_offline
from compliance.detect.names import NamesFinder
from compliance.detect.rules import Finder
from compliance.detect.types import Entity


class FinderRecognizer(EntityRecognizer):  # type: ignore[misc]
    """One of our finders as a Presidio recognizer: normalises, finds, maps back."""

    def __init__(self, finder: Finder, language: str) -> None:
        self._finder = finder
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
        """Return the finds of the wanted types as Presidio results.

        Args:
            text: original text; the offsets of the results count in it.
            entities: wanted types; None or empty for all.
            nlp_artifacts: not used.
        """
        normalized, blank = prepare(text)
        wanted = set(entities or self.supported_entities)
        results = []
        for found in self._finder.find(blank):
            if found.type not in wanted:
                continue
            for piece in outside_slots(blank, found):
                start, end = normalized.to_original(piece.start, piece.end)
                result = RecognizerResult(piece.type, start, end, piece.score)
                result.recognition_metadata = {
                    RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                    RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
                }
                results.append(result)
        return results


class _NamesOneByOne:
    """The name model as a finder of single texts, which is how Presidio asks."""

    def __init__(self, names: NamesFinder) -> None:
        self.name = names.name
        self.types = names.types
        self._names = names

    def find(self, text: str) -> list[Entity]:
        """Return the names in `text`."""
        return self._names.find_all([text])[0]


def registry(config: DetectConfig | None = None) -> RecognizerRegistry:
    """Return a Presidio registry with all our finders, for a stock `AnalyzerEngine`.

    Raises:
        EngineMissing: the configured name model cannot be loaded.
    """
    config = config or DetectConfig()
    stay_offline()
    finders = build_finders(config)
    if config.ner != "none" and config.ner_types:
        finders.append(_NamesOneByOne(NamesFinder(config)))
    recognizers = [
        FinderRecognizer(finder, language) for language in config.languages for finder in finders
    ]
    return RecognizerRegistry(recognizers=recognizers, supported_languages=list(config.languages))
