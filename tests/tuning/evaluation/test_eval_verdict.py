"""Ready or not: thresholds against the unfavourable end of what was measured."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from pydantic import ValidationError

from tuning.config import EvaluateConfig, Thresholds
from tuning.evaluation.verdict import verdict
from tuning.evaluation.warnings import warnings


def estimate(value: float, low: float | None, high: float | None) -> dict[str, Any]:
    return {"value": value, "low": low, "high": high}


def metric(better: str, base: Any, tuned: Any, difference: Any) -> dict[str, Any]:
    return {
        "better": better,
        "base": base,
        "tuned": tuned,
        "difference": difference,
        "minimum_detectable_difference": 0.1,
    }


DOCUMENT: dict[str, Any] = {
    "holdout": {"records": 50, "groups": 40, "excluded": {}, "truncated_records": 0},
    "metrics": {
        "loss": metric(
            "lower", estimate(3, 2.9, 3.1), estimate(2, 1.8, 2.2), estimate(-1, -1.2, -0.8)
        ),
        "rouge_l": metric(
            "higher", estimate(0.2, 0.1, 0.3), estimate(0.4, 0.3, 0.5), estimate(0.2, 0.1, 0.3)
        ),
    },
    "forgetting": {"loss": metric("lower", None, None, estimate(0.03, 0.01, 0.05))},
    "overfitting": {"loss": {"train": 1.0}, "gap": {"validation": estimate(0.2, 0.1, 0.3)}},
    "slices": {
        "measure": "loss",
        "slices": [
            {
                "kind": "source",
                "name": "a",
                "judged": True,
                "worse_by": estimate(0.1, -0.1, 0.3),
            },
            {"kind": "source", "name": "b", "judged": False},
        ],
    },
}


@pytest.mark.parametrize(
    ("thresholds", "ready"),
    [
        ({"at_most": {"loss": 2.2}}, True),
        ({"at_most": {"loss": 2.1}}, False),  # the value is below, the interval's end is not
        ({"at_least": {"rouge_l": 0.3}}, True),
        ({"at_least": {"rouge_l": 0.35}}, False),
        ({"gain_over": {"loss": 0}}, True),
        ({"gain_over": {"loss": 0.79}}, True),
        ({"gain_over": {"loss": 0.8}}, False),  # more than, not at least
        ({"gain_over": {"rouge_l": 0.09}}, True),
        ({"gain_over": {"rouge_l": 0.1}}, False),
        ({"max_forgetting": 0.05}, True),
        ({"max_forgetting": 0.04}, False),
        ({"max_overfitting": 0.3}, True),
        ({"max_overfitting": 0.25}, False),
        ({"max_slice_gap": 0.3}, True),
        ({"max_slice_gap": 0.2}, False),
        ({"at_least": {"accuracy": 0.1}}, False),  # was not measured
        ({"at_most": {"loss": 2.2}, "max_forgetting": 0.04}, False),
    ],
)
def test_thresholds_hold_at_the_unfavourable_end(thresholds: Any, ready: bool) -> None:
    found = verdict(DOCUMENT, Thresholds.model_validate(thresholds))
    assert found["state"] == ("ready" if ready else "not ready")
    assert bool(found["reasons"]) is not ready
    assert len(found["checks"]) == sum(
        len(item) if isinstance(item, dict) else 1 for item in thresholds.values()
    )


def test_without_thresholds_nothing_is_ready() -> None:
    found = verdict(DOCUMENT, Thresholds())
    assert found == {"state": "no thresholds set", "checks": [], "reasons": []}


@pytest.mark.parametrize("ends", [(None, None), (2.0, 2.0)])
def test_without_spread_there_is_no_judgement(ends: tuple[Any, Any]) -> None:
    document = copy.deepcopy(DOCUMENT)
    document["metrics"]["loss"]["tuned"] = estimate(2.0, *ends)
    found = verdict(document, Thresholds(at_most={"loss": 100}))
    assert found["state"] == "not ready"
    assert found["checks"][0]["measured"] is None
    assert "without an interval" in found["reasons"][0]


@pytest.mark.parametrize(
    "part", [{"status": "not measured", "reason": "x"}, {"status": "measured", "slices": []}]
)
def test_a_threshold_on_what_was_not_measured_does_not_hold(part: dict[str, Any]) -> None:
    document = {**DOCUMENT, "slices": part, "forgetting": part, "overfitting": part}
    wanted = Thresholds(max_slice_gap=9, max_forgetting=9, max_overfitting=9)
    found = verdict(document, wanted)
    assert [check["holds"] for check in found["checks"]] == [False] * 3


def test_metrics_that_a_threshold_needs_are_always_measured() -> None:
    settings = EvaluateConfig(thresholds=Thresholds(at_least={"rouge_l": 0.2}))
    assert settings.takes("rouge_l", usual=("loss",))
    assert not settings.takes("token_f1", usual=("loss",))
    named = settings.model_copy(update={"metrics": ("token_f1",)})
    found = {"loss": 1, "token_f1": 2, "rouge_l": 3}
    assert named.in_order(found, usual=("loss",)) == (2, 3)
    assert settings.in_order(found, usual=("loss",)) == (1, 3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"at_least": {"loss": 1}},  # less is better
        {"at_most": {"accuracy": 1}},
        {"at_least": {"bleu": 1}},
        {"max_forgetting": float("nan")},
        {"ready": True},
    ],
)
def test_thresholds_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Thresholds.model_validate(wrong)


def codes(document: dict[str, Any]) -> list[str]:
    return [each["code"] for each in warnings(document)]


def test_warnings_name_what_a_reader_has_to_know() -> None:
    assert codes(DOCUMENT) == ["overfitting"]
    document = copy.deepcopy(DOCUMENT)
    document["holdout"] = {
        "records": 8,
        "groups": 5,
        "excluded": {"no_answer": 2},
        "truncated_records": 1,
    }
    document["metrics"]["loss"]["difference"] = estimate(0.5, 0.2, 0.8)
    document["metrics"]["rouge_l"]["difference"] = estimate(0.02, -0.1, 0.14)
    document["forgetting"]["loss"]["difference"] = estimate(0.4, 0.3, 0.5)
    document["slices"]["slices"][0]["worse_by"] = estimate(0.4, 0.2, 0.6)
    assert codes(document) == [
        "few_groups",
        "left_out",
        "truncated",
        "worse",
        "no_difference",
        "overfitting",
        "forgetting",
        "slice",
    ]
    texts = {each["code"]: each["text"] for each in warnings(document)}
    assert "only differences from 0.1 on would be found" in texts["no_difference"]
    assert "for source a" in texts["slice"]


def test_a_gap_too_small_to_matter_is_no_warning() -> None:
    document = copy.deepcopy(DOCUMENT)
    document["overfitting"]["gap"]["validation"] = estimate(0.05, 0.04, 0.06)
    document["forgetting"]["loss"]["difference"] = estimate(0.004, 0.003, 0.005)
    assert codes(document) == []


def test_a_gain_too_small_to_be_found_is_told() -> None:
    found = warnings(DOCUMENT, wanted={"loss": 0.05, "rouge_l": 0.2, "accuracy": 0.01})
    texts = [each["text"] for each in found if each["code"] == "too_little_data"]
    assert texts == [
        "loss: a gain of 0.05 is asked for, but on these records only differences from 0.1 on "
        "would be found; hold out more"
    ]
