from __future__ import annotations

from collections.abc import Callable

import pytest

from compliance.detect.identifiers.accounts import RULES
from compliance.detect.identifiers.cards import CardFinder
from compliance.detect.identifiers.codes import CodeFinder
from compliance.detect.identifiers.emails import EmailFinder
from compliance.detect.identifiers.labels import LabelFinder
from compliance.detect.matching.rules import Finder, RuleFinder
from compliance.detect.text.normalize import normalize

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Meine Kundennummer ist 4711-8829.", ("CUSTOMER_ID", "4711-8829")),
        ("Kd.-Nr.: KD 482913", ("CUSTOMER_ID", "KD 482913")),
        ("order number ORD-2026-88213 is late", ("CUSTOMER_ID", "ORD-2026-88213")),
        ("Vertragsnr. V-99812/3", ("CUSTOMER_ID", "V-99812/3")),
        ("invoice #20260044", ("CUSTOMER_ID", "20260044")),
        ("Bestellung 88231945 fehlt", ("CUSTOMER_ID", "88231945")),
        ("Benutzername: anna_k77", ("USERNAME", "anna_k77")),
        ("my username is sunflower.", ("USERNAME", "sunflower")),
        ("folge mir auf instagram @anna.k", ("USERNAME", "@anna.k")),
        ("Jemand hat sich als velo_thi angemeldet.", ("USERNAME", "velo_thi")),
        ("Das Konto heikevelo6 ist gesperrt", ("USERNAME", "heikevelo6")),
        ("Login: Name rider_ayse, Passwort geheim", ("USERNAME", "rider_ayse")),
        ("I ended all sessions of rider_emre.", ("USERNAME", "rider_emre")),
        ("24,90 € zu B-2026-50850 fehlen noch", ("CUSTOMER_ID", "B-2026-50850")),
        ("sort code 12-34-56", ("BANK_ACCOUNT", "12-34-56")),
        ("Seriennummer: SN99120045X", ("DEVICE_ID", "SN99120045X")),
    ],
)
def test_found(found: Find, text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Meine Kundennummer finde ich nicht.",
        "order 2 pieces",
        "Rechnung über 49,90 Euro",
        "The username is already taken",
        "Ein Nickname reicht.",
        "@property steht im Code",
        "Ticket für 2 Personen",
        "see CVE-2024-12345 and COM-2020-12345",
        "Das Konto ist gesperrt, account v2.1 auch",
    ],
)
def test_nothing_found(found: Find, text: str) -> None:
    assert found(text) == []


_LABELS: tuple[Finder, ...] = (LabelFinder(),)
_ACCOUNTS: tuple[Finder, ...] = (
    RuleFinder("accounts", RULES),
    LabelFinder(),
    CodeFinder(),
    CardFinder(),
    EmailFinder(),
)


def _values(finders: tuple[Finder, ...], text: str) -> list[tuple[str, str]]:
    return [
        (each.type, text[each.start : each.end])
        for finder in finders
        for each in finder.find(text)
        if each.score >= 0.4
    ]


@pytest.mark.parametrize(
    "label",
    [
        "клиентски номер", "zákaznické číslo", "kundenummer", "Kundennummer", "αριθμός πελάτη",
        "customer number", "número de cliente", "kliendinumber", "asiakasnumero",
        "numéro de client", "uimhir custaiméara", "broj ugovora", "ügyfélszám",
        "viðskiptamannanúmer", "numero cliente", "kliento numeris", "klienta numurs",
        "numru tal-klijent", "klantnummer", "kundenummer", "numer klienta", "número de contrato",
        "numărul contractului", "číslo zmluvy", "številka pogodbe", "kundnummer", "customer_id",
        "ordernr", "n° de commande", "numer zamówienia", "polisnummer", "Patientennummer",
        "numero di polizza", "nº de póliza", "medlemsnummer", "jäsennumero", "szerződésszám",
    ],
)  # fmt: skip
def test_business_number_behind_its_label(label: str) -> None:
    for value in ("482913", "AB-48291/3"):
        for text in (f"{label}: {value}.", f"{label} {value}, ok", f"({label.upper()} {value})"):
            assert ("CUSTOMER_ID", value) in _values(_LABELS, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("an application (no. 18403/91) against", "18403/91"),
        ("Az. 12 O 345/20", "12 O 345/20"),
        ("Aktenzeichen: 1 BvR 2347/15", "1 BvR 2347/15"),
        ("Geschäftszeichen 4711/26-B", "4711/26-B"),
        ("sygn. akt II C 123/20", "II C 123/20"),
        ("spisová značka 22 C 123/2020", "22 C 123/2020"),
        ("zaaknummer C/13/123456", "C/13/123456"),
        ("N° RG 20/01234", "20/01234"),
        ("mål nr T 1234-20", "T 1234-20"),
        ("dosar nr. 1234/3/2020", "1234/3/2020"),
        ("procedimento n. 1234/2020", "1234/2020"),
        ("expediente número 456/2019", "456/2019"),
        ("ügyszám: 12.P.20.123/2020", "12.P.20.123/2020"),
        ("υπόθεση αριθ. 123/2020", "123/2020"),
        ("дело № 1234/2020", "1234/2020"),
        ("Fallnummer: 23346011", "23346011"),
        ("case number 12345678", "12345678"),
    ],
)
def test_case_number(found: Find, text: str, value: str) -> None:
    assert ("CASE_NUMBER", value) in found(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("plots nos. 260, 268, 45, 119/5 and 425", "260 268 45 119/5 425"),
        ("Flurstücke Nr. 12/3, 14 und 15/1", "12/3 14 15/1"),
        ("parcelles nos 12, 13 et 14 de la commune", "12 13 14"),
        ("plot of land no. 1234/5", "1234/5"),
        ("sheet/plan 33/29, plot 12", "33/29 12"),
        ("działki nr 12/3, 14 i 15/1", "12/3 14 15/1"),
        ("particelle nn. 12, 13 e 14", "12 13 14"),
        ("helyrajzi szám: 1234/5", "1234/5"),
        ("parc. č. 123/4", "123/4"),
        ("Flurstück 14, 2020 verkauft", "14"),
    ],
)
def test_numbers_of_land_registers(text: str, values: str) -> None:
    found = [each for each in LabelFinder().find(text) if each.type == "CASE_NUMBER"]
    assert sorted({text[each.start : each.end] for each in found}) == sorted(values.split())


@pytest.mark.parametrize(
    "text",
    [
        "lots 12 and 13",
        "plot 12",
        "parcels 5, 6 and 7 arrived",
        "a plot of 260 sq. m.",
        "plot no. 12.5",
        "Grundstück mit 400 m2",
        "plots no. 12 m2",
    ],
)
def test_no_numbers_of_land_registers(text: str) -> None:
    assert [each for each in LabelFinder().find(text) if each.type == "CASE_NUMBER"] == []


def test_case_numbers_of_a_list() -> None:
    text = "[GC], nos. 12345/98, 23456/99 and 34567/00, 12 April 2006"
    assert [value for kind, value in _values(_LABELS, text) if kind == "CASE_NUMBER"] == [
        "12345/98",
        "23456/99",
        "34567/00",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nom d'utilisateur : jdupont77", "jdupont77"),
        ("nazwa użytkownika: jkowalski", "jkowalski"),
        ("användarnamn lars_l", "lars_l"),
        ("käyttäjätunnus on matti99", "matti99"),
        ("felhasználónév: kovacs_b", "kovacs_b"),
        ("όνομα χρήστη: maria88", "maria88"),
        ("потребителско име: ivan_p", "ivan_p"),
        ("usuario: ana99", "ana99"),
        ("síguenos en instagram @ana.lopez", "@ana.lopez"),
    ],
)
def test_user_name(text: str, value: str) -> None:
    assert ("USERNAME", value) in _values(_ACCOUNTS, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("numer seryjny: SN-99120045X", ("DEVICE_ID", "SN-99120045X")),
        ("n° de série 99120045", ("DEVICE_ID", "99120045")),
        ("nr konta 12345678", ("BANK_ACCOUNT", "12345678")),
        ("hab 88231945 gestern geschickt", ("CUSTOMER_ID", "88231945")),
        ("meine Nummer ist KX-4829113", ("CUSTOMER_ID", "KX-4829113")),
        ("reference #4829113", ("CUSTOMER_ID", "4829113")),
    ],
)
def test_other_numbers(text: str, expected: tuple[str, str]) -> None:
    assert expected in _values(_ACCOUNTS, text)


@pytest.mark.parametrize(
    "text",
    [
        "Regulation (EU) 2016/679, Law no. 82/2012 and Directive 95/46/EC",
        "§ 5 Abs. 2 Nr. 3 BGB, BGBl. I S. 1234, Article 505 of the Code",
        "ISO 27001:2022, DIN EN 60204-1, RFC 7231, CVE-2024-12345",
        "commit 3f2a1b4c5d6e7f8091a2b3c4d5e6f708192a3b4c",
        "2026-11-25T15:44:23Z 1764085463 1764085463123 20261125154423 20261125",
        "#ff00aa, #123456; #00112233",
        "GH#26460 and issue #26460",
        "3.14159265358 und 0,12345678",
        "SKU 48291377, EAN 4006381333931, ISBN 9783161484100, PZN 01234562",
        "request_id=01HXV8Q4T0ZK7 duration_ms=31",
        "range 270-1734, 4294967296, 10000000",
        "482911 | 482912 | 482913 | 482914",
        "6d92078a-8246-4ba4-ae5b-76104861e7dc",
        "Rechnung vom 12.03.2024 über 1.299,00 EUR",
        "invoice of 1999 and order in 2024",
        "Ca 125: 786 (VN: 90-210), PO 10/10",
        "in gutem AZ, Größe 179 cm",
        "@pytest.mark.parametrize(\n@dataclass\nclass Row:\n    user: str\n",
        "user = None, handle=handle, window_size, int64",
        "cannot handle a non-unique multi-index",
        "path/to/48291377/file and v1.48291377",
    ],
)
def test_no_number(text: str) -> None:
    assert _values(_ACCOUNTS, text) == []


@pytest.mark.parametrize(
    "text",
    ["", "\x00", "\ud800 4711-8829 \udfff", "²³ ½ ٣٤٥", "no.", "IBAN ", "1 " * 500, "@" * 300],
)
def test_odd_texts_give_offsets_inside_them(text: str) -> None:
    for finder in _ACCOUNTS:
        for each in finder.find(normalize(text).text):
            assert 0 <= each.start < each.end <= len(text)
