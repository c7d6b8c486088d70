"""Going through what waits, one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from compliance.errors import ReviewError
from compliance.policy import role_of
from compliance.review.choices import Choices
from compliance.review.decisions import Decisions
from compliance.review.model import Decision
from compliance.review.overlay import overlaid
from compliance.review.places import mentions, reading_texts
from compliance.review.queue import Item
from ftcheck.reviewing import drawing
from ftcheck.reviewing.asking import ask_key, ask_type, nearest
from ftcheck.reviewing.cases import Case, Cases
from ftcheck.reviewing.drawing import Mark
from ftcheck.reviewing.person import Person


@dataclass(slots=True)
class Done:
    """What came of a session."""

    decided: int = 0
    skipped: int = 0
    quit: bool = False


def walk(person: Person, items: Sequence[Item], cases: Cases, *, hide: bool) -> Done:
    """Show each item that waits and record what the person decides, until the end or `q`.

    Args:
        person: at the terminal.
        items: what waits, in the order in which it is shown.
        cases: the texts.
        hide: show values masked.
    """
    done = Done()
    settled: set[str] = set()
    at = 0
    while at < len(items):
        item = items[at]
        decisions = person.desk.decisions()
        if item.id in settled or is_decided(item, decisions):
            at += 1
            continue
        step = _Step(person, item, cases.of(item.number), decisions, hide)
        key = step.ask(f"{at + 1} of {len(items)}")
        if key == "q":
            done.quit = True
            break
        if key == "s":
            done.skipped += 1
            at += 1
        elif key == "u":
            taken = person.undo()
            if taken is not None:
                done.decided -= 1
                settled -= {each.id for each in items if _about(taken, each)}
                at = next((n for n, each in enumerate(items) if _about(taken, each)), at)
        elif step.act(key):
            done.decided += 1
            settled.add(item.id)
            at += 1
    return done


def is_decided(item: Item, decisions: Decisions) -> bool:
    """Tell whether there is a decision on an item by now, by whomever."""
    found = decisions.of(
        item.source, item.record, item.field, item.type, item.fingerprint,
        lambda one: one.text == item.text,
    )  # fmt: skip
    return found is not None


def _about(decision: Decision, item: Item) -> bool:
    if decision.decision == "allow":
        return (decision.type, decision.fingerprint) == (item.type, item.fingerprint)
    same = (decision.source, decision.record, decision.field) == (
        item.source, item.record, item.field,
    )  # fmt: skip
    if decision.decision == "add":
        return same and item.origin == "residue" and decision.type == item.type
    return same and (decision.type, decision.fingerprint) == (item.type, item.fingerprint)


class _Step:
    """One item before a person."""

    def __init__(
        self, person: Person, item: Item, case: Case, decisions: Decisions, hide: bool
    ) -> None:
        self._person = person
        self._item = item
        self._case = case
        self._hide = hide
        self._decisions = decisions
        self._choices = Choices(case.scanned, person.desk.reviewer, decisions)
        self._texts = reading_texts(case.scanned.record)

    def ask(self, place: str) -> str:
        """Show the item and return a key that means something."""
        role = role_of(self._case.scanned.record, self._item.field)
        head = drawing.item_head(self._item, place, role=role)
        return ask_key(self._person.terminal, [head, Text(), self._context(), Text()], drawing.ITEM)

    def act(self, key: str) -> bool:
        """Record what a key says; tell whether the item is decided now."""
        item, person = self._item, self._person
        try:
            if key == "m":
                person.mark_missed(self._choices, self._texts)
                return False
            if key == "c":
                return self._correct()
            if key == "l" and not person.yes(
                "This value stays everywhere in this project, in every record. Is that right?"
            ):
                return False
            choice = {"a": "accept", "r": "reject", "l": "allow"}[key]
            return person.decide(self._choices.on(item, choice))  # type: ignore[arg-type]
        except ReviewError as error:
            person.pause(f"{error.message}: {error.fix}")
            return False

    def _correct(self) -> bool:
        item, terminal = self._item, self._person.terminal
        text = self._texts.get(item.field, "")
        words = terminal.line("Which words should be marked? (as they stand; Enter: the same): ")
        place = (item.start, item.end) if not words else nearest(text, words, item.start)
        if place is None:
            self._person.pause("These words do not stand in this text.")
            return False
        type_name = ask_type(terminal, item.type)
        if type_name is None:
            return False
        return self._person.decide(self._choices.correct(item, *place, type_name))

    def _context(self) -> Text:
        item = self._item
        around = Mark(item.start, item.end, strong=True)
        if not item.placed:
            text = self._cleaned_texts().get(item.field, "")
            return drawing.in_context(text, [around], around=around, hide=self._hide)
        shown = overlaid(self._case.scanned, self._decisions)
        others = [
            Mark(each.start, each.end)
            for each in mentions(shown.record, shown.findings)
            if each.field == item.field and (each.end <= item.start or item.end <= each.start)
        ]
        text = self._texts.get(item.field, "")
        return drawing.in_context(text, [around, *others], around=around, hide=self._hide)

    def _cleaned_texts(self) -> Mapping[str, str]:
        return reading_texts(self._case.cleaned) if self._case.cleaned is not None else {}
