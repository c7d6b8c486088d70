from __future__ import annotations

from collections.abc import Callable

import phonenumbers
import pytest

from compliance.detect.identifiers.numbering import EUROPE, plans
from compliance.detect.identifiers.phones import PhoneFinder

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tel. 0171 1234567", "0171 1234567"),
        ("ruf an: +49 (0) 30 901820", "+49 (0) 30 901820"),
        ("erreichbar unter 0049-171-1234567.", "0049-171-1234567"),
        ("call me on 07911 123456 please", "07911 123456"),
        ("my phone is (212) 555-0123", "(212) 555-0123"),
        ("+43 1 5342920 ist in Wien", "+43 1 5342920"),
        ("030/901820-15", "030/901820-15"),
        ("Tel: 4711 55 22", "4711 55 22"),
        ("am 12.03.2024 0171 1234567 gewählt", "0171 1234567"),
    ],
)
def test_found(found: Find, text: str, number: str) -> None:
    assert ("PHONE_NUMBER", number) in found(text)


def test_two_numbers_are_two(found: Find) -> None:
    numbers = [
        value for kind, value in found("0171 1234567 / 030 901820") if kind == "PHONE_NUMBER"
    ]
    assert "".join(numbers).replace(" ", "").replace("/", "") == "01711234567030901820"


@pytest.mark.parametrize(
    "text",
    [
        "am 01.02.2024 um 10 Uhr",
        "2024-11-20 10:30",
        "Preis 1.299,00 Euro",
        "Artikel 100200300",
        "0,5 Liter und 10 000 Stück",
    ],
)
def test_nothing_found(found: Find, text: str) -> None:
    assert [kind for kind, _ in found(text) if kind == "PHONE_NUMBER"] == []


_FINDER = PhoneFinder(("DE", "AT", "CH", "GB", "US"))
_WORDS = {
    "AT": "Tel.", "BE": "gsm", "BG": "телефон", "HR": "mobitel", "CY": "τηλέφωνο",
    "CZ": "telefon", "DK": "tlf.", "EE": "telefon", "FI": "puhelin", "FR": "tél.", "DE": "Tel.",
    "GR": "τηλ.", "HU": "telefonszám", "IE": "mobile", "IT": "cellulare", "LV": "tālrunis",
    "LT": "tel.", "LU": "tél.", "MT": "mobajl", "NL": "telefoon", "PL": "tel.",
    "PT": "telemóvel", "RO": "telefon", "SK": "telefón", "SI": "telefon", "ES": "móvil",
    "SE": "mobil", "NO": "mobil", "IS": "sími", "LI": "Tel.", "CH": "Tel.", "GB": "phone",
}  # fmt: skip


def _phones(text: str) -> list[str]:
    return [text[each.start : each.end] for each in _FINDER.find(text) if each.score >= 0.4]


@pytest.mark.parametrize("country", EUROPE)
def test_numbers_of_each_country(country: str) -> None:
    number = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    for form, words in (
        (phonenumbers.PhoneNumberFormat.NATIONAL, (f"{_WORDS[country]} ", f"{_WORDS[country]}: ")),
        (phonenumbers.PhoneNumberFormat.INTERNATIONAL, ("", "dette er ", "Tel. ")),
        (phonenumbers.PhoneNumberFormat.E164, ("", "это ")),
    ):
        value = phonenumbers.format_number(number, form)
        for word in words:
            assert value in _phones(f"{word}{value}, ok")


def test_plans_agree_with_the_library() -> None:
    known = plans(EUROPE)
    assert {plan.region for plan in known} == set(EUROPE)
    for plan in known:
        number = phonenumbers.example_number(plan.region)
        digits = phonenumbers.national_significant_number(number)
        assert plan.fits(digits, prefixed=False)
        assert plan.fits(plan.prefix + digits, prefixed=True)
        assert not plan.fits("0" * 15, prefixed=False)
    assert plans(["XX"]) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tel. +49 30 901820 ext. 12", "+49 30 901820 ext. 12"),
        ("Tel. 030 901820 Durchwahl 34", "030 901820 Durchwahl 34"),
        ("tel. +48 22 123 45 67 wew. 12", "+48 22 123 45 67 wew. 12"),
        ("+49(0)30 901820", "+49(0)30 901820"),
        ("tél. 06.12.34.56.78", "06.12.34.56.78"),
        ("écris-moi au 06 12 34 56 78", "06 12 34 56 78"),
        ("wysłałam 12 345 67 89 wczoraj", "12 345 67 89"),
        ("les mandé 612 34 56 78 ayer", "612 34 56 78"),
        ("My phone is +33 6 12\n34 56 78 in the evening", "+33 6 12\n34 56 78"),
        ("Telfs.: 918823884 / 918823984 / 619128686", "619128686"),
        ("Tel.: 5110-2882", "5110-2882"),
    ],
)
def test_forms(text: str, number: str) -> None:
    assert number in _phones(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://arxiv.org/pdf/0901.0553.pdf",
        "issuecomment-2253808249",
        "dlg-04800578-2c5c-4b44-8f0a-1c5e7a3b9d10",
        "0.12345678",
        "4294967296 und 2147483648",
        "1764085463",
        "IgG 1840 UI/ml (751-1.560 UI/ml), (298-2350)",
        "Unat 5 mg 1-0-0\nProtaphane 30/70 0-0-0-6 IE",
        "E0514 08:11:03.000871 20311",
        "Umsatz 612 345 678 Euro, 12 17 23 34 45 49",
        "612 345 678 | 613 345 678 | 614 345 678",
        "Art.-Nr. 0611 920 174",
        "2019 2020 2021",
        "01.02.2024-03.04.2024",
    ],
)
def test_no_phone(text: str) -> None:
    assert _phones(text) == []
