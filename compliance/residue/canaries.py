"""What the user planted in the data, to see whether it comes out again.

Basis: Carlini et al. 2019, The Secret Sharer (USENIX Security), for planting what is searched for.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from compliance.dataset.record import Record
from compliance.errors import ConfigError, PathError
from compliance.evidence.keys import ProjectKeys
from compliance.findings import CANARY
from compliance.residue.index import KINDS, Index
from compliance.residue.search import Group, Search, texts_of
from compliance.residue.values import Values, is_searchable
from compliance.residue.words import runs_of

_KEY = "check.canaries"


def read_canaries(path: Path) -> tuple[str, ...]:
    """Return the canaries of a file, one a line; empty lines do not count.

    Raises:
        PathError: the file does not exist or cannot be read.
        ConfigError: it is no UTF-8 text, holds nothing, or a line is too short to be searched for.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text", why=f"it is named by {_KEY}") from error
    except OSError as error:
        raise PathError(
            f"{path} cannot be read: {error.strerror}", why=f"it is named by {_KEY}"
        ) from error
    short = [
        f"line {number}: fewer than three letters, or four digits"
        for number, line in enumerate(lines, start=1)
        if line.strip() and not is_searchable(runs_of(line))
    ]
    if short:
        raise ConfigError(
            f"{path} holds what cannot be searched for:",
            problems=short,
            why="it would be found everywhere",
            fix="plant something longer",
        )
    planted = tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if not planted:
        raise ConfigError(
            f"{path} holds no canary",
            why=f"it is named by {_KEY}",
            fix="write what you planted into it, one a line, or remove the key",
        )
    return planted


class Canaries:
    """Searches sources and cleaned data for what the user planted.

    Args:
        planted: one string each.
        keys: the project's keys, for fingerprints.
    """

    def __init__(self, planted: tuple[str, ...], keys: ProjectKeys) -> None:
        values = Values(keys)
        for each in planted:
            values.add(CANARY, each, 0)
        self._count = len(values)
        index = Index(values)
        self._index = index
        self._sources: set[int] = set()
        self._cleaned = Search(index, keys)

    def take_source(self, record: Record) -> None:
        """Note which canaries stand in a record of the sources."""
        for _, words in texts_of(record, ()):
            self._sources.update(match.value for match in self._index.find(words))

    @property
    def cleaned(self) -> Search:
        """Return the search of the cleaned data."""
        return self._cleaned

    def groups(self) -> list[Group]:
        """Return what was found in the cleaned data."""
        return list(self._cleaned.groups())

    def document(self) -> dict[str, Any]:
        """Return `canaries` of check.json: counts only."""
        kinds: Counter[str] = Counter()
        for group in self.groups():
            kinds[group.kind] += group.count
        return {
            "planted": self._count,
            "in_sources": len(self._sources),
            "left": len({group.value.fingerprint for group in self.groups()}),
            "places": {kind: kinds[kind] for kind in KINDS if kinds[kind]},
        }
