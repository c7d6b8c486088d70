"""Where a finding stands: the field of its record, and the role of whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from compliance.dataset.record import Record

_MESSAGE = re.compile(r"\$\.(?P<list>messages|prompt|chosen|rejected|completion)\[(?P<at>\d+)\]")
_COLUMN_ROLES: Mapping[str, str] = {
    "instruction": "user",
    "input": "user",
    "prompt": "user",
    "output": "assistant",
    "completion": "assistant",
    "chosen": "assistant",
    "rejected": "assistant",
    "system": "system",
}
_COLUMN = re.compile(r"\$\.([A-Za-z_]+)\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a record, as rules name it."""

    field: str
    """JSON path (RFC 9535), for instance `$.messages[2].content`."""
    role: str = ""
    """`system`, `user`, `assistant`, `tool` or what the data say; empty where there is none."""


def role_of(record: Record, field: str) -> str:
    """Return the role of the message that a field belongs to; empty where there is none.

    Prompts and instructions are the user's, completions and outputs the assistant's.

    Args:
        record: the record.
        field: JSON path of one of its fields.
    """
    match = _MESSAGE.match(field)
    if match is not None:
        messages = record.data.get(match.group("list"))
        if isinstance(messages, list) and int(match.group("at")) < len(messages):
            message = messages[int(match.group("at"))]
            if isinstance(message, Mapping):
                return str(message.get("role", ""))
    column = _COLUMN.match(field)
    if column is not None and record.kind in {"prompt_completion", "instruction", "preference"}:
        return _COLUMN_ROLES.get(column.group(1), "")
    return ""


@lru_cache(maxsize=256)
def field_pattern(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a field pattern.

    `[*]` stands for any index, `*` for any one name, `**` for anything below.

    Raises:
        ValueError: the pattern is no JSON path.
    """
    if not pattern.startswith("$"):
        raise ValueError("a field is a JSON path and begins with $, such as $.messages[*].content")
    parts = re.split(r"(\*\*|\[\*\]|\*)", pattern)
    known = {"**": r".*", "[*]": r"\[\d+\]", "*": r"[^.\[\]]+"}
    return re.compile("".join(known.get(part, re.escape(part)) for part in parts) + r"\Z")
