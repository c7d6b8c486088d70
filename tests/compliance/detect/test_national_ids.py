from __future__ import annotations

from collections.abc import Callable

import pytest

from compliance.detect import TYPES
from compliance.detect.national_ids import TABLE, id_card, kvnr, national_id_finder, rvnr

Find = Callable[[str], list[tuple[str, str]]]

# Numbers from the documentation of the issuing bodies or of python-stdnum; none is a person's.
EXAMPLES = [
    ("DE_TAX_ID", "Steuer-ID 36 574 261 809", "36 574 261 809"),
    ("DE_SOCIAL_SECURITY", "15070649C103", "15070649C103"),
    ("DE_HEALTH_INSURANCE", "Krankenkasse A123456780", "A123456780"),
    ("DE_ID_CARD", "Personalausweis T220001293", "T220001293"),
    ("DE_ID_CARD", "Ausweisnummer: T22000129", "T22000129"),
    ("DE_PASSPORT", "Reisepass C01X00T478", "C01X00T478"),
    ("DE_TAX_NUMBER", "Steuernummer 181/815/08155", "181/815/08155"),
    ("AT_SOCIAL_SECURITY", "SVNR 1237 010180", "1237 010180"),
    ("BE_NATIONAL_NUMBER", "rijksregister 85.07.30-033 28", "85.07.30-033 28"),
    ("BG_EGN", "EGN 7523169263", "7523169263"),
    ("CH_AHV", "756.9217.0769.85", "756.9217.0769.85"),
    ("CZ_BIRTH_NUMBER", "rodné číslo 710319/2745", "710319/2745"),
    ("DK_CPR", "CPR 211062-5629", "211062-5629"),
    ("EE_PERSONAL_CODE", "isikukood 36805280109", "36805280109"),
    ("ES_NIF", "54362315K", "54362315K"),
    ("ES_NIE", "X-2482300W", "X-2482300W"),
    ("FI_PERSONAL_IDENTITY_CODE", "131052-308T", "131052-308T"),
    ("FR_NIR", "2 95 10 99 126 111 93", "2 95 10 99 126 111 93"),
    ("GR_AMKA", "AMKA 01013099997", "01013099997"),
    ("HR_OIB", "OIB 33392005961", "33392005961"),
    ("IE_PPS", "PPS 6433435F", "6433435F"),
    ("IT_FISCAL_CODE", "RCCMNL83S18D969H", "RCCMNL83S18D969H"),
    ("LT_PERSONAL_CODE", "asmens kodas 33309240064", "33309240064"),
    ("LV_PERSONAL_CODE", "personas kods 161175-19997", "161175-19997"),
    ("NL_BSN", "BSN 1112.22.333", "1112.22.333"),
    ("NO_NATIONAL_ID", "fødselsnummer 15108695088", "15108695088"),
    ("PL_PESEL", "PESEL 44051401359", "44051401359"),
    ("PT_NIF", "NIF 501 964 843", "501 964 843"),
    ("RO_CNP", "CNP 1630615123457", "1630615123457"),
    ("SE_PERSONNUMMER", "personnummer 880320-0016", "880320-0016"),
    ("SI_EMSO", "EMŠO 0101006500006", "0101006500006"),
    ("UK_NINO", "AB 12 34 56 C", "AB 12 34 56 C"),
    ("UK_NINO", "national insurance number qq123456c", "qq123456c"),
    ("UK_NHS", "NHS number 943 476 5870", "943 476 5870"),
    ("US_SSN", "536-90-4399", "536-90-4399"),
    ("US_SSN", "SSN 536904399", "536904399"),
    ("PASSPORT", "passport no. X1234567", "X1234567"),
]


@pytest.mark.parametrize(("kind", "text", "value"), EXAMPLES)
def test_found(kind: str, text: str, value: str) -> None:
    results = {(each.type, text[each.start : each.end]) for each in national_id_finder().find(text)}
    assert (kind, value) in results


@pytest.mark.parametrize(
    "text",
    [
        "943 476 5870 Stück",
        "211062 5629 Teile",
        "Bestellwert 123456789",
        "15070649C104 ist ein Teil",
        "7523169263",
        "Artikel AB12345678",
        "GB 12 34 56 Z",
    ],
)
def test_nothing_found_without_check_or_hint(text: str) -> None:
    assert list(national_id_finder().find(text)) == []


def test_a_number_with_a_typing_mistake_behind_its_name_is_found(found: Find) -> None:
    assert found("Meine Steuer-ID: 36574261808") == [("DE_TAX_ID", "36574261808")]


def test_every_row_names_a_type_of_the_table() -> None:
    assert {row.type for row in TABLE} <= set(TYPES)


def test_own_checks() -> None:
    assert rvnr("15070649C103") and rvnr("65 170839 J 003") and not rvnr("15070649C102")
    assert not rvnr("15071349C103")
    assert kvnr("A123456780") and not kvnr("A123456781")
    assert id_card("T220001293") and not id_card("T220001294") and not id_card("T22000129")
