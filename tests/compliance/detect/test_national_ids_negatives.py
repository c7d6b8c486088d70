from __future__ import annotations

import random

import pytest

from compliance.detect.identifiers.national_ids import national_id_finder
from compliance.detect.matching.rules import RuleFinder

ORDINARY = (
    "ISBN 9783161484100 or ISBN 978-3-16-148410-0",
    "EAN 4006381333931, GTIN 00012345600012",
    "Order 85051412340 shipped, invoice 36574261809",
    "Bestellnummer 85051412340, Artikel 36574261809",
    "created_at=1700000000 updated=1700000000123",
    "Version 10.2.3.4567, build 20240514.3",
    "§ 12 Abs. 3 Satz 1 Nr. 2 BGB, Art. 123 Abs. 4 AEUV, BGBl. I S. 1234",
    "550e8400-e29b-41d4-a716-446655440000",
    "d41d8cd98f00b204e9800998ecf8427e 9f86d081884c7d659a2feaa0c55ad015",
    "1.234.567,89 EUR, 12 345 678 Kč, $1,234,567.00, 123 456 789 habitants",
    "Passport fees rose to 120000 euros in 2024; a passport costs 70 euros.",
    "Your passport must be valid until 2030-05-14, issued 12.03.2020.",
    "Reisepass gültig bis 14.05.2030",
    "The tax code was amended in 2012 and 2015; tax numbers rose by 12 % in 2019.",
    "el permiso de conducir cuesta 120 euros; de 120000 pasaportes",
    "Ihre Sozialversicherung zahlt 1.250 Euro im Monat",
    "Die 123456 Teile, der 150679, für 204500 Stück",
    "ο 123456, η 234567 και το 345678 κομμάτια",
    "in 123456 di 1234567 e 12345678",
    "un total de 123456788 euros, it 12345678901 si 12345678",
    "943 476 5870 Stück, 211062 5629 Teile, Bestellwert 123456789",
    "15070649C104 ist ein Teil, GB 12 34 56 Z",
    "Tel. 030 1234567, +49 30 901820, phone 0151 23456789, fax 01 58 77 12 34",
    '2024-05-14T12:30:45Z 10.0.0.1 - - "GET /item/123456789 HTTP/1.1" 200 5316',
    "0x7ffee4c0a8b0, AB-1234-XY, X-1234567, SKU 1234567A",
    "0.85051412343 ratio 1.38435736E-3, 3,36574261809",
    "[1745141234] GET / 1745141235 1745141236 1745141237 1745141238 1745141239 1752093010",
    "Die §§ 1059a, 1568b und 1610a BGB; neuer Personalausweis nach § 1 PAuswG",
    "Zeile 1: 12345678 Zeile 2: 123456789 Zeile 3: 1234567",
    "<MRZ><<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<",
)


@pytest.fixture(scope="module")
def finder() -> RuleFinder:
    return national_id_finder()


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_numbers_are_no_identifiers(finder: RuleFinder, text: str) -> None:
    found = [(each.type, text[each.start : each.end]) for each in finder.find(text)]
    assert [each for each in found if each] == []


# Out of 2,000; ten digits with a date of birth and a check digit, and eleven of them, are what
# several states write without any sign between.
MOST = {7: 0, 8: 0, 9: 0, 10: 28, 11: 28, 12: 20, 13: 12, 14: 2}


@pytest.mark.parametrize("length", MOST)
def test_random_numbers_without_a_word_are_rarely_reported(finder: RuleFinder, length: int) -> None:
    draw = random.Random(length)
    numbers = ["".join(draw.choices("0123456789", k=length)) for _ in range(2000)]
    text = "\n".join(numbers)
    found = {each.start for each in finder.find(text) if each.score >= 0.4}
    assert len(found) <= MOST[length]


def test_long_texts_without_a_number_in_them_are_cheap(finder: RuleFinder) -> None:
    assert list(finder.find("passport " * 10_000 + "<" * 10_000)) == []
