"""Addresses of invented people in the postal forms of Europe and the United States."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compliance.detect.places.addresses import AddressFinder
from compliance.detect.text.normalize import normalize

Find = Callable[[str], list[tuple[str, str]]]


@pytest.fixture(scope="module")
def found() -> Find:
    """(type, text) of every address that is reported by default."""
    finder = AddressFinder()

    def run(text: str) -> list[tuple[str, str]]:
        plain = normalize(text)
        entities = [each for each in finder.find(plain.text) if each.score >= 0.4]
        spans = [plain.to_original(each.start, each.end) for each in entities]
        return [("STREET_ADDRESS", text[start:end]) for start, end in spans]

    return run


WHOLE = [
    # Austria, Germany, Switzerland
    "Mariahilfer Straße 12/3/14, 1060 Wien",
    "Lindengasse 5/2/7\n1070 Wien\nÖsterreich",
    "Neubaugasse 8 Top 7, A-8010 Graz",
    "Gumpendorfer Straße 45, Stiege 2, Tür 14, 1060 Wien",
    "Sonnblick 32, A-8010 Graz",
    "Birkenweg 7, 3. OG, 70173 Stuttgart",
    "Rosenstr. 14\nHinterhaus\n01099 Dresden",
    "Seestrasse 24, 8000 Zürich",
    "Rathausgasse 9, CH-3011 Bern, Schweiz",
    "Kirchweg 3, c/o Anna Muster, 6003 Luzern",
    # France, Belgium, Luxembourg
    "12 bis, rue de la Paix, 75002 Paris",
    "8 rue des Lilas\n69003 Lyon",
    "27 avenue Victor-Hugo, Bât. B, appt 12, 33000 Bordeaux",
    "5 impasse du Moulin, 31000 Toulouse CEDEX 4",
    "3 place de l'Église, 67000 Strasbourg, France",
    "Rue de la Loi 16, 1000 Bruxelles",
    "Grote Markt 5, 2000 Antwerpen",
    "14, rue des Tilleuls, L-2412 Luxembourg",
    # Spain, Portugal
    "C/ Mayor, 5, 3º B, 28013 Madrid",
    "Calle Alcalá 120, 4º izq., 28009 Madrid",
    "Avda. de la Constitución, 18, 41001 Sevilla (Sevilla)",
    "Carrer de Mallorca 210, 08036 Barcelona",
    "Plaza de España, s/n, 50001 Zaragoza",
    "Paseo de la Castellana, 27, 4D, 28046 Madrid",
    "Rua Augusta, n.º 12, 3.º Esq., 1100-053 Lisboa",
    "Travessa do Carmo 8, 4000-123 Porto, Portugal",
    # Italy
    "Via Roma 12/A, 20121 Milano (MI)",
    "Corso Vittorio Emanuele II, 45, 10128 Torino",
    "P.zza Garibaldi 3, 40121 Bologna",
    "Viale dei Mille n. 7, scala B, int. 4, 00185 Roma",
    # Netherlands
    "Keizersgracht 12, 1015 CN Amsterdam",
    "Jan van Galenstraat 45-2, 1051 KM Amsterdam",
    "Dorpsstraat 3\n3511 AB Utrecht\nNederland",
    # Poland
    "ul. Długa 5 m. 12, 00-238 Warszawa",
    "al. Jerozolimskie 44/5, 00-024 Warszawa",
    "os. Bohaterów 3/14, 31-610 Kraków",
    "ul. 3 Maja 7, 40-096 Katowice, Polska",
    "pl. Wolności 2 lok. 3\n61-738 Poznań",
    # United Kingdom, Ireland, United States
    "Flat 2, 18 Harbour Road, Bristol BS1 4RN",
    "7 Church Lane\nYork\nYO1 8QT\nUnited Kingdom",
    "12 Merrion Square, Dublin 2, D02 X285",
    "1450 Maple Avenue, Apt 4B, Portland, OR 97205-1234",
    "350 W 42nd St, New York, NY 10036",
    # Nordic countries
    "Storgatan 12 lgh 1101, 114 55 Stockholm",
    "Nørrebrogade 45, 2. th., 2200 København N",
    "Karl Johans gate 12, 0154 Oslo",
    "Mannerheimintie 12 A 3, 00100 Helsinki",
    "Laugavegur 10, 101 Reykjavík",
    # Czechia, Slovakia, Hungary
    "Dlouhá 12, 110 00 Praha 1",
    "nám. Míru 5, 120 00 Praha 2",
    "Hlavná 7, 811 01 Bratislava",
    "Váci utca 12. 3. em. 4., 1052 Budapest",
    "1052 Budapest, Váci utca 12",
    # Romania, Bulgaria, Greece
    "Str. Libertății nr. 12, bl. A3, sc. 2, et. 4, ap. 15, București",
    "Bd. Unirii nr. 7, 030823 București",
    "ул. Оборище 15, вх. А, ет. 3, ап. 12, 1504 София",
    "Ερμού 12, 105 63 Αθήνα",
    "Λεωφ. Κηφισίας 45, 115 23 Αθήνα",
    # Croatia, Slovenia, Baltic states
    "Ulica kralja Tomislava 5, 10000 Zagreb",
    "Ilica 42, 10000 Zagreb",
    "Slovenska cesta 5, 1000 Ljubljana",
    "Vilniaus g. 12-5, LT-01103 Vilnius",
    "Brīvības iela 12-5, Rīga, LV-1010",
    "Narva mnt 5, 10117 Tallinn",
    "12, Triq ir-Repubblika, Valletta VLT 1111",
]


@pytest.mark.parametrize("address", WHOLE)
@pytest.mark.parametrize("frame", ["{}", "Adresse: {}\nTel. folgt", "Anna Muster\n{}"])
def test_whole_address_is_one_span(found: Find, address: str, frame: str) -> None:
    values = [value for kind, value in found(frame.format(address)) if kind == "STREET_ADDRESS"]
    assert values in ([address], [address.rstrip(".")])


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ich wohne in der lindenstr. 4, 50674 köln und", "lindenstr. 4, 50674 köln"),
        ("j'habite 12 rue de la paix 75002 paris", "12 rue de la paix 75002 paris"),
        ("vivo en la calle mayor 5, 28013 madrid", "calle mayor 5, 28013 madrid"),
        ("abito in via roma 12, 20121 milano", "via roma 12, 20121 milano"),
        ("mieszkam ul. długa 5 m. 12, 00-238 warszawa", "ul. długa 5 m. 12, 00-238 warszawa"),
        ("ik woon in de dorpsstraat 3, 3511 AB utrecht", "dorpsstraat 3, 3511 AB utrecht"),
        ("jag bor på storgatan 12 i lund", "storgatan 12"),
        ("i live at 18 harbour road, bristol bs1 4rn", "18 harbour road, bristol bs1 4rn"),
        ("moro na rua augusta 12, 1100-053 lisboa", "rua augusta 12, 1100-053 lisboa"),
    ],
)
def test_small_letters(found: Find, text: str, address: str) -> None:
    assert ("STREET_ADDRESS", address) in found(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Sie wohnt in der Gartenstraße.", "Gartenstraße"),
        ("She lives in Baker Street.", "Baker Street"),
        ("Vive en la calle Alcalá.", "calle Alcalá"),
        ("Il habite rue des Lilas.", "rue des Lilas"),
        ("Mieszka na ul. Długiej.", "ul. Długiej"),
    ],
)
def test_street_without_number_beside_a_word_for_home(found: Find, text: str, address: str) -> None:
    assert ("STREET_ADDRESS", address) in found(text)


def test_street_without_number_with_a_postcode(found: Find) -> None:
    assert ("STREET_ADDRESS", "Gartenstraße, 50674 Köln") in found("Gartenstraße, 50674 Köln")


@pytest.mark.parametrize(
    "address",
    [
        "Postfach 12 34, 60311 Frankfurt",
        "PO Box 512, Leeds LS1 4DY",
        "Apartado de Correos 40, 28080 Madrid",
        "BP 40, 75008 Paris",
        "Casella postale 12, 20121 Milano",
        "Postbus 1200, 1000 BR Amsterdam",
        "skrytka pocztowa 8, 00-950 Warszawa",
        "Postboks 45, 0150 Oslo",
        "Τ.Θ. 1234, 105 63 Αθήνα",
    ],
)
def test_post_boxes(found: Find, address: str) -> None:
    assert ("STREET_ADDRESS", address) in found(f"Post an: {address}")


def test_dutch_postcode_with_number(found: Find) -> None:
    assert ("STREET_ADDRESS", "1234 AC 12") in found("Adres: 1234 AC 12")


@pytest.mark.parametrize("gap", ["; ", "\n", " / ", ", "])
def test_neighbouring_addresses_stay_apart(found: Find, gap: str) -> None:
    first, second = "Hauptstr. 5, 10115 Berlin", "ul. Długa 5, 00-238 Warszawa"
    values = [value for kind, value in found(first + gap + second) if kind == "STREET_ADDRESS"]
    assert values == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "Artikel 5 Absatz 3 Satz 1",
        "nach Artikel 12 Absatz 3 der Verordnung (EU) 2016/679",
        "Weg 2 ist frei",
        "Platz 1: Team Rot",
        "Connected via USB 3 and via Port 8080",
        "Via USB 3 angeschlossen",
        "kernel mode runs in ring 0",
        "see page 5 way down",
        "place 2 orders, then place order 3",
        "route /api/v1/users/12",
        "la calle 5 veces al año",
        "una condena de 15 años en la vía penal",
        "Art. 5 ust. 2 pkt 3 ustawy z dnia 12 marca 2004 r.",
        "§ 12 Abs. 3 Nr. 4 BGB",
        "Str. 5 und 6 streichen",
        "os.path.join(a, 5)",
        "al 31 de diciembre de 2019",
        "Tabelle 3, 2019 Berichtsjahr",
        "Version 12, 10115 Zeilen",
        "Gate 5, boarding 12345 passengers",
        "int sc = 5; al. 3",
        "SKU 4711 AB 12 x 3 Stück",
        "Schraube M 8 x 40, 1000 Stück",
        "for i in range(5): pl. append(i)",
        "le cours 3 du mois",
        "Größe 38, 1999 Stück",
        "CPU 8, 4096 MB RAM",
        "Cours de mathématiques 2, chapitre 5",
        "box 12 holds 40 items",
        "Die Promenade war 2019 gesperrt",
        "2,5 square meters",
        "We're ordering 12",
        "Kinderfahrrad, Rahmenhöhe 28 cm",
        "Höhe 180 cm, Breite 90 cm",
        "Förderhöhe 3,2 m",
        "Projector 1080p, GroupCoordinator 2",
        "lea rax, [rip + .L.str.14]",
        "Kondensator 100 nF",
        "el valor S/N es 12",
        "Rev. 7\nAuftragsmenge 1.250, Los 25",
        "sent via email 23 times to my address",
    ],
)
def test_no_address(found: Find, text: str) -> None:
    assert [value for kind, value in found(text) if kind == "STREET_ADDRESS"] == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Vive en C/ Olmo 5, 2ºB 28006 Madrid", "C/ Olmo 5, 2ºB 28006 Madrid"),
        ("abito in via giardini 23", "via giardini 23"),
        ("abito in via giardini 23 a modena", "via giardini 23"),
        ("Domicilio: C/ Olmo 5, 2ºB\nCP: 37001 Localidad: Soria", "C/ Olmo 5, 2ºB"),
        ("przy rondzie Daszyńskiego; dalej", "rondzie Daszyńskiego"),
        ("bydlím v husově ulici 12", "husově ulici 12"),
        ("Burgtor 5, 23552 Lübeck", "Burgtor 5, 23552 Lübeck"),
        ("Dr. Gil Lamas. Olmos, 30. 28034 Madrid", "Olmos, 30. 28034 Madrid"),
        ("en Gaspar Olmo 90. 46017 - Valencia", "Gaspar Olmo 90. 46017 - Valencia"),
        (
            "Ctra. de Colmenar, km. 9,100. 28034 Madrid",
            "Ctra. de Colmenar, km. 9,100. 28034 Madrid",
        ),
        ("en Altos de Olmo, s / n, 24071 León", "Altos de Olmo, s / n, 24071 León"),
        ("spotkanie przy ulicy Kwiatowej; potem", "ulicy Kwiatowej"),
        ("il habite rue de Rivoli à Paris", "rue de Rivoli"),
        ("C/ Olmo, 3 31008 Pamplona Tfno. 55", "C/ Olmo, 3 31008 Pamplona"),
    ],
)
def test_doors_and_small_streets(found: Find, text: str, address: str) -> None:
    assert ("STREET_ADDRESS", address) in found(text)
