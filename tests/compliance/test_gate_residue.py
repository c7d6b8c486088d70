"""What is left of removed values, as reasons."""

from __future__ import annotations

from typing import Any

from compliance.gate.residue import reasons

FOUND = {"planted": 4, "found": 4}


def document(**changes: Any) -> dict[str, Any]:
    return {
        "searched": {"unknown": 0},
        "left": {"block": {}, "review": {}, "note": {}},
        "canaries": None,
        "self_test": {"results": [FOUND]},
        **changes,
    }


def codes(**changes: Any) -> list[tuple[str, str, int | None]]:
    return [(one.code, one.severity, one.count) for one in reasons(document(**changes))]


def test_nothing_left_gives_no_reason() -> None:
    assert codes() == []


def test_strength_decides() -> None:
    left = {
        "block": {"EMAIL_ADDRESS": {"exact": 2, "normalised": 1}},
        "review": {"PERSON": {"part": 4}},
        "note": {"LOCATION": {"exact": 9}, "PERSON": {"fuzzy": 1}},
    }
    assert codes(left=left) == [
        ("G111", "block", 3),
        ("G211", "review", 4),
        ("G411", "note", 10),
    ]


def test_a_canary_left_blocks_and_one_never_planted_is_asked_for() -> None:
    assert codes(canaries={"planted": 3, "in_sources": 2, "left": 1}) == [
        ("G112", "block", 1),
        ("G213", "review", 1),
    ]
    assert codes(canaries={"planted": 3, "in_sources": 3, "left": 0}) == []


def test_what_could_not_be_searched_for_needs_a_person() -> None:
    assert codes(searched={"unknown": 5}) == [("G212", "review", 5)]


def test_the_self_test_is_a_note() -> None:
    assert codes(self_test={"results": [{"planted": 10, "found": 7}, FOUND]}) == [
        ("G412", "note", 3)
    ]
    for none in (None, {"results": []}):
        assert codes(self_test=none) == [("G413", "note", None)]
