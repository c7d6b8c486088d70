"""Keyed fingerprints of a person's values, to find them where the values themselves are gone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from compliance.detect.types import TYPES
from compliance.evidence.keys import ProjectKeys
from compliance.scan import normal_value
from compliance.subject.identity import Identity

_TYPES_OF = {
    "names": ("name", ("PERSON",)),
    "emails": ("email", ("EMAIL_ADDRESS",)),
    "phones": ("phone", ("PHONE_NUMBER",)),
}


class Marks:
    """Fingerprint → kind of hit, as the scanner wrote them into evidence.

    Args:
        identity: the person.
        keys: the project's keys.
    """

    def __init__(self, identity: Identity, keys: ProjectKeys) -> None:
        self._keys = keys
        self._kinds: dict[str, str] = {}
        for field, (kind, types) in _TYPES_OF.items():
            for value in getattr(identity, field):
                self._add(kind, types, value)
        for value in identity.ids:
            self._add("id", tuple(TYPES), value)

    def learn(self, kind: str, value: str) -> None:
        """Add a form in which a value was met in a record that is surely the person's."""
        types = {"name": ("PERSON",), "email": ("EMAIL_ADDRESS",), "phone": ("PHONE_NUMBER",)}
        self._add(kind, types.get(kind, tuple(TYPES)), value)

    def _add(self, kind: str, types: Iterable[str], value: str) -> None:
        for name in types:
            self._kinds.setdefault(self._keys.fingerprint(name, normal_value(value)), kind)

    def kind_of(self, fingerprint: object) -> str | None:
        """Return what a fingerprint stands for; None when it is not the person's."""
        return self._kinds.get(fingerprint) if isinstance(fingerprint, str) else None

    def in_lines(self, path: Path) -> Mapping[str, set[str]]:
        """Return record id → kinds, for a file with one finding or replacement a line."""
        found: dict[str, set[str]] = {}
        with path.open("rb") as stream:
            for line in stream:
                if b'"fingerprint"' not in line:
                    continue
                try:
                    value = json.loads(line.rstrip(b",\n"))
                except ValueError:
                    continue  # the first or last line of a document
                kind = self.kind_of(value.get("fingerprint"))
                if kind is not None:
                    found.setdefault(str(value.get("record")), set()).add(kind)
        return found
