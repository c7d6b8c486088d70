"""Base against tuned in lines for the terminal, also where nothing could be compared."""

from __future__ import annotations

from typing import Any

import pytest

from ftcheck.stages.evaluated import evaluation_line, evaluation_lines

LOSS: dict[str, Any] = {
    "records": 40,
    "base": {"value": 5.0},
    "tuned": {"value": 2.5},
    "difference": {"value": -2.5, "low": -2.7, "high": -2.3},
    "level": 0.95,
}
FULL: dict[str, Any] = {
    "holdout": {"records": 40, "groups": 20, "excluded": {}},
    "headline": "loss",
    "metrics": {"loss": LOSS},
    "forgetting": {"status": "not measured", "reason": "general_texts is none"},
    "warnings": [],
    "verdict": {"state": "no thresholds set", "reasons": []},
}
FEW = {**LOSS, "difference": {"value": -2.5, "low": None, "high": None}}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "base 5.000, tuned 2.500 (difference -2.500, 95% interval -2.700 to -2.300"),
        ({"verdict": {"state": "not ready", "reasons": []}}, "not ready; hold-out loss in nats"),
        ({"metrics": {"loss": FEW}}, "too few groups for an interval"),
        ({"headline": None, "metrics": {}}, "no record was held out"),
    ],
)
def test_the_line_says_what_was_measured(change: dict[str, Any], expected: str) -> None:
    assert expected in evaluation_line({**FULL, **change})


def test_the_lines_say_what_was_left_out_and_why_a_model_is_not_ready() -> None:
    reasons = ["at_most.loss = 2 does not hold: upper end of the interval is 2.6"]
    lines = list(
        evaluation_lines(
            {
                **FULL,
                "holdout": {"records": 40, "groups": 20, "excluded": {"no_answer": 8}},
                "forgetting": {"status": "measured", "loss": LOSS},
                "verdict": {"state": "not ready", "reasons": reasons},
                "warnings": [{"code": "slice", "text": f"slice {i}"} for i in range(10)],
            }
        )
    )
    assert lines[0] == "hold-out: 40 records in 20 groups, 8 left out"
    assert lines[2].startswith("  general text, loss in nats: base 5.000")
    assert lines[3:5] == ["verdict: not ready", f"  {reasons[0]}"]
    assert lines[-1] == "2 more warnings stand in eval.json"
