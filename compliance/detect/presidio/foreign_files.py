"""Presidio recognizer files: a list of recognizers, or the configuration of a whole registry.

Import this module only when there are some: importing Presidio loads spaCy.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from presidio_analyzer import PatternRecognizer, RemoteRecognizer
from presidio_analyzer.input_validation import CustomRecognizerConfig, RecognizerRegistryConfig
from presidio_analyzer.predefined_recognizers import SpacyRecognizer
from presidio_analyzer.recognizer_registry.recognizers_loader_utils import RecognizerListLoader
from pydantic import ValidationError

from compliance.errors import DetectError

_FLAGS = 26
"""Presidio's own: ignore case, `^` and `$` at each line, `.` takes line breaks."""
_FORM = "see Presidio's example_recognizers.yaml for the form"


def load_recognizers(file: str, languages: Sequence[str]) -> list[Any]:
    """Return the recognizers of a file, one object per recognizer and language.

    Presidio's files name the recognizer that hands on what its NLP pipeline found. The engine has
    a name model instead; such an entry is passed over, unless the file holds nothing else.

    Args:
        file: path of a YAML file in Presidio's form.
        languages: languages of recognizers that name none, where the file names none either.

    Raises:
        DetectError: the file is missing or not in Presidio's form; names file and recognizer.
    """
    document = _read(file)
    entries = document.get("recognizers")
    if not isinstance(entries, list) or not entries:
        raise DetectError(f"[detect] recognizers: {file} has no list named recognizers", fix=_FORM)
    wanted = document.get("supported_languages") or list(languages)
    loaded: list[Any] = []
    idle: DetectError | None = None
    for place, entry in enumerate(entries, start=1):
        name = entry.get("name") if isinstance(entry, Mapping) else entry
        where = f"{file}, recognizer {place} ({name if isinstance(name, str) else 'without name'})"
        try:
            loaded.extend(_load(entry, document, wanted))
        except _ReadsPipeline as error:
            idle = DetectError(
                f"[detect] recognizers: {where} only reads the results of an NLP pipeline",
                why="the engine runs its own name model instead, set by [detect] ner",
                fix="remove the file, and name the pipeline in [detect] ner",
            )
            idle.__cause__ = error
        except DetectError as error:
            raise DetectError(
                f"[detect] recognizers: {where} {error.message}", why=error.why, fix=error.fix
            ) from error
        except ImportError as error:
            raise DetectError(
                f"[detect] recognizers: {where} needs a package that is not installed",
                fix=f"install it ({error.name}), or remove the recognizer",
            ) from error
        except Exception as error:  # noqa: BLE001 - Presidio raises many kinds for a wrong entry
            raise DetectError(
                f"[detect] recognizers: {where} is not in Presidio's form: {_reason(error)}",
                fix=f"correct this entry; {_FORM}",
            ) from error
    if idle is not None and not loaded:
        raise idle
    return loaded


class _ReadsPipeline(Exception):
    """A recognizer has no way of its own to look at a text."""


def _read(file: str) -> Mapping[str, Any]:
    if not Path(file).is_file():
        raise DetectError(
            f"[detect] recognizers: {file} is missing",
            fix="correct the path; relative paths count from the current folder",
        )
    try:
        document = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeError, yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark is not None else ""
        raise DetectError(
            f"[detect] recognizers: {file}{line} cannot be read as YAML ({type(error).__name__})",
            fix="correct the file; a regex is safest in single quotes",
        ) from error
    if not isinstance(document, Mapping):
        raise DetectError(f"[detect] recognizers: {file} is no YAML mapping", fix=_FORM)
    return document


def _load(entry: Any, document: Mapping[str, Any], languages: Sequence[str]) -> list[Any]:
    """Return the recognizers of one entry, in every language it names."""
    if isinstance(entry, str):
        entry = {"name": entry, "type": "predefined"}
    if not isinstance(entry, Mapping):
        raise ValueError("an entry is a mapping or the name of a predefined recognizer")
    if not RecognizerListLoader.is_recognizer_enabled(dict(entry)):
        return []
    flags = int(document.get("global_regex_flags") or _FLAGS)
    has_patterns = "patterns" in entry or "deny_list" in entry
    if entry.get("type", "custom" if has_patterns else "predefined") == "custom":
        made = _custom(dict(entry))
        flags = int(entry.get("global_regex_flags") or flags)
    else:
        made = _predefined(dict(entry), languages)
    return list(
        RecognizerListLoader.get(
            recognizers=[made],
            supported_languages=sorted({*languages, *_own_languages(made)}),
            global_regex_flags=flags,
            supported_countries=document.get("supported_countries"),
        )
    )


def _custom(entry: dict[str, Any]) -> dict[str, Any]:
    if not entry.get("supported_entity") and not entry.get("supported_entities"):
        raise ValueError("supported_entity is missing")
    if "type" in entry:
        # The registry form ignores keys that it does not know; the list form refuses them.
        known = {*CustomRecognizerConfig.model_fields, *_parameters()}
        entry = {key: value for key, value in entry.items() if key in known}
    return {key: value for key, value in entry.items() if value is not None}


def _parameters() -> list[str]:
    return list(inspect.signature(PatternRecognizer.__init__).parameters)


def _predefined(entry: dict[str, Any], languages: Sequence[str]) -> dict[str, Any]:
    config = RecognizerRegistryConfig(
        recognizers=[{**entry, "type": "predefined"}], supported_languages=list(languages)
    )
    made: dict[str, Any] = config.recognizers[0].model_dump()
    kind = RecognizerListLoader.get_existing_recognizer_cls(made.get("class_name") or made["name"])
    if issubclass(kind, RemoteRecognizer):
        raise DetectError(
            "sends texts to a service",
            why="ftcheck works without a network",
            fix="remove this recognizer",
        )
    if issubclass(kind, SpacyRecognizer):
        raise _ReadsPipeline
    return made


def _own_languages(entry: Mapping[str, Any]) -> list[str]:
    own = entry.get("supported_languages") or []
    named = [each if isinstance(each, str) else each["language"] for each in own]
    single = entry.get("supported_language")
    return [*named, single] if single else named


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(str(each["msg"]) for each in error.errors())[:300]
    if isinstance(error, KeyError):
        return f"{error.args[0]} is missing"
    return " ".join(str(error).split())[:300] or type(error).__name__
