"""Ages of persons, and numbers beside the same words that are none."""

from __future__ import annotations

import pytest

from compliance.detect.dates.ages import Ages


@pytest.fixture(scope="module")
def ages() -> Ages:
    return Ages()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Alter: 54", "54"),
        ("The applicant, age 54, lives in the town.", "54"),
        ("She died at the age of 54.", "54"),
        ("età 54 e residente in città", "54"),
        ("ha eta 54 anni", "54 anni"),
        ("wiek 54 lata", "54 lata"),
        ("lat 54", "54"),
        ("Age: 12 months", "12 months"),
        ("ein 54-jähriger Mann", "54-jähriger"),
        ("a 54-year-old contractor's wife", "54-year-old"),
    ],
)
def test_the_age_of_a_person_is_found(ages: Ages, text: str, value: str) -> None:
    assert value in [text[start:end] for start, end, _ in ages.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "ETA 15 min",
        "ETA 45",
        "eta 2:11",
        "Lieferung eta 2",
        "wiek 10+",
        "Spiele, Alter 6-10 Jahre",
        "Ages 4 to 8, age 4 to 8",
        "aged 18 or over",
        "im Alter von 18 Jahren und älter",
        "minimum age 18",
        "people under the age of 18",
        "the average age 54",
        "cache age 60",
        "age 0.5, age 3,5",
        "lat 45.12, lon 7.68",
        "lat: 45, lon: 7",
        "Alter 5 GB",
        "FSK 12, PEGI 16, 18+",
        "10-jährige Garantie",
        "a 5-year-old contract",
        "5-letnia gwarancja",
    ],
)
def test_other_numbers_are_no_ages(ages: Ages, text: str) -> None:
    assert [text[start:end] for start, end, _ in ages.find(text)] == []
