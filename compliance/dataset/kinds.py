"""Record kinds: how they are told apart and what each must have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

from compliance.errors import ColumnsError

Kind = Literal[
    "chat",
    "prompt_completion",
    "instruction",
    "preference",
    "text",
    "classification",
    "tokens",
    "table",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

# The most specific first: a preference pair has a prompt too, a tokens record may carry its text.
_NEEDED: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("chat", ("messages",)),
    ("preference", ("chosen", "rejected")),
    ("prompt_completion", ("prompt", "completion")),
    ("instruction", ("instruction", "output")),
    ("tokens", ("tokens", "tags")),
    ("classification", ("text", "label")),
    ("text", ("text",)),
)


def detect_kind(data: Mapping[str, Any]) -> Kind:
    """Return the kind whose fields `data` has; `table` when none fits."""
    for kind, needed in _NEEDED:
        if all(name in data for name in needed):
            return kind
    return "table"


def check_kind(data: Mapping[str, Any], kind: Kind, place: str) -> None:
    """Refuse a record that has not the fields its kind needs, or has them in the wrong form.

    Args:
        data: the record.
        kind: the dataset's kind.
        place: file and line, for the message.

    Raises:
        ColumnsError: a field is missing or of the wrong type.
    """
    needed = dict(_NEEDED).get(kind, ())
    missing = [name for name in needed if name not in data]
    if missing:
        names = ", ".join(repr(name) for name in missing)
        raise ColumnsError(f"{place}: a {kind} record needs {names}")
    if kind == "chat":
        _check_messages(data["messages"], place)
    elif kind == "tokens":
        tokens, tags = data["tokens"], data["tags"]
        if not isinstance(tokens, list) or not isinstance(tags, list) or len(tokens) != len(tags):
            raise ColumnsError(f"{place}: tokens and tags must be lists of the same length")
    elif kind in {"prompt_completion", "instruction", "text"}:
        for name in needed:
            if not isinstance(data[name], str | list):
                raise ColumnsError(f"{place}: {name!r} must be a text")


def _check_messages(messages: Any, place: str) -> None:
    if not isinstance(messages, list) or not messages:
        raise ColumnsError(f"{place}: 'messages' must be a list with at least one message")
    for number, message in enumerate(messages):
        where = f"{place}: messages[{number}]"
        if not isinstance(message, Mapping) or not isinstance(message.get("role"), str):
            raise ColumnsError(f"{where} must be an object with a 'role'")
        if "content" not in message and "tool_calls" not in message:
            raise ColumnsError(f"{where} needs a 'content'")
