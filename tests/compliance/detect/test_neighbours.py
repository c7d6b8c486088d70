from __future__ import annotations

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Silke Wagner, Hauptstraße 5, 10115 Berlin", ("PERSON", "Silke Wagner")),
        ("Bitte ändern: Horn, Tom, 0171 1234567", ("PERSON", "Horn, Tom")),
        ("mara linde\ngartenweg 3, 50667 köln", ("PERSON", "mara linde")),
        ("Arztbrief\n\nHelmut Zwölfender * 13.09.1955", ("PERSON", "Helmut Zwölfender")),
        ("Frau Krüger, 4.5.1961, Bonn", ("DATE_OF_BIRTH", "4.5.1961")),
        ("Kundennummer 4711-8829 / 1. Mai 1970", ("DATE_OF_BIRTH", "1. Mai 1970")),
        ("B-2019-61636 und 5. Dezember 1990.", ("DATE_OF_BIRTH", "5. Dezember 1990")),
        ("Anna Horn und Frau Petra Keller kommen", ("PERSON", "Petra Keller")),
        ("Das ist für poppy gedacht: poppy.norcross5@example.com", ("PERSON", "poppy")),
        ("Jürgen bekommt es an juergen62@example.com", ("PERSON", "Jürgen")),
    ],
)
def test_found(found: Find, text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bitte schreiben Sie an info@example.org, danke für die Info.",
        "Lieferung am 4.5.2026, Frau Krüger",
        "Der Kundenservice ist unter service@example.org erreichbar.",
        "Verordnung (EU) 2016/679 vom 27. April 2016, Brüssel",
        "Das Urteil vom 4.5.1999, Bonn",
        "The judgment of 4 May 1999, Berlin",
        "Kundennummer 4711-8829 vom 4.5.2011",
        "Berlin, 4.5.2011",
        "Meine alte Adresse: Hauptstraße 5, 10115 Berlin",
    ],
)
def test_no_names_or_birth_dates(found: Find, text: str) -> None:
    values = [value for kind, value in found(text) if kind in ("PERSON", "DATE_OF_BIRTH")]
    assert values in ([], ["Krüger"])


def test_a_list_of_names_is_found_whole(found: Find) -> None:
    text = "Ich heiße Tom Horn. Mit Tom Horn, Ida Beck und Lea Roth"
    names = [value for kind, value in found(text) if kind == "PERSON"]
    assert "Ida Beck" in names
