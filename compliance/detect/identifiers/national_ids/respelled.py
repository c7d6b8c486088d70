"""Identifiers that copying and pasting took apart or glued to their label.

"PESEL44051401359", "8 6 0 9 5 7 4 2 7 1 9", groups with tabs or several spaces between them: such a
stretch is read again as it was written once. Its check digit and its label must both hold, and it
must be all of its row: a column beside it makes it a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from compliance.detect.identifiers.national_ids.row import Row, hints
from compliance.detect.matching.context import Hints, has_digit
from compliance.detect.matching.re2patterns import compile_pattern
from compliance.detect.matching.rules import Finder
from compliance.detect.text.offsets import Edit, splice
from compliance.detect.types import Entity

_SPELLED = r"[A-Za-z0-9](?:[ \t]{1,2}[A-Za-z0-9]){8,17}"
_APART = r"[A-Za-z]{0,3}\d{1,9}(?:(?:[ \t]*\t[ \t]*| {2,3}|_|/)[A-Za-z0-9]{1,9}){1,6}"
_GAP = r"[ \t]+|[_/]"
_FEWEST, _MOST = 8, 18
"""Letters and digits of an identifier."""
_REACH = 48
"""Characters before a stretch in which its label must stand."""
_SURE = 0.85
"""Only what its check digit proves beside its label."""
_SHORTEST_LABEL = 3


class Respelled:
    """Finds what a finder of identifiers would find if a stretch were written plainly."""

    def __init__(self, finder: Finder, rows: Sequence[Row]) -> None:
        """Wrap a finder.

        Args:
            finder: finds identifiers.
            rows: their table, for the labels.
        """
        self._finder = finder
        names = {name for row in rows for name in row.names}
        self._labels = hints(*names, *(kind for row in rows for kind in row.kinds))
        self._glued = compile_pattern(_glued_pattern(hints(*names)))
        self._apart = compile_pattern(rf"(?:^|[^\p{{L}}\p{{N}}])({_SPELLED}|{_APART})")

    def find(self, text: str) -> Iterator[Entity]:
        """Yield identifiers glued to their label, and identifiers with copied separators."""
        if not has_digit(text):
            return
        for match in self._glued.finditer(text):
            start, end = match.span(2)
            if text[end - 1].isalpha() and text[end : end + 1].isalpha():
                end -= 1
            label = match.span(1)[1]
            before = [(label, start, " ")] if text[label:start] in ("", "_") else []
            behind = [(end, end, " ")] if text[end : end + 1].isalpha() else []
            if (before or behind) and not text[end : end + 1].isdecimal():
                yield from self._again(text, label, start, end, [*before, *behind])
        for match in self._apart.finditer(text):
            start, end = match.span(1)
            if self._is_row(text, start, end) and self._labels.before(text, start, _REACH):
                gaps = _gaps().finditer(text, start, end)
                yield from self._again(text, start, start, end, [(*g.span(), "") for g in gaps])
                if len(match.group(1).split()) <= 6:
                    gaps = _gaps().finditer(text, start, end)
                    edits = [(*gap.span(), " ") for gap in gaps]
                    yield from self._again(text, start, start, end, edits)

    @staticmethod
    def _is_row(text: str, start: int, end: int) -> bool:
        """Tell whether a stretch is long enough, and has no further cell or group at its sides."""
        count = sum(char.isalnum() for char in text[start:end])
        if not _FEWEST <= count <= _MOST:
            return False
        if text[end : end + 1].isalnum():
            return False
        beside = text[max(0, start - 3) : start] + text[end : end + 3]
        behind = text[end : end + 3].strip(" ")
        return "\t" not in beside and not behind[:1].isdecimal() and behind[:1] not in ("_", "/")

    def _again(
        self, text: str, label: int, start: int, end: int, edits: Sequence[Edit]
    ) -> Iterator[Entity]:
        """Yield the sure finds that are the whole stretch `[start, end)`."""
        low, high = max(0, label - _REACH), min(len(text), end + _REACH)
        moved = [(first - low, last - low, plain) for first, last, plain in edits]
        plain, back = splice(text[low:high], moved)
        for each in self._finder.find(plain):
            span = (each.start, each.end) if back is None else back.back(each.start, each.end)
            if each.score >= _SURE and span == (start - low, end - low):
                yield Entity(start, end, each.type, each.score, each.recognizer)


@cache
def _gaps() -> Any:
    return compile_pattern(_GAP)


def _glued_pattern(labels: Hints) -> str:
    words: Iterable[str] = (word for word in labels.words if word.isalpha())
    known = sorted(
        (word for word in words if len(word) >= _SHORTEST_LABEL),
        key=lambda word: (-len(word), word),
    )
    return (
        rf"(?i)(?:^|[^\p{{L}}\p{{N}}])({'|'.join(known)})[_:= ]?"
        rf"(\d{{{_FEWEST},{_MOST}}}[a-z]?)"
    )
