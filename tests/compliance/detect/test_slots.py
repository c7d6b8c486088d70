"""Slots do not change what is found around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.detect import TYPES
from compliance.detect.engine import outside_slots, prepare
from compliance.detect.text.slots import SLOT, fill_slots
from compliance.detect.types import Entity


@given(st.sampled_from(sorted(TYPES)), st.integers(1, 99_999), st.text(), st.text())
def test_a_filled_text_has_the_same_length(name: str, number: int, left: str, right: str) -> None:
    text = f"{left}[{name}_{number}]{right}"
    filled = fill_slots(text)
    assert len(filled) == len(text)
    assert SLOT.search(filled) is None or SLOT.search(left + " " + right) is not None


@pytest.mark.parametrize(
    ("slot", "word"),
    [
        ("[PERSON_1]", "Anna Meier"),
        ("[PERSON_12]", "Anna Müller"),
        ("[LOCATION_1]", "Braunschweig"),
        ("[STREET_ADDRESS_1]", "Bahnhofstraße 12 b"),
        ("[IBAN_CODE_1]", "0" * 13),
    ],
)
def test_fillers_are_ordinary_words(slot: str, word: str) -> None:
    assert fill_slots(f"x {slot} y") == f"x {word} y"


@pytest.mark.parametrize("text", ["[KARTE_4111111111111111]", "[A_1234567]", "[person_1]", "[P1]"])
def test_an_identifier_in_brackets_is_no_slot(text: str) -> None:
    assert SLOT.search(text) is None


@pytest.mark.parametrize("text", ["[PERSON_2]s Konto", "[PERSON_2]'s account", "[PERSON_2]’s"])
def test_the_genitive_of_a_slot_is_no_find(text: str) -> None:
    _, blank = prepare(text)
    end = text.index("s", text.index("]")) + 1
    assert outside_slots(blank, Entity(0, end, "PERSON", 0.8, "x")) == []


def test_a_word_behind_a_slot_stays_a_find() -> None:
    text = "[PERSON_2] Schmidt"
    _, blank = prepare(text)
    (piece,) = outside_slots(blank, Entity(0, len(text), "PERSON", 0.8, "x"))
    assert text[piece.start : piece.end] == "Schmidt"
