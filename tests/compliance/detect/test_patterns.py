from __future__ import annotations

from collections.abc import Callable

import pytest

from compliance.detect.identifiers import online
from compliance.detect.identifiers.emails import EmailFinder
from compliance.detect.identifiers.patterns import RULES, iban_valid, luhn
from compliance.detect.matching.rules import Rule, RuleFinder

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mail an max.muster+x@firma-a.de.", ("EMAIL_ADDRESS", "max.muster+x@firma-a.de")),
        ("anna (at) web (dot) de bitte", ("EMAIL_ADDRESS", "anna (at) web (dot) de")),
        ("write to anna dot b at mail dot com", ("EMAIL_ADDRESS", "anna dot b at mail dot com")),
        ("müller@bücher.example ist da", ("EMAIL_ADDRESS", "müller@bücher.example")),
        ("DE89370400440532013000", ("IBAN_CODE", "DE89370400440532013000")),
        ("IBAN de89 3704 0044 0532 0130 00 und so", ("IBAN_CODE", "de89 3704 0044 0532 0130 00")),
        ("GB29 NWBK 6016 1331 9268 19, thanks", ("IBAN_CODE", "GB29 NWBK 6016 1331 9268 19")),
        ("Karte 4111 1111 1111 1111 belasten", ("CREDIT_CARD", "4111 1111 1111 1111")),
        ("server 203.0.113.7 antwortet nicht", ("IP_ADDRESS", "203.0.113.7")),
        ("from 2001:db8::8a2e:370:7334 again", ("IP_ADDRESS", "2001:db8::8a2e:370:7334")),
        ("MAC 00:1B:44:11:3A:B7", ("MAC_ADDRESS", "00:1B:44:11:3A:B7")),
        ("mein Auto B-AB 1234 steht dort", ("LICENSE_PLATE", "B-AB 1234")),
        ("my car AB12 CDE is outside", ("LICENSE_PLATE", "AB12 CDE")),
        ("Kennzeichen m ab 1234", ("LICENSE_PLATE", "m ab 1234")),
        ("BIC COBADEFFXXX", ("BIC_CODE", "COBADEFFXXX")),
        ("see linkedin.com/in/anna-schmidt-42", ("URL", "linkedin.com/in/anna-schmidt-42")),
        ("https://shop.example/reset?email=a%40b.de now", ("EMAIL_ADDRESS", "a%40b.de")),
        ("https://shop.example/u/anna-k?session=8f3ab12c now", ("URL", "https://shop.example/u/anna-k?session=8f3ab12c")),
        ("IMEI 490154203237518", ("DEVICE_ID", "490154203237518")),
    ],
)  # fmt: skip
def test_found(found: Find, text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "logo@2x.png liegt im Ordner",
        "Firmware Version 1.2.3.4 ist aktuell",
        "um 12:30:45 Uhr",
        "127.0.0.1 ist localhost",
        "Artikel 4111 1111 1111 1112",
        "siehe https://www.example.org/hilfe/akku",
        "Modell DE-5500 und XC60",
        "DE00 ist kein Konto",
        "std::vector::size in C++",
        "ABCDEFGH ist ein Wort",
    ],
)
def test_nothing_found(found: Find, text: str) -> None:
    assert found(text) == []


def test_mistyped_iban_behind_its_name_is_found(found: Find) -> None:
    assert found("Meine IBAN: DE89 3704 0044 0532 0130 01") == [
        ("IBAN_CODE", "DE89 3704 0044 0532 0130 01")
    ]


def test_checks() -> None:
    assert luhn("4111111111111111") and not luhn("4111111111111112") and not luhn("")
    assert iban_valid("DE89 3704 0044 0532 0130 00")
    assert not iban_valid("DE89 3704 0044 0532 0130 0")
    assert not iban_valid("XX89370400440532013000")


_EMAILS = EmailFinder()
_ONLINE = RuleFinder("online", online.RULES)


def _emails(text: str) -> list[str]:
    return [text[each.start : each.end] for each in _EMAILS.find(text) if each.score >= 0.4]


def _online(text: str) -> list[tuple[str, str]]:
    return [
        (each.type, text[each.start : each.end]) for each in _ONLINE.find(text) if each.score >= 0.4
    ]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Contact: max@firma-a.de.", "max@firma-a.de"),
        ("<mira.kovar+shop@mail.example.com>,", "mira.kovar+shop@mail.example.com"),
        ("post@пример.бг", "post@пример.бг"),
        ("anna@xn--bcher-kva.xn--p1ai", "anna@xn--bcher-kva.xn--p1ai"),
        ('"anna k"@example.org', '"anna k"@example.org'),
        ("root: anna@[192.0.2.1]", "anna@[192.0.2.1]"),
        ("mail: anna @ web . de", "anna @ web . de"),
        ("mail: anna.k77 at example.com", "anna.k77 at example.com"),
        ("name [at] example [punkt] de", "name [at] example [punkt] de"),
        ("ana.lopez arroba correo punto es", "ana.lopez arroba correo punto es"),
        ("(arroba): ana(arroba)correo(punto)es", "ana(arroba)correo(punto)es"),
        ("mario.rossi chiocciola posta punto it", "mario.rossi chiocciola posta punto it"),
        ("jan.kowalski małpa poczta kropka pl", "jan.kowalski małpa poczta kropka pl"),
        ("jan apenstaartje voorbeeld punt nl", "jan apenstaartje voorbeeld punt nl"),
        ("lars snabel-a eksempel punktum dk", "lars snabel-a eksempel punktum dk"),
        ("jan (zavináč) firma (tečka) cz", "jan (zavináč) firma (tečka) cz"),
        ("kovacs kukac pelda pont hu", "kovacs kukac pelda pont hu"),
        ("jean arobase exemple point fr", "jean arobase exemple point fr"),
        ("courriel : jean chez exemple point fr", "jean chez exemple point fr"),
        ("ion.pop arond exemplu punct ro", "ion.pop arond exemplu punct ro"),
        ("maria παπάκι example τελεία gr", "maria παπάκι example τελεία gr"),
        ("ivan кльомба example точка бг", "ivan кльомба example точка бг"),
        ("sähköposti matti ät esimerkki piste fi", "matti ät esimerkki piste fi"),
        ("janez afna primer pika si", "janez afna primer pika si"),
        ("jonas eta pavyzdys taškas lt", "jonas eta pavyzdys taškas lt"),
        ("ola krøllalfa eksempel punktum no", "ola krøllalfa eksempel punktum no"),
    ],
)
def test_email(text: str, address: str) -> None:
    assert address in _emails(text)


@pytest.mark.parametrize(
    "text",
    [
        "git clone git@github.com:org/repo.git",
        "npm i lodash@4.17.21 react@18.2.0-beta.1",
        "@property\ndef name(self) -> str:",
        "logo@2x.png and icon@3x.webp",
        "look at example.com for more",
        "at some point in time, at one point in the talk",
        "venu chez elle point final",
        "meet @ 5 pm. Bring tea",
        "a @ b",
    ],
)
def test_no_email(text: str) -> None:
    assert _emails(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("instagram.com/anna.k", ("URL", "instagram.com/anna.k")),
        ("https://github.com/anna-k77", ("URL", "https://github.com/anna-k77")),
        ("https://x.example/usuario/ana.lopez", ("URL", "https://x.example/usuario/ana.lopez")),
        ("https://x.example/?a=1&uid=8812", ("URL", "https://x.example/?a=1&uid=8812")),
        ("https://anna@intern.example/x", ("URL", "https://anna@intern.example/x")),
        ("https://bsky.app/profile/anna.k", ("URL", "https://bsky.app/profile/anna.k")),
        ("192.168.178.20:8080", ("IP_ADDRESS", "192.168.178.20")),
        ("203.0.113.0/24", ("IP_ADDRESS", "203.0.113.0")),
        ("[2001:db8::1]:443", ("IP_ADDRESS", "2001:db8::1")),
        ("fe80::1ff:fe23:4567:890a", ("IP_ADDRESS", "fe80::1ff:fe23:4567:890a")),
        ("::ffff:192.0.2.128", ("IP_ADDRESS", "::ffff:192.0.2.128")),
        ("adres IP: 1.2.3.4", ("IP_ADDRESS", "1.2.3.4")),
    ],
)
def test_online(text: str, expected: tuple[str, str]) -> None:
    assert expected in _online(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com/google/re2 and https://github.com/features",
        "https://docs.example.org/user/guide.html",
        "https://api.example.com/users/{id}?user={user}",
        "https://www.example.org/help?page=2",
        "https://www.facebook.com/groups",
        "ssh://git@example.org/group/project",
        "wersja 81.93.145.21 i Chrome 120.0.109.71",
        "Abschnitt 1.2.3.4 und 12.3.4.5",
        "OID 1.3.6.1.4.1.311",
        "255.255.255.0",
        "0.0.0.0",
        "items[::2] and std::add, dead::beef, a::b",
        "12:30:45 bis 13:30:45",
    ],
)
def test_nothing_online(text: str) -> None:
    assert _online(text) == []


def test_all_patterns_are_flat_rules() -> None:
    assert all(isinstance(rule, Rule) for rule in RULES)
    assert {rule.type for rule in RULES} >= {
        "URL",
        "BIC_CODE",
        "VEHICLE_ID",
        "CRYPTO",
        "MAC_ADDRESS",
    }
