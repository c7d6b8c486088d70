"""The section on the check after cleaning says what was found, and what that does not show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reports import Report
from reports.blocks import Bullets, Callout, Para, Section, Table
from reports.sections.residue import residue_section

Make = Callable[..., Report]

RESIDUE: dict[str, Any] = {
    "searched": {"mentions": 900, "values": {"PERSON": 40}, "too_short": {}, "unknown": 0},
    "places": {"block": 2, "review": 3, "note": 7},
    "left": {
        "block": {"EMAIL_ADDRESS": {"exact": 2}},
        "review": {"PERSON": {"part": 3}},
        "note": {"PERSON": {"fuzzy": 7}},
    },
    "settled": {"allowed_by_policy": 1, "rejected_by_person": 4},
    "canaries": {"planted": 5, "in_sources": 5, "left": 1, "places": {"exact": 1}},
    "self_test": {
        "results": [
            {
                "where": "in_place",
                "type": "PERSON",
                "names": "coined",
                "planted": 20,
                "found": 18,
                "found_in_part": 1,
                "missed": 1,
                "share": {"value": 0.9, "low": 0.683, "high": 0.9877},
            }
        ]
    },
}


def section(make_report: Make, residue: dict[str, Any] | None) -> Section:
    def change(every: dict[str, Any]) -> None:
        if residue is not None:
            every["check.json"] = {"schema": "ftcheck.check/1", "residue": residue}

    return residue_section(make_report(change))


def texts(found: Section) -> str:
    parts: list[str] = []
    for block in found.blocks:
        if isinstance(block, Para | Callout):
            parts.append(block.text)
        elif isinstance(block, Bullets):
            parts += [item.text for item in block.items]
        elif isinstance(block, Table):
            parts += [" | ".join(cell.text for cell in row) for row in block.rows]
    return "\n".join(parts)


def test_counts_stand_beside_what_follows_from_them(make_report: Make) -> None:
    shown = texts(section(make_report, RESIDUE))
    assert "E-mail address (EMAIL_ADDRESS) | stops the run | 2 | 0 | 0 | 0 | 0" in shown
    assert "Name of a person (PERSON) | a person has to look | 0 | 0 | 0 | 3 | 0" in shown
    assert "Name of a person (PERSON) | counted only | 0 | 0 | 0 | 0 | 7" in shown
    assert "check.json: residue.searched.mentions" in shown
    assert "Left | 1" in shown


def test_the_self_test_shows_its_interval_and_its_limits(make_report: Make) -> None:
    shown = texts(section(make_report, RESIDUE))
    row = "Name of a person (PERSON), in no list | in the place of a find | 20 | 18 | 1 | 1"
    assert f"{row} | 90.0% (68.3% to 98.8%)" in shown
    assert "no estimate of what was missed" in shown


def test_nothing_left_and_nothing_tested_is_said(make_report: Make) -> None:
    empty = {
        **RESIDUE,
        "left": {"block": {}, "review": {}, "note": {}},
        "canaries": None,
        "self_test": None,
    }
    shown = texts(section(make_report, empty))
    assert "Nothing that was taken out in one place was found in another." in shown
    assert "No canaries were planted" in shown
    assert "was not tested" in shown


def test_data_that_were_not_checked_are_open(make_report: Make) -> None:
    assert "were not checked" in texts(section(make_report, None))
