"""Measures of answers against worked examples."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuning.evaluation.answers import (
    Answer,
    answer_measures,
    askable,
    chosen_by_id,
    shown,
    usual_scores,
)
from tuning.evaluation.texts import exact_match, normalised, rouge_l, token_f1
from tuning.examples import IGNORED, Example


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The  Cat, a dog & an owl!", "cat dog owl"),
        ("„Grüße“ – aus Köln…", "grüße aus köln"),
        ("U.S.A.", "usa"),
        ("theatre", "theatre"),
    ],
)
def test_normalising_is_that_of_squad(text: str, expected: str) -> None:
    assert normalised(text) == expected


def test_exact_match_and_token_f1() -> None:
    assert exact_match("The answer.", "answer")
    assert not exact_match("no answer", "answer")
    # Two of three words are right, and two of four are found: 2 * 2 / (3 + 4).
    assert token_f1("red green blue", "green red large box") == pytest.approx(4 / 7)
    assert token_f1("red red", "red") == pytest.approx(2 / 3)
    assert token_f1("", "red") == 0
    assert token_f1("the", "...") == 1  # nothing is left of both


@pytest.mark.parametrize(
    ("answer", "expected"),
    # Lin 2004, section 3.1: LCS of 3, 2 and 2 words with "police killed the gunman".
    [
        ("police kill the gunman", 3 / 4),
        ("the gunman kill police", 2 / 4),
        ("the gunman police killed", 2 / 4),
        ("Police killed the gunman.", 1),
        ("", 0),
    ],
)
def test_rouge_l_is_that_of_the_paper(answer: str, expected: float) -> None:
    assert rouge_l(answer, "police killed the gunman") == pytest.approx(expected)


def test_rouge_l_weighs_precision_and_recall_the_same() -> None:
    # LCS "a b c": precision 3/3, recall 3/5.
    assert rouge_l("a b c", "a x b y c") == pytest.approx(2 * 1 * 0.6 / 1.6)
    assert rouge_l("привет мир", "мир привет") == pytest.approx(0.5)


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_measures_are_shares_and_full_for_equal_texts(one: str, other: str) -> None:
    for measure in (token_f1, rouge_l):
        assert 0 <= measure(one, other) <= 1
        assert measure(one, other) == pytest.approx(measure(other, one))
    assert exact_match(one, one) and token_f1(one, one) == 1


def test_short_references_are_answers_and_long_ones_summaries() -> None:
    assert usual_scores(["in May", "four"]) == ("exact_match", "token_f1")
    assert usual_scores(["word " * 30, "word " * 12, "yes"]) == ("rouge_l",)
    assert usual_scores([]) == ()


def test_answers_become_measures_of_both_models() -> None:
    given = [
        Answer("r1", "g1", "red box", "blue", "red box", cut_off=False),
        Answer("r2", "g2", "green box", "green box", "a green", cut_off=True),
    ]
    exact, overlap = answer_measures(("exact_match", "token_f1"), given)
    document = exact.document(1)
    assert (document["base"]["value"], document["tuned"]["value"]) == (0.5, 0.5)
    assert (document["test"]["only_base"], document["test"]["only_tuned"]) == (1, 1)
    assert overlap.document(1)["tuned"]["value"] == pytest.approx((1 + 2 / 3) / 2)
    assert answer_measures(("rouge_l",), []) == []


def test_which_items_are_asked_depends_on_their_ids_alone() -> None:
    items = [Example(f"r{n}", "g", (1,), (1,), False) for n in range(30)]
    chosen = chosen_by_id(items, 5, seed=3)
    assert chosen == chosen_by_id(items[::-1], 5, seed=3)
    assert len(chosen_by_id(items, 99, seed=3)) == 30


def test_a_text_without_a_prompt_is_not_asked(tokenizer: Any) -> None:
    def example(prompt: str, answer: str) -> Example:
        head, tail = tokenizer.encode(prompt), tokenizer.encode(answer)
        return Example(answer, "g", (*head, *tail), (*[IGNORED] * len(head), *tail), False)

    items = [example("", "a text"), example("why?", "so"), example("<|user|>", "nothing asked")]
    assert [item.record_id for item in askable(items, tokenizer)] == ["so"]


def test_answers_are_masked_before_they_are_shown() -> None:
    class Found:
        start, end, type = 0, 4, "PERSON"

    answer = Answer("r1", "g1", "Jane left", "Jane?", "she", cut_off=False)
    texts = shown(answer, lambda texts: [[Found()] if "Jane" in t else [] for t in texts])
    assert texts == {
        "record": "r1",
        "base": "[masked: PERSON]?",
        "tuned": "she",
        "reference": "[masked: PERSON] left",
        "masked": True,
    }
    assert "Jane" not in repr(answer)
