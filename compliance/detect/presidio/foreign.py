"""Presidio recognizers of the user's own in our engine.

Import this module only when there are some: importing Presidio loads spaCy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import tldextract
from presidio_analyzer import EntityRecognizer, PatternRecognizer

from compliance.detect.matching.context import Hints
from compliance.detect.presidio.foreign_files import load_recognizers
from compliance.detect.presidio.user_patterns import DenyList, UserPattern, nearby
from compliance.detect.types import Entity
from compliance.errors import DetectError

_RAISE = 0.35
_AT_LEAST = 0.4
"""What a context word does to a score. Basis: defaults of Presidio's context enhancer."""


class ForeignFinder:
    """A Presidio recognizer of the user's own as one of our finders.

    Presidio builds one recognizer per language. Those that differ in their context words only are
    one finder here: identifiers do not depend on the language of a text.
    """

    def __init__(self, recognizers: Sequence[Any]) -> None:
        first = recognizers[0]
        self.name = f"user.{first.name}"
        self.types = tuple(first.supported_entities)
        words = sorted({word for each in recognizers for word in each.context or ()})
        self._words = tuple(word.lower() for word in words)
        self._hints = Hints(words)
        self._thresholds = first.score_thresholds
        self._source = _PatternSource(first) if _is_plain(first) else _CallSource(first)

    def find(self, text: str) -> Iterator[Entity]:
        """Yield its results, raised by context words as Presidio's enhancer would raise them.

        Raises:
            DetectError: a pattern took too long.
        """
        for start, end, kind, score in self._source.results(text):
            if self._words and (
                nearby(text, start, end, self._words) or self._hints.near(text, start, end)
            ):
                score = min(1.0, max(score + _RAISE, _AT_LEAST))
            if score >= self._thresholds.get(kind, self._thresholds.get("default", 0.0)):
                yield Entity(start, end, kind, score, self.name)


class _PatternSource:
    """Patterns and deny list of a recognizer, with its own validation."""

    def __init__(self, recognizer: Any) -> None:
        self._recognizer = recognizer
        self._type = recognizer.supported_entities[0]
        flags = int(recognizer.global_regex_flags)
        self._patterns: list[tuple[UserPattern | DenyList, float]] = []
        words = recognizer.deny_list
        listed = recognizer._deny_list_to_regex(words).regex if words else None
        for pattern in recognizer.patterns:
            where = f"recognizer {recognizer.name!r}, pattern {pattern.name!r}"
            if pattern.regex == listed:
                spans: UserPattern | DenyList = DenyList(where, words, pattern.regex, flags)
            else:
                spans = UserPattern(where, pattern.regex, flags)
            self._patterns.append((spans, float(pattern.score)))

    def results(self, text: str) -> Iterator[tuple[int, int, str, float]]:
        """Yield what the patterns match and the recognizer does not reject."""
        for pattern, score in self._patterns:
            for start, end in pattern.spans(text):
                value = text[start:end]
                valid = self._recognizer.validate_result(value)
                if valid is False or self._recognizer.invalidate_result(value):
                    continue
                yield start, end, self._type, 1.0 if valid else score


class _CallSource:
    """A recognizer that has a way of its own to look at a text."""

    def __init__(self, recognizer: Any) -> None:
        self._recognizer = recognizer

    def results(self, text: str) -> Iterator[tuple[int, int, str, float]]:
        """Yield the results of the recognizer."""
        wanted = list(self._recognizer.supported_entities)
        for result in self._recognizer.analyze(text, wanted, None) or ():
            yield result.start, result.end, result.entity_type, float(result.score)


def foreign_finders(files: Sequence[str], languages: Sequence[str]) -> list[ForeignFinder]:
    """Return finders for the recognizers in Presidio YAML files, in the configured languages.

    Args:
        files: paths of recognizer files, in either of Presidio's two forms.
        languages: recognizers of other languages are left out.

    Raises:
        DetectError: a file is missing, is not in Presidio's form, holds a recognizer that cannot
            work here, or none in the configured languages.
    """
    stay_offline()
    finders: list[ForeignFinder] = []
    for file in files:
        recognizers = load_recognizers(file, languages)
        chosen = [each for each in recognizers if each.supported_language in languages]
        if not chosen and recognizers:
            others = sorted({each.supported_language for each in recognizers})
            raise DetectError(
                f"[detect] recognizers: {file} has none in the configured languages",
                why="its patterns would be left out without a word",
                fix=f"add {', '.join(others)} to [detect] languages, or remove the file",
            )
        groups: dict[object, list[Any]] = {}
        for recognizer in chosen:
            groups.setdefault(_same(recognizer), []).append(recognizer)
        finders.extend(ForeignFinder(group) for group in groups.values())
    return finders


def _same(recognizer: Any) -> object:
    """Return what two recognizers have in common that differ in language and context only."""
    patterns = tuple(
        (each.name, each.regex, each.score) for each in getattr(recognizer, "patterns", None) or ()
    )
    return type(recognizer), recognizer.name, tuple(recognizer.supported_entities), patterns


def _is_plain(recognizer: EntityRecognizer) -> bool:
    """Tell whether a recognizer is its patterns and validation, and nothing else."""
    return (
        isinstance(recognizer, PatternRecognizer)
        and type(recognizer).analyze is PatternRecognizer.analyze
    )


def stay_offline() -> None:
    """Keep `tldextract`, which Presidio's e-mail recognizer calls, from fetching its list."""
    extractor: Any = tldextract.tldextract.TLD_EXTRACTOR
    extractor.suffix_list_urls = ()
