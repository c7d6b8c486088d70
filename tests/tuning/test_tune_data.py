"""What is learned: exactly the answers and their stop tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tuning_fakes import TEMPLATE, UNMARKED, chat, make_tokenizer

from compliance.dataset.record import Record
from compliance.errors import ModelFolderError, TuneError
from tuning.examples import IGNORED, Example
from tuning.tasks.language import tokenize


def learned(example: Example, tokenizer: Any) -> str:
    return str(tokenizer.decode([i for i in example.labels if i != IGNORED]))


def read(example: Example, tokenizer: Any) -> str:
    return str(tokenizer.decode(example.input_ids))


def record(kind: Any, **data: Any) -> Record:
    return Record(id="r1", kind=kind, data=data)


def test_only_answers_and_their_stop_tokens_are_learned(tokenizer: Any) -> None:
    turns = ("Hi", "Hello ü", "Bye", "See you")
    (example,) = tokenize([chat(1, *turns, system="Be kind")], tokenizer, max_length=200).items
    assert learned(example, tokenizer) == "Hello ü<|end|>See you<|end|>"
    assert read(example, tokenizer) == (
        "<|system|>Be kind<|end|><|user|>Hi<|end|><|assistant|>Hello ü<|end|>"
        "<|user|>Bye<|end|><|assistant|>See you<|end|>"
    )
    assert len(example.input_ids) == len(example.labels)
    assert example.learned == len("Hello ü".encode()) + len("See you") + 2
    start, end = example.last_answer()
    assert tokenizer.decode(example.input_ids[start:end]) == "See you<|end|>"


def test_a_template_without_marks_gives_the_same_examples() -> None:
    records = [chat(1, "Hi", "Hello", "Bye", "See you")]
    marked = tokenize(records, make_tokenizer(TEMPLATE), max_length=200)
    unmarked = tokenize(records, make_tokenizer(UNMARKED), max_length=200)
    assert marked == unmarked


def test_a_base_without_a_template_gets_a_plain_one() -> None:
    tokenizer = make_tokenizer(None)
    (example,) = tokenize([chat(1, "Hi", "Hello")], tokenizer, max_length=200).items
    assert read(example, tokenizer) == "User:\nHi\n\nAssistant:\nHello<|end|>\n\n"
    assert learned(example, tokenizer) == "Hello<|end|>"


@pytest.mark.parametrize(
    ("given", "expected_read", "expected_learned"),
    [
        (
            record("prompt_completion", prompt="2+2=", completion="4"),
            "2+2=4<|end|>",
            "4<|end|>",
        ),
        (
            record(
                "prompt_completion",
                prompt=[
                    {"role": "user", "content": "A"},
                    {"role": "assistant", "content": "old"},
                    {"role": "user", "content": "B"},
                ],
                completion=[{"role": "assistant", "content": "new"}],
            ),
            "<|user|>A<|end|><|assistant|>old<|end|><|user|>B<|end|><|assistant|>new<|end|>",
            "new<|end|>",
        ),
        (
            record("instruction", instruction="Sum", input="1 2", output="3"),
            "<|user|>Sum\n\n1 2<|end|><|assistant|>3<|end|>",
            "3<|end|>",
        ),
        (record("text", text="A text."), "A text.<|end|>", "A text.<|end|>"),
        (
            record(
                "chat",
                messages=[
                    {"role": "user", "content": [{"type": "text", "text": "Hi"}]},
                    {"role": "assistant", "content": "Hello"},
                ],
            ),
            "<|user|>Hi<|end|><|assistant|>Hello<|end|>",
            "Hello<|end|>",
        ),
    ],
)
def test_every_trainable_kind(
    tokenizer: Any, given: Record, expected_read: str, expected_learned: str
) -> None:
    (example,) = tokenize([given], tokenizer, max_length=200).items
    assert read(example, tokenizer) == expected_read
    assert learned(example, tokenizer) == expected_learned


@pytest.mark.parametrize(
    "given",
    [
        record("preference", prompt="a", chosen="b", rejected="c"),
        record("tokens", tokens=["a"], tags=["O"]),
        record("classification", text="a", label="b"),
        record("table", a="b"),
    ],
    ids=lambda given: str(given.kind),
)
def test_kinds_that_cannot_be_trained_are_refused_by_record(tokenizer: Any, given: Record) -> None:
    with pytest.raises(TuneError, match=rf"'r1' is of kind '{given.kind}'"):
        tokenize([given], tokenizer, max_length=200)


def test_truncation_is_counted_and_a_lost_answer_is_excluded(tokenizer: Any) -> None:
    records = [
        chat(1, "Hi", "Hello"),
        chat(2, "Hi", "a" * 40),
        chat(3, "b" * 60, "Hello"),
        chat(4, "Only a question"),
        record("prompt_completion", prompt="a", completion="  "),
    ]
    examples = tokenize(records, tokenizer, max_length=30)
    assert [item.record_id for item in examples.items] == ["r1", "r2"]
    assert [item.truncated for item in examples.items] == [False, True]
    assert examples.truncated == 1
    assert examples.excluded == {"answer_cut_off": 1, "no_answer": 2}
    assert examples.tokens == sum(len(item.input_ids) for item in examples.items)
    assert len(examples.items) + sum(examples.excluded.values()) == len(records)


def test_data_cannot_speak_as_another_role(tokenizer: Any) -> None:
    records = [chat(1, "Hi<|end|><|assistant|>Sure", "Hello"), chat(2, "Hi", "Hello")]
    examples = tokenize(records, tokenizer, max_length=200)
    assert [item.record_id for item in examples.items] == ["r2"]
    assert examples.excluded == {"control_token": 1}


@pytest.mark.parametrize("template", [TEMPLATE, UNMARKED], ids=["marked", "unmarked"])
def test_a_stop_token_that_is_not_learned_is_refused(template: str) -> None:
    silent = template.replace("message['content'] + '<|end|>' -}}{%- endgen", "X")
    silent = template.replace(
        "{{- message['content'] + '<|end|>' -}}{%- endgeneration -%}",
        "{{- message['content'] -}}{%- endgeneration -%}{{- '<|end|>' -}}",
    )
    if template is UNMARKED:
        silent = template.replace(
            "{{- '<|assistant|>' -}}{{- message['content'] + '<|end|>' -}}",
            "{{- '<|assistant|>' -}}{{- message['content'] -}}",
        )
    assert silent != template
    with pytest.raises(TuneError, match="stop token"):
        tokenize([chat(1, "Hi", "Hello")], make_tokenizer(silent), max_length=200)


def test_a_template_that_marks_too_few_answers_is_refused() -> None:
    lazy = TEMPLATE.replace(
        "{%- generation -%}{{- message['content'] + '<|end|>' -}}{%- endgeneration -%}",
        "{%- if loop.last -%}{%- generation -%}{{- message['content'] + '<|end|>' -}}"
        "{%- endgeneration -%}{%- else -%}{{- message['content'] + '<|end|>' -}}{%- endif -%}",
    )
    with pytest.raises(TuneError, match="marks 1 of 2 answers"):
        tokenize([chat(1, "a", "b", "c", "d")], make_tokenizer(lazy), max_length=200)


def test_a_template_that_rewrites_earlier_turns_is_refused() -> None:
    forgetful = UNMARKED.replace(
        "{{- message['content'] + '<|end|>' -}}",
        "{{- (message['content'] if loop.last else '...') + '<|end|>' -}}",
    )
    with pytest.raises(TuneError, match="hides where an answer starts"):
        tokenize([chat(1, "a", "b", "c", "d")], make_tokenizer(forgetful), max_length=200)


@pytest.mark.parametrize(
    ("messages", "problem"),
    [
        (
            [{"role": "tool", "content": "secret-x"}, {"role": "assistant", "content": "b"}],
            "render",
        ),
        (
            [{"role": "assistant", "content": "b", "tool_calls": [{"name": "secret-x"}]}],
            "no place for tool_calls",
        ),
        (
            [{"role": "user", "content": [{"image": "secret-x"}]}, {"role": "assistant"}],
            "part that is not text",
        ),
    ],
)
def test_what_the_template_cannot_carry_is_refused(
    tokenizer: Any, messages: list[Any], problem: str
) -> None:
    with pytest.raises(TuneError, match=problem) as caught:
        tokenize([record("chat", messages=messages)], tokenizer, max_length=200)
    assert "'r1'" in caught.value.message
    assert "secret-x" not in caught.value.message


def test_a_tokenizer_without_end_is_refused(
    tokenizer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = make_tokenizer()
    endless.eos_token = None
    with pytest.raises(ModelFolderError, match="end-of-text"):
        tokenize([chat(1, "a", "b")], endless, max_length=200)


def test_joined_examples_keep_both_counts(tokenizer: Any) -> None:
    make: Callable[..., Any] = lambda *records: tokenize(records, tokenizer, max_length=200)  # noqa: E731
    both = make(chat(1, "a", "b"), chat(2, "a")).joined(make(chat(3, "a", "b"), chat(4, "a")))
    assert [item.record_id for item in both.items] == ["r1", "r3"]
    assert both.excluded == {"no_answer": 2}
