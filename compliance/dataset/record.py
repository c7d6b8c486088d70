"""A record: one training example, with every string of it reachable by a JSON path."""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from compliance.dataset.kinds import Kind
from compliance.errors import ColumnsError

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_STEP = re.compile(r"\.([A-Za-z_][A-Za-z0-9_]*)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]")
# A number this long can be a phone, card or customer number; shorter ones are prices and counts.
_IDENTIFYING_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Field:
    """One text of a record."""

    path: str
    """JSON path (RFC 9535), for instance `$.messages[2].content`."""
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """One training example."""

    id: str
    """Stable: the record's own id, else position and keyed content hash."""
    kind: Kind
    data: Mapping[str, Any]
    """The example as it was read; never changed in place."""
    source: str = ""
    """Id of the declared source it came from."""
    group: str = ""
    """The person or case that splits keep together; the id where nothing else is known."""
    parents: tuple[str, ...] = ()
    """Ids of the records a synthetic one was made from; empty for real ones."""

    def fields(self) -> Iterator[Field]:
        """Yield every string of the record, and every long integer as its digits, in file order."""
        yield from _walk(self.data, "$")

    def keys(self) -> Iterator[str]:
        """Yield every key of the record, at every depth."""
        yield from _keys(self.data)

    def with_texts(self, texts: Mapping[str, str]) -> Record:
        """Return a copy whose fields at the given paths are replaced by the given texts."""
        if not texts:
            return self
        data = copy.deepcopy(dict(self.data))
        for path, text in texts.items():
            set_path(data, path, text)
        return replace(self, data=data)


def join_key(base: str, key: str) -> str:
    """Return the JSON path of member `key` of the object at `base`."""
    if _PLAIN_KEY.match(key):
        return f"{base}.{key}"
    escaped = key.replace("\\", "\\\\").replace("'", "\\'")
    return f"{base}['{escaped}']"


def set_path(data: dict[str, Any], path: str, value: Any) -> None:
    """Replace the value at a JSON path made by `Record.fields`, in place.

    Raises:
        KeyError: there is no such place.
    """
    steps = steps_of(path)
    target: Any = data
    for step in steps[:-1]:
        target = target[step]
    if isinstance(target, list) != isinstance(steps[-1], int):
        raise KeyError(path)
    target[steps[-1]] = value


def steps_of(path: str) -> list[str | int]:
    """Return the steps of a JSON path made by `Record.fields`: names and positions.

    Raises:
        KeyError: it is no such path.
    """
    steps: list[str | int] = []
    position = 1
    while position < len(path):
        match = _STEP.match(path, position)
        if match is None:
            raise KeyError(path)
        name, index, quoted = match.groups()
        if index is not None:
            steps.append(int(index))
        else:
            steps.append(name if name is not None else re.sub(r"\\(.)", r"\1", quoted))
        position = match.end()
    return steps


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, member in value.items():
            yield str(key)
            yield from _keys(member)
    elif isinstance(value, list | tuple):
        for member in value:
            yield from _keys(member)


def _walk(value: Any, path: str) -> Iterator[Field]:
    if isinstance(value, str):
        yield Field(path, value)
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield from _walk(member, join_key(path, str(key)))
    elif isinstance(value, list | tuple):
        for index, member in enumerate(value):
            yield from _walk(member, f"{path}[{index}]")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        # A table with a gap turns whole numbers into floats: 4915112345678.0 is a phone number.
        whole = isinstance(value, int) or (math.isfinite(value) and value.is_integer())
        digits = str(int(value)) if whole else ""
        if len(digits) >= _IDENTIFYING_DIGITS:
            yield Field(path, digits)
    elif value is not None and not isinstance(value, bool):
        # Never skipped in silence: a value that nobody can read is not a clean one.
        raise ColumnsError(
            f"{path} holds a value of type {type(value).__name__}, which cannot be scanned",
            fix="store it as text",
        )
