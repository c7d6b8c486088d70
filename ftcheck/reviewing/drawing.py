"""What a person sees: a find in its text, a record of the sample. Works without colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.text import Text

from compliance.detect.types import TYPES
from compliance.findings import PERSON_NEAR
from compliance.review.decisions import Made
from compliance.review.model import MEANING
from compliance.review.queue import WHY, Item
from ftcheck.reviewing.safe_text import masked, one_line, safe

_AROUND = 400
_OPEN, _CLOSE = ">>", "<<"


class Keys(NamedTuple):
    """The keys that mean something on a screen."""

    allowed: str
    line: str
    """Names them."""
    help: str
    """Says what each does."""


ITEM = Keys(
    "acrlmsuq",
    "a accept   c correct   r reject   l never personal data (allow-list)   "
    "m mark something missed\ns skip   u undo   q quit   ? help",
    "a  It is what the scanner says. It is replaced, as the policy says, and waits no longer.\n"
    "c  More or less of the text, or another type: you are asked for both.\n"
    "r  No personal data here: this value stays in this field of this record.\n"
    "l  Never personal data in this project, such as a product name: it stays everywhere.\n"
    "m  Something in this record was missed: you are asked for the words and the type.\n"
    "s  Leave it open and go on.   u  Take your last decision back.   q  Stop; nothing is lost.\n"
    "Each decision is a signed entry of the ledger with your name, without the text itself.",
)
SAMPLE = Keys(
    "nmrsuq",
    "n nothing (more) is missed: done   m mark something missed   r reject a find   "
    "s skip   u undo\nq quit   ? help   any other key: from the beginning",
    "Read the original. What the scanner found stands between >> and <<.\n"
    "m  Something was missed: you are asked for the words and the type.\n"
    "r  A find is no personal data: you are asked for its words.\n"
    "n  You have read it all; the record counts for the estimate.\n"
    "s  Leave it for later.   u  Take your last decision back.   q  Stop; nothing is lost.",
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text that is shown as found."""

    start: int
    end: int
    label: str = ""
    strong: bool = False


def item_head(item: Item, place: str, *, role: str) -> Text:
    """Return what is known of an item beside its text."""
    known = TYPES.get(item.type)
    title = f"{known.title}, {known.basis}" if known else "a recognizer of your own"
    lines = [
        f"{place}  {item.type} ({title})",
        f"{WHY[item.origin]}; score {item.score:g}, {item.recognizer}",
        f"record {one_line(item.record)}  {one_line(item.field)}"
        + (f"  {one_line(role)}" if role else ""),
    ]
    if item.mentions > 1:
        lines.append(f"{item.mentions} mentions in this text: decided together")
    if item.person:
        lines.append(PERSON_NEAR[item.person])
    if not item.placed:
        lines.append("where it stood in the original cannot be told: this is the cleaned text")
    return Text("\n".join(lines), style="bold")


def in_context(text: str, marks: Sequence[Mark], *, around: Mark, hide: bool) -> Text:
    """Return the part of a text around one mark, with all marks in it."""
    low, high = max(0, around.start - _AROUND), min(len(text), around.end + _AROUND)
    shown = Text("..." if low else "")
    shown.append_text(marked(text, marks, low=low, high=high, hide=hide))
    if high < len(text):
        shown.append("...")
    return shown


def marked(
    text: str, marks: Iterable[Mark], *, low: int = 0, high: int | None = None, hide: bool
) -> Text:
    """Return a part of a text with its marks.

    A strong mark stands between >> and <<; others only have a style, so that what is asked about
    cannot be mistaken. All are hidden where that is asked for.
    """
    high = len(text) if high is None else high
    shown = Text()
    position = low
    for mark in sorted(marks, key=lambda each: each.start):
        start, end = max(mark.start, position), min(mark.end, high)
        if start >= end:
            continue
        shown.append(safe(text[position:start]))
        value = safe(masked(text[start:end]) if hide else text[start:end])
        if mark.strong:
            shown.append(_OPEN, "bold")
            shown.append(value, "bold reverse")
            shown.append(_CLOSE, "bold")
        else:
            shown.append(value, "underline")
        if mark.label:
            shown.append(f"({mark.label})", "dim")
        position = end
    shown.append(safe(text[position:high]))
    return shown


def standing(made: Made) -> Text:
    """Return what another person decided."""
    one = made.decision
    return Text(
        f"{one_line(one.reviewer)} decided: {one.decision} ({MEANING[one.decision]}), "
        f"entry {made.seq}, {made.time}",
        "bold",
    )


def history_line(made: Made, stale: str | None) -> str:
    """Return one decision on one line, without any value."""
    one = made.decision
    place = f"{one_line(one.record)} {one_line(one.field)}".strip() or "whole project"
    span = "" if one.start is None and one.end is None else f" {one.start or 0}-{one.end}"
    what = f"{one.type} -> {one.new_type}" if one.new_type else one.type
    gone = f"  STALE: {stale}" if stale else ""
    return (
        f"{made.seq:>6}  {made.time}  {one_line(one.reviewer):<20} {one.decision:<8} "
        f"{what:<24} {place}{span}{gone}"
    )
