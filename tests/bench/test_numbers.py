"""The made-up identifiers of the benchmark, held against python-stdnum and phonenumbers."""

from __future__ import annotations

import importlib
from random import Random

import phonenumbers
import pytest
from stdnum import iban as stdnum_iban

from bench.detect import numbers
from bench.detect.carriers import BARE, IBAN, IDENTIFIERS, LANGUAGE, PHONE
from bench.detect.ibans import FORMS, iban, phones

MODULES = {
    "at_social": "at.vnr", "at_tax": "at.tin", "be_national": "be.nn", "bg_egn": "bg.egn",
    "hr_oib": "hr.oib", "cy_tic": "cy.vat", "cz_birth": "cz.rc", "dk_cpr": "dk.cpr",
    "ee_code": "ee.ik", "fi_hetu": "fi.hetu", "fr_nir": "fr.nir", "fr_tax": "fr.nif",
    "de_tax_id": "de.idnr", "gr_amka": "gr.amka", "gr_afm": "gr.vat", "ie_pps": "ie.pps",
    "it_fiscal": "it.codicefiscale", "lv_code": "lv.pvn", "nl_bsn": "nl.bsn",
    "pl_pesel": "pl.pesel", "pl_nip": "pl.nip", "pt_nif": "pt.nif", "pt_card": "pt.cc",
    "ro_cnp": "ro.cnp", "si_emso": "si.emso", "si_tax": "si.ddv", "es_dni": "es.dni",
    "es_nie": "es.nie", "se_number": "se.personnummer", "no_number": "no.fodselsnummer",
    "is_kennitala": "is_.kennitala", "ch_ahv": "ch.ssn", "uk_nhs": "gb.nhs",
    "uk_utr": "gb.utr", "card": "luhn",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(MODULES))
def test_numbers_are_valid(name: str) -> None:
    check = importlib.import_module(f"stdnum.{MODULES[name]}").is_valid
    rng = Random(7)
    for _ in range(100):
        value = getattr(numbers, name)(rng)
        assert check(value.replace(" ", "")), value


def test_luxembourg_has_both_check_digits() -> None:
    from stdnum import luhn, verhoeff

    rng = Random(7)
    for _ in range(50):
        value = numbers.lu_number(rng)
        assert luhn.is_valid(value[:12])
        assert verhoeff.is_valid(value[:11] + value[12])


@pytest.mark.parametrize("country", sorted(FORMS))
def test_ibans_are_valid(country: str) -> None:
    rng = Random(7)
    for _ in range(20):
        assert stdnum_iban.is_valid(iban(rng, country))


@pytest.mark.parametrize("country", sorted(FORMS))
def test_phones_are_valid(country: str) -> None:
    examples = phones(country)
    assert {form for form, _ in examples} == {"international", "national"}
    for _, value in examples:
        assert phonenumbers.is_valid_number(phonenumbers.parse(value, country))


def test_every_country_and_language_has_its_sentences() -> None:
    countries = {each.country for each in IDENTIFIERS}
    assert countries == set(FORMS)
    assert len(countries) == 32
    languages = {each.language for each in IDENTIFIERS} | set(LANGUAGE.values())
    for sentences in (BARE, IBAN, PHONE):
        assert languages <= set(sentences)
        assert all(text.count("{}") == 1 for text in sentences.values())
    assert all(each.sentence.count("{}") == 1 for each in IDENTIFIERS)
