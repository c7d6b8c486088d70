"""One question with its facts, and how far they answer it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from reports.facts import Fact, Report

State = Literal["answered", "partly answered", "open", "attention", "not applicable"]


NOT_ASKED = "not asked for by this version: "
"""How the place of a fact begins that no stage collects yet."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with the facts that answer it."""

    number: int
    text: str
    norm: str
    answer: str
    facts: tuple[Fact, ...]
    attention: bool = False
    applies: bool = True

    @property
    def state(self) -> State:
        """Return how far the question is answered."""
        if not self.applies or not self.facts:
            return "not applicable"
        if self.attention:
            return "attention"
        known = sum(fact.known for fact in self.facts)
        if known == 0:
            return "open"
        return "answered" if known == len(self.facts) else "partly answered"

    def count(self, source: str) -> int:
        """Return how many facts come from `source`."""
        return sum(fact.source == source for fact in self.facts)


def not_asked(what: str) -> Fact:
    """Return the open fact of something that no stage collects yet."""
    return Fact(None, "open", NOT_ASKED + what)


def each_source(report: Report, *keys: str) -> list[Fact]:
    """Return the declared facts of all sources, without those that a source need not give.

    Without any source, one open fact.
    """
    if not report.sources():
        return [Fact(None, "open", "project.lock.json: config.sources")]
    return [
        report.source_fact(index, key)
        for index in range(len(report.sources()))
        for key in keys
        if report.asks(index, key)
    ]


def missing(facts: Iterable[Fact]) -> int:
    """Return how many facts are open."""
    return sum(not fact.known for fact in facts)


def of_sources(report: Report, answer: str) -> str:
    """Return an answer that counts sources, or that there are none to count."""
    return answer if report.sources() else "No source is declared."
