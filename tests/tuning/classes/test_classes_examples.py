"""Texts and words as tokens: what is learned where, what is cut, what is left out and counted."""

from __future__ import annotations

from typing import Any

import pytest
from classes_fakes import bert_tokenizer, tagged, text_record
from tuning_fakes import make_tokenizer

from compliance.errors import TuneError
from tuning.examples import IGNORED
from tuning.tasks.classification import Classification
from tuning.tasks.tagging import Tagging

TRAIN = [text_record(1, "red", "a"), text_record(2, "open", "b")]
TAGGED = [
    tagged(1, ["red", "open"], ["B-COL", "O"]),
    tagged(2, ["dark", "red"], ["B-COL", "I-COL"]),
]


@pytest.fixture(params=["bert", "bytes"])
def any_tokenizer(request: pytest.FixtureRequest) -> Any:
    return bert_tokenizer() if request.param == "bert" else make_tokenizer()


def test_a_text_has_one_label_and_is_read_whole(any_tokenizer: Any) -> None:
    found = Classification.of(TRAIN).examples(TRAIN, any_tokenizer, max_length=64)
    assert [each.labels for each in found.items] == [(0,), (1,)]
    assert found.excluded == {}
    assert [
        any_tokenizer.decode(each.input_ids, skip_special_tokens=True).replace(" ", "")
        for each in found.items
    ] == ["red", "open"]


def test_an_encoder_keeps_its_frame_when_a_text_is_cut() -> None:
    task = Classification.of(TRAIN)
    long = [text_record(1, "red " * 50, "a"), text_record(2, "red", "a")]
    found = task.examples(long, bert_tokenizer(), max_length=10)
    assert [each.truncated for each in found.items] == [True, False]
    assert found.truncated == 1
    ids = found.items[0].input_ids
    assert (len(ids), ids[0], ids[-1]) == (10, 2, 3)


def test_what_the_tokenizer_holds_at_most_counts_too() -> None:
    found = Classification.of(TRAIN).examples(
        [text_record(1, "red " * 500, "a")], bert_tokenizer(), max_length=1000
    )
    assert len(found.items[0].input_ids) == 64


def test_every_record_is_in_or_counted(any_tokenizer: Any) -> None:
    records = [
        text_record(1, "red", "a"),
        text_record(2, " ", "a"),
        text_record(3, "red", None),
        text_record(4, "red", "never seen"),
        text_record(5, "", "never seen"),
    ]
    found = Classification.of(TRAIN).examples(records, any_tokenizer, max_length=64)
    assert [each.record_id for each in found.items] == ["r1"]
    assert found.excluded == {"no_label": 1, "no_text": 2, "unknown_label": 1}


def test_control_tokens_in_a_text_are_its_characters() -> None:
    tokenizer = bert_tokenizer()
    task = Classification.of(TRAIN)
    found = task.examples([text_record(1, "red [SEP] [MASK]", "a")], tokenizer, max_length=64)
    ids = found.items[0].input_ids
    assert ids.count(tokenizer.sep_token_id) == 1
    assert tokenizer.mask_token_id not in ids
    plain = make_tokenizer()
    found = task.examples([text_record(1, "red <|end|>", "a")], plain, max_length=64)
    assert plain.eos_token_id not in found.items[0].input_ids


def test_a_text_that_is_none_is_refused() -> None:
    with pytest.raises(TuneError, match="'text' must be a text"):
        Classification.of([*TRAIN, text_record(3, ["red"], "a")])  # type: ignore[arg-type]


def test_the_first_piece_of_a_word_carries_its_tag() -> None:
    tokenizer = bert_tokenizer()
    found = Tagging.of(TAGGED).examples(TAGGED, tokenizer, max_length=64)
    pieces = [tokenizer.convert_ids_to_tokens(list(each.input_ids)) for each in found.items]
    assert pieces[0] == ["[CLS]", "re", "##d", "ope", "##n", "[SEP]"]
    assert found.items[0].labels == (IGNORED, 0, IGNORED, 2, IGNORED, IGNORED)
    assert pieces[1] == ["[CLS]", "d", "##a", "##r", "##k", "re", "##d", "[SEP]"]
    assert [label for label in found.items[1].labels if label != IGNORED] == [0, 1]
    assert found.items[1].labels[1] == 0
    assert found.items[1].labels[5] == 1


def test_a_space_before_a_word_belongs_to_no_word() -> None:
    tokenizer = make_tokenizer()
    found = Tagging.of(TAGGED).examples(TAGGED[:1], tokenizer, max_length=64).items[0]
    text = "".join(tokenizer.convert_ids_to_tokens(list(found.input_ids)))
    assert text == "redĠopen"
    assert [place for place, label in enumerate(found.labels) if label != IGNORED] == [0, 4]


def test_words_behind_the_limit_are_cut_and_counted(any_tokenizer: Any) -> None:
    words = ["red"] * 30
    found = Tagging.of(TAGGED).examples(
        [tagged(1, words, ["O"] * 30)], any_tokenizer, max_length=12
    )
    assert found.truncated == 1
    learned = sum(label != IGNORED for label in found.items[0].labels)
    assert 0 < learned < 30


def test_every_tagged_record_is_in_or_counted(any_tokenizer: Any) -> None:
    records = [
        tagged(1, ["red"], ["O"]),
        tagged(2, [], []),
        tagged(3, ["red"], [None]),
        tagged(4, ["red", "open"], ["O", "B-NEW"]),
        tagged(5, ["red", ""], ["O", "O"]),
    ]
    found = Tagging.of(TAGGED).examples(records, any_tokenizer, max_length=64)
    assert [each.record_id for each in found.items] == ["r1"]
    assert found.excluded == {"no_label": 1, "no_text": 1, "unknown_label": 1, "unreadable_word": 1}


def test_a_word_that_the_tokenizer_drops_leaves_its_record_out() -> None:
    records = [tagged(1, ["red", "\u200b", "open"], ["O", "O", "O"])]
    found = Tagging.of(TAGGED).examples(records, bert_tokenizer(), max_length=64)
    assert found.excluded == {"unreadable_word": 1}
