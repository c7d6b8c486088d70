from __future__ import annotations

import importlib
import itertools
import re
from dataclasses import dataclass

import pytest
from stdnum import luhn, verhoeff
from stdnum.gb import utr
from stdnum.pl import nip

from compliance.detect import TYPES
from compliance.detect.identifiers.national_ids import RULES, TABLE, national_id_finder
from compliance.detect.matching.rules import RuleFinder

DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def complete(template: str, module: str) -> str:
    """Return the template with `?` (digit) and `@` (letter) filled so that stdnum accepts it."""
    valid = importlib.import_module(f"stdnum.{module}").is_valid
    pools = [DIGITS if sign == "?" else LETTERS if sign == "@" else sign for sign in template]
    return next(value for value in map("".join, itertools.product(*pools)) if valid(value))


def weighted(number: str, weights: tuple[int, ...]) -> int:
    return sum(int(char, 36) * weight for char, weight in zip(number, weights, strict=True))


def spaced(value: str, *groups: int, sign: str = " ") -> str:
    ends = list(itertools.accumulate(groups))
    return sign.join(value[end - size : end] for end, size in zip(ends, groups, strict=True))


def naf() -> str:
    return f"281234567{8}" + f"{2812345678 % 97:02d}"


def niss() -> str:
    return "1234567890" + str(9 - weighted("1234567890", (29, 23, 19, 17, 13, 11, 7, 5, 3, 2)) % 10)


def lu_matricule() -> str:
    start = "19850514123"
    return start + luhn.calc_check_digit(start) + verhoeff.calc_check_digit(start)


def taj() -> str:
    return "12345678" + str(weighted("12345678", (3, 7, 3, 7, 3, 7, 3, 7)) % 10)


def hu_personal(start: str, weights: tuple[int, ...]) -> str:
    for serial in range(100, 999):
        check = weighted(f"{start}{serial}", weights) % 11
        if check < 10:
            return f"{start}{serial}{check}"
    raise AssertionError


def pl_card() -> str:
    total = weighted("ABC23456", (7, 3, 1, 7, 3, 1, 7, 3))
    return f"ABC{total % 10}23456"


def hu_tax() -> str:
    for serial in range(100, 999):
        check = weighted(f"840123{serial}", (1, 2, 3, 4, 5, 6, 7, 8, 9)) % 11
        if check < 10:
            return f"840123{serial}{check}"
    raise AssertionError


@dataclass(frozen=True)
class Case:
    type: str
    value: str
    own: str
    """The label in the language of the state."""
    english: str
    alone: bool = False
    """Whether the value is found without any word."""
    variants: tuple[str, ...] = ()
    """Other ways to write it."""
    breakable: bool = True
    """Whether a wrong check digit silences it."""


PESEL = complete("8505141234?", "pl.pesel")
IDNR = complete("3657426180?", "de.idnr")
VNR = complete("12?4150585", "at.vnr")
AT_TIN = complete("59119901?", "at.tin")
AHV = complete("756921707698?", "ch.ssn")
BE_NN = complete("850730033??", "be.nn")
BE_EID = complete("5911917064??", "be.eid")
BSN = complete("11122233?", "nl.bsn")
NIR = complete("2950599126111??", "fr.nir")
SPI = complete("3023217600???", "fr.nif")
PPS = complete("6433435@", "ie.pps")
NHS = complete("943476587?", "gb.nhs")
UTR = complete("?955839661", "gb.utr")
DNI = complete("54362315@", "es.dni")
NIE = complete("X2482300@", "es.nie")
NIF = complete("20196484?", "pt.nif")
CC = complete("12345678?ZZ4", "pt.cc")
IVA = complete("0074311015?", "it.iva")
CF = complete("RCCMNL83S58D969@", "it.codicefiscale")
AMKA = complete("1503859123?", "gr.amka")
AFM = complete("02334260?", "gr.vat")
TIC = complete("00532445@", "cy.vat")
PNR = complete("850514123?", "se.personnummer")
FNR = complete("15058695???", "no.fodselsnummer")
HETU = complete("130585-30?@", "fi.hetu")
KENNITALA = complete("12058533?9", "is_.kennitala")
EE = complete("3850528012?", "ee.ik")
LT = complete("3851224008?", "lt.asmens")
LV = complete("1611851999?", "lv.pvn")
LV_NEW = complete("3286730067?", "lv.pvn")
NIP = complete("526025027?", "pl.nip")
REGON = complete("19259817?", "pl.regon")
RC = complete("855519123?", "cz.rc")
EMSO = complete("150598550007?", "si.emso")
DDV = complete("5022305?", "si.ddv")
OIB = complete("3339200596?", "hr.oib")
CNP = complete("185061512345?", "ro.cnp")
EGN = complete("850514925?", "bg.egn")
LNCH = complete("700112396?", "bg.pnf")

CASES = (
    Case("DE_TAX_ID", IDNR, "Steuer-ID", "tax ID", True, (spaced(IDNR, 2, 3, 3, 3),)),
    Case("DE_TAX_NUMBER", "181/815/08155", "Steuernummer", "tax number", True, breakable=False),
    Case("DE_SOCIAL_SECURITY", "65170839J003", "Rentenversicherungsnummer",
         "social security number", True, ("65 170839 J 003", "65170839j003")),
    Case("DE_HEALTH_INSURANCE", "A123456780", "Krankenversichertennummer",
         "health insurance number", True, ("a123456780", "A 123 456 780")),
    Case("DE_ID_CARD", "T220001293", "Personalausweis", "identity card", True, ("t220001293",)),
    Case("DE_PASSPORT", "C01X00T478", "Reisepass", "passport", True, ("c01x00t478",)),
    Case("DE_FUEHRERSCHEIN", "B072RRE2I55", "Führerschein", "driving licence", breakable=False),
    Case("AT_SOCIAL_SECURITY", VNR, "SVNR", "social security number", True,
         (spaced(VNR, 4, 6), spaced(VNR, 4, 2, 2, 2))),
    Case("AT_TAX_ID", spaced(AT_TIN, 2, 7, sign="-")[:6] + "/" + AT_TIN[5:], "Steuernummer",
         "Austrian tax number", True, (AT_TIN,)),
    Case("CH_AHV", AHV, "AHV-Nummer", "social security number", True,
         (spaced(AHV, 3, 4, 4, 2, sign="."),)),
    Case("LI_TAX_ID", "1234567", "PEID", "PEID", breakable=False),
    Case("BE_NATIONAL_NUMBER", BE_NN, "rijksregisternummer", "national number", True,
         (f"{BE_NN[:2]}.{BE_NN[2:4]}.{BE_NN[4:6]}-{BE_NN[6:9]}.{BE_NN[9:]}",
          f"{BE_NN[:6]} {BE_NN[6:9]} {BE_NN[9:]}")),
    Case("BE_ID_CARD", spaced(BE_EID, 3, 7, 2, sign="-"), "identiteitskaart", "identity card",
         True),
    Case("NL_BSN", BSN, "BSN", "citizen service number", False,
         (spaced(BSN, 4, 2, 3, sign="."), spaced(BSN, 3, 3, 3))),
    Case("LU_NATIONAL_ID", lu_matricule(), "matricule", "national ID", True,
         (spaced(lu_matricule(), 4, 2, 2, 3, 2),)),
    Case("FR_NIR", NIR, "numéro de sécurité sociale", "social security number", True,
         (spaced(NIR, 1, 2, 2, 2, 3, 3, 2),)),
    Case("FR_TAX_ID", SPI, "numéro fiscal", "tax number", True, (spaced(SPI, 2, 2, 3, 3, 3),)),
    Case("FR_ID_CARD", "120575201234", "carte d'identité", "French identity card",
         breakable=False),
    Case("FR_DRIVING_LICENCE", "12AB34567", "permis de conduire", "French driving licence",
         breakable=False),
    Case("IE_PPS", PPS, "Uimhir PSP", "PPS number", True, (PPS.lower(),)),
    Case("UK_NINO", "AB123456C", "National Insurance", "NI number", True,
         ("AB 12 34 56 C", "ab123456c", "AB-12-34-56-C"), breakable=False),
    Case("UK_NHS", NHS, "NHS number", "NHS no", False, (spaced(NHS, 3, 3, 4),)),
    Case("UK_TAX_ID", UTR, "UTR", "Unique Taxpayer Reference", False, (spaced(UTR, 5, 5),)),
    Case("UK_DRIVING_LICENCE", "MORGA753116SM9IJ", "driving licence", "driver number", True,
         ("morga753116sm9ij", "MORGA 753116 SM9IJ"), breakable=False),
    Case("UK_RESIDENCE_PERMIT", "ZU1234567", "BRP", "biometric residence permit",
         breakable=False),
    Case("ES_NIF", DNI, "DNI", "Spanish tax number", True,
         (DNI.lower(), f"{DNI[:2]}.{DNI[2:5]}.{DNI[5:8]}-{DNI[8]}", f"{DNI[:8]}-{DNI[8]}")),
    Case("ES_NIE", NIE, "tarjeta de extranjero", "residence permit", True,
         (f"{NIE[0]}-{NIE[1:8]}-{NIE[8]}", NIE.lower())),
    Case("ES_SOCIAL_SECURITY", naf(), "seguridad social", "social security number", True,
         (spaced(naf(), 2, 8, 2, sign="/"), spaced(naf(), 2, 8, 2))),
    Case("PT_NIF", NIF, "NIF", "tax number", False, (spaced(NIF, 3, 3, 3),)),
    Case("PT_ID_CARD", CC, "cartão de cidadão", "citizen card", True,
         (f"{CC[:8]} {CC[8]} {CC[9:]}",)),
    Case("PT_SOCIAL_SECURITY", niss(), "segurança social", "social security number"),
    Case("IT_FISCAL_CODE", CF, "codice fiscale", "fiscal code", True,
         (CF.lower(), f"{CF[:3]} {CF[3:6]} {CF[6:11]} {CF[11:]}")),
    Case("IT_VAT_CODE", IVA, "partita IVA", "Italian VAT number"),
    Case("IT_IDENTITY_CARD", "CA12345AA", "carta d'identità", "Italian identity card", True,
         ("ca12345aa",), breakable=False),
    Case("IT_IDENTITY_CARD", "AB 1234567", "carta d'identità", "Italian identity card",
         breakable=False),
    Case("IT_DRIVER_LICENSE", "U1A23B456C", "patente di guida", "driving licence", True,
         breakable=False),
    Case("GR_AMKA", AMKA, "ΑΜΚΑ", "social security number"),
    Case("GR_TAX_ID", AFM, "ΑΦΜ", "Greek tax number"),
    Case("GR_ID_CARD", "ΑΒ 123456", "αριθμός ταυτότητας", "identity card", True,
         ("ΑΒ123456", "ΑΒ-123456"), breakable=False),
    Case("GR_ID_CARD", "AB 123456", "ΑΔΤ", "Greek identity card", breakable=False),
    Case("CY_TAX_ID", TIC, "Α.Φ.Τ.", "tax identification code", True, (TIC.lower(),)),
    Case("CY_ID_CARD", "12345678", "δελτίο ταυτότητας", "Cyprus identity card",
         breakable=False),
    Case("CY_RESIDENCE_PERMIT", "6123456", "αριθμός εγγραφής αλλοδαπού", "ARC number",
         breakable=False),
    Case("MT_ID_CARD", "0123485M", "karta tal-identità", "ID card", True, ("0123485m",),
         breakable=False),
    Case("DK_CPR", "150585-1234", "CPR-nummer", "civil registration number", True,
         ("1505851234", "150585 1234"), breakable=False),
    Case("SE_PERSONNUMMER", f"{PNR[:6]}-{PNR[6:]}", "personnummer", "Swedish personal number",
         True, (PNR, f"19{PNR}", f"19{PNR[:6]}-{PNR[6:]}", f"{PNR[:6]}+{PNR[6:]}")),
    Case("NO_NATIONAL_ID", FNR, "fødselsnummer", "national ID number", True,
         (spaced(FNR, 6, 5),)),
    Case("FI_PERSONAL_IDENTITY_CODE", HETU, "henkilötunnus", "personal identity code", True,
         (HETU.lower(),)),
    Case("FI_TAX_ID", "123456789012", "veronumeroni", "Finnish tax number", breakable=False),
    Case("IS_KENNITALA", KENNITALA, "kennitala", "personal number", True,
         (spaced(KENNITALA, 6, 4, sign="-"),)),
    Case("EE_PERSONAL_CODE", EE, "isikukood", "Estonian personal code", True),
    Case("LT_PERSONAL_CODE", LT, "asmens kodas", "Lithuanian personal code", False),
    Case("LV_PERSONAL_CODE", f"{LV[:6]}-{LV[6:]}", "personas kods", "personal code", True, (LV,)),
    Case("LV_PERSONAL_CODE", f"{LV_NEW[:6]}-{LV_NEW[6:]}", "personas kods", "personal code", True),
    Case("PL_PESEL", PESEL, "PESEL", "personal number", True, (spaced(PESEL, 6, 5),)),
    Case("PL_TAX_ID", spaced(NIP, 3, 3, 2, 2, sign="-"), "NIP", "Polish tax number", True, (NIP,)),
    Case("PL_REGON", REGON, "REGON", "REGON"),
    Case("PL_ID_CARD", pl_card(), "dowód osobisty", "identity card", True,
         (spaced(pl_card(), 3, 6), pl_card().lower())),
    Case("PL_DRIVING_LICENCE", "12345/12/1234", "prawo jazdy", "driving licence",
         breakable=False),
    Case("CZ_BIRTH_NUMBER", f"{RC[:6]}/{RC[6:]}", "rodné číslo", "birth number", True, (RC,)),
    Case("SK_BIRTH_NUMBER", f"{RC[:6]}/{RC[6:]}", "slovenské rodné číslo", "Slovak birth number"),
    Case("SK_ID_CARD", "EA123456", "občiansky preukaz", "Slovak identity card", breakable=False),
    Case("HU_PERSONAL_ID", spaced(hu_personal("1850514", tuple(range(1, 11))), 1, 6, 4, sign="-"),
         "személyi azonosító", "Hungarian personal number", True,
         (hu_personal("1850514", tuple(range(1, 11))),)),
    Case("HU_PERSONAL_ID", hu_personal("3050514", tuple(range(10, 0, -1))), "személyi szám",
         "Hungarian personal number", True),
    Case("HU_SOCIAL_SECURITY", taj(), "TAJ szám", "Hungarian social security number", False,
         (spaced(taj(), 3, 3, 3), spaced(taj(), 3, 3, 3, sign="-"))),
    Case("HU_TAX_ID", hu_tax(), "adóazonosító jel", "Hungarian tax number", True),
    Case("HU_ID_CARD", "123456AB", "személyi igazolvány", "Hungarian ID card", breakable=False),
    Case("SI_EMSO", EMSO, "EMŠO", "personal number", True),
    Case("SI_TAX_ID", DDV, "davčna številka", "Slovenian tax number"),
    Case("HR_OIB", OIB, "OIB", "Croatian tax number"),
    Case("HR_HEALTH_INSURANCE", "123456789", "MBO", "Croatian health insurance number",
         breakable=False),
    Case("RO_CNP", CNP, "CNP", "personal number", True),
    Case("RO_ID_CARD", "XB nr. 123456", "carte de identitate seria", "Romanian ID series",
         breakable=False),
    Case("BG_EGN", EGN, "ЕГН", "personal number", True),
    Case("BG_FOREIGNER_NUMBER", LNCH, "ЛНЧ", "personal number of a foreigner"),
    Case("US_SSN", "536-90-4399", "SSN", "social security number", True, ("536904399",),
         breakable=False),
    Case("US_ITIN", "912-90-3456", "ITIN", "taxpayer identification number", True,
         breakable=False),
)  # fmt: skip


@pytest.fixture(scope="module")
def finder() -> RuleFinder:
    return national_id_finder()


def best(finder: RuleFinder, text: str, value: str) -> str | None:
    """Return the type with the highest score among the finds that are exactly the value."""
    start = text.index(value)
    found = [
        (each.score, each.type)
        for each in finder.find(text)
        if (each.start, each.end) == (start, start + len(value)) and each.score >= 0.4
    ]
    return max(found)[1] if found else None


def _name(case: Case) -> str:
    return f"{case.type}-{case.own}"


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_found_with_its_label_however_it_is_written(finder: RuleFinder, case: Case) -> None:
    for value in (case.value, *case.variants):
        for text in (
            f"{case.own}: {value}",
            f"{case.own.upper()} {value}.",
            f"Hello, the {case.english} is {value}, thanks.",
        ):
            assert best(finder, text, value) == case.type, text


@pytest.mark.parametrize("case", [case for case in CASES if case.alone], ids=_name)
def test_a_strong_number_is_found_without_any_word(finder: RuleFinder, case: Case) -> None:
    assert best(finder, f"Hi, {case.value}, see you.", case.value) == case.type


@pytest.mark.parametrize("case", [case for case in CASES if case.breakable], ids=_name)
def test_a_wrong_check_digit_without_label_is_not_reported(finder: RuleFinder, case: Case) -> None:
    last = max(place for place, char in enumerate(case.value) if char.isdigit())
    broken = [
        case.value[:last] + digit + case.value[last + 1 :]
        for digit in DIGITS
        if digit != case.value[last]
    ]
    silent = [value for value in broken if best(finder, f"see {value}.", value) != case.type]
    # One digit can stand for two remainders, and the years of a century are many.
    assert len(silent) >= 8


def test_every_row_names_a_type_and_every_type_of_a_row_has_a_case() -> None:
    types = {row.type for row in TABLE}
    assert types | {rule.type for rule in RULES} <= set(TYPES)
    documents = {"PASSPORT", "ID_CARD", "RESIDENCE_PERMIT", "HEALTH_INSURANCE", "VAT_ID"}
    assert types - documents == {case.type for case in CASES}


def test_a_number_with_a_typing_mistake_behind_its_name_is_found(finder: RuleFinder) -> None:
    value = IDNR[:-1] + str((int(IDNR[-1]) + 1) % 10)
    assert best(finder, f"Meine Steuer-ID: {value}", value) == "DE_TAX_ID"


BOTH_TEN = next(
    value
    for value in (f"52602{number:05d}" for number in range(100_000))
    if nip.is_valid(value) and utr.is_valid(value)
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Ihre polnische Steuernummer: {BOTH_TEN}", "PL_TAX_ID"),
        (f"Ihre britische Steuernummer: {BOTH_TEN}", "UK_TAX_ID"),
        (f"my tax number in Poland is {BOTH_TEN}", "PL_TAX_ID"),
        (f"mon numéro fiscal polonais est le {BOTH_TEN}", "PL_TAX_ID"),
        (f"My Lithuanian personal number: {LT}", "LT_PERSONAL_CODE"),
        (f"Mein estnischer Personalcode, Identifikationsnummer {EE}", "EE_PERSONAL_CODE"),
        (f"meine litauische Identifikationsnummer {LT}", "LT_PERSONAL_CODE"),
        (f"kroatische Steuernummer {OIB}", "HR_OIB"),
        (f"my Dutch tax number is {BSN}", "NL_BSN"),
        (f"Bratislava, rodné číslo {RC[:6]}/{RC[6:]}", "SK_BIRTH_NUMBER"),
        (f"Ihre griechische Steuernummer: {AFM}", "GR_TAX_ID"),
    ],
)
def test_a_word_for_the_country_decides_between_numbers_alike(
    finder: RuleFinder, text: str, kind: str
) -> None:
    value = max(re.findall(r"[\d/]+", text), key=len)
    assert best(finder, text, value) == kind


@pytest.mark.parametrize(
    "text",
    [
        f"Ihre Steuernummer: {IDNR}",
        f"Il mio codice fiscale è {PESEL}",
        f"Mon numéro fiscal : {PESEL}",
        f"numer podatkowy {IDNR}",
        f"skattenummer {OIB}",
        f"Αριθμός φορολογικού μητρώου: {IDNR}",
        f"данъчен номер {OIB}",
        f"verotunniste: {PESEL}",
        f"adóazonosító jele {PESEL}",
        f"tax_id={OIB}",
    ],
)
def test_a_foreign_number_behind_a_word_of_any_language(finder: RuleFinder, text: str) -> None:
    value = max(re.findall(r"\d+", text), key=len)
    wanted = {IDNR: "DE_TAX_ID", PESEL: "PL_PESEL", OIB: "HR_OIB"}[value]
    assert best(finder, text, value) == wanted
