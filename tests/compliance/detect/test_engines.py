from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.detect.names.engines.coverage import languages_read, names_in
from compliance.detect.names.engines.labels import types_of
from compliance.detect.names.engines.language import LanguageChoice
from compliance.detect.names.engines.windows import windows
from compliance.errors import EngineMissing

PIECES = st.lists(st.sampled_from(["ab ", "c. ", "d\n", "lang", "x" * 30, "! "]), max_size=60)


@given(PIECES, st.integers(1, 40), st.integers(0, 30))
def test_windows_cover_the_text_and_keep_their_size(
    pieces: list[str], longest: int, overlap: int
) -> None:
    text = "".join(pieces)
    spans = list(windows(text, longest=longest, overlap=overlap))
    assert all(0 < end - start <= longest for start, end in spans)
    reached = 0
    for start, end in spans:
        assert start <= reached < end
        reached = end
    assert reached == len(text)


@given(PIECES, st.integers(3, 20))
def test_windows_keep_the_size_that_is_measured(pieces: list[str], limit: int) -> None:
    text = "".join(pieces)

    def measure(piece: str) -> int:
        return sum(3 if char == "x" else 1 for char in piece)

    spans = list(windows(text, longest=50, overlap=5, measure=measure, limit=limit))
    assert all(measure(text[start:end]) <= limit for start, end in spans)
    assert {at for start, end in spans for at in range(start, end)} == set(range(len(text)))


def test_windows_are_cut_at_lines_then_sentences_then_spaces() -> None:
    for text, first in (
        ("aaaa bbbb. cccc\ndddd eeee", "aaaa bbbb. cccc\n"),
        ("aaaa bbbb cccc. dddd eeee", "aaaa bbbb cccc. "),
        ("aaaa bbbb cccc dddd eeee", "aaaa bbbb cccc dddd "),
    ):
        start, end = next(windows(text, longest=20, overlap=0))
        assert text[start:end] == first


def test_windows_overlap_so_that_a_name_at_a_cut_is_read_whole() -> None:
    text = "wort " * 100
    spans = list(windows(text, longest=100, overlap=20))
    shared = [first[1] - second[0] for first, second in zip(spans, spans[1:], strict=False)]
    assert min(shared) >= 10


def test_labels_of_common_data_sets_are_known() -> None:
    assert types_of(["O", "B-PER", "I-PER", "E-PER", "S-LOC", "B-LOC"], {}, "m") == {
        "B-PER": "PERSON", "I-PER": "PERSON", "E-PER": "PERSON", "PER": "PERSON",
        "S-LOC": "LOCATION", "B-LOC": "LOCATION", "LOC": "LOCATION",
    }  # fmt: skip
    assert types_of(["persName", "orgName", "date"], {}, "m") == {
        "persName": "PERSON",
        "orgName": "ORGANIZATION",
    }
    assert types_of(["E-MAIL", "PER"], {"E-MAIL": "EMAIL_ADDRESS"}, "m") == {
        "E-MAIL": "EMAIL_ADDRESS"
    }
    with pytest.raises(EngineMissing):
        types_of(["DISEASE"], {}, "m")


GERMAN = "Guten Tag, ich habe gestern eine Rechnung bekommen, die nicht stimmen kann."
ITALIAN = "Buongiorno, ieri ho ricevuto una fattura che non può essere corretta, grazie."
FRENCH = (
    "Bonjour, j'ai reçu hier une facture qui ne peut pas être correcte, et je voudrais savoir "
    "ce que je dois faire maintenant pour la faire corriger le plus vite possible."
)


def test_a_text_goes_to_the_engine_of_its_language() -> None:
    choice = LanguageChoice(["de", "*"], ["de", "it"])
    assert choice.of(GERMAN) == ("de",)
    assert choice.of(ITALIAN) == ("*",)
    assert LanguageChoice(["de", "it", "*"], ["de"]).of(FRENCH) == ("*",)


def test_a_short_text_is_read_by_all_engines() -> None:
    choice = LanguageChoice(["it", "de", "*"], ["de"])
    assert choice.of("Ok, danke!") == ("*", "de", "it")
    assert choice.of("12345 67890 12345 67890 \ud800") == ("*", "de", "it")


def test_the_languages_of_one_engine() -> None:
    ner = {"name": "xx_a", "languages": "de en"}
    assert languages_read(ner, ["de", "it"]) == ["de", "en"]
    said = names_in(ner, {"it": 3, "de": 9, "und": 5}, ["de", "it"])
    assert [str(each) for each in said] == [
        "names in de: model xx_a",
        "names in it: rules and lists only",
    ]
    assert [each.records for each in said] == [9, 3]
    assert languages_read({"name": "none"}, ["de"]) == []


def test_a_model_that_does_not_say_is_taken_at_the_word_of_the_configuration() -> None:
    assert languages_read({"name": "own", "languages": ""}, ["de", "it"]) == ["de", "it"]


def test_the_languages_of_engines_by_language() -> None:
    ner = {
        "name": "three",
        "engines": {
            "it": {"name": "it-ner", "languages": ""},
            "pl": {"name": "xx_a", "languages": "de en"},
            "fr": {"name": "none"},
            "*": {"name": "xx_a", "languages": "de en fr"},
        },
    }
    assert languages_read(ner, ["de", "fr"]) == ["de", "en", "it"]
    without = [each.language for each in names_in(ner, dict.fromkeys(["fr", "it", "pl"], 1), [])
               if each.model is None]  # fmt: skip
    assert without == ["fr", "pl"]
