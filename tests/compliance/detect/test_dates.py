from __future__ import annotations

from collections.abc import Callable

import pytest

from compliance.detect import DetectConfig, build_engine
from compliance.detect.dates import DateFinder

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("geboren am 12.03.1980 in Köln", "12.03.1980"),
        ("Geburtsdatum: 1980-03-12", "1980-03-12"),
        ("geb. 1.2.80", "1.2.80"),
        ("DOB 03/12/1980", "03/12/1980"),
        ("I was born on 12 March 1980.", "12 March 1980"),
        ("born March 12th, 1980", "March 12th, 1980"),
        ("ich bin am 3. Mai 1975 geboren", "3. Mai 1975"),
        ("my birthday is 4 July", "4 July"),
        ("Jahrgang 1975", "1975"),
        ("Patientin B. (* 4.4.1997)", "4.4.1997"),
        ("Kundennummer 471182, geboren am 1.1.1980", "1.1.1980"),
        # The word stands in the sentence before, which says that it is wrong.
        ("Das Geburtsdatum ist falsch. Richtig ist 18.08.62. Danke.", "18.08.62"),
        ("My date of birth is wrong. It should be 11 May 1961.", "11 May 1961"),
        # It is misspelt by one letter.
        ("Mein Geburtsdautm ist 1953-08-12.", "1953-08-12"),
        ("my birrthday is 28/3/61", "28/3/61"),
        # All that is said, as an answer to who asks for it.
        ("12/3/47, Cardiff.", "12/3/47"),
        ("Gern: Renate Sommer, 23.12.1956", "23.12.1956"),
        ("sure: megan thompson January 18, 1951 somerville.", "January 18, 1951"),
    ],
)
def test_dates_of_birth(found: Find, text: str, value: str) -> None:
    assert ("DATE_OF_BIRTH", value) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lieferung am 12.03.2024",
        "order of 2024-03-12",
        "geb. 1.2.1980, Termin am 3.4.2024 um 10",
        "Version 1.2.3",
        "Baujahr 1975",
        "Sie ist geboren. Es ist 5 Uhr, Termin am 3.4.2024",
        "Der Geburtstag war schön. Richtig ist, dass wir am 3.4.2024 liefern.",
        "03.05.2010 Rechnung",
        "Berlin, 03.05.2010",
        "12.3.2024, Köln",
        "The harbour was closed on 3.4.1994",
    ],
)
def test_other_dates_are_no_dates_of_birth(found: Find, text: str) -> None:
    values = [value for kind, value in found(text) if kind == "DATE_OF_BIRTH"]
    assert values in ([], ["1.2.1980"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ich bin 34 Jahre alt.", "34"),
        ("I'm 34 years old", "34"),
        ("meine Tochter ist 7 Jahre alt", "7"),
        ("a 71-year-old man", "71-year-old"),
    ],
)
def test_ages(found: Find, text: str, value: str) -> None:
    assert any(kind == "AGE" and text_.startswith(value) for kind, text_ in found(text))


def test_the_age_of_a_thing_is_none(found: Find) -> None:
    assert found("Die Heizung ist 12 Jahre alt.") == []


def test_other_dates_only_when_asked_for() -> None:
    text = "Lieferung am 12.03.2024, am 3. Mai 2024"
    assert build_engine(DetectConfig(ner="none")).find([text]) == [[]]
    found = build_engine(DetectConfig(ner="none", dates=True)).find([text])[0]
    assert [each.type for each in found] == ["DATE_TIME", "DATE_TIME"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Befund vom 21. und 23.04.2018 liegt vor", "21. und 23.04.2018"),
        ("war vom 2. bis zum 7.10.2011 hier", "2. bis zum 7.10.2011"),
        ("Chemotherapie 03-06/2012", "03-06/2012"),
        ("Rektumkarzinom (03/13), operiert", "03/13"),
        ("Z.n. Apoplex 2002 (Hemiparese)", "2002"),
        ("Psychose (ED 2018) seither", "2018"),
        ("Vorerkrankungen: 1990 Tonsillektomie", "1990"),
        ("at the end of October 1997, he left", "the end of October 1997"),
        ("in February and March 2001 he wrote", "February and March 2001"),
        ("in the first half of 1993, the Council", "the first half of 1993"),
    ],
)
def test_dates_of_notes_and_periods(text: str, expected: str) -> None:
    found = DateFinder(all_dates=True).find(text)
    assert expected in [text[each.start : each.end] for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "Lymphknoten pN2b(7/15), G3",
        "Leukozyten 2009 pro Mikroliter",
        "das Modell kostet 1999 Euro",
        "Er trank 3/4 davon",
    ],
)
def test_numbers_of_notes_that_are_no_dates(text: str) -> None:
    assert list(DateFinder(all_dates=True).find(text)) == []


def test_months_in_a_text_that_writes_them_so() -> None:
    text = "PCT ab (4/13); CT 12/17 - MRT 6/22, Knoten pN2 (7/14), Schmerz 3/10"
    found = DateFinder(all_dates=True).find(text)
    assert [text[each.start : each.end] for each in found] == ["4/13", "12/17", "6/22"]


@pytest.mark.parametrize(
    "text", ["wiek 10+ i więcej", "tok/s | eta 2:11:04", "[crit] 31#31: *1881 SSL failed"]
)
def test_numbers_of_games_and_logs_are_no_ages_or_births(text: str) -> None:
    assert list(DateFinder(all_dates=False).find(text)) == []


@pytest.mark.parametrize(
    "text", ["Anna Horn (*1981)", "Anna Horn, *1981, Ulm", "Horn *1.2.1981 da"]
)
def test_a_star_before_a_birth(text: str) -> None:
    assert [each.type for each in DateFinder(all_dates=False).find(text)] == ["DATE_OF_BIRTH"]
