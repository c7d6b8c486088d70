"""A finder that runs a table of patterns, with validators and hint words on candidates only.

Patterns are RE2: the time to scan a text grows linearly with it, whatever the text or the pattern.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from compliance.detect.matching.context import Hints, has_digit, isolated
from compliance.detect.matching.re2patterns import PatternSet, compile_pattern
from compliance.detect.types import Entity


class Finder(Protocol):
    """Something that finds entities in normalised text."""

    name: str
    types: tuple[str, ...]

    def find(self, text: str) -> Iterable[Entity]:
        """Yield what it finds, with offsets into `text`, in any order, overlaps allowed."""
        ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern and how sure a match is."""

    type: str
    pattern: str
    """RE2 syntax; a group named `v` marks the value when the pattern also reads its label."""
    score: float
    """Score of a match that the check accepts, without a hint word; 0 means: only with a hint."""
    check: Callable[[str], bool] | None = None
    """Validator of the matched value."""
    hints: Hints | None = None
    hint_score: float = 0.9
    """Score when a hint word stands near."""
    unchecked_score: float = 0.0
    """Score of a value that fails the check right after a hint: mistyped data is still personal."""
    trim: str = ""
    """Characters that are cut from the end of a value, such as the full stop of its sentence."""
    against: Hints | None = None
    """Words just before a match that rule it out."""
    needs: str = ""
    """`0`: a match holds a digit. Other literals say the same to a reader; the set finds them."""


class RuleFinder:
    """Runs rules over a text."""

    def __init__(self, name: str, rules: Sequence[Rule]) -> None:
        self.name = name
        self.types = tuple(sorted({rule.type for rule in rules}))
        # Texts without a digit never meet the larger part of all rules.
        self._families = [
            _Family([rule for rule in rules if (rule.needs == "0") is digits])
            for digits in (False, True)
        ]

    def find(self, text: str) -> Iterator[Entity]:
        """Yield every match that stands alone and passes its check or has a hint."""
        plain, with_digits = self._families
        yield from self._read(plain, text)
        if has_digit(text):
            yield from self._read(with_digits, text)

    def _read(self, family: _Family, text: str) -> Iterator[Entity]:
        for number, match in family.patterns.finditer(text):
            span = match.span(family.value_group(number))
            if span[0] < 0:
                continue
            passed: dict[tuple[Callable[[str], bool], int], bool] = {}
            for rule in family.rules[number]:
                start, end = _without(rule.trim, text, *span)
                if start == end or not isolated(text, start, end):
                    continue
                score = self._score(rule, text, start, end, passed)
                if score > 0:
                    yield Entity(start, end, rule.type, score, self.name)

    @staticmethod
    def _score(
        rule: Rule,
        text: str,
        start: int,
        end: int,
        known: dict[tuple[Callable[[str], bool], int], bool],
    ) -> float:
        if rule.against is not None and rule.against.before(text, start, 20):
            return 0.0
        passed = rule.check is None
        if rule.check is not None:
            # Rules that share a pattern often share a check as well.
            key = (rule.check, end)
            if key not in known:
                known[key] = rule.check(text[start:end])
            passed = known[key]
        if not passed:
            if rule.unchecked_score and rule.hints and rule.hints.before(text, start, 40):
                return rule.unchecked_score
            return 0.0
        if rule.hints is not None and rule.hints.near(text, start, end):
            return max(rule.hint_score, rule.score)
        return rule.score


def _without(trim: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without characters of `trim` at its end."""
    while start < end and trim and text[end - 1] in trim:
        end -= 1
    return start, end


class _Family:
    """Rules that are asked together; those of one pattern are searched once."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        by_pattern: dict[str, list[Rule]] = {}
        for rule in rules:
            by_pattern.setdefault(rule.pattern, []).append(rule)
        self.rules = tuple(map(tuple, by_pattern.values()))
        self.patterns = PatternSet(list(by_pattern))
        self._labelled = tuple("(?P<v>" in pattern for pattern in by_pattern)

    def value_group(self, number: int) -> int:
        """Return the group that holds the value; 0, the whole match, for most patterns."""
        if not self._labelled[number]:
            return 0
        return int(self.patterns.pattern(number).groupindex["v"])


__all__ = ["Finder", "Rule", "RuleFinder", "compile_pattern"]
