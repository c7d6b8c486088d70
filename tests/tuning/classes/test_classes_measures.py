"""Figures over classes and entities are those of their definitions."""

from __future__ import annotations

import json
import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuning.evaluation.classes import (
    calibration_error,
    confusions,
    counted,
    found_said_there,
    macro_f1,
    micro_f1,
    shown_names,
    table,
)
from tuning.evaluation.entities import counts, entities, has_entities, types_of
from tuning.evaluation.linear_probe import fit
from tuning.reading import log_softmax, losses_of

# Made by seqeval 1.2.2 on random tags, half of them contradicting each other.
SEQEVAL = json.loads((Path(__file__).parent / "seqeval.json").read_text())


@pytest.mark.parametrize("case", SEQEVAL)
def test_entities_are_those_of_seqeval(case: dict[str, Any]) -> None:
    gold = [text.split() for text in case["gold"]]
    predicted = [text.split() for text in case["predicted"]]
    assert [[list(one) for one in entities(tags)] for tags in gold] == case["entities"]
    kinds = types_of(tag for text in [*gold, *predicted] for tag in text)
    sums = np.array(
        [np.concatenate(counts(a, b, kinds)) for a, b in zip(gold, predicted, strict=True)],
        dtype=float,
    ).sum(axis=0, keepdims=True)
    assert micro_f1(sums)[0] == pytest.approx(case["f1"])
    assert macro_f1(sums)[0] == pytest.approx(case["macro_f1"])


def test_two_schemes_say_the_same() -> None:
    bioes = "S-A O B-B I-B E-B".split()
    bilou = "U-A O B-B I-B L-B".split()
    iob2 = "B-A O B-B I-B I-B".split()
    assert entities(bioes) == entities(bilou) == entities(iob2) == [("A", 0, 1), ("B", 2, 5)]


@given(st.lists(st.sampled_from(["O", "B-A", "I-A", "B-B", "I-B", "E-A", "S-B"]), max_size=12))
def test_entities_lie_apart_and_hold_no_outside_word(tags: list[str]) -> None:
    found = entities(tags)
    covered = [place for _, start, end in found for place in range(start, end)]
    assert covered == [place for place, tag in enumerate(tags) if tag != "O"]
    for kind, start, end in found:
        assert {tag[2:] for tag in tags[start:end]} == {kind}


@pytest.mark.parametrize(
    ("names", "marks"),
    [
        (["O", "B-PER", "I-PER"], True),
        (["B-PER", "S-LOC"], True),
        (["O"], False),
        (["O", "PER"], False),
        (["NOUN", "VERB"], False),
        (["0", "1"], False),
        (["B-"], False),
    ],
)
def test_which_tags_mark_entities(names: list[str], marks: bool) -> None:
    assert has_entities(names) is marks


def test_macro_f1_counts_every_class_that_occurs_the_same() -> None:
    gold, said = np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1])
    sums = found_said_there(gold, said, 4).sum(axis=0, keepdims=True)
    assert macro_f1(sums)[0] == pytest.approx((0.8 + 2 / 3) / 2)
    rows = table(sums[0], ["a", "b", "c", "d"])
    assert rows[0] == {
        "name": "a",
        "support": 3,
        "predicted": 2,
        "precision": 1.0,
        "recall": pytest.approx(2 / 3),
        "f1": pytest.approx(0.8),
    }
    assert (rows[3]["precision"], rows[3]["recall"], rows[3]["f1"]) == (None, None, None)


def test_mistakes_are_ordered_by_their_number() -> None:
    gold, said = np.array([0, 0, 1, 1, 1, 0]), np.array([1, 1, 0, 1, 1, 0])
    assert confusions(gold, said, ["a", "b"]) == [
        {"right": "a", "predicted": "b", "count": 2},
        {"right": "b", "predicted": "a", "count": 1},
    ]


def test_shares_have_exact_intervals() -> None:
    found = counted(np.array([True] * 10), groups=10)
    assert (found["correct"], found["value"], found["high"]) == (10, 1.0, 1.0)
    assert found["low"] == pytest.approx(0.025 ** (1 / 10))


def test_shares_of_words_that_depend_on_each_other_have_none() -> None:
    found = counted(np.array([True, False]), groups=1)
    assert (found["value"], found["low"], found["high"]) == (0.5, None, None)


def test_calibration_is_the_gap_between_confidence_and_accuracy() -> None:
    sure = np.log(np.tile([0.9, 0.1], (10, 1)))
    right = np.array([True] * 9 + [False])
    assert calibration_error(sure, right)["expected_calibration_error"] == pytest.approx(0)
    wrong = ~right
    found = calibration_error(sure, wrong)
    assert found["expected_calibration_error"] == pytest.approx(0.8)
    assert found["mean_confidence"] == pytest.approx(0.9)


def test_losses_are_negative_log_likelihoods() -> None:
    logits = np.array([[1000.0, 0.0], [0.0, 0.0]])
    assert losses_of(logits, np.array([0, 1])) == pytest.approx([0, math.log(2)])
    assert np.exp(log_softmax(logits)).sum(axis=1) == pytest.approx([1, 1])


def test_names_of_classes_that_are_personal_data_are_masked_and_stay_apart() -> None:
    def find(texts: Any) -> list[list[Any]]:
        person = SimpleNamespace(start=0, end=4, type="PERSON")
        return [[person] if text.startswith("Anna") else [] for text in texts]

    names, hidden = shown_names(["Anna", "Annalena", "refund"], find)
    assert names == ["[masked: PERSON] (class 1)", "[masked: PERSON]lena (class 2)", "refund"]
    assert hidden == 2


def regression() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    labels = rng.integers(0, 3, 90)
    features = rng.normal(size=(90, 4)) + 2.5 * np.eye(4)[labels] + 7
    return features.astype(np.float32), labels


def test_the_linear_probe_is_at_its_optimum() -> None:
    """At the minimum the gradient of the penalised loss is zero."""
    features, labels = regression()
    found = fit(features, labels, classes=3)
    scaled = (features - found.mean) / found.scale
    share = np.exp(found.logits(features))
    wrong = (share - np.eye(3)[labels]) / len(labels)
    assert np.abs(scaled.T @ wrong + found.weight / len(labels)).max() < 1e-4
    assert np.abs(wrong.sum(axis=0)).max() < 1e-4
    assert (found.logits(features).argmax(axis=1) == labels).mean() > 0.8


def test_the_linear_probe_weighs_classes_and_bears_constant_features() -> None:
    features, labels = regression()
    features[:, 0] = 3.0
    rare = np.concatenate([np.flatnonzero(labels == 0)[:3], np.flatnonzero(labels != 0)])
    plain = fit(features[rare], labels[rare], classes=3)
    weighed = fit(features[rare], labels[rare], classes=3, weights=[20.0, 1.0, 1.0])
    assert np.isfinite(weighed.weight).all()

    def said(probe: Any) -> int:
        return int((probe.logits(features).argmax(axis=1) == 0).sum())

    assert said(weighed) > said(plain)
