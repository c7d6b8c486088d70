"""Numbers of courts, parcels and places as people write them, in the languages of Europe."""

from __future__ import annotations

import pytest

from compliance.detect import DetectConfig, Engine, build_engine


@pytest.fixture(scope="module")
def engine() -> Engine:
    return build_engine(DetectConfig(ner="none"))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("РЕШЕНИЕ № 1127 от днес", "CASE_NUMBER", "1127"),
        ("Απόφαση 214/2024", "CASE_NUMBER", "214/2024"),
        ("Procedimiento ordinario 417/2023", "CASE_NUMBER", "417/2023"),
        ("i sag BS-41877/2023-HJR", "CASE_NUMBER", "BS-41877/2023-HJR"),
        ("Tuomio L 24/3318", "CASE_NUMBER", "L 24/3318"),
        ("Járásbíróság\n5.P.20.417/2023/18.", "CASE_NUMBER", "5.P.20.417/2023/18"),
        ("Taifead Uimh. 2023/00714", "CASE_NUMBER", "2023/00714"),
        ("Sygn. akt I C 1184/23 upr", "CASE_NUMBER", "I C 1184/23 upr"),
        (
            "Zaaknummer: 10418277 CV EXPL 23-3319",
            "CASE_NUMBER",
            "10418277 CV EXPL 23-3319",
        ),
        ("Sentința civilă nr. 318", "CASE_NUMBER", "318"),
        ("tracking HX 7720 4418 GB", "CUSTOMER_ID", "HX 7720 4418 GB"),
        ("nic.. cislo REK-41882", "CUSTOMER_ID", "REK-41882"),
        ("betalt?! målepunkt 707057500041882073", "CUSTOMER_ID", "707057500041882073"),
        ("το αυτοκίνητό της, ΚΝΗ-4172, στην πύλη", "LICENSE_PLATE", "ΚΝΗ-4172"),
        ("varattu autolle NXR-418.", "LICENSE_PLATE", "NXR-418"),
        ("skoda o nr. rej. SPS 4K18 zostaje", "LICENSE_PLATE", "SPS 4K18"),
        ("Mein Auto HH XY 99E steht", "LICENSE_PLATE", "HH XY 99E"),
        ("síminn er 7718362", "PHONE_NUMBER", "7718362"),
        ("IMEI/SV 35-209900-176148-23", "DEVICE_ID", "35-209900-176148-23"),
        ("Sort code 20-45-77, account 12345678", "BANK_ACCOUNT", "20-45-77"),
        ("Sort code 20-45-77, account 12345678", "BANK_ACCOUNT", "12345678"),
        ("bsb 062-000", "BANK_ACCOUNT", "062-000"),
        ("SC: 40-12-34", "BANK_ACCOUNT", "40-12-34"),
        ("mdp cétait Chaton59* il", "PASSWORD", "Chaton59*"),
        ("a pass da área de cliente é Benfica1904+, vejam", "PASSWORD", "Benfica1904+"),
        ("heslo som si resetoval na Slovan.7Pato ale", "PASSWORD", "Slovan.7Pato"),
        ("κωδικός: Athina21", "PASSWORD", "Athina21"),
        ("Das Kennwort lautet rosenrot.", "PASSWORD", "rosenrot"),
    ],
)
def test_numbers_and_secrets_by_their_label(
    engine: Engine, text: str, kind: str, value: str
) -> None:
    found = {(each.type, text[each.start : each.end]) for each in engine.find([text])[0]}
    assert (kind, value) in found


@pytest.mark.parametrize(
    "text",
    [
        "lat 52.520008 lon 13.404954",
        "Breite 52,520008, Länge 13,404954",
        "POINT(13.404954 52.520008)",
        "UTM 32U 391779 5820131",
        "maps.google.com/maps?q=52.52,13.40",
        "N 52° 31.200 E 013° 24.300",
        "52.520008 N, 13.404954 E",
        "52.520008° N, 13.404954° E",
    ],
)
def test_coordinates(engine: Engine, text: str) -> None:
    found = engine.find([text])[0]
    assert {each.type for each in found} == {"GEO_COORDINATES"}
    # A label may stay; digits and the letters behind them may not.
    assert found[-1].end >= len(text) - 1


@pytest.mark.parametrize(
    "address",
    [
        "anna AT gmx.de",
        "anna.weber at gmx.de",
        "anna(ä)gmx.de",
        "anna @ example . org",
        "anna-at-example-dot-org",
        "matti ät elisa piste fi",
        "lasse krølle-alfa online punktum no",
        "anna minus weber at gmx punkt de",
        "anna unterstrich weber at gmx punkt de",
        "anna underscore weber at gmail dot com",
    ],
)
def test_spelled_addresses(engine: Engine, address: str) -> None:
    text = f"ok: {address}"
    found = {(each.type, text[each.start : each.end]) for each in engine.find([text])[0]}
    assert ("EMAIL_ADDRESS", address) in found


@pytest.mark.parametrize(
    "text",
    [
        "connect to 10.0.0.7 failed",
        "client 10.0.0.7",
        "host 10.1.2.3 is down",
        "login from 10.0.0.7",
        "http://10.0.0.7/admin",
        "user 10.0.0.7:443",
        "ssh root@10.0.0.7",
        '10.0.0.7 - - [25/Nov/2026:10:12:13 +0100] "GET /index.html HTTP/1.1" 200 12',
        "2026-11-25 10:12:13 10.0.0.7 POST /login",
    ],
)
def test_addresses_of_local_networks(engine: Engine, text: str) -> None:
    found = [each for each in engine.find([text])[0] if each.type == "IP_ADDRESS"]
    assert len(found) == 1
    assert text[found[0].start : found[0].end].startswith("10.")


@pytest.mark.parametrize(
    "text",
    [
        "version 10.0.0.7",
        "firmware 10.0.0.7 released",
        "assembly 4.0.0.0 of System",
        "upgrade from 10.0.0.7 to 10.0.1.2",
        "Решение № 1313/2013/ЕС на Съвета",
        "Rozhodnutí č. 12",
        "the judgment of 2019",
        "číslo ISO-27001",
        "Das Passwort lautet wie folgt.",
        "dom nr. 2024",
        "en dom 2020-2021",
        "the sentence 12/24",
        "we were at web.de headquarters",
        "the meeting at mail.com offices",
    ],
)
def test_versions_acts_and_norms_are_none_of_these(engine: Engine, text: str) -> None:
    assert engine.find([text])[0] == []
