from __future__ import annotations

import pytest
from stdnum.eu import vat as eu_vat
from test_national_ids import best

from compliance.detect.identifiers.national_ids import national_id_finder
from compliance.detect.identifiers.national_ids.checks import icao
from compliance.detect.matching.rules import RuleFinder

# One valid number for each state, made up from the check digit rules.
VAT_IDS = (
    "ATU13585627", "BE0428759497", "BG175074752", "CY10259033P", "CZ25123891", "DE136695976",
    "DK13585628", "EE100931558", "EL094259216", "ESB58378431", "FI20774740", "FR40303265045",
    "HR33392005961", "HU12892312", "IE6433435F", "IT00743110157", "LT119511515", "LU15027442",
    "LV40003521600", "MT11679112", "NL123456782B90", "PL8567346215", "PT501964843", "RO18547290",
    "SE123456789701", "SI50223054", "SK2022749619", "GB980780684", "CHE107787577", "NO995525828MVA",
)  # fmt: skip

LABELLED = (
    ("PASSPORT", "Reisepassnummer", "X1234567"),
    ("PASSPORT", "passeport n°", "12AB34567"),
    ("PASSPORT", "pasaporte", "AAA123456"),
    ("PASSPORT", "numer paszportu", "XY1234567"),
    ("PASSPORT", "Αριθμός διαβατηρίου", "ΑΕ1234567"),
    ("PASSPORT", "паспорт №", "381234567"),
    ("PASSPORT", "útlevél száma", "BA1234567"),
    ("PASSPORT", "passinumero", "FP1234567"),
    ("ID_CARD", "Ausweisnummer", "123456789"),
    ("ID_CARD", "číslo občanského průkazu", "123456789"),
    ("ID_CARD", "henkilökortti", "123456789"),
    ("ID_CARD", "osobna iskaznica broj", "123456789"),
    ("ID_CARD", "asmens tapatybės kortelė", "12345678"),
    ("DRIVING_LICENCE", "Führerausweis Nr.", "123456789"),
    ("DRIVING_LICENCE", "körkort", "850514-1239"),
    ("DRIVING_LICENCE", "ajokortin numero", "140585-123A"),
    ("PL_ID_CARD", "dowód osobisty seria", "ABC numer 123456"),
    ("DRIVING_LICENCE", "rijbewijsnummer is", "1234567890"),
    ("DRIVING_LICENCE", "шофьорска книжка", "123456789"),
    ("RESIDENCE_PERMIT", "titre de séjour n°", "9912345678"),
    ("RESIDENCE_PERMIT", "permesso di soggiorno", "I12345678"),
    ("RESIDENCE_PERMIT", "oleskelulupa", "A12345678"),
    ("HEALTH_INSURANCE", "tarjeta sanitaria", "ABCD850514123"),
    ("HEALTH_INSURANCE", "utente n.º", "123456789"),
    ("SOCIAL_SECURITY", "sosiaaliturvatunnus", "1234567"),
    ("TAX_ID", "numéro fiscal", "12345678901234"),
    ("NATIONAL_ID", "personal number", "1234567"),
)

PASSPORT_LINES = (
    "P<UTOMUSTER<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
)
CARD_LINES = (
    "I<UTOD231458907<<<<<<<<<<<<<<<",
    "7408122F1204159UTO<<<<<<<<<<<6",
    "MUSTER<<ANNA<MARIA<<<<<<<<<<<<",
)
VISA_LINES = ("V<UTOMUSTER<<ANNA<MARIA<<<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")


@pytest.fixture(scope="module")
def finder() -> RuleFinder:
    return national_id_finder()


@pytest.mark.parametrize("value", VAT_IDS)
def test_vat_id_of_each_state(finder: RuleFinder, value: str) -> None:
    assert best(finder, f"Invoice from {value}, due today", value) == "VAT_ID"
    parted = f"{value[:2]} {value[2:]}" if value[:2] not in ("CH", "AT") else value
    assert best(finder, f"VAT: {parted}", parted) == "VAT_ID"
    assert best(finder, f"USt-IdNr. {value.lower()}", value.lower()) == "VAT_ID"


@pytest.mark.parametrize("value", [value for value in VAT_IDS if value[:2] not in ("NO", "CH")])
def test_vat_id_with_a_wrong_digit_is_not_found(finder: RuleFinder, value: str) -> None:
    digits = [place for place, char in enumerate(value) if char.isdigit()]
    last = digits[4]
    broken = [value[:last] + digit + value[last + 1 :] for digit in "0123456789"]
    wrong = [each for each in broken if not each.startswith("GB") and not eu_vat.is_valid(each)]
    assert wrong or value.startswith("GB")
    assert all(best(finder, f"from {each}, due", each) != "VAT_ID" for each in wrong)


@pytest.mark.parametrize(("kind", "label", "value"), LABELLED)
def test_a_number_right_behind_its_label(
    finder: RuleFinder, kind: str, label: str, value: str
) -> None:
    assert best(finder, f"{label}: {value}", value) == kind
    assert best(finder, f"{label.upper()} {value}.", value) == kind


@pytest.mark.parametrize("sign", ["\n", " ", "\r\n"])
@pytest.mark.parametrize("lines", [PASSPORT_LINES, CARD_LINES, VISA_LINES])
def test_machine_readable_zone_is_one_find(
    finder: RuleFinder, lines: tuple[str, ...], sign: str
) -> None:
    value = sign.join(lines)
    found = [each for each in finder.find(f"Scan:\n{value}\nend") if each.type == "MRZ"]
    assert {(each.start, each.end) for each in found} == {(6, 6 + len(value))}
    assert max(each.score for each in found) > 0.95


def test_machine_readable_zone_with_a_wrong_digit_is_still_one(finder: RuleFinder) -> None:
    value = "\n".join(PASSPORT_LINES).replace("7408122F", "7408123F")
    found = [each for each in finder.find(value) if each.type == "MRZ"]
    assert [each.score for each in found] == [0.8]


def test_check_digit_of_travel_documents() -> None:
    assert icao("L898902C3") == 6 and icao("740812") == 2 and icao("D23145890") == 7
    assert icao("ZE184226B<<<<<") == 1


def test_european_health_insurance_card(finder: RuleFinder) -> None:
    assert best(finder, "card 80276000001234567890 ok", "80276000001234567890") == (
        "HEALTH_INSURANCE"
    )
