"""docs/gate.md and the code name the same reasons, with the same weight."""

from __future__ import annotations

import re
from pathlib import Path

from compliance.waivers import NOT_WAIVABLE

ROOT = Path(__file__).parents[2]
_ROW = re.compile(r"^\| (G\d{3}) \| (\w+) \| .+ \| (yes|no|–) \|$", re.MULTILINE)
_CODE = re.compile(r'"(G\d{3})"')
_WEIGHTS = {"1": "block", "2": "review", "3": "open", "4": "note", "5": "block"}


def test_every_code_is_in_the_table_once() -> None:
    rows = [code for code, _, _ in _ROW.findall((ROOT / "docs/gate.md").read_text("utf-8"))]
    sources = (path.read_text("utf-8") for path in (ROOT / "compliance/gate").glob("*.py"))
    used = {code for source in sources for code in _CODE.findall(source)}
    assert sorted(used) == rows


def test_the_table_says_the_weight_and_what_can_be_waived() -> None:
    for code, weight, waivable in _ROW.findall((ROOT / "docs/gate.md").read_text("utf-8")):
        assert weight == _WEIGHTS[code[1]], code
        expected = "–" if weight == "note" else "no" if code in NOT_WAIVABLE else "yes"
        assert waivable == expected, code


def test_no_code_has_two_weights() -> None:
    pattern = re.compile(r'Reason\(\s*"(G\d{3})",\s*"(block|review|open|note)"')
    for path in (ROOT / "compliance/gate").glob("*.py"):
        for code, weight in pattern.findall(path.read_text("utf-8")):
            assert weight == _WEIGHTS[code[1]], (path.name, code)
