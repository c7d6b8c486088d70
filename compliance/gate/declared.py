"""Reasons from what the company declares, and from findings that contradict it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from compliance.declarations import Declarations, Source
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
    needed: list[tuple[str, object, str]] = [
        ("licence", source.licence, "under which licence the data may be used"),
        ("rights_holder", source.rights_holder, "who holds the rights"),
        ("origin", source.origin, "where the data come from"),
        ("purposes", source.purposes, "for which of the purposes the data are used"),
        ("personal_data", source.personal_data, "whether the data hold personal data"),
        ("special_categories", source.special_categories, "whether GDPR Art. 9 data are in it"),
        ("kind_of_source", source.kind_of_source, "own, licensed, public, scraped or user"),
    ]
    if source.personal_data is not False and not source.fictional:
        needed += [
            ("legal_basis", source.legal_basis, "the legal basis (GDPR Art. 6(1))"),
            ("notice_ref", source.notice_ref, "where the people were told (GDPR Art. 13, 14)"),
            (
                "purpose_compatible",
                source.purpose_compatible,
                "whether training is compatible with what they were collected for (Art. 6(4))",
            ),
        ]
        if source.purpose_compatible:
            needed.append(
                ("compatibility_ref", source.compatibility_ref, "where that was tested (Art. 6(4))")
            )
    if source.personal_data is not False:
        needed.append(("retention_until", source.retention_until, "until when the data are kept"))
    if source.legal_basis == "6.1.a":
        needed += [
            (
                "consent_withdrawals",
                source.consent_withdrawals,
                "how many withdrew their consent (GDPR Art. 7(3)), 0 included",
            ),
        ]
    if source.special_categories == "expected" and not source.fictional:
        needed.append(("art9_condition", source.art9_condition, "the condition of Art. 9(2)"))
    if source.consent_withdrawals:
        needed.append(
            ("withdrawals_removed", source.withdrawals_removed, "whether their data were taken out")
        )
    if source.kind_of_source in ("scraped", "public"):
        needed.append(
            (
                "tdm_opt_out_checked",
                source.tdm_opt_out_checked,
                "when reservations of text and data mining were checked (DSM Directive Art. 4(3))",
            )
        )
    if source.kind_of_source == "scraped":
        needed += [
            ("opt_outs_ref", source.opt_outs_ref, "where opt-outs and objections are recorded"),
            ("opt_outs", source.opt_outs, "how many opt-outs there are, 0 included"),
        ]
    if source.opt_outs:
        needed.append(
            ("opt_outs_removed", source.opt_outs_removed, "whether what they concern was taken out")
        )
    for key, value, meaning in needed:
        if value is None or value in ("", ()):
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
