"""Identifiers of Poland, Czechia, Slovakia, Hungary, Slovenia, Croatia, Romania and Bulgaria.

Basis: ustawa o ewidencji ludności (PL); zákon 133/2000 Sb. (CZ); zákon 301/1995 Z. z. (SK);
1996. évi XX. törvény (HU); ZCRP (SI); Zakon o OIB (HR); OUG 97/2005 (RO); ZGR (BG); checks of
python-stdnum.
"""

from __future__ import annotations

from compliance.detect.identifiers.national_ids.checks import has_digits, std
from compliance.detect.identifiers.national_ids.checks_east import (
    birth_number,
    cnp_birth,
    egn_birth,
    egn_no_time,
    emso_birth,
    hu_personal,
    hu_tax,
    pesel_birth,
    pl_id_card,
    pl_passport,
    taj,
)
from compliance.detect.identifiers.national_ids.row import FAIR, SHAPE, STRONG, WEAK, Row

_KINDS = ("personal_number", "tax_id", "social_security", "health_insurance")

ROWS: tuple[Row, ...] = (
    Row("PL_PESEL", r"\d{11}|\d{6}[ -]\d{5}", std("pl.pesel", also=pesel_birth),
        ("pesel",), _KINDS, FAIR, 0.55, "PL", country="country_poland"),
    Row("PL_TAX_ID", r"\d{3}-\d{3}-\d{2}-\d{2}|\d{3}-\d{2}-\d{2}-\d{3}", std("pl.nip"),
        ("nip",), ("tax_id", "vat_id"), FAIR, 0.5, "PL"),
    Row("PL_TAX_ID", r"\d{10}|\d{3} \d{3} \d{2} \d{2}|\d{3} \d{2} \d{2} \d{3}", std("pl.nip"),
        ("nip",), ("tax_id", "vat_id"), WEAK, country="country_poland", home="PL"),
    Row("PL_REGON", r"\d{9}|\d{14}|\d{3} \d{3} \d{3}", std("pl.regon"), ("regon",), (), WEAK),
    Row("PL_ID_CARD", r"(?-i:[A-Z]{3}) ?\d{6}", pl_id_card, (), ("id_card",), FAIR, 0.42),
    Row("PL_ID_CARD", r"[a-z]{3}[ -]?\d{6}|[a-z]{3} \d{3} \d{3}", pl_id_card, ("dowod",)),
    Row("PL_ID_CARD", r"(?-i:[A-Z]{3}),? (?:nr|numer)[.:]? ?\d{6}", has_digits, ("dowod",), (),
        (0.9, 0.0), behind=True),
    Row("PASSPORT", r"[a-z]{2} ?\d{7}", pl_passport, ("paszport",), ("passport",), (0.95, 0.88),
        unchecked=0.0),
    Row("PL_DRIVING_LICENCE", r"\d{5}/\d{2}/\d{4}", has_digits,
        ("prawo_jazdy",), ("driving_licence",), (0.93, 0.85)),
    Row("CZ_BIRTH_NUMBER", r"\d{6}/\d{4}", birth_number, ("rodne_cislo",), _KINDS, STRONG, 0.75),
    Row("CZ_BIRTH_NUMBER", r"\d{6}/\d{3}", birth_number, ("rodne_cislo",), _KINDS, FAIR, 0.45),
    Row("CZ_BIRTH_NUMBER", r"\d{10}|\d{6} \d{4}|\d{2} ?\d{2} ?\d{2} ?/ ?\d{4}", birth_number,
        ("rodne_cislo",), _KINDS, (0.94, 0.8)),
    # Nine digits, given until 1953, have no check digit.
    Row("CZ_BIRTH_NUMBER", r"\d{9}|\d{6} \d{3}|\d{2} ?\d{2} ?\d{2} ?/ ?\d{3}", birth_number,
        ("rodne_cislo",), _KINDS, (0.9, 0.55)),
    Row("SK_BIRTH_NUMBER", r"\d{6} ?/? ?\d{3,4}", birth_number, ("rodne_cislo_sk",), (),
        (0.975, 0.0), unchecked=0.0),
    Row("SK_ID_CARD", r"[a-z]{2} ?\d{6}", has_digits, ("sk_op",), (), SHAPE, behind=True),
    Row("HU_PERSONAL_ID", r"\d[ -]\d{6}[ -]\d{4}", hu_personal, ("szemelyi",), _KINDS,
        (0.96, 0.92), 0.6),
    Row("HU_PERSONAL_ID", r"[1-4]\d{10}", hu_personal, ("szemelyi",), _KINDS, FAIR, 0.5),
    Row("HU_SOCIAL_SECURITY", r"\d{3}[ -]?\d{3}[ -]?\d{3}", taj,
        ("taj",), ("social_security", "health_insurance"), WEAK, country="country_hungary",
        home="HU"),
    Row("HU_TAX_ID", r"8\d{9}|8\d{3}[ -]?\d{3}[ -]?\d{3}|8 ?\d{3} ?\d{3} ?\d{3}", hu_tax,
        ("adoazonosito",), ("tax_id",), FAIR, 0.5, country="country_hungary"),
    Row("HU_ID_CARD", r"\d{6} ?[a-z]{2}|[a-z]{2} ?\d{6}", has_digits, ("szig",), (), SHAPE,
        behind=True),
    Row("SI_EMSO", r"\d{13}|\d{7}[ -]\d{6}", std("si.emso", also=emso_birth),
        ("emso",), _KINDS, STRONG, 0.85),
    Row("SI_TAX_ID", r"\d{8}", std("si.ddv"), ("davcna",), ("tax_id",), (0.93, 0.65),
        country="country_slovenia", home="SI"),
    Row("HR_OIB", r"\d{11}", std("hr.oib"), ("oib",), _KINDS, WEAK, 0.0, "HR",
        country="country_croatia", home="HR"),
    Row("HR_HEALTH_INSURANCE", r"\d{9}", has_digits, ("mbo",), (), SHAPE, behind=True),
    Row("RO_CNP", r"[1-9]\d{12}|[1-9] ?\d{6} ?\d{6}", std("ro.cnp", also=cnp_birth),
        ("cnp",), _KINDS, STRONG, 0.85),
    Row("RO_ID_CARD", r"(?-i:[A-Z]{2}),?[ ]?(?:(?:nr|num[aă]r|num[aă]rul|no)[.:]?[ ]?)?\d{6}",
        has_digits, ("ro_ci",), (), SHAPE, behind=True),
    Row("BG_EGN", r"\d{10}|\d{6} \d{4}", std("bg.egn", also=egn_birth), ("egn",), _KINDS,
        FAIR, country="country_bulgaria"),
    Row("BG_EGN", r"\d{10}", std("bg.egn", also=egn_no_time), alone=0.5),
    Row("BG_FOREIGNER_NUMBER", r"\d{10}", std("bg.pnf"), ("lnch",), ("personal_number",), WEAK),
)  # fmt: skip
