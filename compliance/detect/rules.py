"""A finder that runs a table of patterns, with validators and hint words on candidates only.

Patterns are RE2: the time to scan a text grows linearly with it, whatever the text or the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import re2

from compliance.detect.context import Hints, isolated
from compliance.detect.types import Entity

_DIGIT = re.compile(r"\d")


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
    """`0` for a digit, else a lower-case literal without which the pattern cannot match."""


class RuleFinder:
    """Runs rules over a text."""

    def __init__(self, name: str, rules: Sequence[Rule]) -> None:
        self.name = name
        self.types = tuple(sorted({rule.type for rule in rules}))
        self._rules: list[tuple[Rule, Any, int]] = []
        for rule in rules:
            compiled = compile_pattern(rule.pattern)
            self._rules.append((rule, compiled, compiled.groupindex.get("v", 0)))

    def find(self, text: str) -> Iterator[Entity]:
        """Yield every match that stands alone and passes its check or has a hint."""
        lower = text.lower()
        has_digit = _DIGIT.search(text) is not None
        for rule, compiled, group in self._rules:
            if rule.needs and not (has_digit if rule.needs == "0" else rule.needs in lower):
                continue
            for match in compiled.finditer(text):
                start, end = match.span(group)
                while start < end and rule.trim and text[end - 1] in rule.trim:
                    end -= 1
                if start < 0 or start == end or not isolated(text, start, end):
                    continue
                score = self._score(rule, text, start, end)
                if score > 0:
                    yield Entity(start, end, rule.type, score, self.name)

    @staticmethod
    def _score(rule: Rule, text: str, start: int, end: int) -> float:
        if rule.against is not None and rule.against.before(text, start, 20):
            return 0.0
        passed = rule.check is None or rule.check(text[start:end])
        if not passed:
            if rule.unchecked_score and rule.hints and rule.hints.before(text, start, 40):
                return rule.unchecked_score
            return 0.0
        if rule.hints is not None and rule.hints.near(text, start, end):
            return max(rule.hint_score, rule.score)
        return rule.score


def compile_pattern(pattern: str) -> Any:
    """Return a compiled RE2 pattern that does not write to stderr when it is wrong."""
    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)
