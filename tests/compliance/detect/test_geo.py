from __future__ import annotations

import pytest

from compliance.detect.identifiers.geo import RULES
from compliance.detect.matching.rules import RuleFinder

_FINDER = RuleFinder("geo", RULES)


def _found(text: str) -> list[str]:
    return [text[each.start : each.end] for each in _FINDER.find(text) if each.score >= 0.4]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("bei 52.520008, 13.404954 treffen", "52.520008, 13.404954"),
        ("GPS: 38.7223 -9.1393", "38.7223 -9.1393"),
        ("współrzędne 52,2297 / 21,0122", "52,2297 / 21,0122"),
        ("48°51'29.6\"N 2°17'40.2\"E", "48°51'29.6\"N 2°17'40.2\"E"),
        ("N 52° 31.123' E 013° 24.456'", "N 52° 31.123' E 013° 24.456'"),
        ("geo:48.2010,16.3695", "geo:48.2010,16.3695"),
        ('"latitude": 48.8566', "48.8566"),
        ("https://www.google.com/maps/@52.5200,13.4050,15z", "https://www.google.com/maps/@52.5200,13.4050,15z"),
        ("https://www.openstreetmap.org/#map=17/52.5200/13.4050", "https://www.openstreetmap.org/#map=17/52.5200/13.4050"),
        ("ich bin bei ///filled.count.soap", "///filled.count.soap"),
        ("9C3XGV5P+QR", "9C3XGV5P+QR"),
    ],
)  # fmt: skip
def test_found(text: str, value: str) -> None:
    assert value in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "weights = [0.1234, 0.5678, 0.9012]",
        "file:///usr.local.share",
        "ALAT: 1.008 U/L",
        "3.14159, 2.71828",
        "version 10.1234.5678",
        "48,90 Euro, 13,50 Euro",
        "bei 20 °C",
        "1234+56",
    ],
)
def test_nothing_found(text: str) -> None:
    assert _found(text) == []
