"""Waivers laid over reasons: what is covered becomes a note that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from compliance.gate.reasons import Reason, Waived
from compliance.waivers import NOT_WAIVABLE, Elsewhere, Held, WaiversHere


def reasons(waivers: WaiversHere, today: date, *, clock_behind: bool) -> Iterator[Reason]:
    """Yield what is wrong with waivers themselves, and with the clock they are judged by.

    Args:
        waivers: of the project, as they stand to the run and its data.
        today: the later one of the clock's day and that of the ledger's last entry.
        clock_behind: the clock stands before the ledger's last entry.
    """
    for problem in waivers.problems:
        yield Reason("G142", "block", f"{problem}; restore it or revoke it")
    for held in waivers.granted:
        if held.waiver.expires_on < today:
            yield Reason(
                "G140",
                "block",
                f"waiver {held.id} for {held.waiver.code} expired on {held.waiver.expires_on}: "
                "renew it or revoke it",
            )
    if clock_behind:
        yield Reason(
            "G442",
            "note",
            "the clock of this machine stands before the last entry of the ledger; dates are "
            "judged by the ledger",
        )


def waived(found: Iterable[Reason], waivers: WaiversHere, today: date) -> Iterator[Reason]:
    """Yield the reasons; what a waiver covers as a note that names it.

    Args:
        found: the reasons against the data.
        waivers: of the project, as they stand to the run and its data.
        today: waivers that end before it cover nothing.
    """
    valid = [held for held in waivers.granted if held.waiver.expires_on >= today]
    for reason in found:
        fitting = [] if _is_fixed(reason) else list(_fitting(valid, reason))
        if not fitting:
            yield reason
            if not _is_fixed(reason):
                yield from _elsewhere(waivers.elsewhere, reason)
            continue
        held, limit = max(fitting, key=lambda each: each[1])
        if (reason.count or 0) > limit:
            yield reason
            text = (
                f"waiver {held.id} covers {reason.code} for at most {limit:,}; there are more now"
            )
            yield Reason("G441", "note", text, reason.count, reason.source)
            continue
        who = held.waiver.approver
        text = (
            f"{reason.code} is waived by {who.name} ({who.role}) until {held.waiver.expires_on}, "
            f"waiver {held.id}: {reason.text}"
        )
        covered = Waived(reason.code, reason.severity, reason.text, held.id)
        yield Reason("G440", "note", text, reason.count, reason.source, covered)


def _elsewhere(others: Iterable[Elsewhere], reason: Reason) -> Iterator[Reason]:
    for other in others:
        for held, _ in _fitting([other.held], reason):
            text = (
                f"waiver {held.id} for {reason.code} was granted for {other.meant_for} and does "
                "not cover it here: grant it anew"
            )
            yield Reason("G441", "note", text, reason.count, reason.source)


def _is_fixed(reason: Reason) -> bool:
    return reason.severity == "note" or reason.code in NOT_WAIVABLE


def _fitting(valid: Iterable[Held], reason: Reason) -> Iterator[tuple[Held, int]]:
    """Yield the waivers that name a reason, each with the count up to which it covers it."""
    for held in valid:
        if held.waiver.code == reason.code:
            for one in held.waiver.covers:
                if one.covers(reason.text, reason.source):
                    yield held, one.count or 0
