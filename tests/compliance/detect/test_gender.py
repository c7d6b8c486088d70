"""Sex and gender as forms state them."""

from __future__ import annotations

import pytest

from compliance.detect.gender import GenderFinder
from compliance.detect.lexicons import load_table

FINDER = GenderFinder()


def found(text: str) -> list[str]:
    return [text[each.start : each.end] for each in FINDER.find(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Geschlecht: w", "w"),
        ("Geschlecht (m/w/d): d", "d"),
        ("Sexo: Varón.", "Varón"),
        ("Edad: 61 años Sexo: M\nFecha", "M"),
        ("Sex: F", "F"),
        ("Sex=Female", "Female"),
        ('{"gender": "non-binary", "age": 31}', "non-binary"),
        ("Płeć: kobieta", "kobieta"),
        ("Pohlaví: žena, věk 40", "žena"),
        ("Пол: мъж", "мъж"),
        ("Φύλο: γυναίκα", "γυναίκα"),
        ("Sukupuoli: nainen", "nainen"),
        ("| Geslacht | vrouw |", "vrouw"),
        ("Neme:\nnő", "nő"),
        ("SEXO: MUJER", "MUJER"),
    ],
)
def test_the_value_behind_a_label_is_found(text: str, value: str) -> None:
    assert found(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Geschlecht: m/w/d",
        "Wir suchen einen Entwickler (m/w/d).",
        "The man and the woman left.",
        "Sex and the City: F is for fun",
        "Nem: a határidő lejárt",
        "Gender: see annex",
        "Genre: drama",
        "gen: 3",
        "Spol: —",
        "sex: str",
        "gender | value",
        "bosexo: f",
        "Kyn: karlkynsorð",
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_every_language_has_labels_and_values() -> None:
    table = load_table("gender")
    assert set(table["label"]) == set(table["value"])
    assert len(table["label"]) == 26
    for language, labels in table["label"].items():
        value = table["value"][language][0]
        assert found(f"{labels[0].capitalize()}: {value}") == [value], language
