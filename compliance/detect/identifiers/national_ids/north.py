"""Identifiers of Denmark, Sweden, Norway, Finland, Iceland, Estonia, Latvia and Lithuania.

Basis: CPR-loven (DK); SFS 1991:481 § 18 (SE); folkeregisterforskriften § 2-2 (NO); VTJ-asetus
128/2010 (FI); lög 140/2019 (IS); RT I 2017 rahvastikuregistri seadus (EE); Fizisko personu reģistra
likums (LV); Gyventojų registro įstatymas (LT); checks of python-stdnum.
"""

from __future__ import annotations

from compliance.detect.identifiers.national_ids.checks import std
from compliance.detect.identifiers.national_ids.checks_east import (
    baltic_birth,
    cpr_digits,
    hetu,
    kennitala_person,
    lv_person,
    personnummer,
    samordningsnummer,
)
from compliance.detect.identifiers.national_ids.row import FAIR, SHAPE, STRONG, Row

_KINDS = ("personal_number", "tax_id", "social_security", "health_insurance")

ROWS: tuple[Row, ...] = (
    Row("DK_CPR", r"\d{6}-\d{4}", std("dk.cpr"), ("cpr",), _KINDS, (0.94, 0.85), 0.52,
        country="country_denmark"),
    Row("DK_CPR", r"\d{6} ?\d{4}|\d{2} \d{2} \d{2} \d{4}", std("dk.cpr"), ("cpr",), (), (0.9, 0.0)),
    Row("DK_CPR", r"\d{6} ?\d{4}", std("dk.cpr", also=cpr_digits), (), _KINDS, FAIR,
        country="country_denmark"),
    Row("SE_PERSONNUMMER", r"(?:(?:18|19|20)\d{2}|\d{2})\d{4}[-+]\d{4}", personnummer,
        ("personnummer",), _KINDS, (0.96, 0.92), 0.7),
    Row("SE_PERSONNUMMER", r"(?:19|20)\d{10}|(?:19|20)\d{6} \d{4}", personnummer,
        ("personnummer",), _KINDS, (0.96, 0.92), 0.6),
    Row("SE_PERSONNUMMER", r"\d{6} ?\d{4}", personnummer,
        ("personnummer",), _KINDS, FAIR, country="country_sweden"),
    Row("SE_PERSONNUMMER", r"(?:19|20)?\d{6}[-+ ]?\d{4}", samordningsnummer,
        ("personnummer",), _KINDS, (0.93, 0.86), unchecked=0.0),
    Row("NO_NATIONAL_ID", r"\d{6}[ -]?\d{5}|\d{2}[. ]\d{2}[. ]\d{2}[ -]\d{5}",
        std("no.fodselsnummer"), ("fodselsnummer",), _KINDS, STRONG, 0.8),
    Row("FI_PERSONAL_IDENTITY_CODE", r"\d{6}[+\-abcdefuvwxy]\d{3}[0-9a-z]", hetu,
        ("hetu",), _KINDS, STRONG, 0.9),
    Row("FI_TAX_ID", r"\d{12}", std("fi.veronumero"), ("veronumero",), (), SHAPE, behind=True),
    Row("IS_KENNITALA", r"\d{6}-\d{4}", std("is_.kennitala", also=kennitala_person),
        ("kennitala",), _KINDS, STRONG, 0.7),
    Row("IS_KENNITALA", r"\d{6} ?\d{4}", std("is_.kennitala", also=kennitala_person),
        ("kennitala",), _KINDS, STRONG, 0.5),
    Row("EE_PERSONAL_CODE", r"[1-8]\d{10}|[1-8] ?\d{6} ?\d{4}", std("ee.ik", also=baltic_birth),
        ("isikukood",), _KINDS, (0.96, 0.9), 0.6, country="country_estonia"),
    Row("LT_PERSONAL_CODE", r"[1-6]\d{10}|[1-6] ?\d{6} ?\d{4}", std("lt.asmens", also=baltic_birth),
        ("asmens_kodas",), _KINDS, (0.96, 0.9), 0.58, country="country_lithuania"),
    Row("LV_PERSONAL_CODE", r"\d{6}-\d{5}", std("lv.pvn", also=lv_person),
        ("personas_kods",), _KINDS, (0.96, 0.92), 0.75),
    Row("LV_PERSONAL_CODE", r"\d{6} ?\d{5}", std("lv.pvn", also=lv_person),
        ("personas_kods",), _KINDS, FAIR, country="country_latvia"),
)  # fmt: skip
