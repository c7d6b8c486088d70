"""National identifiers: a table of country, shape, check and the words that name them.

A shape whose check digits are strong is reported on its own; one that any long number could meet
needs a hint word. A value right behind its own name is reported even when the check fails: data
with a typing mistake is still about a person.

Basis: GDPR Art. 87; the checks are those of python-stdnum, named by module.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from compliance.detect.context import Hints
from compliance.detect.rules import Rule, RuleFinder


@dataclass(frozen=True, slots=True)
class NationalId:
    """One row: an identifier of one country."""

    country: str
    type: str
    pattern: str
    """RE2 shape."""
    check: str
    """A python-stdnum module below `stdnum`, or the name of a function of this module."""
    hints: tuple[str, ...]
    alone: float
    """Score without a hint word; 0 where the shape and check are too weak."""


_TAX = ("steuer-id", "steuerid", "steueridentifikation", "steuer-identifikation", "idnr", "tax id",
        "tin", "steuerliche identifikation", "steuernummer", "identifikationsnummer")  # fmt: skip
_PASS = ("reisepass", "passnummer", "passport", "pass-nr", "pass nr")
_CARD = ("personalausweis", "ausweis", "perso", "id card", "identity card", "ausweisnummer")
_PERSON_NUMBER = ("personal code", "personal number", "national id", "id number", "identity number")

TABLE: tuple[NationalId, ...] = (
    NationalId("DE", "DE_TAX_ID", r"\d{2} ?\d{3} ?\d{3} ?\d{3}", "de.idnr", _TAX, 0.5),
    NationalId("DE", "DE_TAX_ID", r"\d{11}", "de.idnr", _TAX, 0.5),
    NationalId("DE", "DE_TAX_NUMBER", r"\d{2,3}[/ ]\d{3,4}[/ ]\d{4,5}", "de.stnr",
               ("steuernummer", "steuer-nr", "st.-nr", "stnr", "finanzamt"), 0.0),
    NationalId("DE", "DE_SOCIAL_SECURITY", r"(?i)\d{2} ?\d{6} ?[a-z] ?\d{3}", "rvnr",
               ("rentenversicherung", "sozialversicherung", "versicherungsnummer", "rvnr",
                "sv-nummer", "svnr", "rentennummer", "social security", "pension"), 0.7),
    NationalId("DE", "DE_HEALTH_INSURANCE", r"(?i)[a-z]\d{9}", "kvnr",
               ("krankenversicher", "krankenkasse", "versichertennummer", "kvnr", "kv-nummer",
                "gesundheitskarte", "health insurance"), 0.45),
    NationalId("DE", "DE_ID_CARD", r"(?i)[lmnprtvwxy][cfghjklmnprtvwxyz0-9]{8}\d?[dD]?", "id_card",
               _CARD, 0.45),
    NationalId("DE", "DE_PASSPORT", r"(?i)[cfghjk][cfghjklmnprtvwxyz0-9]{8}\d?[dD]?", "id_card",
               _PASS, 0.45),
    NationalId("DE", "DE_FUEHRERSCHEIN", r"(?i)[a-z]\d{2}[a-z0-9]{6}\d[a-z0-9]", "has_digits",
               ("führerschein", "fahrerlaubnis", "driving licence", "driver's license"), 0.0),
    NationalId("AT", "AT_SOCIAL_SECURITY", r"\d{4} ?\d{6}", "at.vnr",
               ("sozialversicherung", "svnr", "sv-nummer", "versicherungsnummer", "e-card"), 0.0),
    NationalId("AT", "AT_TAX_ID", r"\d{2}[- ]?\d{3}/?\d{4}", "at.tin",
               ("steuernummer", "abgabenkonto", "finanzamt", "tin"), 0.0),
    NationalId("BE", "BE_NATIONAL_NUMBER", r"\d{2}[. ]?\d{2}[. ]?\d{2}[- ]?\d{3}[. ]?\d{2}",
               "be.nn", ("rijksregister", "registre national", "national number", "niss", "insz",
                         "numéro national", *_PERSON_NUMBER), 0.5),
    NationalId("BG", "BG_EGN", r"\d{10}", "bg.egn", ("egn", "егн", *_PERSON_NUMBER), 0.0),
    NationalId("CH", "CH_AHV", r"756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}", "ch.ssn",
               ("ahv", "avs", "sozialversicherung", "versichertennummer"), 0.9),
    NationalId("CY", "CY_TAX_ID", r"(?i)\d{8}[a-z]", "cy.vat", ("tic", "tax", "cyprus"), 0.0),
    NationalId("CZ", "CZ_BIRTH_NUMBER", r"\d{6}/\d{3,4}", "cz.rc",
               ("rodné číslo", "rodne cislo", "birth number"), 0.6),
    NationalId("DK", "DK_CPR", r"\d{6}-\d{4}", "dk.cpr", ("cpr", "personnummer"), 0.5),
    NationalId("DK", "DK_CPR", r"\d{10}", "dk.cpr", ("cpr", "personnummer"), 0.0),
    NationalId("EE", "EE_PERSONAL_CODE", r"[1-8]\d{10}", "ee.ik",
               ("isikukood", *_PERSON_NUMBER), 0.5),
    NationalId("ES", "ES_NIF", r"(?i)\d{8}-?[a-z]", "es.dni", ("nif", "dni"), 0.8),
    NationalId("ES", "ES_NIE", r"(?i)[xyz]-?\d{7}-?[a-z]", "es.nie", ("nie",), 0.8),
    NationalId("FI", "FI_PERSONAL_IDENTITY_CODE", r"(?i)\d{6}[+\-abcdefuvwxy]\d{3}[0-9a-z]",
               "fi.hetu", ("hetu", "henkilötunnus", "personal identity code"), 0.8),
    NationalId("FR", "FR_NIR",
               r"(?i)[1-4] ?\d{2} ?\d{2} ?\d[0-9ab] ?\d{3} ?\d{3} ?\d{2}", "fr.nir",
               ("nir", "sécurité sociale", "securite sociale", "numéro de sécu"), 0.8),
    NationalId("FR", "FR_TAX_ID", r"[0-3]\d(?: ?\d){11}", "fr.nif",
               ("numéro fiscal", "numero fiscal", "spi", "tax"), 0.0),
    NationalId("GR", "GR_AMKA", r"\d{11}", "gr.amka", ("amka", "αμκα"), 0.0),
    NationalId("GR", "GR_TAX_ID", r"\d{9}", "gr.vat", ("afm", "αφμ"), 0.0),
    NationalId("HR", "HR_OIB", r"\d{11}", "hr.oib", ("oib",), 0.45),
    NationalId("HU", "HU_TAX_ID", r"8\d{9}", "hu_tax", ("adóazonosító", "tax", "adójel"), 0.0),
    NationalId("IE", "IE_PPS", r"(?i)\d{7}[a-w][abhwtx]?", "ie.pps", ("pps", "ppsn"), 0.7),
    NationalId("IS", "IS_KENNITALA", r"\d{6}-?\d{4}", "is_.kennitala", ("kennitala",), 0.0),
    NationalId("IT", "IT_FISCAL_CODE",
               r"(?i)[a-z]{6} ?\d[0-9lmnpqrstuv] ?[a-z] ?\d[0-9lmnpqrstuv] ?[a-z]\d{3} ?[a-z]",
               "it.codicefiscale", ("codice fiscale", "fiscal code"), 0.9),
    NationalId("LT", "LT_PERSONAL_CODE", r"[3-6]\d{10}", "lt.asmens",
               ("asmens kodas", *_PERSON_NUMBER), 0.5),
    NationalId("LU", "LU_NATIONAL_ID", r"(?:19|20)\d{11}", "digits_13",
               ("matricule", "national id", "luxemb"), 0.0),
    NationalId("LV", "LV_PERSONAL_CODE", r"\d{6}-\d{5}", "lv.pvn",
               ("personas kods", *_PERSON_NUMBER), 0.5),
    NationalId("MT", "MT_ID_CARD", r"(?i)\d{3,7}[mgaplhbz]", "has_digits",
               ("karta tal-identità", "maltese id", "malta id", "id card"), 0.0),
    NationalId("NL", "NL_BSN", r"\d{4}[. ]?\d{2}[. ]?\d{3}|\d{3}[. ]\d{3}[. ]\d{3}", "nl.bsn",
               ("bsn", "burgerservicenummer", "sofinummer", "citizen service"), 0.0),
    NationalId("NO", "NO_NATIONAL_ID", r"\d{6} ?\d{5}", "no.fodselsnummer",
               ("fødselsnummer", "fodselsnummer", "personnummer", *_PERSON_NUMBER), 0.5),
    NationalId("PL", "PL_PESEL", r"\d{11}", "pl.pesel", ("pesel",), 0.5),
    NationalId("PT", "PT_NIF", r"[1-9]\d{2} ?\d{3} ?\d{3}", "pt.nif",
               ("nif", "contribuinte"), 0.0),
    NationalId("RO", "RO_CNP", r"[1-9]\d{12}", "ro.cnp", ("cnp",), 0.6),
    NationalId("SE", "SE_PERSONNUMMER", r"(?:19|20)?\d{6}[-+]?\d{4}", "se.personnummer",
               ("personnummer", *_PERSON_NUMBER), 0.45),
    NationalId("SI", "SI_EMSO", r"\d{13}", "si.emso", ("emšo", "emso"), 0.5),
    NationalId("SK", "SK_BIRTH_NUMBER", r"\d{6}/\d{3,4}", "sk.rc", ("rodné číslo",), 0.55),
    NationalId("UK", "UK_NINO",
               r"(?i)[a-z]{2}[ \-]?\d{2}[ \-]?\d{2}[ \-]?\d{2}[ \-]?[a-d]",
               "nino", ("national insurance", "nino", "ni number", "ni no"), 0.75),
    NationalId("UK", "UK_NHS", r"\d{3}[ \-]?\d{3}[ \-]?\d{4}", "gb.nhs", ("nhs",), 0.0),
    NationalId("UK", "UK_DRIVING_LICENCE",
               r"(?i)[a-z]{1,5}9{0,4}[ ]?\d[0156]\d[0-3]\d{2} ?[a-z][a-z9] "
               r"?\d[a-z]{2}", "uk_driving",
               ("driving licence", "driving license", "dvla", "licence"), 0.6),
    NationalId("US", "US_SSN", r"\d{3}-\d{2}-\d{4}", "us.ssn", ("ssn", "social security"), 0.75),
    NationalId("US", "US_SSN", r"\d{3} ?\d{2} ?\d{4}", "us.ssn", ("ssn", "social security"), 0.0),
    NationalId("US", "US_ITIN", r"9\d{2}-\d{2}-\d{4}", "us.itin", ("itin", "taxpayer"), 0.6),
    NationalId("*", "PASSPORT", r"(?i)[a-z]{0,3}\d{6,9}", "has_digits",
               (*_PASS, "passeport", "pasaporte", "passaporto"), 0.0),
)  # fmt: skip
"""All identifiers; rows of one type may differ in shape."""


def rvnr(value: str) -> bool:
    """Tell whether a value is a German pension insurance number.

    Basis: Deutsche Rentenversicherung, VKVV § 4 (check digit over factors 2 1 2 5 7 1 2 1 2 1 2 1).
    """
    compact = value.replace(" ", "").upper()
    if len(compact) != 12 or not compact[8].isalpha():
        return False
    month = int(compact[4:6])
    day = int(compact[2:4])
    # Days above 31 mark numbers given when a first one was taken.
    if not 1 <= month <= 12 or not 1 <= day <= 81:
        return False
    letter = f"{ord(compact[8]) - 64:02d}"
    digits = compact[:8] + letter + compact[9:11]
    total = 0
    for digit, factor in zip(digits, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True):
        product = int(digit) * factor
        total += product // 10 + product % 10
    return total % 10 == int(compact[11])


def kvnr(value: str) -> bool:
    """Tell whether a value is a German health insurance number (SGB V § 290, modified Luhn)."""
    digits = f"{ord(value[0].upper()) - 64:02d}" + value[1:9]
    total = 0
    for place, digit in enumerate(digits):
        product = int(digit) * (1 + place % 2)
        total += product // 10 + product % 10
    return total % 10 == int(value[9])


def id_card(value: str) -> bool:
    """Tell whether a value is a German document number with its check digit (ICAO Doc 9303)."""
    compact = value.upper()
    if len(compact) < 10 or not any(char.isdigit() for char in compact[:9]):
        return False
    total = sum(int(char, 36) * (7, 3, 1)[place % 3] for place, char in enumerate(compact[:9]))
    return compact[9].isdigit() and total % 10 == int(compact[9])


def nino(value: str) -> bool:
    """Tell whether a UK national insurance number has a prefix that is given out."""
    prefix = value[:2].upper()
    if prefix[0] in "DFIQUV" or prefix[1] in "DFIOQUV":
        return False
    return prefix not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}


def hu_tax(value: str) -> bool:
    """Tell whether a value is a Hungarian tax identification number (weighted sum mod 11)."""
    total = sum(place * int(digit) for place, digit in enumerate(value[:9], start=1))
    return total % 11 == int(value[9])


def digits_13(value: str) -> bool:
    """Tell whether a value has a month and a day where a Luxembourg number has them."""
    return 1 <= int(value[4:6]) <= 12 and 1 <= int(value[6:8]) <= 31


def uk_driving(value: str) -> bool:
    """Tell whether a value has the 16 characters of a UK driver number."""
    return len(value.replace(" ", "")) == 16


def has_digits(value: str) -> bool:
    """Tell whether a value has at least four digits."""
    return sum(char.isdigit() for char in value) >= 4


_OWN: dict[str, Callable[[str], bool]] = {
    "rvnr": rvnr,
    "kvnr": kvnr,
    "id_card": id_card,
    "nino": nino,
    "hu_tax": hu_tax,
    "digits_13": digits_13,
    "uk_driving": uk_driving,
    "has_digits": has_digits,
}


def _checker(name: str) -> Callable[[str], bool]:
    if name in _OWN:
        return _OWN[name]
    module = importlib.import_module(f"stdnum.{name}")

    def check(value: str) -> bool:
        return bool(module.is_valid(re.sub(r"\s", "", value)))

    return check


def national_id_finder() -> RuleFinder:
    """Return the finder for every row of the table."""
    return RuleFinder(
        "national_ids",
        [
            Rule(
                row.type,
                row.pattern,
                row.alone,
                _checker(row.check),
                Hints(row.hints),
                hint_score=0.92,
                unchecked_score=0.55,
                needs="0",
            )
            for row in TABLE
        ],
    )
