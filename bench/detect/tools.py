"""The tools that are compared, each with one method: texts in, finds out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol

from bench.detect.score import Find

TOOLS = ("ftcheck", "presidio", "stella")

DATE_LABELS: Mapping[str, frozenset[str]] = {
    "ftcheck": frozenset({"DATE_TIME"}),
    "presidio": frozenset({"DATE_TIME"}),
    "stella": frozenset({"date"}),
}
"""Each tool's label for a plain date."""


class Missing(Exception):
    """A tool cannot be run here; the message says why."""


class Tool(Protocol):
    """One of the compared tools, ready to run."""

    name: str
    about: str
    """Version and mode, for the report."""

    def find(self, texts: Sequence[str]) -> list[list[Find]]:
        """Return the finds of each text."""
        ...


class Ftcheck:
    """Our own scanner."""

    name = "ftcheck"

    def __init__(self, options: Mapping[str, Any]) -> None:
        from compliance.detect import build_engine

        self.engine = build_engine(detect_config(options))
        shown = {key: value for key, value in options.items() if key != "disabled"}
        if options.get("disabled"):
            shown["disabled"] = "special categories"
        settings = ", ".join(f"{key}={value}" for key, value in shown.items()) or "defaults"
        self.about = f"ftcheck {metadata.version('ftcheck-gdpr')} ({settings})"

    def find(self, texts: Sequence[str]) -> list[list[Find]]:
        """Return the finds of each text."""
        return [_finds(entities) for entities in self.engine.find(texts)]

    def find_record(self, texts: Sequence[str]) -> list[list[Find]]:
        """Return the finds of the texts of one record, which tell about each other."""
        return [_finds(each) for each in self.engine.join(texts, self.engine.find(texts))]


class Presidio:
    """Stock Presidio: its default registry, English, the pipeline of the given folder."""

    name = "presidio"

    def __init__(self, model: Path) -> None:
        try:
            from presidio_analyzer import AnalyzerEngine
            from presidio_analyzer.nlp_engine import NlpEngineProvider
        except ImportError as error:
            raise Missing("presidio-analyzer is not installed") from error
        if not (model / "config.cfg").is_file():
            raise Missing("the English pipeline is not beside the project")
        _stay_offline()
        logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
        nlp = NlpEngineProvider(
            nlp_configuration={
                "nlp_engine_name": "spacy",
                "models": [{"lang_code": "en", "model_name": str(model)}],
            }
        ).create_engine()
        self._analyzer = AnalyzerEngine(nlp_engine=nlp, supported_languages=["en"])
        self.about = (
            f"presidio-analyzer {metadata.version('presidio-analyzer')} "
            "(default registry, small English spaCy pipeline, language en, no threshold)"
        )

    def find(self, texts: Sequence[str]) -> list[list[Find]]:
        """Return the finds of each text."""
        return [
            [
                Find(result.start, result.end, result.entity_type)
                for result in self._analyzer.analyze(text, language="en")
            ]
            for text in texts
        ]


class Stella:
    """stella-anonymize-core with all of its languages; bench only, never a dependency."""

    name = "stella"

    def __init__(self) -> None:
        try:
            import stella_anonymize
        except ImportError as error:
            raise Missing("stella-anonymize-core is not installed") from error
        self._pipeline = stella_anonymize.create_pipeline(language="all", warmup="lazy-regex")
        self.about = (
            f"stella-anonymize-core {metadata.version('stella-anonymize-core')} "
            "(language=all, its default operators)"
        )

    def find(self, texts: Sequence[str]) -> list[list[Find]]:
        """Return the finds of each text."""
        return [
            [
                Find(entity.start, entity.end, entity.label)
                for entity in self._pipeline.redact_text(text).resolved_entities
            ]
            if text
            else []
            for text in texts
        ]


def _finds(entities: Sequence[Any]) -> list[Find]:
    return [Find(entity.start, entity.end, entity.type) for entity in entities]


def detect_config(options: Mapping[str, Any]) -> Any:
    """Return ftcheck's configuration; disabled types it does not have are left out."""
    from compliance.detect import TYPES, DetectConfig

    settings = dict(options)
    if "disabled" in settings:
        settings["disabled"] = tuple(name for name in settings["disabled"] if name in TYPES)
    return DetectConfig(**settings)


def _stay_offline() -> None:
    """Keep `tldextract`, which Presidio's e-mail recognizer calls, from fetching its list."""
    import tldextract

    extractor: Any = tldextract.tldextract.TLD_EXTRACTOR
    extractor.suffix_list_urls = ()


class Bench:
    """Builds each tool once; ftcheck once for each set of options."""

    def __init__(self, names: Sequence[str], shared: Path | None) -> None:
        self.names = tuple(name for name in TOOLS if name in names)
        self.missing: dict[str, str] = {}
        self._shared = shared
        self._built: dict[str, Tool] = {}

    def tools(self, options: Mapping[str, Any]) -> list[Tool]:
        """Return the tools that can run, with ftcheck in the given options."""
        makers: dict[str, Callable[[], Tool]] = {
            "ftcheck": lambda: Ftcheck(options),
            "presidio": self._presidio,
            "stella": Stella,
        }
        ready = []
        for name in self.names:
            key = f"{name} {sorted(options.items())}" if name == "ftcheck" else name
            if name in self.missing:
                continue
            if key not in self._built:
                try:
                    self._built[key] = makers[name]()
                except Missing as missing:
                    self.missing[name] = str(missing)
                    continue
            ready.append(self._built[key])
        return ready

    def about(self) -> list[str]:
        """Return a line for each tool that ran, and one for each that could not."""
        lines = [tool.about for tool in self._built.values()]
        return lines + [f"{name}: left out, {why}" for name, why in self.missing.items()]

    def _presidio(self) -> Tool:
        if self._shared is None:
            raise Missing("the English pipeline is not beside the project")
        return Presidio(self._shared / "models" / "en_core_web_sm")
