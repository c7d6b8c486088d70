"""Name engines: what reads names out of texts, by kind. Nothing heavy is imported before use."""

from __future__ import annotations

from compliance.detect.config import EngineChoice
from compliance.detect.names.engines.base import NameEngine, Reading
from compliance.detect.names.engines.coverage import NamesIn, languages_read, names_in
from compliance.detect.names.engines.description import (
    NO_MODEL,
    describe_names,
    described_names,
)

__all__ = [
    "NO_MODEL",
    "NameEngine",
    "NamesIn",
    "Reading",
    "describe_names",
    "described_names",
    "languages_read",
    "names_in",
    "open_engine",
]


def open_engine(choice: EngineChoice, types: tuple[str, ...]) -> NameEngine | None:
    """Return a loaded engine, which takes seconds; None when names are left to rules and lists.

    Args:
        choice: which engine, and where it lies.
        types: the entity types that are wanted from it.

    Raises:
        EngineMissing: it is not there, is not safe to load or finds none of these types.
    """
    if choice.kind == "none":
        return None
    if choice.kind == "spacy":
        from compliance.detect.names.engines.spacy_engine import SpacyEngine

        return SpacyEngine(choice)
    from compliance.detect.names.engines.presidio_engines import GlinerEngine, HuggingFaceEngine

    kind = HuggingFaceEngine if choice.kind == "huggingface" else GlinerEngine
    return kind(choice, types)
