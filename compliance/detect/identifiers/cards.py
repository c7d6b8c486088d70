"""Payment cards: numbers by brand, length and check digit, and the expiry date beside them.

Basis: ISO/IEC 7812-1 (issuer ranges, Luhn); the ranges that the card networks publish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.identifiers.checksums import luhn
from compliance.detect.matching.context import concepts, isolated
from compliance.detect.matching.rules import compile_pattern
from compliance.detect.types import Entity

_SIXTEEN = (16,)
_BRANDS: tuple[tuple[int, int, tuple[int, ...]], ...] = (
    (34, 34, (15,)),
    (37, 37, (15,)),
    (300, 305, (14,)),
    (36, 36, (14, 16, 19)),
    (38, 39, (14, 16, 19)),
    (3528, 3589, (16, 17, 18, 19)),
    (4, 4, (13, 16, 19)),
    (51, 55, _SIXTEEN),
    (2221, 2720, _SIXTEEN),
    (2200, 2204, _SIXTEEN),
    (9792, 9792, _SIXTEEN),
    (6011, 6011, (16, 19)),
    (644, 659, (16, 19)),
    (60, 60, _SIXTEEN),
    (62, 62, (16, 17, 18, 19)),
    (81, 81, (16, 17, 18, 19)),
    (50, 50, (12, 13, 14, 15, 16, 17, 18, 19)),
    (56, 69, (12, 13, 14, 15, 16, 17, 18, 19)),
)
"""First digits from, to, and the lengths that cards of the range have; the last two: Maestro."""
_GROUPS = ((4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (4, 4, 5), (6, 13), (8, 8))
"""How cards are printed."""
_USUAL = frozenset({15, 16})
_MARK = re.compile(r"[ \t]{1,3}|[\-.\n_/]")
_NEXT_GROUP = re.compile(r"(?:[ \t]{1,3}|[\-.\n_/])(?=\d{4})")
"""Behind other numbers, a card begins with four digits or more."""
_ODD_MARK = re.compile(r"[.\n\t_/]|  ")
_COPIED_MARK = re.compile(r"[\t_/]|  ")
"""What copying and pasting leaves between groups; only the check digit may say that it is one."""
_CHECKED = 0.65
_EXPIRY = re.compile(r"(?<![\d/.-])(?:0[1-9]|1[0-2]) ?[/.-] ?(?:20)?[2-4]\d(?![\d/.-])")
_EXPIRY_REACH = 60


class CardFinder:
    """Finds payment card numbers, plain, spaced, hyphenated or broken over a line."""

    name = "cards"
    types: tuple[str, ...] = ("CARD_EXPIRY", "CREDIT_CARD")

    def __init__(self) -> None:
        self._run = compile_pattern(r"\d(?:(?:[ \t]{1,3}|[\-.\n_/])?\d){11,40}")
        self._hints = concepts("card")

    def find(self, text: str) -> Iterator[Entity]:
        """Yield card numbers, mistyped ones only behind a word for card, and their expiry date."""
        for match in self._run.finditer(text):
            start: int | None = match.start()
            while start is not None:
                found = self._at(text, start, match.end())
                if found is not None:
                    yield found
                    yield from self._expiry(text, found.end)
                    start = found.end
                gap = _NEXT_GROUP.search(text, start, match.end())
                start = gap.end() if gap is not None else None

    def _at(self, text: str, start: int, stop: int) -> Entity | None:
        """Return the card that begins at `start`, if one does."""
        marks = [*_MARK.finditer(text, start, stop), None]
        groups, ends = [], []
        hinted: bool | None = None
        number, at = "", start
        for mark in marks:
            group = text[at : mark.start() if mark is not None else stop]
            number, at = number + group, at + len(group)
            if len(number) > 19:
                break
            groups.append(group)
            ends.append((number, at))
            at = mark.end() if mark is not None else stop
        for count in range(len(ends), 0, -1):
            number, end = ends[count - 1]
            sizes = tuple(len(each) for each in groups[:count])
            if len(number) < 12 or not _is_range(number) or len(set(number)) < 2:
                continue
            spelled = set(sizes) == {1} and end == stop and len(number) in _USUAL
            odd = len(sizes) > 1 and sizes not in _GROUPS and not spelled
            if odd and _ODD_MARK.search(text, start, end):
                continue
            glued = not isolated(text, start, end)
            if glued and not (luhn(number) and _glued(text, start, end)):
                continue
            if hinted is None:
                hinted = self._hints.near(text, start, end)
            if (spelled or glued) and not hinted:
                continue
            score = self._score(text, number, (start, end), hinted=hinted, sizes=sizes)
            if score < _CHECKED and _COPIED_MARK.search(text, start, end):
                continue
            if score:
                return Entity(start, end, "CREDIT_CARD", score, self.name)
        return None

    def _score(
        self, text: str, number: str, span: tuple[int, int], *, hinted: bool, sizes: tuple[int, ...]
    ) -> float:
        printed = sizes in _GROUPS
        if not luhn(number):
            near = hinted and (printed or len(number) in _USUAL) and len(sizes) in (1, *range(3, 6))
            return 0.55 if near and self._hints.before(text, span[0], 40) else 0.0
        if hinted:
            return 0.95
        if printed:
            return 0.8
        if len(sizes) > 1:
            # Groups as no card is printed: a row of numbers.
            return 0.0
        if len(number) in _USUAL:
            return 0.65
        # Thirteen digits are article numbers (EAN) more often than old cards.
        return 0.45 if len(number) in (14, 19) else 0.0

    def _expiry(self, text: str, end: int) -> Iterator[Entity]:
        match = _EXPIRY.search(text, end, min(len(text), end + _EXPIRY_REACH))
        if match is not None:
            yield Entity(match.start(), match.end(), "CARD_EXPIRY", 0.8, self.name)


def _glued(text: str, start: int, end: int) -> bool:
    """Tell whether only letters or a low line hold on to a number, which ends with its digits."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    return not (start > 0 and before.isdecimal()) and not behind.isdecimal()


def _is_range(number: str) -> bool:
    """Tell whether a number of this length is issued in the range that it begins with."""
    return any(
        len(number) in lengths and low <= int(number[: len(str(low))]) <= high
        for low, high, lengths in _BRANDS
    )
