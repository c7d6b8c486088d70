from __future__ import annotations

import pytest

from compliance.detect.config import DetectConfig
from compliance.detect.names.engines import Reading
from compliance.detect.names.finder import NamesFinder
from compliance.detect.names.weight import DOUBTFUL, FAIR, USUAL, View, Weight

WEIGHT = Weight()


def weight(text: str, name: str, kind: str, *, small: bool = False) -> float:
    start = text.index(name)
    return WEIGHT.of(View(text, small=small), start, start + len(name), kind)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gestern hat Claudia Beck angerufen und das Paket ist nicht da.", "Claudia Beck"),
        ("Der Brief ging an Frau Zwölfender, und sie ist zufrieden.", "Zwölfender"),
        ("The letter to Mr A. Quandrax is lost.", "Quandrax"),
        ("Anna Berger;Köln;1980", "Anna Berger"),
        ("umowa na rzecz Marka Nowaka z Krakowa", "Marka Nowaka"),
        ("I spoke to Shannon O'Neill and McKenzie about it.", "O'Neill"),
    ],
)
def test_a_list_or_a_title_gives_a_person_the_usual_score(text: str, name: str) -> None:
    assert weight(text, name, "PERSON") == USUAL


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("represented by K. Vexlarian, a lawyer", "K. Vexlarian"),
        ("and then Qorbax Zildranir said that it is fine", "Qorbax Zildranir"),
        ("wir haben mit Qorbax Zildranir nach der Untersuchung gesprochen", "Qorbax Zildranir"),
        ("Wir bitten um Antwort.\nViele Grüße\nZildra", "Zildra"),
    ],
)
def test_an_unknown_name_where_a_name_stands_is_doubtful(text: str, name: str) -> None:
    assert DOUBTFUL <= weight(text, name, "PERSON") <= FAIR


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Die Patientin hat eine Gefäßstenose und ist mit dem Befund da.", "Gefäßstenose"),
        ("Zustand nach Tumoranämie, die mit Folfox behandelt wurde.", "Folfox"),
        ("Körperlicher Befund: die Haut ist nicht blass.", "Körperlicher Befund"),
        ("Neurologisches Konsil\nDie Patientin ist wach.", "Neurologisches Konsil"),
        ("from collections.abc import Mapping, Sequence\n", "Mapping, Sequence"),
        ("def f(keys: ProjectKeys) -> None:", "ProjectKeys"),
        ("keys = ledger_entries", "ledger_entries"),
        ("Sensor BME280 in the box", "Sensor BME280"),
        ("CONDIZIONI GENERALI", "CONDIZIONI GENERALI"),
        ("Medicina Interna\nEl paciente en la consulta", "Medicina Interna"),
        ("Domicilio: Calle 5", "Domicilio"),
        ("Laubbläser leise, mit dem Akku und der Tasche", "Laubbläser leise"),
    ],
)  # fmt: skip
def test_nouns_headings_and_code_are_no_persons(text: str, name: str) -> None:
    assert weight(text, name, "PERSON") == 0


@pytest.mark.parametrize(
    ("text", "name", "least"),
    [
        ("Sie wohnt in Berlin und ist zufrieden.", "Berlin", USUAL),
        ("12345 Quarzenau, den 3. Mai", "Quarzenau", USUAL),
        ("Er kommt aus Quarzhofen und ist nicht von hier.", "Quarzhofen", FAIR),
        ("The applicant lives in Quarzonia.", "Quarzonia", USUAL),
        ("wohnhaft Quarzgasse 3, das ist in der Stadt", "Quarzgasse", USUAL),
    ],
)
def test_places_are_known_by_list_ending_or_word_before(text: str, name: str, least: float) -> None:
    assert weight(text, name, "LOCATION") >= least


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In Zusammenschau der Befunde ist das nicht der Fall.", "Zusammenschau"),
        ("Hämoglobin und Harnstoff sind in der Norm.", "Hämoglobin"),
        ("def f(x: Sequence[str]) -> str:", "Sequence[str"),
        ("Der Papierstau ist in dem Gerät.", "Papierstau"),
    ],
)
def test_nouns_are_no_places(text: str, name: str) -> None:
    assert weight(text, name, "LOCATION") == 0


@pytest.mark.parametrize(
    ("text", "name", "kept"),
    [
        ("He studied at Klagenfurt University.", "Klagenfurt University", True),
        ("He joined the PKK in the year.", "PKK", True),
        ("Sie ist Mitglied in der GEW und das ist gut.", "GEW", True),
        ("Labor: GGT und die Werte von der Leber", "GGT", False),
        ("Gewicht 78 kg, das ist nicht viel", "Gewicht 78 kg", False),
        ("NHC: 12345. El paciente de la casa", "NHC", False),
        ("Real records only", "Real records", False),
    ],
)
def test_organisations_need_a_word_of_their_kind_or_before_them(
    text: str, name: str, kept: bool
) -> None:
    assert (weight(text, name, "ORGANIZATION") > 0) is kept


def test_text_without_capitals_is_weighed_by_lists_alone() -> None:
    text = "gestern hat claudia beck angerufen"
    assert weight(text, "claudia beck", "PERSON", small=True) == USUAL
    assert weight("pip install json parser", "json parser", "PERSON", small=True) == 0


@pytest.mark.parametrize(("sure", "count"), [(None, 0), (0.7, 0), (0.95, 1)])
def test_an_engine_that_says_it_is_sure_is_believed(sure: float | None, count: int) -> None:
    finder = NamesFinder(DetectConfig())
    engine = finder._engines["*"]
    assert engine is not None
    text = "Zustand nach Folfox, die Patientin ist wach."
    readings = [Reading(13, 19, "PERSON", sure)]
    found = list(finder._accepted(View(text), readings, engine, True))
    assert [each.score for each in found] == [DOUBTFUL] * count


def test_names_end_with_their_last_capital() -> None:
    finder = NamesFinder(DetectConfig())
    engine = finder._engines["*"]
    assert engine is not None
    text = "na rzecz Marka Nowaka kwotę 100 zł"
    found = list(finder._accepted(View(text), [Reading(9, 27, "PERSON")], engine, True))
    assert [text[each.start : each.end] for each in found] == ["Marka Nowaka"]


def test_public_bodies_are_no_finds() -> None:
    finder = NamesFinder(DetectConfig())
    engine = finder._engines["*"]
    assert engine is not None
    text = "The Supreme Administrative Court dismissed it."
    assert not list(finder._accepted(View(text), [Reading(4, 32, "ORGANIZATION")], engine, True))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("El estudio mostró ANA positivos en la paciente", "ANA"),
        ("Barthel-Index: bei Aufnahme 40 Punkte", "Barthel"),
        ("una neumonía por Klebsiella oxytoca", "Klebsiella"),
        ("en tratamiento con Vancomicina y reposo", "Vancomicina"),
        ("bei bekannter Rasmussen-Enzephalitis links", "Rasmussen-Enzephalitis"),
        ("wegen Parkinson in Behandlung", "Parkinson"),
    ],
)
def test_diseases_germs_drugs_and_short_capitals_are_no_persons(text: str, name: str) -> None:
    assert weight(text, name, "PERSON") == 0


def test_short_capitals_among_capitals_may_be_a_person() -> None:
    assert weight("ICH BIN ANA UND WARTE", "ANA", "PERSON") == USUAL


def test_a_surname_that_is_a_word_is_doubtful_alone() -> None:
    assert weight("Anzeige: Tank prüfen und den Filter", "Tank", "PERSON") <= DOUBTFUL


def test_my_wife_is_no_title() -> None:
    assert weight("min fru jobbar i skolan idag", "jobbar", "PERSON", small=True) < USUAL
    assert weight("tack till fru jobbar för det", "jobbar", "PERSON", small=True) == USUAL


def test_a_scan_is_no_title() -> None:
    assert weight("Im MR Becken ist nichts zu sehen", "Becken", "PERSON") < USUAL
    assert weight("I spoke to Mr Becken about it", "Becken", "PERSON") == USUAL


def test_small_words_end_a_name_in_text_without_capitals() -> None:
    finder = NamesFinder(DetectConfig())
    engine = finder._engines["*"]
    assert engine is not None
    text = "tukaj spet jaka zupan, imam vprašanje o računu"
    view = View(text, small=True)
    found = list(finder._accepted(view, [Reading(6, 21, "PERSON")], engine, False))
    assert [text[each.start : each.end] for each in found] == ["jaka zupan"]
    question = [Reading(23, 37, "PERSON")]
    assert list(finder._accepted(view, question, engine, False)) == []


def test_a_section_of_a_form_is_no_person() -> None:
    assert weight("Formular\nC. ZWÖLFANGABE\nName: Anna", "C. ZWÖLFANGABE", "PERSON") == 0


def test_after_an_event_is_no_place() -> None:
    text = "Der Patient ist nach Reitunfall nicht mehr gehfähig und wird von uns betreut."
    assert weight(text, "Reitunfall", "LOCATION") == 0
