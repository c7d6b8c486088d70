"""Surrogates come from ranges that are given to nobody."""

from __future__ import annotations

import re

import phonenumbers
import pytest
from stdnum import iban, luhn
from surrogates import Scope

from compliance.operators.surrogates import is_reserved

_GERMAN_TAX_ID = "86095742719"


@pytest.mark.parametrize(
    ("entity_type", "value"),
    [
        ("EMAIL_ADDRESS", "anna@firma.de"),
        ("URL", "https://firma.de/anna"),
        ("IP_ADDRESS", "10.1.2.3"),
        ("IP_ADDRESS", "2a00:1450::5"),
        ("MAC_ADDRESS", "00:1a:2b:3c:4d:5e"),
        ("IBAN_CODE", "DE89 3704 0044 0532 0130 00"),
        ("CREDIT_CARD", "4111 1111 1111 1111"),
        ("BIC_CODE", "DEUTDEFFXXX"),
        ("BIC_CODE", "DEUTDEFF500"),
        ("VEHICLE_ID", "WVWZZZ1JZXW000001"),
        ("DEVICE_ID", "490154203237518"),
        ("DE_TAX_ID", _GERMAN_TAX_ID),
        ("DE_SOCIAL_SECURITY", "65 170839 J 003"),
        ("DK_CPR", "150585-1234"),
        ("US_SSN", "536-90-4399"),
        ("US_ITIN", "912-90-3456"),
        ("ES_NIF", "12345678Z"),
        ("PL_PESEL", "44051401359"),
        ("CH_AHV", "756.9217.0769.85"),
        ("NL_BSN", "111222333"),
        ("FR_NIR", "2 95 10 99 126 111 93"),
        ("PHONE_NUMBER", "030 1234567"),
        ("PHONE_NUMBER", "0171/1234567"),
        ("PHONE_NUMBER", "+33 6 12 34 56 78"),
        ("PHONE_NUMBER", "+44 20 8123 4567"),
        ("PHONE_NUMBER", "+1 (212) 736-5000"),
        ("PHONE_NUMBER", "+43 1 58858"),
        ("PHONE_NUMBER", "0046 8 123 456 78"),
    ],
)
def test_a_surrogate_is_reserved_and_the_value_is_not(entity_type: str, value: str) -> None:
    if entity_type not in ("DK_CPR", "US_SSN", "US_ITIN"):
        assert not is_reserved(entity_type, value)
    for _ in range(20):
        new = Scope()(entity_type, value)
        assert is_reserved(entity_type, new)
        assert new != value
        if not entity_type.startswith(("EMAIL", "URL", "IP_", "PHONE")):
            assert re.sub(r"\w", "x", new) == re.sub(r"\w", "x", value)


def test_types_without_a_range_are_never_reserved() -> None:
    assert not is_reserved("PERSON", "Anna")
    assert not is_reserved("LICENSE_PLATE", "B-AB 12")
    assert not is_reserved("IP_ADDRESS", "nothing")
    assert not is_reserved("IP_ADDRESS", "999.9.9.9")
    assert not is_reserved("EMAIL_ADDRESS", "anna@notexample.com")
    assert not is_reserved("EMAIL_ADDRESS", "anna@example.com.evil.de")
    assert not is_reserved("URL", "https://evil.de/@x/")


def test_account_and_card_fail_the_checks_of_others_too() -> None:
    scope = Scope()
    for number in range(1000):
        account = scope("IBAN_CODE", f"DE89 3704 0044 {number:04d} 0130 00")
        assert account[:4] in ("DE00", "DE01") and account.count(" ") == 5
        assert not iban.is_valid(account, check_country=False)
    for _ in range(20):
        card = Scope()("CREDIT_CARD", "4111111111111111")
        assert card[0] == "4" and not luhn.is_valid(card)


@pytest.mark.parametrize("value", ["+43 1 58858", "+48 601 234 567", "01 58858 100", "601234567"])
def test_a_phone_of_a_country_without_film_numbers_rings_nowhere(value: str) -> None:
    new = Scope("und")("PHONE_NUMBER", value)
    assert new.startswith("+999 ")
    with pytest.raises(phonenumbers.NumberParseException):
        phonenumbers.parse(new)


def test_forms_of_a_phone_agree() -> None:
    scope = Scope()
    forms = ["+49 (0)30 1234567", "030/1234567", "0049 30 1234567", "(030) 1234567"]
    digits = [
        re.sub(r"\D", "", scope("PHONE_NUMBER", form)).removeprefix("00").removeprefix("49")
        for form in forms
    ]
    assert len({each.removeprefix("0") for each in digits}) == 1
