"""Towns of no list behind words of work, retirement and living, datelines, and nationalities."""

from __future__ import annotations

import pytest

from compliance.detect.places.cued import CuedPlaces
from compliance.detect.places.nationality import NationalityFinder

PLACES = CuedPlaces()
NATIONALITY = NationalityFinder()


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("oddziału w Zabrzelinie będzie", "Zabrzelinie"),
        ("ambulanci v Třebounicích a", "Třebounicích"),
        ("en la tienda de Teldera. Te", "Teldera"),
        ("pensionil lüpsja Räpinurmest, saabus", "Räpinurmest"),
        ("fyrrverandi sjómaður frá Ólafsbyggð, lagðist", "Ólafsbyggð"),
        ("buvusi siuvėja, iš Rietuvo. ", "Rietuvo"),
        ("sajjied irtirat minn Marsalina. ", "Marsalina"),
        ("υποκατάστημα της Κατερινίτσας. ", "Κατερινίτσας"),
        ("SPRIEDUMS\nKuldiņā, 2024. gada 7. martā\n", "Kuldiņā"),
        ("SENTENCIA. En Ponferrina, a 21 de febrero de 2024. ", "Ponferrina"),
        ("Neudorfen, den 12.3.2024\n", "Neudorfen"),
        ("Szegelen lakik", "Szegelen"),
    ],
)
def test_towns(text: str, town: str) -> None:
    assert town in [text[start:end] for start, end, _ in PLACES.find(text, small=False)]


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("wohn jetz in eberslohe, ackerstr. 40", "eberslohe"),
        ("er sko fluttur í kópadal. síminn er", "kópadal"),
        ("pats gyvenu norvegijoj, dirbu", "norvegijoj"),
    ],
)
def test_towns_in_small_letters(text: str, town: str) -> None:
    assert [text[start:end] for start, end, _ in PLACES.find(text, small=True)] == [town]
    assert list(PLACES.find(text, small=False)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Sitzung, 3. Mai 2024",
        "Update, 3 May 2024",
        "Rechnung, 12.03.2024",
        "the office in March",
        "oficina de María",
        "wohne in untermiete, weil",
        "i live in hope and",
    ],
)
def test_no_towns(text: str) -> None:
    assert list(PLACES.find(text, small=True)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("der er svensk statsborger og", "svensk"),
        ("muratore di cittadinanza albanese, ha", "albanese"),
        ("Kirilovs, Latvijas nepilsonis, uz", "Latvijas"),
        ("a United Kingdom national", "United Kingdom"),
        ("of Greek-Cypriot origin", "Greek-Cypriot"),
        ("Петров, български гражданин, роден", "български"),
        ("ta on Eesti kodanik", "Eesti"),
        ("Jón er íslenskur ríkisborgari", "íslenskur"),
        ("je české národnosti", "české"),
    ],
)
def test_nationalities(text: str, value: str) -> None:
    assert value in [text[each.start : each.end] for each in NATIONALITY.find(text)]


@pytest.mark.parametrize(
    "text",
    ["every United Kingdom national", "jeder deutsche Staatsbürger", "Iga Eesti kodanik"],
)
def test_everybody_of_a_state(text: str) -> None:
    assert list(NATIONALITY.find(text)) == []
