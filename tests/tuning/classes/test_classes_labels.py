"""Classes have the same numbers whatever the order of the records."""

from __future__ import annotations

import random
from typing import Any

import pytest
from classes_fakes import colour_texts, colour_words, tagged, text_record

from compliance.dataset.record import Record
from compliance.errors import ConfigError, TuneError
from tuning.config import TuneConfig
from tuning.config.contradictions import require_consistent
from tuning.labels import name_of
from tuning.tasks import Task, task_for
from tuning.tasks.classification import Classification
from tuning.tasks.tagging import Tagging


def texts(*labels: Any) -> list[Record]:
    return [text_record(number, "some text", label) for number, label in enumerate(labels)]


def test_the_order_of_the_records_does_not_matter() -> None:
    records = texts("b", "a", "c", "a", "ä")
    expected = Classification.of(records).labels
    assert expected.names == ("a", "b", "c", "ä")
    assert expected.counts == (2, 1, 1, 1)
    for seed in range(5):
        random.Random(seed).shuffle(records)
        assert Classification.of(records).labels == expected


def test_numbers_are_sorted_as_numbers_and_texts_as_texts() -> None:
    assert Classification.of(texts(10, 2, -1, 2.0)).labels.names == ("-1", "2", "10")
    assert Classification.of(texts("10", "2", "x")).labels.names == ("10", "2", "x")
    assert Classification.of(texts(True, False)).labels.names == ("false", "true")


def test_a_number_and_its_text_are_one_class() -> None:
    assert Classification.of(texts(1, "1", 2)).labels.counts == (2, 1)


def test_the_configuration_of_a_model_says_the_same_both_ways() -> None:
    config = Classification.of(texts("b", "a")).labels.config()
    assert config == {
        "num_labels": 2,
        "id2label": {0: "a", 1: "b"},
        "label2id": {"a": 0, "b": 1},
    }


@pytest.mark.parametrize("labels", [("a", "a"), ("a", None), ("", " "), ()])
def test_fewer_than_two_classes_are_refused_without_naming_them(labels: tuple[Any, ...]) -> None:
    with pytest.raises(TuneError, match="label") as caught:
        Classification.of(texts(*labels))
    assert "'a'" not in str(caught.value)


def test_tags_of_one_kind_are_refused() -> None:
    with pytest.raises(TuneError, match="same tag"):
        Tagging.of([tagged(1, ["a", "b"], ["O", "O"])])


@pytest.mark.parametrize(
    ("label", "said"), [(0.5, "fraction"), (["a", "b"], "list"), ({"a": 1}, "nested")]
)
def test_labels_that_are_no_class_are_refused_by_place(label: Any, said: str) -> None:
    with pytest.raises(TuneError, match=f"record 'r1' is .*{said}") as caught:
        Classification.of(texts("a", label, "b"))
    assert caught.value.fix


def test_blank_labels_are_none() -> None:
    assert name_of("  ", place="") is None
    assert name_of(None, place="") is None
    assert name_of(0, place="") == "0"


def test_balanced_weights_count_every_class_the_same() -> None:
    labels = Classification.of(texts(*"aaab")).labels
    weights = labels.balanced_weights()
    assert weights == [pytest.approx(4 / 6), pytest.approx(2.0)]
    mass = [weight * count for weight, count in zip(weights, labels.counts, strict=True)]
    assert mass[0] == pytest.approx(mass[1])
    assert sum(mass) == pytest.approx(4)
    assert labels.majority == 0


def test_kinds_find_their_task() -> None:
    assert isinstance(task_for(colour_texts(20)), Classification)
    assert isinstance(task_for(colour_words(20)), Tagging)


def test_tags_without_entities_are_measured_by_word() -> None:
    words = ["she", "runs"]
    assert "entity_f1" in Tagging.of(colour_words(20)).metrics
    assert "entity_f1" not in Tagging.of([tagged(1, words, ["PRON", "VERB"])]).metrics
    assert "entity_f1" not in Tagging.of([tagged(1, words, [3, 7])]).metrics


@pytest.mark.parametrize("task", [Classification.of(colour_texts(9)), Tagging.of(colour_words(9))])
def test_settings_that_do_not_fit_classes_are_named(task: Task) -> None:
    config = TuneConfig(method="prompt_tuning", packing=True)
    with pytest.raises(ConfigError) as caught:
        require_consistent(config, task)
    assert "tune.method" in str(caught.value)
    assert "tune.packing" in str(caught.value)
    require_consistent(TuneConfig(class_weight="balanced", label_smoothing_factor=0.1), task)


def test_a_language_model_has_no_classes_to_weigh() -> None:
    from tuning.tasks.language import LanguageModelling

    with pytest.raises(ConfigError, match="class_weight"):
        require_consistent(TuneConfig(class_weight="balanced"), LanguageModelling())
