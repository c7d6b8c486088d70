from __future__ import annotations

from collections.abc import Callable

import pytest

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
