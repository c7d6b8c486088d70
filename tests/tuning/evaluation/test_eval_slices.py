"""Slices of the hold-out, and the difference between two sets of records."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from compliance.dataset.record import Record
from compliance.quality.groups import mentioned
from compliance.quality.texts import texts_of
from tuning.config import EvaluateConfig, TuneConfig
from tuning.evaluation.contrast import contrast
from tuning.evaluation.measures import Measure, Setup, rows
from tuning.evaluation.slices import slices

ENGLISH = "My mother asked the rude driver whether the delivery could arrive before the weekend."
GERMAN = "Bitte schicken Sie uns die Unterlagen zu der Bestellung noch in dieser Woche zu, danke."


def setup(**settings: Any) -> Setup:
    return Setup(TuneConfig(), EvaluateConfig(**settings), 1, lambda texts: [], lambda *_: None)


def record(number: int, *, text: str = ENGLISH, source: str = "mail", label: Any = None) -> Record:
    kind, data = ("text", {"text": text}) if label is None else ("classification", {"text": text})
    if label is not None:
        data["label"] = label
    return Record(id=f"r{number}", kind=kind, data=data, source=source)  # type: ignore[arg-type]


def measure(records: list[Record], tuned: list[float], *, better: Any = "lower") -> Measure:
    names = [each.id for each in records]
    return Measure("loss", better, names, names, rows([9.0] * len(names)), rows(tuned))


def by_name(found: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(each["kind"], each["name"]): each for each in found["slices"]}


def test_a_source_that_is_worse_is_found_and_a_small_one_is_only_named() -> None:
    rng = random.Random(2)
    sources = ["mail"] * 40 + ["phone"] * 30 + ["fax"] * 5
    records = [record(n, source=source) for n, source in enumerate(sources)]
    losses = [(3.0 if each.source == "phone" else 2.0) + rng.gauss(0, 0.2) for each in records]
    found = slices([measure(records, losses)], records, setup())
    named = by_name(found)
    phone, mail, fax = (named["source", name] for name in ("phone", "mail", "fax"))
    assert phone["worse_by"]["value"] == pytest.approx(1.0, abs=0.1)
    assert phone["worse_by"]["low"] > 0.5
    assert mail["worse_by"]["high"] < 0
    assert (fax["records"], fax["judged"], "worse_by" in fax) == (5, False, False)
    assert found["largest_gap"]["name"] == "phone"
    assert (phone["records"], phone["base"]["value"]) == (30, 9.0)


def test_worse_has_the_same_sign_whatever_is_better() -> None:
    records = [record(n, source="ab"[n % 2]) for n in range(60)]
    shares = [0.9 if each.source == "a" else 0.4 for each in records]
    found = by_name(slices([measure(records, shares, better="higher")], records, setup()))
    assert found["source", "b"]["worse_by"]["value"] == pytest.approx(0.5)
    assert found["source", "a"]["worse_by"]["value"] == pytest.approx(-0.5)


def test_languages_and_mentioned_groups_are_slices() -> None:
    records = [record(n, text=ENGLISH if n % 2 else GERMAN) for n in range(60)]
    found = by_name(slices([measure(records, [1.0] * 60)], records, setup()))
    assert {("language", "de"), ("language", "en")} <= set(found)
    assert mentioned(texts_of(records[1]), "en") == {"gender.women"}  # "rude" is no group
    assert {name for kind, name in found if kind == "group"} == {"gender.women"}
    assert mentioned(texts_of(records[1]), "xx") == frozenset()
    assert not any(kind == "source" for kind, _ in found)  # one source alone: nothing to compare


def test_labels_are_shown_by_rank_because_they_can_be_names() -> None:
    records = [record(n, label="Jane Roe" if n % 3 else "other") for n in range(60)]
    found = slices([measure(records, [1.0] * 60)], records, setup())
    assert {("label", "rank 1"), ("label", "rank 2")} <= set(by_name(found))
    assert "Jane" not in repr(found)


def test_groups_are_counted_and_not_records() -> None:
    records = [record(n, source="ab"[n % 2]) for n in range(60)]
    one = measure(records, [1.0] * 60)
    few = Measure(
        "loss", "lower", one.records, [f"g{n % 6}" for n in range(60)], one.base, one.tuned
    )
    assert slices([few], records, setup())["judged"] == 0
    assert slices([few], records, setup(min_slice_groups=3))["judged"] == 2


def test_more_slices_make_wider_intervals() -> None:
    numbers = rows([float(n % 5) for n in range(80)])
    inside = [n % 2 == 0 for n in range(80)]
    groups = [str(n) for n in range(80)]
    one = contrast(numbers, inside, groups, seed=1)
    many = contrast(numbers, inside, groups, seed=1, comparisons=20)
    assert one["value"] == many["value"]
    assert many["high"] - many["low"] > 1.3 * (one["high"] - one["low"])


def test_a_contrast_has_the_error_of_two_independent_means() -> None:
    rng = np.random.default_rng(3)
    first, second = rng.normal(0, 1, 100), rng.normal(1, 2, 150)
    found = contrast(
        rows([*first, *second]),
        [False] * 100 + [True] * 150,
        [str(n) for n in range(250)],
        seed=1,
    )
    error = (first.var(ddof=1) / 100 + second.var(ddof=1) / 150) ** 0.5
    assert found["value"] == pytest.approx(second.mean() - first.mean())
    assert found["high"] - found["value"] == pytest.approx(1.98 * error, rel=0.08)


@pytest.mark.parametrize(
    ("wanted", "headline", "reason"),
    [(False, True, "slices is false"), (True, False, "no record was measured")],
)
def test_slices_say_why_they_were_not_measured(wanted: bool, headline: bool, reason: str) -> None:
    records = [record(1)]
    measures = [measure(records, [1.0])] if headline else []
    found = slices(measures, records, setup(slices=wanted))
    assert found == {"status": "not measured", "reason": reason}
