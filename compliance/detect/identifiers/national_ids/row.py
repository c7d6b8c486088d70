"""One row of a table: an identifier of one country, its shape, its check and its names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial

from compliance.detect.identifiers.national_ids.labels import GAP, behind
from compliance.detect.identifiers.origin import Origin
from compliance.detect.matching.context import AFTER, BEFORE, Hints, concepts
from compliance.detect.matching.rules import Rule

STRONG = (0.97, 0.92)
"""Scores beside its own name and beside a word for its kind: fewer than 1 in 1,000 pass by luck."""
FAIR = (0.95, 0.88)
"""A check digit and a date of birth inside: about 1 in 300 numbers of that length pass by luck."""
WEAK = (0.93, 0.7)
"""One check digit: every tenth or eleventh number passes."""
SHAPE = (0.85, 0.6)
"""No public check: only the shape and the word say what it is."""

AT_HOME = 0.45
"""A check digit and no word, but a passage that speaks of the country or is in its language."""

UNCHECKED = 0.55
"""A value that fails its check, right behind its own name: mistyped data is still personal."""


@dataclass(frozen=True, slots=True)
class Row:
    """An identifier, in one way of writing it."""

    type: str
    shape: str
    """RE2, without capturing groups; letters are read in either case."""
    check: Callable[[str], bool]
    """Gets the matched value as written, with a country prefix if there is one."""
    names: tuple[str, ...] = ()
    """Concepts with the proper names of this number."""
    kinds: tuple[str, ...] = ()
    """Concepts with the words for numbers of its kind, in every language."""
    scores: tuple[float, float] = STRONG
    """Score beside a proper name, and beside a word for its kind."""
    alone: float = 0.0
    """Score without any word; 0 where shape and check are too weak for that."""
    prefix: str = ""
    """Country code that some write before the number."""
    unchecked: float = UNCHECKED
    """Score of a value that fails the check right behind its own name."""
    country: str = ""
    """Concept with the words for the country: with them a word for the kind says more."""
    home: str = ""
    """ISO code of a country; a number in a passage of that country needs no word. `ANYWHERE`
    where the check says enough for a number that stands by itself."""
    against: bool = True
    """Whether words for orders, prices and phones before it rule it out where it has no name."""
    behind: bool = False
    """Found only right behind its own name: the shape alone says too little."""


def rules(rows: Iterable[Row]) -> tuple[Rule, ...]:
    """Return the rules for some rows: by name, by kind or no word, at home, by kind and country.

    All have the same pattern, so that a runner of many patterns can search it once.
    """
    return tuple(rule for row in rows for rule in _rules(row))


def _rules(row: Row) -> list[Rule]:
    if row.behind:
        pattern = behind(row.names, row.shape, GAP)
        return [Rule(row.type, pattern, row.scores[0], row.check, needs="0")]
    prefix = rf"(?:{row.prefix}-?)?" if row.prefix else ""
    # RE2 knows ASCII word boundaries only; a shape that may start with another letter has none.
    pattern = rf"(?i)\b{prefix}(?:{row.shape})\b"
    if not row.shape.isascii():
        pattern = rf"(?i)(?:^|[^\p{{L}}\p{{N}}_])(?P<v>{row.shape})\b"
    rule = partial(Rule, row.type, pattern, check=row.check, needs="0")
    kinds = hints(*row.kinds) if row.kinds else None
    made = []
    if row.names:
        named = hints(*row.names)
        made.append(rule(0.0, hints=named, hint_score=row.scores[0], unchecked_score=row.unchecked))
    if row.kinds or row.alone:
        against = _not_an_id() if row.against else None
        made.append(rule(row.alone, hints=kinds, hint_score=row.scores[1], against=against))
    if row.home:
        home = Origin(row.home)
        made.append(rule(0.0, hints=home, hint_score=AT_HOME, against=_not_an_id()))
    if kinds is not None and row.country:
        both = Together(kinds, hints(row.country))
        made.append(rule(0.0, hints=both, hint_score=row.scores[1] + (1 - row.scores[1]) / 2))
    return made


class NotAnId(Hints):
    """Words for orders, prices and phones; also a decimal point that the number stands behind."""

    __slots__ = ()

    def before(self, text: str, start: int, reach: int = BEFORE) -> bool:
        """Tell whether what stands before `start` makes the number no identifier."""
        if start > 1 and text[start - 1] in ".," and text[start - 2].isdigit():
            return True
        return super().before(text, start, reach)


@cache
def _not_an_id() -> NotAnId:
    return NotAnId(concepts("not_an_id").words)


class Together(Hints):
    """Two sets of words that must both stand near: "Polish" and "tax number"."""

    __slots__ = ("_both",)

    def __init__(self, first: Hints, second: Hints) -> None:
        super().__init__(first.words + second.words)
        self._both = (first, second)

    def near(
        self, text: str, start: int, end: int, *, before: int = BEFORE, after: int = AFTER
    ) -> bool:
        """Tell whether words of both sets stand near `[start, end)`."""
        return all(each.near(text, start, end, before=before, after=after) for each in self._both)


@cache
def hints(*names: str) -> Hints:
    """Return the words of some concepts, also as they are written in keys: `tax_id`, `taxId`."""
    words = concepts(*names).words
    keys = [word.replace(" ", sign) for word in words if " " in word for sign in ("_", "-", "")]
    return Hints([*words, *(key for key in keys if len(key) > 4)])
