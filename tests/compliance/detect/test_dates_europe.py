"""Dates of birth, ages and other dates in the languages of Europe."""

from __future__ import annotations

import pytest

from compliance.detect.dates import DateFinder, full_dates, written_dates
from compliance.detect.dates.months import month_number
from compliance.detect.text.normalize import normalize


def found(text: str, *, all_dates: bool = False) -> list[tuple[str, str]]:
    """(type, text) of every find."""
    plain = normalize(text).text
    finder = DateFinder(all_dates=all_dates)
    return [(each.type, plain[each.start : each.end]) for each in finder.find(plain)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("geb. am 12. Jänner 1980", "12. Jänner 1980"),
        ("Geburtsdatum: 12.3.1980", "12.3.1980"),
        ("Né le 3 août 1975 à Lyon", "3 août 1975"),
        ("née le 1er janvier 1990", "1er janvier 1990"),
        ("Date de naissance : 03/08/1975", "03/08/1975"),
        ("nacida el 5 de marzo de 1999", "5 de marzo de 1999"),
        ("Fecha de nacimiento: 05-03-1999", "05-03-1999"),
        ("nato a Roma il 4 maggio 1960", "4 maggio 1960"),
        ("data di nascita 04.05.1960", "04.05.1960"),
        ("nascido a 7 de fevereiro de 1988", "7 de fevereiro de 1988"),
        ("geboren op 9 maart 1970", "9 maart 1970"),
        ("ur. 15 stycznia 1985 r.", "15 stycznia 1985"),
        ("urodzona 15.01.1985", "15.01.1985"),
        ("nar. 3. ledna 1991", "3. ledna 1991"),
        ("narodený 3. januára 1991", "3. januára 1991"),
        ("született: 1980. május 5.", "1980. május 5"),
        ("szül. 1980. 05. 12.", "1980. 05. 12"),
        ("născut la 5 ianuarie 2000", "5 ianuarie 2000"),
        ("роден на 5 януари 2000 г.", "5 януари 2000"),
        ("γεννήθηκε στις 5 Ιανουαρίου 2000", "5 Ιανουαρίου 2000"),
        ("rođen 5. siječnja 2000.", "5. siječnja 2000"),
        ("rojen 5. januarja 2000", "5. januarja 2000"),
        ("gimė 1990 m. sausio 5 d.", "1990 m. sausio 5 d."),
        ("dzimis 1990. gada 5. janvārī", "1990. gada 5. janvārī"),
        ("sündinud 5. jaanuaril 1990", "5. jaanuaril 1990"),
        ("syntynyt 5. tammikuuta 1990", "5. tammikuuta 1990"),
        ("född den 5 januari 1990", "5 januari 1990"),
        ("født 5. januar 1990", "5. januar 1990"),
        ("fædd 5. janúar 1990", "5. janúar 1990"),
        ("Anna, f. 12.3.1980", "12.3.1980"),
        ("rugadh 5 Eanáir 1990", "5 Eanáir 1990"),
        ("twieled 5 ta' Jannar 1990", "5 ta' Jannar 1990"),
        ("DOB: 1980-03-12", "1980-03-12"),
        ("born 12-Mar-1980", "12-Mar-1980"),
        ("ur. 12.V.1980", "12.V.1980"),
        ("(* 4.4.97)", "4.4.97"),
        ("5.5.1980 syntynyt potilas", "5.5.1980"),
    ],
)
def test_dates_of_birth(text: str, value: str) -> None:
    assert ("DATE_OF_BIRTH", value) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "geb. Müller, Aufnahme am 12.03.2020",
        "né à Lyon. Il a signé le contrat. Le 12/03/2020 il est parti",
        "Consegna il 4 maggio 2024",
        "Termin am 3. Mai 2024",
        "urgent 12.03.2024",
        "BGBl. I S. 1858",
    ],
)
def test_no_date_of_birth(text: str) -> None:
    assert [value for kind, value in found(text) if kind == "DATE_OF_BIRTH"] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("aged 54", "54"),
        ("a 54-year-old woman", "54-year-old"),
        ("male, 54 y/o", "54 y/o"),
        ("im Alter von 54 Jahren", "54 Jahren"),
        ("eine 54-jährige Patientin", "54-jährige"),
        ("Anna ist 54 Jahre alt.", "54 Jahre alt"),
        ("homme de 54 ans", "54 ans"),
        ("âgée de 54 ans", "54 ans"),
        ("Anna Muster, 54 ans, habite", "54 ans"),
        ("mujer de 54 años", "54 años"),
        ("Edad: 54 años", "54 años"),
        ("tiene 54 años", "54 años"),
        ("un uomo di 54 anni", "54 anni"),
        ("un 54enne", "54enne"),
        ("mulher de 54 anos", "54 anos"),
        ("een 54-jarige man", "54-jarige"),
        ("lat 54", "54"),
        ("54-letnia pacjentka", "54-letnia"),
        ("w wieku 54 lat", "54 lat"),
        ("54letý muž", "54letý"),
        ("54-ročná žena", "54-ročná"),
        ("54 éves férfi", "54 éves"),
        ("în vârstă de 54 de ani", "54 de ani"),
        ("54-годишен мъж", "54-годишен"),
        ("άνδρας 54 ετών", "54 ετών"),
        ("54-godišnja žena", "54-godišnja"),
        ("54-vuotias mies", "54-vuotias"),
        ("54-årig kvinna", "54-årig"),
        ("en 54-åring", "54-åring"),
        ("54 ára kona", "54 ára"),
        ("54-aastane mees", "54-aastane"),
        ("54 gadus vecs vīrietis", "54 gadus vecs"),
        ("Patient: m/54", "54"),
    ],
)
def test_ages(text: str, value: str) -> None:
    ages = [each for kind, each in found(text) if kind == "AGE"]
    assert any(each.endswith(value) for each in ages)


@pytest.mark.parametrize(
    "text",
    [
        "Das Haus ist 54 Jahre alt.",
        "the bridge is 54 years old",
        "una pena de 15 años",
        "pendant 12 ans",
        "seit 30 Jahren verheiratet",
        "innerhalb von 3 Monaten",
        "przez 5 lat",
        "guarantee of 5 years",
        "page 54 of 120",
        "450 Jahre",
    ],
)
def test_durations_are_no_ages(text: str) -> None:
    assert [value for kind, value in found(text) if kind == "AGE"] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in March 2004", "March 2004"),
        ("en mayo del 2006", "mayo del 2006"),
        ("w styczniu 2004 r.", "styczniu 2004"),
        ("seit 05/2023", "05/2023"),
        ("on 12 March", "12 March"),
        ("am 24.09. operiert", "24.09."),
        ("in 1998 he left", "1998"),
        ("im Jahr 1998", "1998"),
        ("vuonna 1998", "1998"),
        ("през 1998 г.", "1998"),
        ("from 3 to 5 May 1999", "3 to 5 May 1999"),
        ("vom 3. bis 5. Mai 1999", "3. bis 5. Mai 1999"),
        ("du 3 au 5 mai 1999", "3 au 5 mai 1999"),
        ("11-13 May 1994", "11-13 May 1994"),
        ("between 3 March 1993 and 4 May 1994", "between 3 March 1993 and 4 May 1994"),
        ("from 1960 to 1979", "1960 to 1979"),
        ("2020-05-03T12:33:00Z", "2020-05-03T12:33:00Z"),
        ("am 13.11.2024 um 10.30 Uhr", "13.11.2024"),
        ("am 13.11.2024 um 10:30 Uhr", "13.11.2024 um 10:30 Uhr"),
        ("29.07.2023-01.08.2023", "29.07.2023-01.08.2023"),
    ],
)
def test_other_dates_when_asked_for(text: str, value: str) -> None:
    dates = [each for kind, each in found(text, all_dates=True) if kind == "DATE_TIME"]
    assert any(each.startswith(value) for each in dates)
    assert [kind for kind, _ in found(text) if kind == "DATE_TIME"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Version 1.2.3",
        "192.168.2.10",
        "set 5, out 10, pro 3",
        "you may 10 times",
        "Abschnitt 1.2.",
        "No. 1998 of the list",
        "1998 EUR",
        "chapter 12/3/1999/7",
        "§ 31.13.2020",
        "in 2000 cases",
        "scale 3/4",
        "Tel. 0301998",
    ],
)
def test_no_dates(text: str) -> None:
    assert found(text, all_dates=True) == []


def test_full_dates_say_their_year() -> None:
    text = "1.2.80 und 3. Mai 1975, im Mai 1999"
    assert [(text[start:end], year) for start, end, year in full_dates(written_dates(text))] == [
        ("1.2.80", None),
        ("3. Mai 1975", 1975),
    ]


def test_every_month_has_twelve_numbers_in_many_languages() -> None:
    assert [month_number(name) for name in ("leden", "stycznia", "tammikuuta", "sausio")] == [1] * 4
    assert [month_number(name) for name in ("prosince", "grudnia", "joulukuuta", "Dez.")] == [
        12
    ] * 4
    assert month_number("Haus") is None
