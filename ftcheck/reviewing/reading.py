"""Reading a random sample of records, for the estimate of what the scanner misses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text

from compliance.errors import ReviewError
from compliance.findings import RecordScan
from compliance.policy import Policy
from compliance.review.choices import Choices
from compliance.review.decisions import Decisions
from compliance.review.marks import record_fingerprint
from compliance.review.model import Decision
from compliance.review.overlay import overlaid
from compliance.review.places import mentions, reading_field, reading_texts
from compliance.review.sample import Drawn
from compliance.treatments import treatments
from ftcheck.reviewing import drawing
from ftcheck.reviewing.asking import ask_key, everywhere
from ftcheck.reviewing.cases import Case, Cases
from ftcheck.reviewing.drawing import Mark
from ftcheck.reviewing.person import Person
from ftcheck.reviewing.safe_text import one_line
from ftcheck.reviewing.walk import Done


class Reading(NamedTuple):
    """What a sample is read with."""

    sample: int
    """Number of the sample."""
    policy: Policy
    hide: bool


def read(person: Person, records: Sequence[Drawn], cases: Cases, reading: Reading) -> Done:
    """Show each record of a sample that was not read yet, until the end or `q`."""
    done = Done()
    at = 0
    while at < len(records):
        drawn = records[at]
        case = cases.of(drawn.number)
        decisions = person.desk.decisions()
        if is_read(case.scanned, decisions, reading.sample):
            at += 1
            continue
        key = _ask(person, case, decisions, reading, f"{at + 1} of {len(records)}")
        choices = Choices(case.scanned, person.desk.reviewer, decisions, reading.sample)
        if key == "q":
            done.quit = True
            break
        if key == "s":
            done.skipped += 1
            at += 1
        elif key == "u":
            taken = person.undo()
            if taken is not None:
                done.decided -= taken.decision == "checked"
                at = _position(records, taken, at)
        elif key == "m":
            person.mark_missed(choices, reading_texts(case.scanned.record))
        elif key == "r":
            _reject(person, case, choices, decisions)
        elif person.decide(choices.checked()):
            done.decided += 1
            at += 1
    return done


def is_read(scanned: RecordScan, decisions: Decisions, sample: int) -> bool:
    """Tell whether a record was read for a sample and is still the same."""
    record = scanned.record
    made = decisions.current(("record", record.source, record.id, sample))
    return made is not None and made.decision.text == record_fingerprint(decisions.keys, record)


def _position(records: Sequence[Drawn], taken: Decision, at: int) -> int:
    return next((n for n, each in enumerate(records) if each.record == taken.record), at)


def _ask(person: Person, case: Case, decisions: Decisions, reading: Reading, place: str) -> str:
    record = case.scanned.record
    shown = overlaid(case.scanned, decisions)
    counted = [one for one, how in treatments(record, shown.findings, reading.policy)
               if how.action != "allow"]  # fmt: skip
    found = list(mentions(record, counted))
    parts = [
        Text(f"{place}  sample {reading.sample}, record {one_line(record.id)}", "bold"),
        Text(),
    ]
    for field, text in reading_texts(record).items():
        marks = [
            Mark(each.start, each.end, each.first.type, strong=True)
            for each in found
            if each.field == field
        ]
        parts += [Text(one_line(field), "dim")]
        parts += [drawing.marked(text, marks, hide=reading.hide), Text()]
    parts += [Text("as it was cleaned", "bold"), Text(), *_cleaned(case)]
    return ask_key(person.terminal, parts, drawing.SAMPLE)


def _cleaned(case: Case) -> list[Text]:
    if case.cleaned is None:
        return [Text("not cleaned yet", "dim"), Text()]
    before = reading_texts(case.scanned.record)
    parts: list[Text] = []
    for field, text in reading_texts(case.cleaned).items():
        if before.get(field) == text:
            continue
        marks = [
            Mark(put.start, put.end)
            for put in case.replacements
            if put.field == reading_field(case.cleaned, put.field) == field
        ]
        parts += [Text(one_line(field), "dim"), drawing.marked(text, marks, hide=False), Text()]
    return parts or [Text("nothing was replaced in it", "dim"), Text()]


def _reject(person: Person, case: Case, choices: Choices, decisions: Decisions) -> None:
    """Ask for the words of a find that is no personal data, and reject it where it stands."""
    words = person.terminal.line("Which find is no personal data? (its words; empty: none): ")
    if not words:
        return
    record = case.scanned.record
    places = set(everywhere(reading_texts(record), words))
    rejected = 0
    for each in mentions(record, overlaid(case.scanned, decisions).findings):
        if (each.field, each.start, each.end) in places:
            try:
                rejected += person.decide(choices.reject(each))
            except ReviewError as error:
                person.pause(f"{error.message}: {error.fix}")
    if not rejected:
        person.pause("There is no find of these words in this record.")
