from __future__ import annotations

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Meine Kundennummer ist 4711-8829.", ("CUSTOMER_ID", "4711-8829")),
        ("Kd.-Nr.: KD 482913", ("CUSTOMER_ID", "KD 482913")),
        ("order number ORD-2026-88213 is late", ("CUSTOMER_ID", "ORD-2026-88213")),
        ("Vertragsnr. V-99812/3", ("CUSTOMER_ID", "V-99812/3")),
        ("invoice #20260044", ("CUSTOMER_ID", "20260044")),
        ("Bestellung 88231945 fehlt", ("CUSTOMER_ID", "88231945")),
        ("Benutzername: anna_k77", ("USERNAME", "anna_k77")),
        ("my username is sunflower.", ("USERNAME", "sunflower")),
        ("folge mir auf instagram @anna.k", ("USERNAME", "@anna.k")),
        ("sort code 12-34-56", ("BANK_ACCOUNT", "12-34-56")),
        ("Seriennummer: SN99120045X", ("DEVICE_ID", "SN99120045X")),
    ],
)
def test_found(found: Find, text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Meine Kundennummer finde ich nicht.",
        "order 2 pieces",
        "Rechnung über 49,90 Euro",
        "The username is already taken",
        "Ein Nickname reicht.",
        "@property steht im Code",
        "Ticket für 2 Personen",
    ],
)
def test_nothing_found(found: Find, text: str) -> None:
    assert found(text) == []
