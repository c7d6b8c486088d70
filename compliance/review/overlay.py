"""A record's findings as people decided on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from compliance.dataset.record import Record
from compliance.detect.types import category_of
from compliance.findings import HOLDS_LISTED, Finding, RecordScan
from compliance.replacements import outside
from compliance.review.decisions import Decisions
from compliance.review.marks import text_fingerprint
from compliance.review.model import Decision, Target
from compliance.review.places import Mention, mentions, reading_texts, spread
from compliance.scan import normal_value

RECOGNIZER = "review"
On = Callable[[RecordScan, str, str, str], Decision | None]
"""Tells what was decided on a find: record, field as it is read, entity type, fingerprint."""


class DecisionOverlay:
    """Lays what people decided over what is found, in originals and in what was made of them.

    A decision that can leave something in a text was made on one text of an original. In a cleaned
    text, which differs from it by design, it holds because that original still has the text; so
    originals are seen first. Where none was seen, nothing of the kind holds.

    Args:
        decisions: what people decided.
    """

    def __init__(self, decisions: Decisions) -> None:
        self._decisions = decisions
        self._unseen: dict[tuple[str, str], list[Decision]] = {}
        for each in decisions.leaving():
            self._unseen.setdefault((each.source, each.record), []).append(each)
        self._fitting: set[Target] = set()

    def see(self, originals: Iterable[RecordScan]) -> None:
        """Look at originals without changing anything; read only as far as decisions go."""
        if self._unseen:
            for each in originals:
                self._see(each.record)
                if not self._unseen:
                    return

    def originals(self, scans: Iterable[RecordScan]) -> Iterator[RecordScan]:
        """Yield original records with their findings as people decided on them.

        What was rejected or allow-listed is gone; corrections and additions hold where the text is
        the one that was looked at; what was accepted is marked.

        Args:
            scans: records with what the scanner found.
        """
        for each in scans:
            self._see(each.record)
            touched = self._decisions.touches(each.record.id)
            yield overlaid(each, self._decisions) if touched else each

    def cleaned(self, scans: Iterable[RecordScan]) -> Iterator[RecordScan]:
        """Yield cleaned or synthetic records with their findings as people decided on them.

        Args:
            scans: records with what the scanner found, made of originals that were seen.
        """
        for each in scans:
            touched = self._decisions.touches(each.record.id, each.record.parents)
            yield overlaid(each, self._decisions, self.on_cleaned) if touched else each

    def on_cleaned(
        self, scanned: RecordScan, field: str, type: str, fingerprint: str
    ) -> Decision | None:
        """Return what was decided on a find of a cleaned or synthetic record.

        A synthetic record is also held against the rejections of its parents: what is no personal
        data there is none in what was made from it.

        Args:
            scanned: the record.
            field: as a person reads it.
            type: entity type of the find.
            fingerprint: of its value.
        """
        record = scanned.record
        of = self._decisions.of
        own = of(record.source, record.id, field, type, fingerprint, self._fits)
        if own is not None:
            return own
        parents = (
            of(record.source, parent, field, type, fingerprint, self._fits)
            for parent in record.parents
        )
        return next((each for each in parents if each and each.decision == "reject"), None)

    def _fits(self, decision: Decision) -> bool:
        return decision.target in self._fitting

    def _see(self, record: Record) -> None:
        for each in self._unseen.pop((record.source, record.id), ()):
            if self._decisions.fits(each, record):
                self._fitting.add(each.target)


def overlaid(scanned: RecordScan, decisions: Decisions, on: On | None = None) -> RecordScan:
    """Return a record with its findings as people decided on them, sorted, none overlapping.

    Args:
        scanned: the record with what the scanner found.
        decisions: what people decided.
        on: tells what was decided on a find; left out for an original record.
    """
    on = on or decisions.on
    record = scanned.record
    texts = reading_texts(record)
    machine: list[Finding] = []
    human: list[Finding] = []
    fixed: list[Finding] = []
    for mention in mentions(record, scanned.findings):
        first = mention.first
        decision = on(scanned, mention.field, first.type, first.fingerprint)
        choice = None if decision is None else decision.decision
        place = None
        if decision is not None and choice == "correct":
            place = corrected_place(mention, decision, texts.get(mention.field, ""), decisions)
        if stays_found(mention, decision):
            fixed += mention.findings
        elif choice not in ("reject", "allow") and place is None:
            marked = choice == "accept"
            machine += (replace(each, reviewed=marked) for each in mention.findings)
        if decision is not None and place is not None:
            human += _made(scanned, decision, mention.field, place, first)
    for decision in decisions.additions(scanned):
        text = texts.get(decision.field)
        if text is not None and text_fingerprint(decisions.keys, text) == decision.text:
            place = (decision.start or 0, decision.end or 0)
            human += _made(scanned, decision, decision.field, place, None)
    return replace(scanned, findings=_merged(record, fixed, human, machine, decisions))


def stays_found(mention: Mention, decision: Decision | None) -> bool:
    """Tell whether a find stays as the scanner found it, although a person decided otherwise.

    What must always go stays found under every decision on the longer find that holds it. Where in
    that find it stands is not known here, so all of the find stays.
    """
    if decision is None or not mention.first.recognizer.endswith(HOLDS_LISTED):
        return False
    return decision.leaves_something or decision.decision == "allow"


def corrected_place(
    mention: Mention, decision: Decision, text: str, decisions: Decisions
) -> tuple[int, int] | None:
    """Return where a mention stands in truth; None where the correction does not fit it.

    The correction was made on one mention and holds for every mention of the field that gives the
    same value when it is moved in the same way. What it marks is compared here and not the text, so
    that in a cleaned text a person who was corrected to a firm stays a firm.
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
    record: Record,
    fixed: list[Finding],
    human: list[Finding],
    machine: list[Finding],
    decisions: Decisions,
) -> tuple[Finding, ...]:
    """Return all findings in order; where two overlap, the first stands and the rest stays found.

    Nothing of a find is lost: the part of it that another does not cover remains.

    Args:
        record: whose findings they are.
        fixed: of the scanner, that no decision changes.
        human: what people marked.
        machine: what else the scanner found.
        decisions: for the keys.
    """
    first = [*fixed, *sorted(human, key=_widest_first)]
    if not first:
        return tuple(machine)
    texts = {item.path: item.text for item in record.fields()}
    taken: dict[str, list[tuple[int, int]]] = {}
    kept: list[Finding] = []
    for number, finding in enumerate([*first, *machine]):
        spans = taken.setdefault(finding.field, [])
        for start, end in outside(finding.start, finding.end, spans):
            piece = texts[finding.field][start:end]
            if (start, end) == (finding.start, finding.end):
                kept.append(finding)
            elif any(char.isalnum() for char in piece):
                mark = decisions.keys.fingerprint(finding.type, normal_value(piece))
                kept.append(replace(finding, start=start, end=end, fingerprint=mark))
        if number < len(first):
            spans.append((finding.start, finding.end))
            spans.sort()
    order = {path: number for number, path in enumerate(texts)}
    return tuple(sorted(kept, key=lambda each: (order[each.field], each.start)))


def _widest_first(finding: Finding) -> tuple[str, int, int, str]:
    return finding.field, finding.start, -finding.end, finding.type
