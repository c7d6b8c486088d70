"""Greetings and roles are no part of the name that follows."""

from __future__ import annotations

import pytest

from compliance.detect.names.heads import behind_heads


@pytest.mark.parametrize(
    ("find", "name"),
    [
        ("Beste Ruud", "Ruud"),
        ("Tak, Lars", "Lars"),
        ("Bună, Luminița", "Luminița"),
        ("Καλημέρα Δημοσθένη", "Δημοσθένη"),
        ("Świadek Zenon Kuśmierek", "Zenon Kuśmierek"),
        ("Gydytoja Jolita Uksaitė", "Jolita Uksaitė"),
        ("Gospođi Rukavini", "Rukavini"),
        ("Thug Bríd Nic Pháidín", "Bríd Nic Pháidín"),
        ("Anna Weber", "Anna Weber"),
        ("Dagmar Weber", "Dagmar Weber"),
        ("Richter", "Richter"),
        ("Mies van der Aue", "Mies van der Aue"),
    ],
)
def test_a_find_begins_with_the_name(find: str, name: str) -> None:
    assert find[behind_heads(find, 0, len(find)) :] == name


def test_a_surname_inside_a_sentence_keeps_its_first_word() -> None:
    text = "mit Beste Ruud"
    assert text[behind_heads(text, 4, len(text)) :] == "Beste Ruud"
