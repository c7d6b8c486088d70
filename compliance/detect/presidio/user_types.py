"""Which entity types the recognizer files of the user's own define, read without Presidio."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class UserTypes:
    """The entity types that recognizer files name."""

    types: frozenset[str]
    asks_presidio: bool
    """Some recognizers are Presidio's own: only it knows their types."""


def user_types(files: Sequence[str]) -> UserTypes:
    """Return the types in recognizer files; a file that cannot be read has none.

    What is wrong with a file is said when it is loaded, not here.

    Args:
        files: paths of YAML files in Presidio's form.
    """
    entries = [entry for file in files for entry in _entries(file)]
    named = [*map(_types_of, entries)]
    return UserTypes(frozenset(name for each in named for name in each), not all(named))


def types_by_presidio(files: Sequence[str], languages: Sequence[str]) -> frozenset[str]:
    """Return the types of the recognizers as Presidio loads them, which takes seconds.

    Args:
        files: paths of YAML files in Presidio's form.
        languages: as configured.

    Raises:
        DetectError: a file cannot be loaded.
    """
    from compliance.detect.presidio.foreign import foreign_finders

    return frozenset(name for each in foreign_finders(files, languages) for name in each.types)


def _entries(file: str) -> Iterator[Any]:
    try:
        document = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeError, yaml.YAMLError, RecursionError):
        return
    entries = document.get("recognizers") if isinstance(document, Mapping) else None
    yield from entries if isinstance(entries, list) else ()


def _types_of(entry: Any) -> tuple[str, ...]:
    """Return the types that an entry names; none for a recognizer of Presidio's own."""
    if not isinstance(entry, Mapping):
        return ()
    several = entry.get("supported_entities")
    names = [entry.get("supported_entity"), *(several if isinstance(several, list) else ())]
    return tuple(name for name in names if isinstance(name, str))
