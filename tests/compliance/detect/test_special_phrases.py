from __future__ import annotations

import pytest
from special_finders import finder_for

from compliance.detect.special.lexicon import load_special
from compliance.detect.special.phrases import Phrases, Words, fold, lowered
from compliance.detect.types import TYPES


def _found(entry: str, text: str) -> list[str]:
    words = Words(lowered(text))
    return [text[hit.start : hit.end] for hit in Phrases([(entry, "x")]).find(words)]


@pytest.mark.parametrize(
    ("entry", "text", "found"),
    [
        ("krebs", "Krebs, Brustkrebs, Krebsrot", ["Krebs"]),
        ("*krebs", "Krebs, Brustkrebs, Krebsrot", ["Krebs", "Brustkrebs"]),
        ("krebs*", "Krebs, Brustkrebs, Krebsrot", ["Krebs", "Krebsrot"]),
        ("krebs*erkrankung", "Krebserkrankung und Krebsneuerkrankung", ["Krebserkrankung",
                                                                       "Krebsneuerkrankung"]),
        ("in der gew", "bin in der GEW, nicht in der Gewerkschaft", ["in der GEW"]),
        ("wähle die *", "Ich wähle die Grünen", ["wähle die Grünen"]),
        ("* allergy", "a nut allergy", ["nut allergy"]),
        ("ver.di", "ver.di und ver di", ["ver.di"]),
        ("heart attack", "heart\nattack, heart-attack, heart, attack", ["heart\nattack",
                                                                       "heart-attack"]),
        ("jehovah's witness", "a Jehovah’s Witness", ["Jehovah’s Witness"]),
        ("röteln", "RÖTELN Roeteln", ["RÖTELN", "Roeteln"]),
        ("depresión", "depresion depresión", ["depresion", "depresión"]),
        ("złamał", "zlamal złamał", ["zlamal", "złamał"]),
    ],
)  # fmt: skip
def test_phrases(entry: str, text: str, found: list[str]) -> None:
    assert _found(entry, text) == found


def test_a_window_of_the_text_is_searched_alone() -> None:
    phrases = Phrases([("asthma", 1)])
    assert [hit.start for hit in phrases.find(Words("asthma asthma asthma"), 3, 14)] == [7]


def test_the_longest_phrase_of_a_label_is_given() -> None:
    hits = Phrases([("heart attack", 1), ("big heart attack", 1)]).find(Words("a big heart attack"))
    assert [(hit.start, hit.end) for hit in hits] == [(2, 18)]


@pytest.mark.parametrize("entry", ["*", "...", "*ab", "a*"])
def test_a_phrase_that_cannot_be_looked_up_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match="phrase"):
        Phrases([(entry, "x")])


def test_offsets_stay_when_small_letters_are_longer() -> None:
    text = "İİİ ASTHMA"
    assert len(lowered(text)) == len(text)
    assert lowered(text).endswith("asthma")
    assert fold("größe") == "groesse"


def test_a_set_stands_for_one_phrase_with_each_of_its_words() -> None:
    words = load_special()["health"]["words"]["en"]
    assert {"ruptured hamstring", "ruptured tendon"} <= set(words)
    assert not [
        entry
        for table in load_special().values()
        for use, lists in table.items()
        if use != "type"
        for entries in lists.values()
        for entry in entries
        if "{" in entry
    ]
    assert all("sets" not in table for table in load_special().values())


def test_every_category_is_complete_and_every_entry_can_be_looked_up() -> None:
    files = load_special()
    kinds = {table["type"] for name, table in files.items() if name != "person"}
    law = {"special_category", "criminal"}
    assert kinds == {name for name, each in TYPES.items() if each.category in law}
    for name, table in files.items():
        for use, by_language in table.items():
            if use == "type":
                continue
            for code, entries in by_language.items():
                assert len(code) == 2
                assert entries, (name, use, code)
                assert len(set(entries)) == len(entries), (name, use, code)
                if use in ("words", "close", "not", "labels", "adjectives"):
                    Phrases((entry, use) for entry in entries)
    for name, table in files.items():
        if name != "person":
            assert set(table["words"]) >= {"de", "en", "fr", "es", "it", "nl", "pl"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ik bel op maandag, de man die op vakantie is, is mijn broer.", False),
        ("Mijn zus die op 3 mei jarig is.", False),
        ("Meine OP ist am Montag.", True),
        ("Nach der op geht es mir gut.", True),
    ],
)
def test_a_dutch_preposition_is_no_operation(text: str, found: bool) -> None:
    assert any(each.type == "HEALTH" for each in finder_for("de", "en").find(text)) is found


def test_a_name_inside_the_word_is_nobody() -> None:
    finder = finder_for("de", "en")
    assert not list(finder.find("Der Christopher Street Day führt durch die Innenstadt."))
    assert list(finder.find("Christopher war auf dem Christopher Street Day."))
