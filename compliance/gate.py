"""decide(): the only place where a verdict is made."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from compliance.dataset.record import Record
from compliance.declarations import Declarations, Source
from compliance.findings import ScanTotals
from compliance.policy import Action, Policy

SCHEMA = "ftcheck.decision/1"
Verdict = Literal["clear", "clear_after_anonymization", "needs_review", "blocked"]
Severity = Literal["block", "review", "open", "note"]

# Below this many examples fine-tuning rarely shows more than the base model; a note, not a block.
_FEW_RECORDS = 50
# The code of a reason keeps its meaning: a block is no note with another weight.
_UNREAD: Mapping[Severity, str] = {"note": "G404", "review": "G203", "block": "G107"}
_UNSEEN: Mapping[Severity, str] = {"note": "G406", "review": "G204", "block": "G108"}
# The lowest score that the detector gives to a find of its name model by default.
_SCORE_OF_NAMES = 0.6


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a verdict."""

    code: str
    severity: Severity
    """`block` and `review` and `open` keep the data from being cleared; `note` does not."""
    text: str
    count: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on a dataset with its reasons."""

    verdict: Verdict
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class Quality:
    """Facts on the cleaned data that need no model, gathered while it streams."""

    records: int = 0
    duplicates: int = 0
    """Records whose content equals an earlier one."""
    near_empty: int = 0
    """Records with fewer than 20 characters of text."""
    _seen: set[bytes] = field(default_factory=set)

    def watch(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records unchanged while counting them."""
        for record in records:
            self.records += 1
            names = {record.id, record.group}
            content = {key: value for key, value in record.data.items() if str(value) not in names}
            digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).digest()
            if digest in self._seen:
                self.duplicates += 1
            self._seen.add(digest)
            if sum(len(item.text) for item in record.fields()) < 20:
                self.near_empty += 1
            yield record


def decide(
    *,
    declarations: Declarations,
    policy: Policy,
    before: ScanTotals,
    after: ScanTotals,
    treated: Counter[tuple[str, Action]],
    left: Counter[str],
    quality: Quality,
    languages: Iterable[str],
    special_languages: Iterable[str],
    today: date,
) -> Decision:
    """Return the verdict on a dataset.

    Args:
        declarations: what the company declares.
        policy: what may happen to each type of data.
        before: the scan of the data as delivered.
        after: the scan of the cleaned data, without what lies inside replacements.
        treated: (entity type, action) → findings of the data as delivered, each where it stood.
        left: entity type → findings in the cleaned data that the policy does not allow there.
        quality: facts on the cleaned data.
        languages: the languages that the detector has a name model for.
        special_languages: the languages in which it looks for special categories.
        today: for retention dates.

    Basis: GDPR Art. 5(1), 5(2), 6, 9, 24, 30.
    """
    reasons = [
        *_findings(treated),
        *_residual(left),
        *_lost(before, after),
        *_threshold(policy),
        *_declared(declarations, today),
        *_contradictions(declarations, before),
        *_languages(policy, before, set(languages), set(special_languages)),
        *_quality(quality),
    ]
    severities = {reason.severity for reason in reasons}
    if "block" in severities:
        verdict: Verdict = "blocked"
    elif severities & {"review", "open"}:
        verdict = "needs_review"
    elif any(action == "anonymize" for _, action in treated):
        verdict = "clear_after_anonymization"
    else:
        verdict = "clear"
    return Decision(verdict, tuple(reasons))


def decide_synthetic(*, left: Counter[str]) -> Decision:
    """Return the verdict on synthetic records made from a cleared dataset: no finding is allowed.

    Args:
        left: entity type → findings in the synthetic records that the policy does not allow.
    """
    reasons = list(_residual(left))
    return Decision("blocked" if reasons else "clear", tuple(reasons))


def decide_base(flags: Iterable[Mapping[str, Any]]) -> Decision:
    """Return the verdict on a base model, from the flags of its licence dossier.

    A licence that forbids the use blocks. What is merely unknown about a base model stays an open
    point of every report: tuning does not mend it, and the gate cannot.

    Args:
        flags: `severity` (block, review or note) and `text` of each.
    """
    reasons = tuple(
        Reason("G501", "block", str(flag["text"]))
        for flag in flags
        if flag.get("severity") == "block"
    )
    return Decision("blocked" if reasons else "clear", reasons)


def decision_document(
    decision: Decision,
    *,
    before: ScanTotals,
    after: ScanTotals,
    removed: Mapping[str, int],
    hashes: Mapping[str, Any],
) -> dict[str, Any]:
    """Return decision.json: verdict, reasons, counts, and the hashes it is bound to. No time."""
    return {
        "schema": SCHEMA,
        "verdict": decision.verdict,
        "reasons": [asdict(reason) for reason in decision.reasons],
        "records": {"in": before.records, "out": after.records},
        "findings_before": dict(sorted(before.by_type.items())),
        "findings_after": dict(sorted(after.by_type.items())),
        "removed": dict(sorted(removed.items())),
        **hashes,
    }


def _findings(treated: Counter[tuple[str, Action]]) -> Iterator[Reason]:
    for (name, action), count in sorted(treated.items()):
        if action == "block":
            yield Reason("G101", "block", f"the policy forbids data with {name}", count)
        elif action == "review":
            yield Reason("G201", "review", f"the policy asks a person to look at {name}", count)


def _lost(before: ScanTotals, after: ScanTotals) -> Iterator[Reason]:
    if after.records != before.records:
        yield Reason(
            "G105",
            "block",
            "records were lost between scan and cleaning",
            before.records - after.records,
        )


def _threshold(policy: Policy) -> Iterator[Reason]:
    default = type(policy)().min_score
    if policy.min_score > _SCORE_OF_NAMES:
        yield Reason(
            "G202",
            "review",
            f"findings below a score of {policy.min_score} do not count, which leaves out what the "
            "name model finds",
        )
    elif policy.min_score > default:
        yield Reason(
            "G405",
            "note",
            f"findings below a score of {policy.min_score} do not count; the default is {default}",
        )


def _residual(left: Counter[str]) -> Iterator[Reason]:
    for name, count in sorted(left.items()):
        yield Reason("G102", "block", f"{name} is still found after cleaning", count)


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
    ]
    if source.personal_data is not False and not source.fictional:
        needed += [
            ("legal_basis", source.legal_basis, "the legal basis (GDPR Art. 6(1))"),
            ("notice_ref", source.notice_ref, "where the people were told (GDPR Art. 13, 14)"),
        ]
    if source.personal_data is not False:
        needed.append(("retention_until", source.retention_until, "until when the data are kept"))
    if source.legal_basis == "6.1.a":
        needed.append(("consent_ref", source.consent_ref, "where consent is recorded"))
    if source.special_categories == "expected" and not source.fictional:
        needed.append(("art9_condition", source.art9_condition, "the condition of Art. 9(2)"))
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
    return Reason("G301", "open", f"{key} is not declared: {meaning}", source=source)


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


def _languages(
    policy: Policy, before: ScanTotals, names: set[str], special: set[str]
) -> Iterator[Reason]:
    for severity, codes, read, text in (
        (
            policy.languages_without_name_model, _UNREAD, names,
            "names in {}: rules and lists only, no model for this language",
        ),
        (
            policy.languages_without_special_words, _UNSEEN, special,
            "special categories in {}: not looked for in this language",
        ),
    ):  # fmt: skip
        # One or two records are not worth a note; what must not pass does not pass once.
        least = max(3, before.records // 50) if severity == "note" else 1
        for language, count in sorted(before.languages.items()):
            if language not in read | {"und"} and count >= least:
                yield Reason(codes[severity], severity, text.format(language), count)


def _quality(quality: Quality) -> Iterator[Reason]:
    if quality.records < _FEW_RECORDS:
        yield Reason(
            "G401",
            "note",
            f"fewer than {_FEW_RECORDS} examples: tuning may show little effect, and single "
            "examples weigh more",
            quality.records,
        )
    if quality.duplicates:
        yield Reason(
            "G402",
            "note",
            "records equal an earlier one; repeated examples are memorised more easily",
            quality.duplicates,
        )
    if quality.near_empty:
        yield Reason("G403", "note", "records hold almost no text", quality.near_empty)
