"""Identifiers of Spain, Portugal, Italy, Greece, Cyprus and Malta.

Basis: RD 1553/2005 and RD 557/2011 (ES); DL 14/2013 (PT); DM 23 December 1976, DPR 605/1973 (IT);
Law 3655/2008 (GR); Tax Identification Codes sheets of the OECD (CY, MT); Identity Card Act (MT).
"""

from __future__ import annotations

from compliance.detect.identifiers.national_ids.checks import (
    day_month_year,
    has_digits,
    std,
)
from compliance.detect.identifiers.national_ids.checks_west import naf, niss
from compliance.detect.identifiers.national_ids.row import FAIR, SHAPE, STRONG, WEAK, Row
from compliance.detect.identifiers.origin import ANYWHERE

_MONTH = "[abcdehlmprst]"
_PLACE = r"[a-z][0-9lmnpqrstuv]{3}"
_DAY = r"[0-9lmnpqrstuv]{2}"

ROWS: tuple[Row, ...] = (
    Row("ES_NIF", r"\d{8}[ -]?[a-z]|\d{1,2}\.\d{3}\.\d{3}[ -]?[a-z]", std("es.dni"),
        ("nif",), ("tax_id", "id_card", "personal_number"), STRONG, 0.8, "ES"),
    Row("ES_NIF", r"[klm][ -]?\d{7}[ -]?[a-z]", std("es.nif"),
        ("nif",), ("tax_id", "personal_number"), STRONG, 0.5, "ES"),
    Row("ES_NIE", r"[xyz][ -]?\d{7}[ -]?[a-z]|[xyz][ -]?\d\.\d{3}\.\d{3}[ -]?[a-z]", std("es.nie"),
        ("nie", "nif"), ("tax_id", "id_card", "residence_permit", "personal_number"),
        STRONG, 0.8, "ES"),
    Row("ES_SOCIAL_SECURITY", r"\d{2}[ /.-]\d{7,8}[ /.-]\d{2}", naf,
        ("naf",), ("social_security",), STRONG, 0.6),
    Row("ES_SOCIAL_SECURITY", r"\d{12}", naf, ("naf",), ("social_security",), FAIR, 0.4),
    Row("PT_NIF", r"[1235689]\d{2}[ .-]?\d{3}[ .-]?\d{3}", std("pt.nif"),
        ("pt_nif",), ("tax_id",), WEAK, 0.0, "PT", country="country_portugal", home="PT"),
    Row("PT_ID_CARD", r"\d{8}[ -]?\d[ -]?[a-z][a-z0-9]\d", std("pt.cc"),
        ("pt_cc",), ("id_card", "personal_number"), STRONG, 0.7),
    Row("PT_ID_CARD", r"\d{7,8}[ -]?\d", has_digits, ("pt_cc",), (), SHAPE, behind=True),
    Row("PT_SOCIAL_SECURITY", r"[12]\d{10}|[12]\d{2}[ .]\d{3}[ .]\d{3}[ .]\d{2}|[12] ?\d{10}", niss,
        ("pt_niss",), ("social_security",), WEAK, country="country_portugal"),
    Row("IT_FISCAL_CODE",
        rf"[a-z]{{3}} ?[a-z]{{3}} ?{_DAY} ?{_MONTH} ?{_DAY} ?{_PLACE} ?[a-z]|"
        rf"[a-z]{{3}} [a-z]{{3}} {_DAY}{_MONTH}{_DAY} {_PLACE}[a-z]|"
        rf"[a-z]{{4}} [a-z]{{2}}{_DAY} {_MONTH}{_DAY}[a-z] [0-9lmnpqrstuv]{{3}}[a-z]",
        std("it.codicefiscale"),
        ("codice_fiscale",), ("tax_id", "personal_number", "health_insurance"), STRONG, 0.95),
    Row("IT_VAT_CODE", r"\d{11}|\d{5} \d{6}", std("it.iva"),
        ("partita_iva",), ("vat_id", "tax_id"), (0.93, 0.65), country="country_italy"),
    Row("IT_IDENTITY_CARD", r"c[a-z]\d{5}[a-z]{2}", has_digits, ("it_cie",), ("id_card",),
        (0.92, 0.8), 0.45),
    Row("IT_IDENTITY_CARD", r"[a-z]{2} ?\d{7}|\d{7}[a-z]{2}", has_digits,
        ("it_cie",), (), SHAPE, behind=True),
    Row("IT_DRIVER_LICENSE", r"u1[a-z0-9]{7}[a-z]", has_digits, ("it_patente",),
        ("driving_licence",), (0.92, 0.88), 0.45, unchecked=0.0),
    Row("IT_DRIVER_LICENSE", r"[a-z]{2} ?\d{7} ?[a-z]", has_digits, ("it_patente",),
        ("driving_licence",), (0.9, 0.7), unchecked=0.0),
    Row("GR_AMKA", r"\d{6}[ -]?\d{5}", std("gr.amka", also=day_month_year),
        ("amka",), ("social_security", "health_insurance", "personal_number"), FAIR,
        country="country_greece", home=ANYWHERE),
    Row("GR_TAX_ID", r"\d{9}|\d{3} \d{3} \d{3}", std("gr.vat"), ("afm",), ("tax_id",), WEAK,
        country="country_greece", home="GR"),
    Row("GR_ID_CARD", r"(?-i:[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ]{2})[ -]?\d{6}", has_digits, (), ("id_card",),
        (0.0, 0.9), 0.5),
    Row("GR_ID_CARD", r"[αβεζηικμνορτυχ]{1,2}[ -]?\d{6}", has_digits, ("adt",),
        scores=(0.95, 0.0)),
    Row("GR_ID_CARD", r"[abezhikmnoptyx]{1,2}[ -]?\d{6}", has_digits, ("adt",), (), SHAPE,
        behind=True),
    Row("CY_TAX_ID", r"\d{8}[ -]?[a-z]", std("cy.vat"), ("cy_tic",), ("tax_id",), FAIR, 0.45),
    Row("CY_ID_CARD", r"\d{6,8}|0{0,4}\d{6,7}", has_digits, ("cy_id",), (), SHAPE, behind=True),
    Row("CY_RESIDENCE_PERMIT", r"\d{6,8}|[a-z]\d{6,8}", has_digits, ("cy_arc",), (), SHAPE,
        behind=True),
    Row("MT_ID_CARD", r"0\d{6}[mgaplhbz]", has_digits,
        ("mt_id",), ("id_card", "personal_number", "tax_id"), (0.95, 0.9), 0.45, unchecked=0.0),
    Row("MT_ID_CARD", r"(?-i:\d{4,5}(?:[3-9]\d|[01]\d)[MGAPLHBZ])", has_digits, home="MT"),
    Row("MT_ID_CARD", r"\d{3,7}[ ]?\(?[mgaplhbz]", has_digits,
        ("mt_id",), (), SHAPE, behind=True),
)  # fmt: skip
