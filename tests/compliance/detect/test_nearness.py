from __future__ import annotations

import pytest

from compliance.detect.special.nearness import SHORT, person_near
from compliance.detect.special.sentences import sentence_around
from compliance.detect.types import Entity

_FILLER = "The parcel was sent on Monday and arrived on Thursday. " * 12


def _entity(text: str, part: str, kind: str, score: float = 0.8) -> Entity:
    start = text.index(part)
    return Entity(start, start + len(part), kind, score, "test")


def _near(text: str, find: str, *others: Entity) -> str:
    ordered = sorted((_entity(text, find, "HEALTH"), *others), key=lambda each: each.start)
    return person_near(text, _entity(text, find, "HEALTH"), ordered)


@pytest.mark.parametrize(
    ("text", "part", "kind"),
    [
        ("Nora Feld has asthma.", "Nora Feld", "PERSON"),
        ("She has asthma. Write to nora@feld.example.", "nora@feld.example", "EMAIL_ADDRESS"),
        ("Customer 4711-22: has asthma", "4711-22", "CUSTOMER_ID"),
        ("She has asthma and lives at 3 Elm Road, Ely", "3 Elm Road, Ely", "STREET_ADDRESS"),
    ],
)
def test_a_direct_identifier_in_the_same_message(text: str, part: str, kind: str) -> None:
    assert _near(text, "asthma", _entity(text, part, kind)) == "identified"


def test_the_neighbouring_sentence_counts_and_the_one_beyond_does_not() -> None:
    text = f"{_FILLER}Nora Feld called us. She has asthma. {_FILLER}"
    assert _near(text, "asthma", _entity(text, "Nora Feld", "PERSON")) == "identified"
    text = f"{_FILLER}Nora Feld called us. It rained. She has asthma. {_FILLER}"
    assert _near(text, "asthma", _entity(text, "Nora Feld", "PERSON")) == "mentioned"
    text = f"{_FILLER}She has asthma. Nora Feld called us. {_FILLER}"
    assert _near(text, "asthma", _entity(text, "Nora Feld", "PERSON")) == "identified"
    text = f"{_FILLER}She has asthma. It rained. Nora Feld called us. {_FILLER}"
    assert _near(text, "asthma", _entity(text, "Nora Feld", "PERSON")) == "mentioned"
    assert len(text) > SHORT


def test_what_is_doubtful_or_names_nobody_does_not_identify() -> None:
    text = "She has asthma, says Rosen from Ely."
    assert _near(text, "asthma", _entity(text, "Rosen", "PERSON", 0.4)) == "mentioned"
    assert _near(text, "asthma", _entity(text, "Ely", "LOCATION")) == "mentioned"


@pytest.mark.parametrize(
    ("text", "find"),
    [
        ("Mein Bruder hat Asthma.", "Asthma"),
        ("Ma sœur est enceinte.", "enceinte"),
        ("Mi hermano tiene asma.", "asma"),
        ("Moja siostra choruje na astmę.", "astmę"),
    ],
)
def test_a_person_is_mentioned_in_any_language(text: str, find: str) -> None:
    assert _near(text, find) == "mentioned"


def test_nobody_is_near_a_general_statement() -> None:
    assert _near("Asthma is common in cities.", "Asthma") == "none"


def test_the_place_in_a_long_text_is_found_without_reading_it_all() -> None:
    middle = "Nora Feld has asthma. "
    text = _FILLER * 40 + middle + _FILLER * 40
    others = [Entity(at, at + 3, "PERSON", 0.9, "test") for at in range(0, 20000, 10)]
    finds = [each for each in others if text[each.start : each.end]]
    assert _near(text, "asthma", *finds, _entity(text, "Nora Feld", "PERSON")) == "identified"
    assert person_near(text, _entity(text, "asthma", "HEALTH"), others[:10]) == "mentioned"


@pytest.mark.parametrize(
    ("text", "find", "sentence"),
    [
        ("Hi. My wife, Dr. Feld, is ill. Bye.", "ill", "My wife, Dr. Feld, is ill"),
        ("Am 3. Mai war ich krank. Danke", "krank", "Am 3. Mai war ich krank"),
        ("I have\nasthma\n\nBye", "asthma", "I have\nasthma"),
        ("Hello\nI have asthma\nBye", "asthma", "I have asthma"),
        ("i have asthma. my order is late", "asthma", "i have asthma"),
    ],
)
def test_sentences(text: str, find: str, sentence: str) -> None:
    start = text.index(find)
    first, last = sentence_around(text, start, start + len(find))
    assert text[first:last] == sentence
