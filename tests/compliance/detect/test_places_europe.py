"""Places and nationalities by the words beside them, in the languages of Europe."""

from __future__ import annotations

import pytest

from compliance.detect.names.organisations import OrganisationFinder
from compliance.detect.places.finder import place_finder
from compliance.detect.places.nationality import NationalityFinder
from compliance.detect.text.normalize import normalize

FINDERS = (place_finder(), NationalityFinder(), OrganisationFinder())


def found(text: str) -> list[tuple[str, str]]:
    """(type, text) of every find that is reported by default."""
    plain = normalize(text).text
    entities = [each for finder in FINDERS for each in finder.find(plain) if each.score >= 0.4]
    return [(each.type, plain[each.start : each.end]) for each in entities]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Sie wohnt in Bad Kissingen.", "Bad Kissingen"),
        ("He lives in Ambleside", "Ambleside"),
        ("Elle habite à Villefranche-sur-Saône.", "Villefranche-sur-Saône"),
        ("née à Annecy", "Annecy"),
        ("vive en San Sebastián de los Reyes, Madrid", "San Sebastián de los Reyes"),
        ("residente a Reggio Emilia", "Reggio Emilia"),
        ("hij woont in Hoogeveen", "Hoogeveen"),
        ("mieszka w Krakowie", "Krakowie"),
        ("bydlí v Olomouci", "Olomouci"),
        ("bor i Lund", "Lund"),
        ("asuu Helsingissä", "Helsingissä"),
        ("живее в Пловдив", "Пловдив"),
        ("κάτοικος Αθήνας", "Αθήνας"),
        ("locuiește în Cluj-Napoca", "Cluj-Napoca"),
        ("i live in leeds now", "leeds"),
        ("originaire de Roumanie", "Roumanie"),
        ("Localidad/ Provincia: Ciudad Real.", "Ciudad Real"),
        ("País de nacimiento: España", "España"),
        ("Geburtsort: Rosenheim", "Rosenheim"),
        ("Miejsce urodzenia: Nowy Targ", "Nowy Targ"),
        ("CP: 28032", "28032"),
        ("kod pocztowy 00-950", "00-950"),
        ("postcode: 1234 AC", "1234 AC"),
        ("wohnhaft in A-9580 Villach", "A-9580 Villach"),
        ("Klinikum, 79106 Freiburg", "79106 Freiburg"),
        ("practising in the United Kingdom", "United Kingdom"),
        ("Alcon (Barcelona)", "Barcelona"),
    ],
)
def test_places(text: str, place: str) -> None:
    assert ("LOCATION", place) in found(text)


def test_country_behind_a_town_is_a_place_of_its_own() -> None:
    places = [value for kind, value in found("She lives in Lyon, France.") if kind == "LOCATION"]
    assert {"Lyon", "France"} <= set(places)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the applicant is a Turkish national", "Turkish"),
        ("He was of Nigerian origin", "Nigerian"),
        ("Sie ist polnische Staatsangehörige", "polnische"),
        ("Staatsangehörigkeit: rumänisch", "rumänisch"),
        ("ressortissant français", "français"),
        ("de nationalité belge", "belge"),
        ("de nacionalidad colombiana", "colombiana"),
        ("cittadino italiano", "italiano"),
        ("obywatel polski", "polski"),
        ("Obywatelstwo: polskie", "polskie"),
    ],
)
def test_nationalities(text: str, value: str) -> None:
    assert ("NATIONALITY", value) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die Gerichtssprache ist deutsch.",
        "wer die deutsche Staatsangehörigkeit besitzt",
        "nach deutschem Recht",
        "the French Republic and the German law",
        "cittadino onesto",
        "She was born in March 1980",
        "Er lebt in Trennung",
        "State: Open",
        "invalid state: reading",
        "will be removed in Python",
        "location: /var/log",
        "by: admin",
        "Ort: siehe oben",
        "12345 Zeilen",
        "from Martin",
        "CP 5",
        "in essen und trinken",
        "nice reading in the van",
    ],
)
def test_no_place(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Dotację przyznano Łodzi.", "Łodzi"),
        ("Trasa biegnie nad Wrocławiem", "Wrocławiem"),
        ("Materiały otrzymał magazyn w Białymstoku.", "Białymstoku"),
        ("Posiedzenie w Katowicach", "Katowicach"),
        ("do Gdyni jedzie", "Gdyni"),
        ("schůzka v Olomouci", "Olomouci"),
        ("jel do Liberce", "Liberce"),
        ("u Osijeku i u Rijeci", "Rijeci"),
        ("Debrecenben vár", "Debrecenben"),
        ("Vilniuje gyvena", "Vilniuje"),
        ("Tampereella sataa", "Tampereella"),
        ("Sucursal La Coruña, planta 2", "La Coruña"),
        ("Filiale Den Haag", "Den Haag"),
        ("KARLSRUHE, 3. Stock", "KARLSRUHE"),
        ("Calle Olmo 60, 7ºA 28006 Madrid", "28006 Madrid"),
        ("Aguilar 90. 46017 - Valencia", "46017 - Valencia"),
        ("CP:28029.", "28029"),
        ("PSC: 602 00", "602 00"),
        ("Comune: Roccasecca", "Roccasecca"),
        ("all situated in the municipality of Härvik, far north", "Härvik"),
        ("het huis in de gemeente Oudewater", "Oudewater"),
        ("dům v obci Lhotka nad Labem", "Lhotka nad Labem"),
        ("Beszéltem vele Győrben", "Győrben"),
        ("bydlím v pardubicích a je to tam fajn", "pardubicích"),
        ("abito in via giardini 23 a modena e aspetto", "modena"),
        ("mieszkam teraz w radomiu na polnej", "radomiu"),
        ("vivo en la calle olmo 5 de albacete", "albacete"),
    ],
)
def test_towns_in_cases_and_without_cue(text: str, place: str) -> None:
    assert ("LOCATION", place) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Unter falschem Namen und mit großem Leiden",
        "El paciente tenía un Glasgow de 8 y factor V Leiden",
        "Use Europe/Berlin as time zone, user@berlin.example, x_Berlin",
        "NICE to see you, Nancy. Essen ist fertig.",
        "The class Romana and Parió, Marie und Bernie",
        "in reading mode, a mobile app from sion",
        "BGBl. I 2017 S. 2097",
        "la escala de Glasgow, el factor V de Leiden",
        "The Reading list of Victoria, Como and Van",
    ],
)
def test_words_that_are_no_towns(text: str) -> None:
    assert [each for each in found(text) if each[0] == "LOCATION"] == []
