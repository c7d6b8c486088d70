from __future__ import annotations

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tel. 0171 1234567", "0171 1234567"),
        ("ruf an: +49 (0) 30 901820", "+49 (0) 30 901820"),
        ("erreichbar unter 0049-171-1234567.", "0049-171-1234567"),
        ("call me on 07911 123456 please", "07911 123456"),
        ("my phone is (212) 555-0123", "(212) 555-0123"),
        ("+43 1 5342920 ist in Wien", "+43 1 5342920"),
        ("030/901820-15", "030/901820-15"),
        ("Tel: 4711 55 22", "4711 55 22"),
        ("am 12.03.2024 0171 1234567 gewählt", "0171 1234567"),
    ],
)
def test_found(found: Find, text: str, number: str) -> None:
    assert ("PHONE_NUMBER", number) in found(text)


def test_two_numbers_are_two(found: Find) -> None:
    numbers = [
        value for kind, value in found("0171 1234567 / 030 901820") if kind == "PHONE_NUMBER"
    ]
    assert "".join(numbers).replace(" ", "").replace("/", "") == "01711234567030901820"


@pytest.mark.parametrize(
    "text",
    [
        "am 01.02.2024 um 10 Uhr",
        "2024-11-20 10:30",
        "Preis 1.299,00 Euro",
        "Artikel 100200300",
        "0,5 Liter und 10 000 Stück",
    ],
)
def test_nothing_found(found: Find, text: str) -> None:
    assert [kind for kind, _ in found(text) if kind == "PHONE_NUMBER"] == []
