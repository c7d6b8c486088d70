"""The texts of a record that training uses, with who says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from compliance.dataset.kinds import Kind
from compliance.dataset.record import Record

Role = Literal["system", "user", "assistant", "text", "other"]
Position = Literal["first", "middle", "last"]

KINDS: frozenset[Kind] = frozenset({"chat", "prompt_completion", "instruction", "text"})
"""Kinds that can be augmented."""

_PARTS: dict[Kind, tuple[tuple[str, Role], ...]] = {
    "prompt_completion": (("prompt", "user"), ("completion", "assistant")),
    "instruction": (("instruction", "user"), ("input", "user"), ("output", "assistant")),
    "text": (("text", "text"),),
}
_ROLES: dict[str, Role] = {"system": "system", "user": "user", "assistant": "assistant"}


@dataclass(frozen=True, slots=True)
class Turn:
    """One text of a record."""

    path: str
    """Its JSON path."""
    role: Role
    """Who says it; `text` where nobody does, `other` for tools and roles that are not known."""
    position: Position
    """Where it stands among the turns of the same role; a single one is the first."""
    text: str


def turns(record: Record) -> list[Turn]:
    """Return the turns of a record in order; none for a kind that cannot be augmented.

    In a conversational prompt or completion the side decides: all of a completion is the
    assistant's, whatever role its messages claim.
    """
    if record.kind == "chat":
        found = list(_messages(record.data.get("messages"), "$.messages", side=None))
    else:
        found = [
            item
            for name, role in _PARTS.get(record.kind, ())
            for item in _part(record.data.get(name), f"$.{name}", role)
        ]
    last = {role: index for index, (_, role, _) in enumerate(found)}
    seen: set[Role] = set()
    result = []
    for index, (path, role, text) in enumerate(found):
        position: Position = "first" if role not in seen else "middle"
        if role in seen and last[role] == index:
            position = "last"
        seen.add(role)
        result.append(Turn(path, role, position, text))
    return result


def _part(value: Any, path: str, role: Role) -> Iterator[tuple[str, Role, str]]:
    if isinstance(value, str):
        yield path, role, value
    elif isinstance(value, list):
        yield from _messages(value, path, side=role)


def _messages(value: Any, path: str, *, side: Role | None) -> Iterator[tuple[str, Role, str]]:
    if not isinstance(value, list):
        return
    for index, message in enumerate(value):
        where = f"{path}[{index}]"
        if isinstance(message, str):
            yield where, side or "other", message
        if not isinstance(message, Mapping):
            continue
        role = _ROLES.get(str(message.get("role")), "other")
        if side == "assistant":
            role = "assistant"
        content = message.get("content")
        if isinstance(content, str):
            yield f"{where}.content", role, content
        elif isinstance(content, list):
            for number, part in enumerate(content):
                if isinstance(part, Mapping) and isinstance(part.get("text"), str):
                    yield f"{where}.content[{number}].text", role, part["text"]
