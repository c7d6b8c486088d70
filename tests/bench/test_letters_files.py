"""The invented letters: files that parse, known types, ids that check, one name in one text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from stdnum import iban, luhn
from stdnum.bg import egn
from stdnum.cz import rc
from stdnum.de import idnr
from stdnum.dk import cpr
from stdnum.ee import ik
from stdnum.es import dni
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.gb import nhs
from stdnum.gr import amka
from stdnum.gr import vat as afm
from stdnum.hr import oib
from stdnum.ie import pps
from stdnum.is_ import kennitala
from stdnum.it import codicefiscale
from stdnum.lt import asmens
from stdnum.lv import pvn
from stdnum.nl import bsn
from stdnum.no import fodselsnummer
from stdnum.pl import pesel
from stdnum.pt import nif
from stdnum.ro import cnp
from stdnum.se import personnummer
from stdnum.si import emso
from stdnum.sk import rc as sk_rc

FOLDER = Path(__file__).parents[2] / "bench" / "detect" / "letters"
LANGUAGES = "bg cs da de el en es et fi fr ga hr hu is it lt lv mt nl no pl pt ro sk sl sv".split()
TYPES = set(
    """PERSON LOCATION STREET_ADDRESS ORGANIZATION DATE_OF_BIRTH DATE_TIME AGE PHONE_NUMBER
    EMAIL_ADDRESS USERNAME NATIONAL_ID FINANCIAL CUSTOMER_ID LICENSE_PLATE NATIONALITY OCCUPATION
    SPECIAL SECRET""".split()
)
MARK = re.compile(r"\{\{([A-Z_]+)\|([^{}|]+)\}\}")
HEAD = re.compile(r"## ([a-z]{2}) ([a-d]) (dev|held)")


class Letter(NamedTuple):
    """One text of a file."""

    language: str
    kind: str
    part: str
    body: str

    def values(self, kind: str) -> list[str]:
        """The marked surfaces of one type, in their order."""
        return [surface for type_, surface in MARK.findall(self.body) if type_ == kind]


def letters_of(language: str) -> list[Letter]:
    """The texts of one file."""
    text = (FOLDER / f"{language}.txt").read_text(encoding="utf-8")
    before, *parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    assert before == ""
    found = []
    for part in parts:
        head, _, body = part.partition("\n")
        match = HEAD.fullmatch(head)
        assert match, head
        found.append(Letter(match[1], match[2], match[3], body.strip()))
    return found


def all_letters() -> Iterator[Letter]:
    """The texts of all files."""
    for language in LANGUAGES:
        yield from letters_of(language)


def digits(number: str) -> list[int]:
    """The digits of a number, without what stands between them."""
    return [int(char) for char in number if char.isdigit()]


def is_danish(number: str) -> bool:
    """A date that exists and the old check modulo 11, which stdnum leaves out."""
    return bool(cpr.is_valid(number)) and cpr.checksum(cpr.compact(number)) == 0


def is_taj(number: str) -> bool:
    """Hungarian insurance number: weights 3 and 7, modulo 10."""
    found = digits(number)
    weighted = sum(digit * (3, 7)[place % 2] for place, digit in enumerate(found[:8]))
    return len(found) == 9 and weighted % 10 == found[8]


def is_hungarian_tax_number(number: str) -> bool:
    """Hungarian tax number of a person: places as weights, modulo 11."""
    found = digits(number)
    weighted = sum(place * digit for place, digit in enumerate(found[:9], start=1))
    return len(found) == 10 and found[0] == 8 and weighted % 11 == found[9]


CHECKS: dict[str, tuple[Callable[[str], bool], ...]] = {
    "bg": (egn.is_valid,),
    "cs": (rc.is_valid,),
    "da": (is_danish,),
    "de": (idnr.is_valid,),
    "el": (amka.is_valid, afm.is_valid),
    "en": (nhs.is_valid,),
    "es": (dni.is_valid,),
    "et": (ik.is_valid,),
    "fi": (hetu.is_valid,),
    "fr": (nir.is_valid,),
    "ga": (pps.is_valid,),
    "hr": (oib.is_valid,),
    "hu": (is_taj, is_hungarian_tax_number),
    "is": (kennitala.is_valid,),
    "it": (codicefiscale.is_valid,),
    "lt": (asmens.is_valid,),
    "lv": (pvn.is_valid,),
    "nl": (bsn.is_valid,),
    "no": (fodselsnummer.is_valid,),
    "pl": (pesel.is_valid,),
    "pt": (nif.is_valid,),
    "ro": (cnp.is_valid,),
    "sk": (sk_rc.is_valid,),
    "sl": (emso.is_valid,),
    "sv": (personnummer.is_valid,),
}
# Kinds without check digit, or with one that stdnum does not know: their shape only.
SHAPES = {
    "cs": r"\d{9}",  # identity card
    "de": r"[A-Z]\d{9}",  # health insurance
    "el": r"[Α-Ω]{2} \d{6}",  # identity card
    "en": r"[A-Z]{2} \d\d \d\d \d\d [A-D]",  # National Insurance
    "mt": r"\d{7}M",  # identity card
    "pt": r"3\d\d \d{3} \d{3}",  # health service user
}


def test_a_file_for_each_language_and_no_other() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_texts_two_of_them_held(language: str) -> None:
    letters = letters_of(language)
    assert [letter.language for letter in letters] == [language] * 4
    assert [letter.kind for letter in letters] == list("abcd")
    dev = "ac" if LANGUAGES.index(language) % 2 == 0 else "bd"
    assert [letter.kind for letter in letters if letter.part == "dev"] == list(dev)


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_parse_and_have_known_types(language: str) -> None:
    for letter in letters_of(language):
        marks = MARK.findall(letter.body)
        assert {type_ for type_, _ in marks} <= TYPES
        assert all(surface == surface.strip() for _, surface in marks)
        assert not re.search(r"[{}|]{2}|\{|\}", MARK.sub("", letter.body))
        assert letter.values("PERSON") and letter.values("LOCATION")
        assert 60 <= len(MARK.sub(r"\2", letter.body).split()) <= 125


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_check(language: str) -> None:
    for letter in letters_of(language):
        for number in letter.values("NATIONAL_ID"):
            known = any(check(number) for check in CHECKS.get(language, ()))
            assert known or re.fullmatch(SHAPES.get(language, r"(?!)"), number), number


@pytest.mark.parametrize("language", LANGUAGES)
def test_accounts_and_cards_check(language: str) -> None:
    for letter in letters_of(language):
        for number in letter.values("FINANCIAL"):
            check = iban.is_valid if number[:2].isalpha() else luhn.is_valid
            assert check(number.replace(" ", "")), number


def test_most_languages_have_a_checked_id_and_all_have_an_account_or_card() -> None:
    with_id = {letter.language for letter in all_letters() if letter.values("NATIONAL_ID")}
    with_money = {letter.language for letter in all_letters() if letter.values("FINANCIAL")}
    assert with_id == with_money == set(LANGUAGES)


def test_mail_goes_to_reserved_domains() -> None:
    reserved = re.compile(r"[^@\s]+@(?:[a-z-]+\.example|example\.(?:com|net|org))")
    for letter in all_letters():
        assert all(reserved.fullmatch(mail) for mail in letter.values("EMAIL_ADDRESS"))


def test_no_two_texts_share_a_name() -> None:
    places = defaultdict(set)
    for letter in all_letters():
        for name in letter.values("PERSON"):
            places[name.casefold()].add((letter.language, letter.kind))
    assert [name for name, found in places.items() if len(found) > 1] == []
