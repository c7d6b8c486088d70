from __future__ import annotations

import random
import string

import pytest

from compliance.detect.identifiers.bank import RULES, IbanFinder, iban_valid
from compliance.detect.identifiers.cards import CardFinder
from compliance.detect.identifiers.checksums import is_round, luhn, mod97
from compliance.detect.matching.rules import RuleFinder

_RULES = RuleFinder("bank", RULES)

# Account part of an IBAN by country: n digits, a letters; written from the public registry.
_FORMS = {
    "AT": "n16", "BE": "n12", "BG": "a4n14", "HR": "n17", "CY": "n24", "CZ": "n20", "DK": "n14",
    "EE": "n16", "FI": "n14", "FR": "n10a1n12", "DE": "n18", "GR": "n23", "HU": "n24",
    "IE": "a4n14", "IT": "a1n22", "LV": "a4n13", "LT": "n16", "LU": "n16", "MT": "a4n5n18",
    "NL": "a4n10", "PL": "n24", "PT": "n21", "RO": "a4n16", "SK": "n20", "SI": "n15", "ES": "n20",
    "SE": "n20", "NO": "n11", "IS": "n22", "LI": "n17", "CH": "n17", "GB": "a4n14",
}  # fmt: skip


def _iban(country: str) -> str:
    rng = random.Random(country)
    account = ""
    form = _FORMS[country]
    for part in form.replace("a", " a").replace("n", " n").split():
        letters = string.ascii_uppercase if part[0] == "a" else string.digits
        account += "".join(rng.choice(letters) for _ in range(int(part[1:])))
    check = 98 - mod97(account + country + "00")
    return f"{country}{check:02d}{account}"


def _ibans(text: str) -> list[tuple[str, str, float]]:
    return [
        (each.type, text[each.start : each.end], each.score) for each in IbanFinder().find(text)
    ]


def _cards(text: str) -> list[tuple[str, str]]:
    return [
        (each.type, text[each.start : each.end])
        for each in CardFinder().find(text)
        if each.score >= 0.4
    ]


def _accounts(text: str) -> list[tuple[str, str]]:
    return [(each.type, text[each.start : each.end]) for each in _RULES.find(text)]


@pytest.mark.parametrize("country", sorted(_FORMS))
def test_iban_of_each_country_in_every_form(country: str) -> None:
    value = _iban(country)
    assert iban_valid(value)
    spaced = " ".join(value[at : at + 4] for at in range(0, len(value), 4))
    forms = (
        value,
        spaced,
        spaced.replace(" ", "-"),
        value.lower(),
        spaced.replace(" ", "\n", 2).replace("\n", " ", 1),
    )
    for form in forms:
        assert ("IBAN_CODE", form, 1.0) in _ibans(f"prosím {form}, děkuji")


@pytest.mark.parametrize(
    "text",
    [
        "numero di conto: {}",
        "Nr rachunku: {}",
        "Αριθμός λογαριασμού {}",
        "банкова сметка {}",
        "pankkitili {}",
        "számlaszám {}",
    ],
)
def test_mistyped_iban_behind_a_word_for_account(text: str) -> None:
    value = "PL61109010140000071219812875"
    assert not iban_valid(value)
    found = _ibans(text.replace("{}", value))
    assert found == [("IBAN_CODE", value, 0.6)]


def test_iban_with_a_digit_too_few_or_too_many() -> None:
    assert _ibans("IBAN DE89 3704 0044 0532 0130 0 und mehr")[0][1] == "DE89 3704 0044 0532 0130 0"
    assert _ibans("IBAN: DE89 3704 0044 0532 0130 000")[0][1] == "DE89 3704 0044 0532 0130 000"


def test_bic_beside_an_iban_needs_no_word() -> None:
    found = _ibans("BE68 5390 0754 7034 KREDBEBB, danke")
    assert [each[:2] for each in found] == [
        ("IBAN_CODE", "BE68 5390 0754 7034"),
        ("BIC_CODE", "KREDBEBB"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "in una stanza de 10 mm aproximadamente y presencia",
        "Konto: de 12 bis 14 Uhr an der Kasse und danach wieder zu",
        "XX89370400440532013000",
        "SHA DE89ABCDEF0123456789AB",
    ],
)
def test_no_iban(text: str) -> None:
    assert _ibans(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("BIC: COBADEFFXXX", "COBADEFFXXX"),
        ("swift: deutdeff", "deutdeff"),
        ("Code BIC BNPAFRPP", "BNPAFRPP"),
    ],
)
def test_bic(text: str, value: str) -> None:
    assert ("BIC_CODE", value) in _accounts(text)


def test_a_swift_movement_is_no_bic() -> None:
    assert _accounts("with a swift movement she rose, quarters in hand") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sort code 12-34-56", "12-34-56"),
        ("cuenta 2100 0418 45 0200051332", "2100 0418 45 0200051332"),
        ("nr rachunku 61 1090 1014 0000 0712 1981 2874", "61 1090 1014 0000 0712 1981 2874"),
        ("číslo účtu 19-2000145399/0800", "19-2000145399/0800"),
        ("rekening 539-0075470-34", "539-0075470-34"),
        ("számlaszám 11773016-11111018-00000000", "11773016-11111018-00000000"),
        ("bankgiro 5050-1055", "5050-1055"),
        ("kontonummer 8601.11.17947", "8601.11.17947"),
        ("NIB 0002 0123 12345678901 54", "0002 0123 12345678901 54"),
        ("RIB 20041 01005 0500013M026 06", "20041 01005 0500013M026 06"),
        ("žiro račun 1001005-1863000160", "1001005-1863000160"),
        ("routing number 021000021", "021000021"),
    ],
)
def test_national_account(text: str, value: str) -> None:
    assert ("BANK_ACCOUNT", value) in _accounts(text)


def test_numbers_of_zeros_are_no_account() -> None:
    assert _accounts("id 00000000-0000-0000-0000-000000000000 in 3,1-17,5 pg/ml") == []


@pytest.mark.parametrize(
    "number",
    [
        "4111 1111 1111 1111", "5555-5555-5555-4444", "3782 822463 10005", "4111111111111111",
        "6759 6498 2643 8453", "3566 0020 2036 0505", "2223 0000 4841 0010",
    ],
)  # fmt: skip
def test_card_in_any_language(number: str) -> None:
    for text in (f"karta {number}", f"tarjeta: {number}", f"κάρτα {number}.", f"see {number} 123"):
        assert ("CREDIT_CARD", number) in _cards(text)


def test_card_over_a_line_break_and_mistyped() -> None:
    assert _cards("card 4111 1111\n1111 1111") == [("CREDIT_CARD", "4111 1111\n1111 1111")]
    assert _cards("Kreditkarte 4111 1111 1111 1112") == [("CREDIT_CARD", "4111 1111 1111 1112")]


def test_expiry_stands_beside_its_card() -> None:
    found = _cards("Visa 4111 1111 1111 1111 gültig bis 12/27, CVC 123")
    assert ("CARD_EXPIRY", "12/27") in found
    assert _cards("Stand 12/27") == []


@pytest.mark.parametrize(
    "text",
    [
        "**** **** **** 1234",
        "Visa xxxx xxxx xxxx 1234",
        "4006381333931 ist eine Artikelnummer",
        "1 1 2 3 5 8 13 21 34 55 89 144 233",
        "20261125154423",
        "4111 1111 1111 1112",
        "0000 0000 0000 0000",
    ],
)
def test_no_card(text: str) -> None:
    assert _cards(text) == []


def test_checksums() -> None:
    assert luhn("79927398713") and not luhn("79927398710")
    assert mod97("3214282912345698765432161182") == 1
    assert is_round("4294967296") and is_round("100000") and is_round("7777777")
    assert not is_round("48291377")
