"""What the detector is made of, told from its configuration and files: nothing is loaded for it.

A scan is done again when this changes, and evidence names the detector by it. An engine that was
built says the same of itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from compliance.detect.config import DetectConfig
from compliance.detect.names.engines import describe_names
from compliance.detect.names.engines.spacy_engine import SHIPPED
from compliance.detect.presidio.user_types import types_by_presidio, user_types
from compliance.detect.special.coverage import languages_with_words, types_with_words
from compliance.detect.types import SENSITIVE_TYPES, TYPES
from compliance.errors import DetectError
from compliance.evidence.canonical import document_sha256
from compliance.evidence.files import sha256_file, sha256_tree

ENGINE_VERSION = "4"
"""For readers; which rules they were, `rules_sha256` says."""

_ON_REQUEST: Mapping[str, str] = {"DATE_TIME": "dates", "AMOUNT": "amounts"}
"""Entity type → the setting of [detect] without which it is not looked for."""
_NO_RULES = frozenset({"__pycache__", SHIPPED})


def describe(config: DetectConfig) -> dict[str, Any]:
    """Return what an engine of this configuration says of itself, without building it.

    Raises:
        EngineMissing: the configured name model is not there.
        DetectError: a recognizer file cannot be read.
    """
    return described(config, describe_names(config))


def described(config: DetectConfig, ner: Mapping[str, Any]) -> dict[str, Any]:
    """Return what made findings, as JSON for the evidence.

    Args:
        config: the settings of [detect].
        ner: what the name model is.
    """
    settings = config.model_dump(mode="json")
    # A path of the user's machine is no evidence; the hash of what lies there is.
    settings["ner"] = ner.get("configured", "none")
    settings.pop("own_names")  # the lists that they belong to are described on their own
    settings["recognizers"] = len(config.recognizers)
    return {
        "engine": ENGINE_VERSION,
        "rules_sha256": rules_sha256(),
        "languages": list(config.languages),
        "min_score": config.min_score,
        "ner": dict(ner),
        "special": {"languages": _special_languages(config)},
        "types": sorted(_looked_for(config)),
        "recognizers": [_recognizer_file(file, config) for file in config.recognizers],
        "disabled": sorted(set(config.disabled)),
        "config_sha256": document_sha256(settings),
    }


@lru_cache(maxsize=1)
def rules_sha256() -> str:
    """Return one SHA-256 over the rules and word lists of the detector, as `sha256_tree` makes it.

    The shipped name model is not among them: it has a hash of its own, where it is used.
    """
    folder = Path(__file__).parent
    paths = (path.relative_to(folder) for path in folder.rglob("*"))
    return sha256_tree(
        folder, leave_out=(path.as_posix() for path in paths if _NO_RULES & set(path.parts))
    )


def _special_languages(config: DetectConfig) -> list[str]:
    """Return the languages in which special categories are looked for."""
    if set(config.disabled) >= SENSITIVE_TYPES:
        return []
    return languages_with_words(config.languages)


def _looked_for(config: DetectConfig) -> set[str]:
    """Return the types of ours that are looked for."""
    off = {name for name, setting in _ON_REQUEST.items() if not getattr(config, setting)}
    silent = SENSITIVE_TYPES - types_with_words(config.languages)
    return set(TYPES) - off - silent - set(config.disabled)


def _recognizer_file(file: str, config: DetectConfig) -> dict[str, Any]:
    """Return name and hash of a file of the user's own, and the types that it names.

    Which of its recognizers are of a configured language, only Presidio tells.
    """
    if not Path(file).is_file():
        raise DetectError(
            f"[detect] recognizers: {file} is missing",
            fix="correct the path; relative paths count from the current folder",
        )
    own = user_types([file])
    types = types_by_presidio([file], config.languages) if own.asks_presidio else own.types
    return {"name": Path(file).name, "sha256": sha256_file(Path(file)), "types": sorted(types)}
