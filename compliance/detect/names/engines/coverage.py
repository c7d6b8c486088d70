"""In which languages names are read by a model, and in which by rules and lists only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from compliance.detect.config import ALL_OTHERS

UNKNOWN = "und"
"""Language of a text that is too short to tell."""


@dataclass(frozen=True, slots=True)
class NamesIn:
    """How names are found in one language of the data."""

    language: str
    records: int
    model: str | None
    """Name of the model that reads them; None when there are rules and lists only."""

    def __str__(self) -> str:
        how = f"model {self.model}" if self.model else "rules and lists only"
        return f"names in {self.language}: {how}"


def names_in(
    ner: Mapping[str, Any], languages: Mapping[str, int], configured: Iterable[str]
) -> list[NamesIn]:
    """Return how names are found in each language of the data, the most frequent one first.

    Args:
        ner: the part `ner` of what the detector says of itself.
        languages: language → records, as a scan counts them.
        configured: `languages` of [detect], for models that do not say what they read.
    """
    told = tuple(configured)
    return [
        NamesIn(language, count, _model(ner, language, told))
        for language, count in sorted(languages.items(), key=lambda item: (-item[1], item[0]))
        if language != UNKNOWN
    ]


def coverage(detector: Mapping[str, Any], languages: Mapping[str, int]) -> list[str]:
    """Return a line for each language of the data that says how names are found in it.

    Args:
        detector: what an engine says of itself (`Engine.describe`).
        languages: language → records, as a scan counts them.
    """
    return [
        f"{each} ({each.records:,} records)"
        for each in names_in(detector["ner"], languages, detector["languages"])
    ]


def languages_read(ner: Mapping[str, Any], configured: Iterable[str]) -> list[str]:
    """Return the languages in which a model reads names.

    Args:
        ner: the part `ner` of what the detector says of itself.
        configured: `languages` of [detect], for models that do not say what they read.
    """
    told = tuple(configured)
    named = {*told, *_own(ner)}
    for engine in (ner, *ner.get("engines", {}).values()):
        named.update(str(engine.get("languages", "")).split())
    return sorted(each for each in named if _model(ner, each, told) is not None)


def _own(ner: Mapping[str, Any]) -> set[str]:
    return set(ner.get("engines", {})) - {ALL_OTHERS}


def _model(ner: Mapping[str, Any], language: str, configured: tuple[str, ...]) -> str | None:
    engines = ner.get("engines")
    engine = ner if engines is None else engines.get(language, engines[ALL_OTHERS])
    if engine["name"] == "none":
        return None
    reads = str(engine.get("languages", "")).split()
    # A model that does not say what it reads is taken at the configuration's word.
    chosen = engines is not None and language in engines
    good = language in reads if reads else chosen or language in configured
    return str(engine["name"]) if good else None
