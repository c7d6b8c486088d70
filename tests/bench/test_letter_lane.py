"""The lane of letters: marks become gold, parts are kept apart, tables show raw counts."""

from __future__ import annotations

from pathlib import Path

from bench.detect.letter_lane import read_letters, unmarked
from bench.detect.sets import Gold
from bench.detect.tables import letter_tables

_FILE = """## de a dev
Frau {{PERSON|Ida Muster}} wohnt in {{LOCATION|Neustadt}}.
## de b held
Hallo {{PERSON|Udo}}
"""


def test_marks_become_gold_and_leave_the_text() -> None:
    document = unmarked("de-a", "Frau {{PERSON|Ida Muster}} in {{LOCATION|Neustadt}}.")
    assert document.text == "Frau Ida Muster in Neustadt."
    assert document.gold == (Gold(5, 15, "PERSON"), Gold(19, 27, "LOCATION"))


def test_parts_are_kept_apart(tmp_path: Path) -> None:
    (tmp_path / "de.txt").write_text(_FILE, "utf-8")
    dev, held = read_letters("dev", tmp_path), read_letters("held", tmp_path)
    assert [each.id for each in dev.documents] == ["de-a"]
    assert [each.text for each in held.documents] == ["Hallo Udo"]


def test_tables_show_raw_counts_by_language() -> None:
    item = {"hits": 3, "total": 4, "ratio": 0.75, "interval": [0.5, 0.9]}
    result = {
        "recall": item, "precision": item,
        "types": {"PERSON": {"characters": [3, 4], "whole": [0, 1]}},
        "languages": {"de": {"recall": [3, 4], "precision": [3, 3]}},
    }  # fmt: skip
    part = {"documents": 1, "tools": {"ftcheck": result}}
    lines = "\n".join(letter_tables({"dev": part, "held": part}))
    assert "0.750 [0.500, 0.900] 3/4" in lines
    assert "de" in lines and "PERSON" in lines
