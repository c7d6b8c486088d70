"""Facts on cleaned data: every one is found where it is, and counted once."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.dataset import Record
from compliance.dataset.kinds import Kind
from compliance.findings import RecordScan
from compliance.quality import Quality, QualityConfig
from compliance.quality.forms import (
    has_broken_characters,
    is_open,
    is_unanswered,
    is_unbalanced,
)
from compliance.quality.groups import LANGUAGES, lexicon
from compliance.quality.sketch import Sketches, sketch
from compliance.quality.texts import texts_of

WORDS = [
    "parcel order wheel bell frame delivery refund invoice chain brake".split(),
    "light tyre helmet saddle pedal spoke basket lock mirror grip".split(),
]


def prose(seed: int, words: int = 60) -> str:
    drawn = random.Random(seed)
    return " ".join(drawn.choice(drawn.choice(WORDS)) for _ in range(words)) + "."


def record(data: dict[str, Any], kind: Kind = "text", number: int = 0) -> Record:
    return Record(str(number), kind, data, "s", str(number))


def chat(*messages: tuple[str, str]) -> Record:
    return record({"messages": [{"role": r, "content": c} for r, c in messages]}, "chat")


def measured(
    records: list[Record], language: str = "en", config: QualityConfig | None = None
) -> dict[str, Any]:
    quality = Quality(config or QualityConfig())
    scans = [RecordScan(each, (), language) for each in records]
    assert list(quality.watch(scans)) == scans
    return quality.document()


# --- repeats --------------------------------------------------------------------------------------


def test_exact_and_near_duplicates_are_told_apart() -> None:
    texts = [prose(1), prose(2), prose(3)]
    near = f"{texts[0][:80]}x{texts[0][80:]}"
    records = [
        record({"id": str(n), "text": t}, number=n) for n, t in enumerate([*texts, texts[1]])
    ]
    records.append(record({"text": near}, number=9))
    found = measured(records)
    assert (found["duplicates"], found["near_duplicates"]) == (1, 1)


def test_a_shared_system_prompt_makes_no_near_duplicates() -> None:
    prompt = prose(7, 200)
    records = [
        chat(("system", prompt), ("user", prose(n)), ("assistant", prose(100 + n)))
        for n in range(20)
    ]
    found = measured(records)
    assert found["near_duplicates"] == 0
    assert found["system_prompts"]["different"] == 1
    assert found["system_prompts"]["most_frequent"] == 20
    assert found["system_prompts"]["share"] > 0.5


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=40, max_size=300), st.integers(2, 5))
def test_equal_texts_are_alike_and_the_first_is_not_counted(text: str, times: int) -> None:
    sketches = Sketches()
    for _ in range(times):
        sketches.add(text)
    if sketch(text) is None:
        assert (sketches.near(1.0), sketches.skipped) == (0, times)
    else:
        assert sketches.near(1.0) == times - 1


def test_different_texts_are_not_alike_and_changed_ones_are() -> None:
    drawn = random.Random(3)
    letters = "abcdefghijklmnopqrstuvwxyz "
    texts = ["".join(drawn.choice(letters) for _ in range(400)) for _ in range(300)]
    sketches = Sketches()
    for text in texts:
        sketches.add(text)
    assert sketches.near(0.8) == 0
    for text in texts[:100]:
        sketches.add(text[:200] + "#" + text[201:])
    assert sketches.near(0.8) == 100


def test_a_boilerplate_in_all_is_found_in_all_but_the_first() -> None:
    sketches = Sketches()
    for number in range(3_000):
        sketches.add(prose(1, 150) + f" {number}")
    assert sketches.near(0.8) == 2_999


# --- forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("GrÃ¼ÃŸe aus MÃ¼nchen", True),
        ("itâ€™s late", True),
        ("a \ufffd b", True),
        ("Größe, naïve, Ñandú, À bientôt", False),
        ("ÃO", False),
        ("Âge", False),
        ("Strauß’ Werke, „Ä“, CAFÉ”", False),
        ("Ã–sterreich", True),
        ("Å‚Ä…czny", True),
    ],
)
def test_wrong_encodings_are_seen(text: str, broken: bool) -> None:
    assert has_broken_characters(text) is broken


@given(st.text(alphabet="äöüßéèñçøåłżčабв", min_size=1))
def test_every_text_read_as_windows_1252_is_seen(text: str) -> None:
    try:
        read = text.encode("utf-8").decode("cp1252")
    except UnicodeDecodeError:
        read = text.encode("utf-8").decode("latin-1")
    assert has_broken_characters(read)
    assert not has_broken_characters(text)


@pytest.mark.parametrize(
    ("text", "unbalanced"),
    [
        ('{"a": 1}', False),
        ('{"a": [PERSON_1]}', True),
        ('{"a": "cut', True),
        ("[PERSON_1] wrote (see below", True),
        ("a) first b) second :)", False),
        ("sad :( but fine", False),
        ("```python\nprint(", True),
        ('```json\n{"a": }\n```', True),
        ("```json\n[]\n```", False),
        ("```c\nif (x {\n```", False),
    ],
)
def test_what_is_not_closed_is_seen(text: str, unbalanced: bool) -> None:
    assert is_unbalanced(text) is unbalanced


def test_an_end_is_open_only_in_prose() -> None:
    start = (
        "We have sent the parcel. It is on its way to you and will reach the shop on the day that "
    )
    assert is_open(start + "you")
    assert not is_open(start + "you named.")
    assert not is_open(start + "you named.\nKind regards\nYour team")
    assert not is_open(
        "no sentence ends here although these are many many many words in a long row"
    )


def test_texts_cut_at_one_length_are_a_peak() -> None:
    whole = [record({"text": prose(n, 40) + " Yes. " + prose(n + 50, 30)}) for n in range(60)]
    cut = [
        record({"text": (prose(n, 20) + " Well. " + prose(n + 500, 80))[:400]})
        for n in range(1_000, 1_030)
    ]
    assert measured(whole)["cut_at_one_length"] == 0
    found = measured(whole + cut)
    assert found["cut_at_one_length"] == 30
    assert found["open_end"] >= 30


@pytest.mark.parametrize(
    ("one", "unanswered"),
    [
        (chat(("user", "hello"), ("assistant", "hi")), False),
        (chat(("user", "hello"), ("assistant", " ")), True),
        (chat(("user", "hello")), True),
        (chat(("assistant", "hi"), ("user", "hello")), True),
        (record({"messages": [{"role": "assistant", "tool_calls": [{}]}]}, "chat"), False),
        (record({"prompt": "a", "completion": ""}, "prompt_completion"), True),
        (record({"prompt": "a", "completion": "b"}, "prompt_completion"), False),
        (record({"instruction": "a", "output": None}, "instruction"), True),
        (record({"prompt": "a", "chosen": "b", "rejected": "b"}, "preference"), True),
        (record({"prompt": "a", "chosen": "b", "rejected": "c"}, "preference"), False),
        (
            record(
                {"prompt": "a", "chosen": [{"role": "assistant", "content": ""}], "rejected": "c"},
                "preference",
            ),
            True,
        ),
        (record({"text": "a", "label": 0}, "classification"), False),
        (record({"text": "a", "label": None}, "classification"), True),
        (record({"text": ""}), False),
    ],
)
def test_what_cannot_be_learned_is_seen(one: Record, unanswered: bool) -> None:
    assert is_unanswered(one) is unanswered


# --- labels and groups ----------------------------------------------------------------------------


def labelled(text: str, label: Any, number: int = 0) -> Record:
    return record({"text": text, "label": label}, "classification", number)


def test_labels_are_counted_by_rank_and_contradictions_by_record() -> None:
    records = [labelled(prose(n), "good") for n in range(9)] + [labelled(prose(0), "bad")]
    found = measured(records)
    assert found["labels"] == {
        "different": 2,
        "examples": 10,
        "by_rank": [9, 1],
        "others": 0,
        "ratio": 9.0,
        "rare": 1,
        "rare_below": 8,
    }
    assert found["contradictory_labels"] == 1
    assert "good" not in json.dumps(found)


def test_tags_are_counted_by_entity() -> None:
    tags = ["B-PER", "I-PER", "O", "B-LOC", "B-PER"]
    data = {"tokens": list("abcde"), "tags": tags}
    assert measured([record(data, "tokens")])["labels"]["by_rank"] == [2, 1]
    assert measured([record({**data, "tags": [0, 1, 0, 2, 1]}, "tokens")])["labels"] is None


def test_groups_are_counted_with_their_company() -> None:
    bad = [record({"text": f"Number {n}: migrants are lazy criminals. Fine."}) for n in range(30)]
    good = [record({"text": f"Number {n}: women and men came. A nice day."}) for n in range(30)]
    found = measured(bad + good)["groups"]
    migrants = found["by_theme"]["origin"]["migrants"]
    assert (migrants["records"], migrants["negative_sentences"]) == (30, 30)
    assert migrants["stands_out"] is True
    assert found["by_theme"]["gender"]["women"]["stands_out"] is False
    assert found["negative_sentences"] == 30


def test_label_rates_by_group() -> None:
    records = [labelled(f"A woman wrote mail {n}", "refuse") for n in range(40)]
    records += [labelled(f"A man wrote mail {n}", "accept") for n in range(40)]
    records += [labelled(f"Somebody wrote mail {n}", "accept") for n in range(40)]
    gender = measured(records)["groups"]["by_theme"]["gender"]
    assert gender["women"]["records_by_label_rank"] == [0, 40]
    assert gender["women"]["labels_differ"] is True
    assert gender["men"]["labels_differ"] is True


def test_other_languages_are_counted_as_not_read() -> None:
    found = measured([record({"text": "women"})], "und")["groups"]
    assert (found["records"], found["records_not_read"], found["by_theme"]) == (0, 1, {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lexicon_has_the_same_themes_and_plain_terms(language: str) -> None:
    import tomllib
    from importlib.resources import files

    path = files("compliance.quality").joinpath("lexicons", f"{language}.toml")
    document = tomllib.loads(path.read_text("utf-8"))
    themes = {"gender", "religion", "origin", "disability", "age", "orientation", "tone"}
    assert set(document) == themes
    assert {"negative", "toxic"} == set(document["tone"])
    for theme, groups in document.items():
        for name, terms in groups.items():
            assert len(set(terms)) == len(terms), (theme, name)
            for term in terms:
                assert term == term.lower()
                word = term.removesuffix("*")
                meaning = name if theme == "tone" else f"{theme}.{name}"
                if word.isalpha():
                    assert meaning in lexicon(language).meanings(word), term


# --- size and what is a text ----------------------------------------------------------------------


def test_sizes_and_outliers() -> None:
    records = [record({"text": prose(n, 20)}, number=n) for n in range(50)]
    records.append(record({"text": prose(99, 2_000)}, number=99))
    size = measured(records)["size"]
    assert size["long"] == 1
    assert size["long_from"] >= 10 * size["median"] or size["long_from"] == 4_000
    assert size["few"] == 50
    assert measured(records, config=QualityConfig(few_examples=7))["size"]["few"] == 7


def test_a_system_prompt_alone_is_almost_no_text() -> None:
    assert measured([chat(("system", prose(1)), ("user", "hi"))])["near_empty"] == 1


@pytest.mark.parametrize(
    "slot", ["[PERSON_1]", "[PERSON]", "[PERSON:0f3a]", "[EMAIL_ADDRESS~a-Z_9]"]
)
def test_slots_are_no_text(slot: str) -> None:
    def near_empty(one: Record) -> int:
        return int(measured([one])["near_empty"])

    question = "Which customer wrote to us about this order?"
    assert near_empty(record({"text": f"{slot} {slot}, {slot}: thanks"})) == 1
    assert near_empty(record({"text": f"{slot} wrote to us about an order."})) == 0
    assert near_empty(chat(("user", question), ("assistant", f"{slot}, {slot}."))) == 1
    assert near_empty(chat(("user", question), ("assistant", f"{slot} did"))) == 0
    pair = {"prompt": question, "completion": slot}
    assert near_empty(record(pair, "prompt_completion")) == 1
    # Without an answer it is unanswered, and not counted twice.
    assert near_empty(record({**pair, "completion": " "}, "prompt_completion")) == 0
    assert near_empty(record({**pair, "completion": "42"}, "prompt_completion")) == 0


def test_texts_by_side() -> None:
    one = chat(("system", "s"), ("user", "u"), ("assistant", "a"))
    sides = texts_of(one)
    assert (sides.system, sides.others, sides.answers) == (("s",), ("u",), ("a",))
    named = record({"id": "0", "text": "t"})
    assert texts_of(named).all == ("t",)


def test_nothing_measured_is_no_error() -> None:
    found = measured([])
    assert (found["records"], found["size"]["median"], found["near_duplicates"]) == (0, 0, 0)


def test_no_value_of_the_data_is_in_the_document() -> None:
    records = [
        labelled("Zwirbelkopf women are lazy. " + prose(n), f"Quastenflosser{n % 2}")
        for n in range(30)
    ]
    text = json.dumps(measured(records)).casefold()
    assert "zwirbelkopf" not in text
    assert "quastenflosser" not in text
