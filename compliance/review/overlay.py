"""A record's findings as people decided on them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from compliance.dataset.record import Record
from compliance.detect.types import category_of
from compliance.findings import HOLDS_LISTED, Finding, RecordScan
from compliance.replacements import outside
from compliance.review.model import Decision
from compliance.review.places import Mention, mentions, reading_texts, spread
from compliance.scan import normal_value

if TYPE_CHECKING:
    from compliance.review.decisions import Decisions

RECOGNIZER = "review"
_TEXT = "review.text"
_RECORD = "review.record"


def text_fingerprint(decisions: Decisions, text: str) -> str:
    """Return what stands in the ledger for a whole text."""
    return decisions.keys.fingerprint(_TEXT, text)


def record_fingerprint(decisions: Decisions, record: Record) -> str:
    """Return what stands in the ledger for all texts of a record."""
    joined = "\x1e".join(f"{path}\x1f{text}" for path, text in reading_texts(record).items())
    return decisions.keys.fingerprint(_RECORD, joined)


def overlaid(scanned: RecordScan, decisions: Decisions) -> RecordScan:
    """Return a record with its findings as people decided on them, sorted, none overlapping.

    Args:
        scanned: the record with what the scanner found.
        decisions: what people decided.
    """
    record = scanned.record
    texts = reading_texts(record)
    machine: list[Finding] = []
    human: list[Finding] = []
    for mention in mentions(record, scanned.findings):
        first = mention.first
        decision = decisions.on(scanned, mention.field, first.type, first.fingerprint)
        choice = None if decision is None else decision.decision
        # What must always go stays found, whatever was decided on the longer find that holds it.
        fixed = first.recognizer.endswith(HOLDS_LISTED) and choice in ("reject", "allow")
        if decision is None or choice == "accept" or fixed:
            marked = choice == "accept"
            machine += (replace(each, reviewed=marked) for each in mention.findings)
        elif choice == "correct":
            place = corrected_place(mention, decision, texts.get(mention.field, ""), decisions)
            if place is None:
                machine += mention.findings
            else:
                human += _made(scanned, decision, mention.field, place, first)
    for decision in decisions.additions(scanned):
        text = texts.get(decision.field)
        if text is not None and text_fingerprint(decisions, text) == decision.text:
            place = (decision.start or 0, decision.end or 0)
            human += _made(scanned, decision, decision.field, place, None)
    return replace(scanned, findings=_merged(record, machine, human, decisions))


def corrected_place(
    mention: Mention, decision: Decision, text: str, decisions: Decisions
) -> tuple[int, int] | None:
    """Return where a mention stands in truth; None where the correction does not fit it.

    The correction was made on one mention and holds for every mention of the field that gives the
    same value when it is moved in the same way. So it needs no unchanged text: what it marks is
    compared, and in a cleaned text a person who was corrected to a firm stays a firm.
    """
    start = mention.start + (decision.new_start or 0) - (decision.start or 0)
    end = mention.end + (decision.new_end or 0) - (decision.end or 0)
    if not 0 <= start < end <= len(text):
        return None
    value = normal_value(text[start:end])
    if decisions.keys.fingerprint(decision.new_type, value) != decision.new_fingerprint:
        return None
    return start, end


def _made(
    scanned: RecordScan,
    decision: Decision,
    field: str,
    place: tuple[int, int],
    origin: Finding | None,
) -> list[Finding]:
    """Return the findings of a correction or an addition, one for each word it touches."""
    type_name = decision.new_type or decision.type
    # Only the policy knows the category of a type of the user's own, and gave it to the find.
    same_type = origin is not None and origin.type == type_name
    category = origin.category if origin is not None and same_type else category_of(type_name)
    near = origin.person if origin is not None and origin.category == category else ""
    return [
        Finding(
            record=scanned.record.id,
            field=path,
            start=start,
            end=end,
            type=type_name,
            category=category,
            score=1.0,
            recognizer=RECOGNIZER,
            fingerprint=decision.new_fingerprint or decision.fingerprint,
            person=near,
            reviewed=True,
        )
        for path, start, end in spread(scanned.record, field, *place)
    ]


def _merged(
    record: Record, machine: list[Finding], human: list[Finding], decisions: Decisions
) -> tuple[Finding, ...]:
    """Return all findings in order; where two overlap, a person's stands and the rest stays found.

    Nothing of a find is lost: the part of it that the person's does not cover remains.
    """
    if not human:
        return tuple(machine)
    texts = {item.path: item.text for item in record.fields()}
    taken: dict[str, list[tuple[int, int]]] = {}
    kept: list[Finding] = []
    for finding in [*sorted(human, key=_widest_first), *machine]:
        spans = taken.setdefault(finding.field, [])
        for start, end in outside(finding.start, finding.end, spans):
            piece = texts[finding.field][start:end]
            if (start, end) == (finding.start, finding.end):
                kept.append(finding)
            elif any(char.isalnum() for char in piece):
                mark = decisions.keys.fingerprint(finding.type, normal_value(piece))
                kept.append(replace(finding, start=start, end=end, fingerprint=mark))
        if finding.recognizer == RECOGNIZER:
            spans.append((finding.start, finding.end))
            spans.sort()
    order = {path: number for number, path in enumerate(texts)}
    return tuple(sorted(kept, key=lambda each: (order[each.field], each.start)))


def _widest_first(finding: Finding) -> tuple[str, int, int, str]:
    return finding.field, finding.start, -finding.end, finding.type
