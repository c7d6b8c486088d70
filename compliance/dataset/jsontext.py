"""JSON text whose strings can be replaced in place, so that everything else stays byte for byte.

`json.loads` and `json.dumps` would change escapes, spaces and number forms of what nobody touched,
and would drop the first of two equal keys unseen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from compliance.dataset.record import join_key

_SPACE = re.compile(r"[ \t\n\r]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LITERAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")


class DuplicateKeyError(ValueError):
    """An object has the same key twice: one of the two values would escape the scan."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """Where one value that is no container stands in the raw text."""

    path: str
    start: int
    end: int


def loads(text: str) -> Any:
    """Return the value of a JSON text.

    Raises:
        DuplicateKeyError: an object has the same key twice.
        ValueError: the text is not JSON, or holds NaN or Infinity.
        RecursionError: it is nested too deeply.
    """
    return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)


def splices(
    text: str, replacements: Mapping[str, str], *, base: str = "$"
) -> Iterator[tuple[int, int, str]]:
    """Yield start and end of each leaf at the given paths with the JSON string to put there.

    Args:
        text: valid JSON, as checked by `loads`.
        replacements: JSON path → new text.
        base: the path of the value that `text` holds.

    Raises:
        KeyError: a path does not occur.
    """
    left = dict(replacements)
    if not left:
        return
    ascii_only = text.isascii()
    for leaf in leaves(text, base=base):
        if leaf.path in left:
            value = left.pop(leaf.path)
            # A lone surrogate has no UTF-8 form; only its escape can be written.
            escape = ascii_only or _SURROGATE.search(value) is not None
            yield leaf.start, leaf.end, json.dumps(value, ensure_ascii=escape)
    if left:
        raise KeyError(next(iter(left)))


def leaves(text: str, *, base: str = "$") -> Iterator[Leaf]:
    """Yield every string, number and constant of a valid JSON text with its place, in order."""
    yield from _value(text, _skip(text, 0), base)[1]


def elements(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each element of a JSON array text."""
    position = _skip(text, _skip(text, 0) + 1)
    while text[position] != "]":
        end, _ = _value(text, position, "$")
        yield position, end
        position = _skip(text, end)
        if text[position] == ",":
            position = _skip(text, position + 1)


def _value(text: str, position: int, path: str) -> tuple[int, list[Leaf]]:
    char = text[position]
    if char == '"':
        _, end = scanstring(text, position + 1, True)
        return end, [Leaf(path, position, end)]
    if char == "{":
        return _container(text, position, path, closing="}")
    if char == "[":
        return _container(text, position, path, closing="]")
    match = _LITERAL.match(text, position)
    if match is None:
        raise ValueError("not JSON")
    return match.end(), [Leaf(path, position, match.end())]


def _container(text: str, position: int, path: str, *, closing: str) -> tuple[int, list[Leaf]]:
    found: list[Leaf] = []
    position = _skip(text, position + 1)
    index = 0
    while text[position] != closing:
        if closing == "}":
            key, end = scanstring(text, position + 1, True)
            position = _skip(text, _skip(text, end) + 1)
            member = join_key(path, key)
        else:
            member = f"{path}[{index}]"
        position, inner = _value(text, position, member)
        found += inner
        index += 1
        position = _skip(text, position)
        if text[position] == ",":
            position = _skip(text, position + 1)
    return position + 1, found


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise DuplicateKeyError("the same key stands twice in one object")
    return result


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
