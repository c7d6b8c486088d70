from __future__ import annotations

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Ich wohne in der Hauptstraße 5, 10115 Berlin.", "Hauptstraße 5, 10115 Berlin"),
        ("Hauptstr. 12a\n80331 München\nDanke", "Hauptstr. 12a\n80331 München"),
        ("bitte an gartenweg 3, 50667 köln schicken", "gartenweg 3, 50667 köln"),
        ("Konrad-Adenauer-Straße 17-19 ist neu", "Konrad-Adenauer-Straße 17-19"),
        ("Adresse: Lange Straße 4 b, 26122 Oldenburg", "Lange Straße 4 b, 26122 Oldenburg"),
        ("Unter den Linden 77, 10117 Berlin", "Unter den Linden 77, 10117 Berlin"),
        ("Am Stadtpark 12, 22303 Hamburg", "Am Stadtpark 12, 22303 Hamburg"),
        ("Ich wohne Am Stadtpark 12", "Am Stadtpark 12"),
        ("Bahnhofplatz 1, 8001 Zürich", "Bahnhofplatz 1, 8001 Zürich"),
        ("Postfach 1234, 60311 Frankfurt", "Postfach 1234, 60311 Frankfurt"),
        ("221B Baker Street, London NW1 6XE", "221B Baker Street, London NW1 6XE"),
        ("Flat 3, 16 Kiln Lane, Lewes BN7 7YJ.", "Flat 3, 16 Kiln Lane, Lewes BN7 7YJ"),
        ("16 Elm Ave, Washington, DC 20500", "16 Elm Ave, Washington, DC 20500"),
        ("i live at 10 downing street", "10 downing street"),
        ("74 Oak Terrace\nSpringfield, OR 97477", "74 Oak Terrace\nSpringfield, OR 97477"),
    ],
)  # fmt: skip
def test_found_whole(found: Find, text: str, address: str) -> None:
    assert ("STREET_ADDRESS", address) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Am Montag 12 Uhr",
        "Im Januar 2024 war es kalt",
        "Auf dem Arbeitsplatz 3 Monitore",
        "Speicherplatz 20 GB",
        "Der Umweg 3 lohnt nicht",
        "it is 5 minutes down the road",
        "2 weeks this way",
        "We offer 3 different drive modes",
        "Auf Seite 5 steht es",
        "Weg 5",
        "12345 Euro im Jahr 2023",
    ],
)
def test_nothing_found(found: Find, text: str) -> None:
    assert [each for each in found(text) if each[0] == "STREET_ADDRESS"] == []
