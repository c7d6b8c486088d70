"""Presidio recognizers of the user's own in our engine.

Import this module only when there are some: importing Presidio loads spaCy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import tldextract
from presidio_analyzer import RecognizerRegistry

from compliance.detect.types import Entity
from compliance.errors import DetectError


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
