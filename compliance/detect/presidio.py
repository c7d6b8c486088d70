"""Both ways to Presidio: our finders in its analyzer, its recognizers in our engine.

Import this module only when Presidio is wanted: importing Presidio loads spaCy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import tldextract
from presidio_analyzer import EntityRecognizer, RecognizerRegistry, RecognizerResult

from compliance.detect.config import DetectConfig
from compliance.detect.engine import ENGINE_VERSION, build_finders, outside_slots, prepare
from compliance.detect.names import NamesFinder
from compliance.detect.rules import Finder
from compliance.detect.types import Entity
from compliance.errors import DetectError


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


class ForeignFinder:
    """A Presidio recognizer of the user's own as one of our finders."""

    def __init__(self, recognizer: Any) -> None:
        self.name = f"user.{recognizer.name}"
        self.types = tuple(recognizer.supported_entities)
        self._recognizer = recognizer

    def find(self, text: str) -> Iterator[Entity]:
        """Yield its results; its pattern library has a timeout, after which the scan fails."""
        results = self._recognizer.analyze(text, list(self.types), None) or []
        for result in results:
            yield Entity(
                result.start, result.end, result.entity_type, float(result.score), self.name
            )


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


def foreign_finders(files: Sequence[str], languages: Sequence[str]) -> list[ForeignFinder]:
    """Return finders for the recognizers in Presidio YAML files, in the configured languages.

    Args:
        files: paths of recognizer files, in Presidio's own form.
        languages: recognizers of other languages are left out.

    Raises:
        DetectError: a file is missing or is not in Presidio's form.
    """
    stay_offline()
    finders: list[ForeignFinder] = []
    for file in files:
        if not Path(file).is_file():
            raise DetectError(f"[detect] recognizers: {file} is missing")
        own = RecognizerRegistry()
        try:
            own.add_recognizers_from_yaml(file)
        except Exception as error:  # noqa: BLE001 - Presidio raises many kinds for a wrong file
            raise DetectError(
                f"[detect] recognizers: {file} cannot be read ({type(error).__name__})"
            ) from error
        finders.extend(
            ForeignFinder(recognizer)
            for recognizer in own.recognizers
            if recognizer.supported_language in languages
        )
    return finders


def stay_offline() -> None:
    """Keep `tldextract`, which Presidio's e-mail recognizer calls, from fetching its list."""
    extractor: Any = tldextract.tldextract.TLD_EXTRACTOR
    extractor.suffix_list_urls = ()
