from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.detect import DetectConfig, Engine, build_engine
from compliance.errors import EngineMissing

TEXTS = [
    "Hallo Anna, mein Name ist Tom Krüger, Tel. 0171 1234567.",
    "",
    "IBAN DE89 3704 0044 0532 0130 00",
    "Dear Ms Okafor, your parcel is late.",
    "Hallo Anna, mein Name ist Tom Krüger, Tel. 0171 1234567.",
]


def test_the_finds_of_a_text_do_not_depend_on_the_batch(engine: Engine) -> None:
    together = engine.find(TEXTS)
    assert together == [engine.find([text])[0] for text in TEXTS]
    assert together == engine.find(TEXTS[::-1])[::-1]


def test_offsets_count_in_the_original_text(engine: Engine) -> None:
    iban = "ＤＥ８９ ３７０４ ００４４ ０５３２ ０１３０ ００"
    text = f"Ma\u200bil: \U0001f600 ma\u00adx@we\u200bb.de, IBAN {iban}"
    found = {each.type: text[each.start : each.end] for each in engine.find([text])[0]}
    assert found == {
        "EMAIL_ADDRESS": "ma\u00adx@we\u200bb.de",
        "IBAN_CODE": iban,
    }


@pytest.mark.parametrize(
    "text",
    [
        "[PERSON_1] hat am [DATE_OF_BIRTH_1] geschrieben.",
        "Mein Name ist [PERSON_1] und ich wohne in [LOCATION_2].",
        "Hallo [PERSON_1],\n\nViele Grüße\n[PERSON_2]",
        "Kundennummer [CUSTOMER_ID_1], Passwort: [PASSWORD_1], Tel. [PHONE_NUMBER_12]",
        "password is [PASSWORD_1]. IBAN [IBAN_CODE_1]",
        "[STREET_ADDRESS_1], Steuer-ID [DE_TAX_ID_3]",
    ],
)
def test_slots_are_not_found(engine: Engine, text: str) -> None:
    assert engine.find([text]) == [[]]


def test_a_name_beside_a_slot_is_found(engine: Engine) -> None:
    text = "[PERSON_1] und Frau Krüger"
    found = engine.find([text])[0]
    assert [text[each.start : each.end] for each in found] == ["Frau", "Krüger"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "\ud800\udfff",
        "\u200b" * 50,
        "\n" * 1000,
        "a\u0301" * 500,
        "[" * 500,
        "@" * 500,
        "-----BEGIN PRIVATE KEY-----",
    ],
)
def test_odd_texts_do_not_crash(engine: Engine, text: str) -> None:
    for each in engine.find([text])[0]:
        assert 0 <= each.start < each.end <= len(text)


def test_a_very_long_line_is_read_to_its_end(engine: Engine) -> None:
    text = "wort 12 " * 20_000 + "max@web.de"
    assert [text[each.start : each.end] for each in engine.find([text])[0]] == ["max@web.de"]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=120))
def test_any_text_gives_sorted_finds_without_overlap(text: str) -> None:
    engine = _rules()
    last = 0
    for each in engine.find([text])[0]:
        assert last <= each.start < each.end <= len(text)
        assert 0.4 <= each.score <= 1
        last = each.end


_ENGINES: list[Engine] = []


def _rules() -> Engine:
    if not _ENGINES:
        _ENGINES.append(build_engine(DetectConfig(ner="none")))
    return _ENGINES[0]


def test_disabled_types_and_low_scores_are_left_out() -> None:
    text = "Frau Krüger, max@web.de, B-AB 1234"
    engine = build_engine(DetectConfig(ner="none", disabled=("EMAIL_ADDRESS",), min_score=0.8))
    assert [each.type for each in engine.find([text])[0]] == ["TITLE", "PERSON"]
    assert engine.describe()["disabled"] == ["EMAIL_ADDRESS"]
    no_persons = build_engine(DetectConfig(ner="none", disabled=("PERSON",)))
    assert [each.type for each in no_persons.find(["Hallo Frau Krüger"])[0]] == []


def test_describe_is_stable_json_without_paths(engine: Engine) -> None:
    described = engine.describe()
    assert json.loads(json.dumps(described)) == described
    assert described == build_engine(DetectConfig(ner="none")).describe()
    assert described["ner"] == {"name": "none"}
    assert described != build_engine(DetectConfig(ner="none", min_score=0.5)).describe()


@pytest.mark.parametrize("name", ["no_such_pipeline", "./no/such/folder"])
def test_a_missing_name_model_is_an_error_with_place_and_fix(name: str) -> None:
    with pytest.raises(EngineMissing, match=r"\[detect\] ner") as caught:
        build_engine(DetectConfig(ner=name))
    assert caught.value.fix
