from __future__ import annotations

from collections.abc import Callable

import pytest

from compliance.detect.places.finder import place_finder

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ich wohne seit Jahren in Bad Kissingen.", ("LOCATION", "Bad Kissingen")),
        ("I live in Leeds now", ("LOCATION", "Leeds")),
        ("Lieferung nach 10115 Berlin", ("LOCATION", "10115 Berlin")),
        ("our postcode is sw1a 1aa", ("LOCATION", "sw1a 1aa")),
        ("Er arbeitet bei Müller & Sohn GmbH", ("ORGANIZATION", "Müller & Sohn GmbH")),
    ],
)
def test_found(found: Find, text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    "text", ["Wir ziehen in Erwägung", "12345 Euro", "based on this", "Das ist eine AG."]
)
def test_nothing_found(found: Find, text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("her home in the Valdora Village by the sea", "Valdora Village"),
        ("a watchman at the Tesvik Municipality, attached", "Tesvik Municipality"),
        ("the Orla Peninsula was", "Orla Peninsula"),
        ("the Nordmark-Seeland Département.", "Nordmark-Seeland Département"),
        ("the municipality of Vallsund in the north", "municipality of Vallsund"),
        ("in the district of Tresanti.", "Tresanti"),
        ("a house in the Rosengasse in town", "Rosengasse"),
        ("Er wohnt in der Clara-Zetkin-Allee seit", "Clara-Zetkin-Allee"),
        ("der Unfall auf der Lübecker Straße war", "Lübecker Straße"),
        ("auf der Halbinsel Tarnow war", "Tarnow"),
        ("dans le quartier de Montfleury, elle", "Montfleury"),
        ("en la aldea de Valdemuro, donde", "Valdemuro"),
        ("nella frazione di Montebello, dove", "Montebello"),
        ("held in Vernay Prison (Haute-Savoie).", "Haute-Savoie"),
        ("lives in Cardiff, Ohio.", "Ohio"),
    ],
)
def test_places_that_say_what_they_are(text: str, expected: str) -> None:
    found = place_finder().find(text)
    assert expected in [text[each.start : each.end] for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "the Valdora District Court ruled",
        "the Oakdell Police District sent",
        "Each Region has its own list",
        "The Village is small",
        "in der Seitenstraße gegenüber",
        "auf der Hauptstraße und in der Sackgasse",
        "auf der Straße",
        "Die Gemeinde Mitglieder",
        "sales by region (Total)",
    ],
)
def test_kinds_without_a_name_are_no_places(text: str) -> None:
    assert list(place_finder().find(text)) == []
