"""Surrogates of dates, places, organisations and codes keep the form of the value."""

from __future__ import annotations

import datetime
import re

import pytest
from surrogates import Scope

from compliance.detect.lexicons import load_words
from compliance.operators.surrogates.draw import other, table


@pytest.mark.parametrize(
    ("entity_type", "value", "form"),
    [
        ("EMAIL_ADDRESS", "anna.mueller85@firma.de", r"[a-z]+\.[a-z]+\d\d@example\.com"),
        ("EMAIL_ADDRESS", "info@firma.de", r"info@example\.com"),
        ("EMAIL_ADDRESS", "Anna (at) web.de", r"[a-z]+@example\.com"),
        ("EMAIL_ADDRESS", "info@example.com", r"info@alt\.example\.com"),
        ("USERNAME", "@anna_m85", r"@[a-z]+_[a-z]\d\d"),
        ("URL", "https://www.firma.de/anna", r"https://www\.example\.com/[\w-]+"),
        ("URL", "firma.de/anna", r"example\.com/[\w-]+"),
        ("CASE_NUMBER", "12 O 345/21", r"[1-9]\d O \d{3}/\d\d"),
        ("CUSTOMER_ID", "KD-2024-00123", r"[A-Z]{2}-\d{4}-\d{5}"),
        ("LICENSE_PLATE", "B-AB 1234", r"[A-Z]-[A-Z]{2} \d{4}"),
        ("LICENSE_PLATE", "А123ВС77", r"[А-Я]\d{3}[А-Я]{2}\d\d"),
        ("CARD_EXPIRY", "09/27", r"(0[1-9]|1[0-2])/2\d"),
        ("RO_ID_CARD", "XB nr. 123456", r"[A-Z]{2} nr\. \d{6}"),
        ("DATE_OF_BIRTH", "12.03.1985", r"\d\d\.\d\d\.198\d"),
        ("DATE_OF_BIRTH", "geb. 1985", r"geb\. 198\d"),
        ("DATE_OF_BIRTH", "March 12th, 1985", r"[A-Z][a-z]+ \d+(st|nd|rd|th), 198\d"),
        ("DATE_OF_BIRTH", "12 de marzo de 1985", r"\d+ de [a-z]+ de 198\d"),
        ("DATE_OF_BIRTH", "MÄRZ 1985", r"[A-ZÄ]+ 198\d"),
        ("STREET_ADDRESS", "Hauptstr. 5, 12345 Musterstadt", r"\w+str\. [1-9], 00\d{3} [\w-]+"),
        ("STREET_ADDRESS", "Lange Straße 12a\n10115 Berlin",
         r"\w+ Straße \d\da\n00\d{3} [\w-]+"),
        ("STREET_ADDRESS", "12 High Street, London SW1A 1AA",
         r"\d\d \w+ Street, [\w-]+ Q[A-Z]\d[A-Z] \d[A-Z]{2}"),
        ("STREET_ADDRESS", "12 rue de la Paix, 75002 Paris",
         r"\d\d rue de la \w+, 00\d{3} [\w-]+"),
        ("STREET_ADDRESS", "ul. Prosta 3/4, 00-950 Warszawa",
         r"ul\. \w+ \d/\d, \d\d-\d{3} [\w-]+"),
        ("LOCATION", "Köln, Bayern", r"[\w-]+, [\w-]+"),
        ("LOCATION", "BERLIN", r"[A-ZÄÖÜ-]+"),
        ("ORGANIZATION", "Müller & Söhne GmbH & Co. KG", r"[\w-]+ GmbH & Co\. KG"),
        ("ORGANIZATION", "Universitätsklinikum Freiburg", r"Universitätsklinikum [\w-]+"),
        ("ORGANIZATION", "Nowak i Syn Sp. z o.o.", r"[\w-]+ Sp\. z o\.o\."),
    ],
)  # fmt: skip
def test_the_form_stays_and_the_value_goes(entity_type: str, value: str, form: str) -> None:
    for _ in range(5):
        scope = Scope()
        new = scope(entity_type, value)
        assert re.fullmatch(form, new)
        assert new.casefold() != value.casefold()
        assert new == scope(entity_type, value)
    parts = set(re.findall(r"[^\W\d_]{5,}", value.casefold())) - {"straße", "street"}
    gone = {"anna", "mueller", "haupt", "musterstadt", "berlin", "köln", "freiburg", "nowak"}
    assert not (parts & gone & set(re.findall(r"[^\W\d_]{4,}", new.casefold())))


@pytest.mark.parametrize(
    ("entity_type", "value", "slot"),
    [
        ("HEALTH", "Krebs", "[HEALTH_1]"),
        ("OCCUPATION", "Lehrerin", "[OCCUPATION_1]"),
        ("TITLE", "Dr.", "[TITLE_1]"),
        ("AMOUNT", "3.000 €", "[AMOUNT_1]"),
        ("NATIONALITY", "deutsch", "[NATIONALITY_1]"),
        ("MY_OWN_TYPE", "x", "[MY_OWN_TYPE_1]"),
        ("PASSWORD", "hunter2", "[PASSWORD]"),
        ("DATE_OF_BIRTH", "Frühjahr", "[DATE_OF_BIRTH_1]"),
        ("DATE_OF_BIRTH", "31.02.1985", "[DATE_OF_BIRTH_1]"),
        ("DATE_TIME", "gestern", "[DATE_TIME_1]"),
        ("DATE_TIME", "14:30", "[DATE_TIME_1]"),
        ("AGE", "zwölf", "[AGE_1]"),
        ("AGE", "200", "[AGE_1]"),
        ("IP_ADDRESS", "localhost", "[IP_ADDRESS_1]"),
        ("IP_ADDRESS", "999.1.1.1", "[IP_ADDRESS_1]"),
        ("EMAIL_ADDRESS", "anna", "[EMAIL_ADDRESS_1]"),
        ("ORGANIZATION", "Amtsgericht", "[ORGANIZATION_1]"),
        ("PHONE_NUMBER", "0800 FLOWERS", "[PHONE_NUMBER_1]"),
        ("CUSTOMER_ID", "0", "[CUSTOMER_ID_1]"),
        ("STREET_ADDRESS", "-", "[STREET_ADDRESS_1]"),
    ],
)
def test_nothing_is_said_of_people_and_nothing_unread_is_left(
    entity_type: str, value: str, slot: str
) -> None:
    assert Scope()(entity_type, value) == slot


def test_all_dates_of_a_scope_move_by_the_same_weeks() -> None:
    scope = Scope()
    days = [datetime.date(2024, 1, 1) + datetime.timedelta(11 * step) for step in range(60)]
    moved = [datetime.date.fromisoformat(scope("DATE_TIME", day.isoformat())) for day in days]
    gaps = {new - old for new, old in zip(moved, days, strict=True)}
    assert len(gaps) == 1
    gap = gaps.pop()
    assert gap.days % 7 == 0 and 35 <= abs(gap.days) <= 364
    day = datetime.date(2024, 3, 12) + gap
    assert scope("DATE_TIME", "12.03.2024") == f"{day:%d.%m.%Y}"
    assert scope("DATE_TIME", "2024-03-12T14:30:00Z") == f"{day.isoformat()}T14:30:00Z"
    german = table("months")["de"]["full"].split()[day.month - 1]
    assert scope("DATE_TIME", "12. März 2024") == f"{day.day}. {german} {day.year}"


def test_a_date_of_birth_is_the_same_in_all_its_forms() -> None:
    scope = Scope()
    new = datetime.date.fromisoformat(scope("DATE_OF_BIRTH", "1985-03-12"))
    assert scope("DATE_OF_BIRTH", "12.03.1985") == f"{new:%d.%m.%Y}"
    assert scope("DATE_OF_BIRTH", "12.03.85") == f"{new:%d.%m.%y}"


@pytest.mark.parametrize("age", [*range(0, 130)])
def test_ages_stay_near_and_on_their_side_of_18(age: int) -> None:
    new = int(Scope()("AGE", f"{age} years").split()[0])
    assert 0 < abs(new - age) <= 3
    assert (new >= 18) == (age >= 18)


def test_invented_towns_are_none_that_we_know() -> None:
    places = table("places")
    known = {word.replace("_", " ") for word in load_words("towns")}
    towns = {
        first + end
        for ends in places["ends"].values()
        for end in ends.split()
        for first in places["towns"]["begin"].split()
    }
    assert not {town.lower() for town in towns} & known


@pytest.mark.parametrize("size", [2, 3, 10, 26, 1000])
def test_another_number_is_one_to_one_and_never_itself(size: int) -> None:
    others = [other(number, size, b"k" * 32) for number in range(size)]
    assert sorted(others) == list(range(size))
    assert all(new != number for number, new in enumerate(others))


def test_there_is_no_other_number_than_the_only_one() -> None:
    with pytest.raises(ValueError, match="no other"):
        other(0, 1, b"k" * 32)
