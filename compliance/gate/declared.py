"""Reasons from what the company declares, and from findings that contradict it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from compliance.declarations import NEEDED, Declarations, Source
from compliance.findings import ScanTotals
from compliance.gate import consistency
from compliance.gate.facts import Facts
from compliance.gate.reasons import Reason

_ESSENTIAL = frozenset(
    {
        "[[purposes]]",
        "[[sources]]",
        "art9_condition",
        "legal_basis",
        "personal_data",
        "purposes",
        "special_categories",
    }
)
"""What no waiver can stand in for: without it nobody can tell whether the processing is lawful."""


def reasons(facts: Facts) -> Iterator[Reason]:
    """Yield what is not declared, what has ended, and what the findings contradict.

    Basis: GDPR Art. 5(1)(b), 5(1)(e), 5(2), 6, 7, 9, 13, 14, 30.
    """
    yield from _declared(facts.declarations, facts.today)
    for source in facts.declarations.sources:
        yield from consistency.reasons(source, facts.declarations)
        yield from consistency.fictional(source, facts.check["identifiers"].get(source.id, {}))
    yield from _contradictions(facts.declarations, facts.before)


def _declared(declarations: Declarations, today: date) -> Iterator[Reason]:
    if not declarations.controller.name:
        yield _open("controller.name", "who is responsible for the processing")
    if not declarations.controller.contact:
        yield _open("controller.contact", "how the controller can be reached")
    if not declarations.dpo.name:
        yield _open("dpo.name", "the data protection officer, or why none is needed")
    if not declarations.purposes:
        yield _open("[[purposes]]", "what the model is trained for")
    for purpose in declarations.purposes:
        if not purpose.description:
            yield _open(f"purposes.{purpose.id}.description", "what the model is trained for")
    if not declarations.sources:
        yield _open("[[sources]]", "where the data come from")
    for source in declarations.sources:
        yield from _declared_source(source, today)


def _declared_source(source: Source, today: date) -> Iterator[Reason]:
    for key, meaning, applies in NEEDED:
        if applies(source) and getattr(source, key) in (None, "", ()):
            yield _open(f"sources.{source.id}.{key}", meaning, source.id)
    if source.retention_until is not None and source.retention_until < today:
        yield Reason(
            "G104",
            "block",
            f"the retention period of source {source.id} ended on {source.retention_until}",
            source=source.id,
        )


def _open(key: str, meaning: str, source: str | None = None) -> Reason:
    code = "G302" if key.rpartition(".")[2] in _ESSENTIAL else "G301"
    return Reason(code, "open", f"{key} is not declared: {meaning}", source=source)


def _contradictions(declarations: Declarations, before: ScanTotals) -> Iterator[Reason]:
    for source in declarations.sources:
        personal = before.personal_by_source.get(source.id, 0)
        if source.personal_data is False and personal:
            yield Reason(
                "G103",
                "block",
                f"source {source.id} is declared to hold no personal data, but some was found",
                personal,
                source.id,
            )
        special = before.special_records.get(source.id, 0)
        if source.special_categories == "none" and special:
            yield Reason(
                "G106",
                "block",
                f"source {source.id} is declared to hold no GDPR Art. 9 or 10 data, "
                "but records with some were found",
                special,
                source.id,
            )
