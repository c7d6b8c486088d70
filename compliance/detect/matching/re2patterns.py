"""RE2 patterns: one compiled, or many asked in one pass.

The time to scan a text grows linearly with it, whatever the text or the pattern. Most texts meet
few patterns, so a set first tells in one pass which ones match at all; only those are then run.

Basis: R. Cox, "Regular Expression Matching in the Wild" (2010), on RE2 and RE2::Set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import re2

_SET_MEMORY = 96 << 20
"""Most bytes that the automaton of one set may take; it grows only as texts need it."""


def compile_pattern(pattern: str) -> Any:
    """Return a compiled RE2 pattern that does not write to stderr when it is wrong."""
    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)


class PatternSet:
    """Many RE2 patterns that are asked together."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = tuple(patterns)
        # Compiled when a text meets them: most of hundreds of patterns never are met.
        self._compiled: dict[int, Any] = {}
        options = re2.Options()
        options.log_errors = False
        options.max_mem = _SET_MEMORY
        self._set = re2.Set.SearchSet(options)
        for pattern in patterns:
            self._set.Add(pattern)
        # A set that runs out of memory answers like one without a match. The empty pattern, which
        # always matches, tells the two apart.
        self._always = self._set.Add("")
        self._set.Compile()
        self._all = list(range(len(self._patterns)))

    def pattern(self, number: int) -> Any:
        """Return a pattern of the set, compiled."""
        if number not in self._compiled:
            self._compiled[number] = compile_pattern(self._patterns[number])
        return self._compiled[number]

    def matching(self, text: str) -> list[int]:
        """Return the numbers of the patterns that match somewhere in `text`, ascending."""
        hits = self._set.Match(text) or ()
        if self._always not in hits:
            return self._all
        return sorted(number for number in hits if number != self._always)

    def finditer(self, text: str) -> Iterator[tuple[int, Any]]:
        """Yield number and match of every match, pattern by pattern."""
        for number in self.matching(text):
            for match in self.pattern(number).finditer(text):
                yield number, match
