from __future__ import annotations

from collections.abc import Callable

import pytest

from compliance.detect.patterns import iban_valid, luhn

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mail an max.muster+x@firma-a.de.", ("EMAIL_ADDRESS", "max.muster+x@firma-a.de")),
        ("anna (at) web (dot) de bitte", ("EMAIL_ADDRESS", "anna (at) web (dot) de")),
        ("write to anna dot b at mail dot com", ("EMAIL_ADDRESS", "anna dot b at mail dot com")),
        ("müller@bücher.example ist da", ("EMAIL_ADDRESS", "müller@bücher.example")),
        ("DE89370400440532013000", ("IBAN_CODE", "DE89370400440532013000")),
        ("IBAN de89 3704 0044 0532 0130 00 und so", ("IBAN_CODE", "de89 3704 0044 0532 0130 00")),
        ("GB29 NWBK 6016 1331 9268 19, thanks", ("IBAN_CODE", "GB29 NWBK 6016 1331 9268 19")),
        ("Karte 4111 1111 1111 1111 belasten", ("CREDIT_CARD", "4111 1111 1111 1111")),
        ("server 203.0.113.7 antwortet nicht", ("IP_ADDRESS", "203.0.113.7")),
        ("from 2001:db8::8a2e:370:7334 again", ("IP_ADDRESS", "2001:db8::8a2e:370:7334")),
        ("MAC 00:1B:44:11:3A:B7", ("MAC_ADDRESS", "00:1B:44:11:3A:B7")),
        ("mein Auto B-AB 1234 steht dort", ("LICENSE_PLATE", "B-AB 1234")),
        ("my car AB12 CDE is outside", ("LICENSE_PLATE", "AB12 CDE")),
        ("Kennzeichen m ab 1234", ("LICENSE_PLATE", "m ab 1234")),
        ("BIC COBADEFFXXX", ("BIC_CODE", "COBADEFFXXX")),
        ("see linkedin.com/in/anna-schmidt-42", ("URL", "linkedin.com/in/anna-schmidt-42")),
        ("https://shop.example/reset?email=a%40b.de now", ("URL", "https://shop.example/reset?email=a%40b.de")),
        ("IMEI 490154203237518", ("DEVICE_ID", "490154203237518")),
    ],
)  # fmt: skip
def test_found(found: Find, text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "logo@2x.png liegt im Ordner",
        "Firmware Version 1.2.3.4 ist aktuell",
        "um 12:30:45 Uhr",
        "127.0.0.1 ist localhost",
        "Artikel 4111 1111 1111 1112",
        "siehe https://www.example.org/hilfe/akku",
        "Modell DE-5500 und XC60",
        "DE00 ist kein Konto",
        "std::vector::size in C++",
        "ABCDEFGH ist ein Wort",
    ],
)
def test_nothing_found(found: Find, text: str) -> None:
    assert found(text) == []


def test_mistyped_iban_behind_its_name_is_found(found: Find) -> None:
    assert found("Meine IBAN: DE89 3704 0044 0532 0130 01") == [
        ("IBAN_CODE", "DE89 3704 0044 0532 0130 01")
    ]


def test_checks() -> None:
    assert luhn("4111111111111111") and not luhn("4111111111111112") and not luhn("")
    assert iban_valid("DE89 3704 0044 0532 0130 00")
    assert not iban_valid("DE89 3704 0044 0532 0130 0")
    assert not iban_valid("XX89370400440532013000")
