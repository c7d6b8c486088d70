from __future__ import annotations

import pytest

from compliance.detect.identifiers.labels import LabelFinder
from compliance.detect.identifiers.vehicles import RULES
from compliance.detect.matching.rules import RuleFinder

_RULES = RuleFinder("vehicles", RULES)
_LABELS = LabelFinder()

# One plate of each country, and the word for it there.
_PLATES = {
    "AT": ("Kennzeichen", "W-12345A"),
    "BE": ("nummerplaat", "1-ABC-234"),
    "BG": ("рег. номер", "CA 1234 AB"),
    "HR": ("registarska oznaka", "ZG 1234-AB"),
    "CY": ("αρ. κυκλοφορίας", "ABC 123"),
    "CZ": ("SPZ", "1A2 3456"),
    "DK": ("nummerplade", "AB 12 345"),
    "EE": ("numbrimärk", "123 ABC"),
    "FI": ("rekisterinumero", "ABC-123"),
    "FR": ("immatriculation", "AB-123-CD"),
    "DE": ("Kennzeichen", "B-AB 1234"),
    "GR": ("αριθμός κυκλοφορίας", "YZA-1234"),
    "HU": ("rendszám", "AA BC-123"),
    "IE": ("registration number", "191-D-12345"),
    "IT": ("targa", "AB 123 CD"),
    "LV": ("numura zīme", "AB-1234"),
    "LT": ("valst. nr", "ABC 123"),
    "LU": ("plaque d'immatriculation", "AB 1234"),
    "MT": ("number plate", "ABC 123"),
    "NL": ("kenteken", "12-ABC-3"),
    "PL": ("numer rejestracyjny", "WX 12345"),
    "PT": ("matrícula", "12-AB-34"),
    "RO": ("număr de înmatriculare", "B 123 ABC"),
    "SK": ("evidenčné číslo", "BA-123AB"),
    "SI": ("registrska oznaka", "LJ AB-123"),
    "ES": ("matrícula", "1234 BCD"),
    "SE": ("registreringsnummer", "ABC 12D"),
    "NO": ("skiltnummer", "AB 12345"),
    "IS": ("bílnúmer", "AB-C12"),
    "LI": ("Kontrollschild", "FL 12345"),
    "CH": ("Kontrollschild", "ZH 123456"),
    "GB": ("reg number", "AB12 CDE"),
}


def _found(text: str) -> list[tuple[str, str]]:
    finds = [*_RULES.find(text), *_LABELS.find(text)]
    return [(each.type, text[each.start : each.end]) for each in finds if each.score >= 0.4]


@pytest.mark.parametrize("country", sorted(_PLATES))
def test_plate_behind_its_word(country: str) -> None:
    word, plate = _PLATES[country]
    assert ("LICENSE_PLATE", plate) in _found(f"{word}: {plate}.")
    assert ("LICENSE_PLATE", plate) in _found(f"{word} {plate}, ok")


@pytest.mark.parametrize(
    "text",
    [
        "moje auto, WX 12345, stoji",
        "mijn auto is de 12-AB-34",
        "my car AB12 CDE is outside",
        "ma voiture AB-123-CD",
        "mi coche 1234BCD",
        "la mia macchina AB123CD",
    ],
)
def test_plate_near_a_vehicle(text: str) -> None:
    assert any(kind == "LICENSE_PLATE" for kind, _ in _found(text))


@pytest.mark.parametrize("plate", ["AB-123-CD", "1-ABC-234", "191-D-12345", "B-AB 1234"])
def test_distinct_plate_alone(plate: str) -> None:
    assert ("LICENSE_PLATE", plate) in _found(f"dort stand {plate} gestern")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("WVWZZZ1JZ3W386752", "WVWZZZ1JZ3W386752"),
        ("1HGCM82633A004352", "1HGCM82633A004352"),
        ("číslo karoserie TMBZZZ1Z9C2123456", "TMBZZZ1Z9C2123456"),
        ("vin: abczzz1jz3w386752", "abczzz1jz3w386752"),
    ],
)
def test_vehicle_number(text: str, value: str) -> None:
    assert ("VEHICLE_ID", value) in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Modell DE-5500 und XC60",
        "mein Auto ist ein BMW 320 mit 150 PS",
        "CK-MB 65, LDH 225, PCR 127",
        "las plaquetas 246.800, GPT 86",
        "placa de 2 cm",
        "part 46-440-200",
        "1HGCM82633A004353 is a serial",
        "Keilriemen SPZ 1180 Lw",
        "ISO 9001, DIN 53770, EN 60204",
        "im Auto 12 km gefahren, 100 kW",
    ],
)
def test_nothing_found(text: str) -> None:
    assert _found(text) == []
