"""What name engines are, told from their files: no model is loaded for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from compliance.detect.config import ALL_OTHERS, DetectConfig, EngineChoice
from compliance.detect.names.engines.coverage import languages_read
from compliance.detect.names.engines.folders import local_model, model_source
from compliance.detect.names.engines.spacy_engine import pipeline_folder, pipeline_source
from compliance.evidence.canonical import document_sha256

NO_MODEL: Mapping[str, Any] = MappingProxyType({"name": "none"})
"""Names are left to rules and lists."""


def describe_names(config: DetectConfig) -> dict[str, Any]:
    """Return name, version, hash and languages of the configured engines.

    Raises:
        EngineMissing: a model is not there, or is not safe to load.
    """
    if config.ner == "none" or not config.ner_types:
        return dict(NO_MODEL)
    known: dict[str, Mapping[str, Any]] = {}
    each: dict[str, Mapping[str, Any]] = {}
    for language, choice in sorted(config.engines().items()):
        key = choice.model_dump_json()
        if key not in known:
            known[key] = _describe_engine(choice)
        each[language] = known[key]
    return described_names(each, config.languages)


def described_names(each: Mapping[str, Mapping[str, Any]], told: tuple[str, ...]) -> dict[str, Any]:
    """Return what the engines of all languages are.

    With engines by language, each stands under its language in `engines`; what they share of the
    other keys covers all of them.

    Args:
        each: language → what its engine says of itself.
        told: `languages` of [detect], for models that do not say what they read.
    """
    if len(each) == 1:
        return dict(each[ALL_OTHERS])
    configured = {language: one.get("configured", "none") for language, one in each.items()}
    engines = {language: dict(one) for language, one in each.items()}
    return {
        "name": ", ".join(dict.fromkeys(str(one["name"]) for one in each.values())),
        "version": "",
        "sha256": document_sha256(engines),
        "languages": " ".join(languages_read({"name": "", "engines": engines}, told)),
        "configured": " ".join(f"{key}={value}" for key, value in sorted(configured.items())),
        "engines": engines,
    }


def _describe_engine(choice: EngineChoice) -> Mapping[str, Any]:
    if choice.kind == "none":
        return NO_MODEL
    if choice.kind == "spacy":
        return pipeline_source(choice.path, pipeline_folder(choice.path))
    return model_source(choice.kind, local_model(choice.path, kind=choice.kind))
