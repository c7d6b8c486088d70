"""Base against tuned in one line, also where nothing could be compared."""

from __future__ import annotations

from typing import Any

import pytest

from ftcheck.stages.model import evaluation_line

FULL: dict[str, Any] = {
    "records": 40,
    "excluded": {},
    "base": {"loss": 5.0},
    "tuned": {"loss": 2.5},
    "difference": {"mean": -2.5, "low": -2.7, "high": -2.3, "level": 0.95},
}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "base 5.000, tuned 2.500 nats per token (difference -2.500, 95% interval -2.700 to"),
        ({"excluded": {"too_long": 8}}, "40 records, 8 left out: see eval.json)"),
        ({"difference": {**FULL["difference"], "low": None}}, "too few for an interval"),
        ({"base": None, "tuned": None, "difference": None}, "no record was held out"),
    ],
)
def test_the_line_says_what_was_measured(change: dict[str, Any], expected: str) -> None:
    assert expected in evaluation_line({"holdout": {**FULL, **change}})
