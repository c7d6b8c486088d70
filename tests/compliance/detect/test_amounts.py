from __future__ import annotations

import pytest

from compliance.detect.identifiers.amounts import AmountFinder


def amounts(text: str) -> list[str]:
    return [text[each.start : each.end] for each in AmountFinder().find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("was paid EUR 4,684.40 in costs", "EUR 4,684.40"),
        ("a total of 200,000 Turkish liras (TRY) was", "200,000 Turkish liras (TRY)"),
        ("about 80 DEM as interest", "80 DEM"),
        ("sein Gehalt von 3.450,00 € monatlich", "3.450,00 €"),
        ("a loan of 1.5 million euros, he said", "1.5 million euros"),
        ("24,952.51 pounds sterling (GBP), which", "24,952.51 pounds sterling (GBP)"),
        ("sentenced him to three years' imprisonment", "three years'"),
        ("sentenced to one year and four months of detention", "one year and four months"),
        ("a sentence of 18 years could be expected", "18 years"),
        ("Freiheitsstrafe von drei Jahren", "drei Jahren"),
    ],
)
def test_found(text: str, expected: str) -> None:
    assert expected in amounts(text)


@pytest.mark.parametrize(
    "text",
    [
        "three years later he left",
        "EUROPE 2020 and EURO 2024x",
        "der Eurocode 5 gilt",
        "in 24 hours",
        "12345",
    ],
)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert amounts(text) == []
