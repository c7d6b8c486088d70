"""What a record says, told apart by who says it: what is learned, and what is only read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from compliance.dataset.record import Record
from compliance.policy import role_of

_SPACES = re.compile(r"\s+")
# What the operators put in the place of a value: [PERSON_1], [PERSON], [PERSON:hash],
# [PERSON~ciphertext].
_SLOT = re.compile(r"\[[A-Z][A-Z0-9_]*(?:[:~][A-Za-z0-9_-]+)?\]")
_ANSWERS = frozenset({"assistant"})


@dataclass(frozen=True, slots=True, repr=False)
class Texts:
    """The texts of one record; its own id and group are none of them."""

    system: tuple[str, ...]
    """System prompts."""
    answers: tuple[str, ...]
    """What a model learns to write; empty where the kind has no roles."""
    others: tuple[str, ...]
    """Everything else: what users write, plain texts, columns, tool calls."""

    @property
    def all(self) -> tuple[str, ...]:
        """All texts."""
        return (*self.system, *self.others, *self.answers)

    @property
    def own(self) -> str:
        """What the record says beyond its system prompt, in one form for comparison."""
        return plain("\n".join((*self.others, *self.answers)))


def texts_of(record: Record) -> Texts:
    """Return the texts of a record by who says them."""
    names = {record.id, record.group}
    sides: Mapping[str, list[str]] = {"system": [], "answers": [], "others": []}
    for item in record.fields():
        if item.text in names:
            continue
        role = role_of(record, item.path)
        if item.path.endswith(".role"):
            continue
        side = "system" if role == "system" else "answers" if role in _ANSWERS else "others"
        sides[side].append(item.text)
    return Texts(tuple(sides["system"]), tuple(sides["answers"]), tuple(sides["others"]))


def without_slots(text: str) -> str:
    """Return a cleaned text without what stands in it for values: nothing can be learned of it."""
    return _SLOT.sub("", text)


def plain(text: str) -> str:
    """Return a text in lower case with single spaces."""
    return _SPACES.sub(" ", text).strip().casefold()


def digest(text: str) -> bytes:
    """Return 16 bytes that stand for a text; held in memory only and never written."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
