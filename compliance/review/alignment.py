"""From a cleaned text back to the original: which part of it stood where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compliance.evidence.keys import ProjectKeys
from compliance.replacements import Replacement
from compliance.scan import normal_value


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where the replacements of one cleaned text stood in the original."""

    replacements: tuple[Replacement, ...]
    """In order."""
    originals: tuple[tuple[int, int], ...]
    """Start and end in the original text, one for each."""

    @classmethod
    def of(
        cls, raw: str, clean: str, replacements: Sequence[Replacement], keys: ProjectKeys
    ) -> Alignment | None:
        """Return the alignment of two texts; None where it cannot be told.

        What stands between the replacements stood in the original as well. Where it occurs there
        more than once, the fingerprint of what would have been replaced tells which it is.

        Args:
            raw: the original text.
            clean: the cleaned text.
            replacements: those of this field, sorted.
            keys: the project's keys.
        """
        between = _between(clean, replacements)
        if not replacements or not raw.startswith(between[0]):
            return None if replacements or raw != clean else cls((), ())
        position = len(between[0])
        originals: list[tuple[int, int]] = []
        for number, (put, follows) in enumerate(zip(replacements, between[1:], strict=True)):
            last = number == len(replacements) - 1
            if last:
                end = len(raw) - len(follows) if raw.endswith(follows) else -1
            else:
                end = _end_of(raw, position, put, follows, keys)
            if end < position:
                return None
            originals.append((position, end))
            position = end + len(follows)
        return cls(tuple(replacements), tuple(originals))

    def original_of(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a place of the cleaned text stood; None where it touches a replacement."""
        shift = 0
        for put, (_, high) in zip(self.replacements, self.originals, strict=True):
            if put.end <= start:
                shift = high - put.end
            elif put.start < end:
                return None
        return start + shift, end + shift


def _between(clean: str, replacements: Sequence[Replacement]) -> list[str]:
    position = 0
    parts = []
    for put in replacements:
        parts.append(clean[position : put.start])
        position = put.end
    return [*parts, clean[position:]]


def _end_of(raw: str, start: int, put: Replacement, follows: str, keys: ProjectKeys) -> int:
    """Return where what was replaced ends in the original; -1 where that cannot be told."""
    end = raw.find(follows, start)
    while end != -1 and end <= len(raw):
        value = normal_value(raw[start:end])
        if keys.fingerprint(put.type, value) == put.fingerprint:
            return end
        end = raw.find(follows, end + 1)
    return -1
