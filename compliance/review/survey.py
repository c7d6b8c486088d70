"""One pass over the data that sets decisions against what is there now: sample, stale ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from compliance.findings import RecordScan
from compliance.policy import Place, Policy, role_of
from compliance.review.decisions import Decisions, Made
from compliance.review.estimate import Read
from compliance.review.marks import record_fingerprint
from compliance.review.model import Decision
from compliance.review.overlay import corrected_place, stays_found
from compliance.review.places import mentions, reading_texts
from compliance.treatments import treatments


@dataclass(frozen=True, slots=True)
class Stale:
    """A decision that no longer holds for anything."""

    made: Made
    why: str


@dataclass(slots=True)
class Survey:
    """What a pass over the data tells about decisions."""

    records: int = 0
    with_findings: int = 0
    read: list[Read] = field(default_factory=list)
    """The records of the sample that were read and are still the same."""
    set_aside: Counter[str] = field(default_factory=Counter)
    """Entity type → findings that a person took out."""
    confirmed: Counter[str] = field(default_factory=Counter)
    """Entity type → findings that a person accepted."""
    stale: list[Stale] = field(default_factory=list)


def survey(
    scans: Iterable[RecordScan], decisions: Decisions, policy: Policy, *, sample: int
) -> Survey:
    """Return what a pass over the data tells about decisions.

    Args:
        scans: the original records with what the scanner found, before any decision.
        decisions: what people decided.
        policy: says which types count.
        sample: number of the sample.
    """
    result = Survey()
    waiting: dict[tuple[str, str], list[Made]] = {}
    for made in decisions.made():
        if made.decision.record:
            key = (made.decision.source, made.decision.record)
            waiting.setdefault(key, []).append(made)
    for scanned in scans:
        result.records += 1
        result.with_findings += bool(scanned.findings)
        own = waiting.pop((scanned.record.source, scanned.record.id), [])
        if own or decisions.touches(scanned.record.id):
            _look(scanned, own, decisions, policy, sample, result)
    result.stale += (
        Stale(made, "the record is gone") for group in waiting.values() for made in group
    )
    result.stale.sort(key=lambda each: each.made.seq)
    return result


def _look(
    scanned: RecordScan,
    own: list[Made],
    decisions: Decisions,
    policy: Policy,
    sample: int,
    result: Survey,
) -> None:
    record = scanned.record
    texts = reading_texts(record)
    found: list[tuple[str, int, int]] = []
    counted = {id(one) for one, how in treatments(record, scanned.findings, policy)
               if how.action != "allow"}  # fmt: skip
    fitting: set[int] = set()
    for mention in mentions(record, scanned.findings):
        first = mention.first
        decision = decisions.on(scanned, mention.field, first.type, first.fingerprint)
        choice = None if decision is None else decision.decision
        if choice in ("reject", "allow") and not stays_found(mention, decision):
            result.set_aside[first.type] += 1
            continue
        if choice == "accept":
            result.confirmed[first.type] += 1
        if decision is not None and choice == "correct":
            if corrected_place(mention, decision, texts[mention.field], decisions):
                fitting.add(id(decision))
        if id(first) in counted:
            found.append((mention.field, mention.start, mention.end))
    missed = 0
    whole = record_fingerprint(decisions.keys, record)
    for made in own:
        one = made.decision
        bound = one.leaves_something or one.decision == "add"
        if bound and not decisions.fits(one, record):
            result.stale.append(Stale(made, "the text was changed"))
        elif one.decision == "add":
            if not _covered(one, found):
                how = policy.treatment(one.type, Place(one.field, role_of(record, one.field)))
                missed += how.action != "allow"
        elif one.decision == "correct" and id(one) not in fitting:
            result.stale.append(Stale(made, "the finding is gone, or its text was changed"))
        elif one.decision == "checked" and one.text != whole:
            result.stale.append(Stale(made, "the record was changed"))
    checked = next(
        (
            made.decision
            for made in own
            if made.decision.decision == "checked" and made.decision.sample == sample
        ),
        None,
    )
    if checked is not None and checked.text == whole:
        result.read.append(Read(len(found), missed))


def _covered(added: Decision, found: list[tuple[str, int, int]]) -> bool:
    """Tell whether the scanner found something at a place that a person added, after all."""
    return any(
        field == added.field and start < (added.end or 0) and (added.start or 0) < end
        for field, start, end in found
    )


def latest_sample(decisions: Decisions) -> int:
    """Return the number of the latest sample of which a record was read; 0 without any."""
    return max((made.decision.sample for made in decisions.made()), default=0)
