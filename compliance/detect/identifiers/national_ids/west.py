"""Identifiers of Belgium, the Netherlands, Luxembourg, France, Ireland and the United Kingdom.

Basis: AR/KB 3 April 1984 (BE); Wabb (NL); Loi du 19 juin 2013 (LU); décret 82-103 (FR); S.I.
PPSN register of the Department of Social Protection (IE); HMRC NIM39110, DVLA INF61 (UK).
"""

from __future__ import annotations

from compliance.detect.identifiers.national_ids.checks import has_digits, mixed, std
from compliance.detect.identifiers.national_ids.checks_west import (
    be_birth,
    fr_old_card,
    lu_birth,
    lu_matricule,
    nino,
    nir_month,
    nir_short,
    uk_driver,
)
from compliance.detect.identifiers.national_ids.row import FAIR, SHAPE, STRONG, WEAK, Row

_KINDS = ("personal_number", "social_security", "tax_id", "health_insurance")

ROWS: tuple[Row, ...] = (
    Row("BE_NATIONAL_NUMBER",
        r"\d{2}[. /-]\d{2}[. /-]\d{2}[ .-]\d{3}[ .-]\d{2}|\d{6}[ -]\d{3}[ .-]?\d{2}",
        std("be.ssn"), ("be_rrn",), _KINDS, STRONG, 0.75),
    Row("BE_NATIONAL_NUMBER", r"\d{11}", std("be.ssn"), ("be_rrn",), _KINDS, FAIR, 0.0, "BE"),
    Row("BE_NATIONAL_NUMBER", r"\d{11}", std("be.ssn", also=be_birth), alone=0.55),
    Row("BE_ID_CARD", r"\d{3}-\d{7}-\d{2}", std("be.eid"), ("be_eid",), ("id_card",), STRONG, 0.7),
    Row("BE_ID_CARD", r"\d{3}[ .]?\d{7}[ .]?\d{2}", std("be.eid"),
        ("be_eid",), ("id_card", "residence_permit"), FAIR),
    Row("NL_BSN", r"\d{4}\.\d{2}\.\d{3}", std("nl.bsn"),
        ("bsn",), ("personal_number", "tax_id", "social_security"), WEAK, 0.45),
    Row("NL_BSN", r"\d{8,9}|\d{4}[ -]\d{2}[ -]\d{3}|\d{3}[. -]\d{3}[. -]\d{3}|\d{4} \d{5}",
        std("nl.bsn"), ("bsn",),
        ("personal_number", "tax_id", "social_security", "health_insurance"), WEAK, 0.0, "NL",
        country="country_netherlands", home="NL"),
    Row("LU_NATIONAL_ID",
        r"(?:19|20)\d{11}|(?:19|20)\d{2}[ -]\d{2}[ -]\d{2}[ -]\d{5}|(?:19|20)\d{6}[ -]\d{5}|"
        r"(?:19|20)\d{2}[ -]\d{2}[ -]\d{2}[ -]\d{3}[ -]\d{2}|(?:19|20)\d{6}[ -]\d{3}[ -]\d{2}",
        lu_matricule, ("lu_matricule",),
        ("personal_number", "social_security", "tax_id", "health_insurance"), STRONG, 0.95),
    Row("LU_NATIONAL_ID", r"(?:19|20)\d{9}", lu_birth, ("lu_matricule",), (), SHAPE,
        behind=True),
    Row("FR_NIR",
        r"[1-478][ .-]?\d{2}[ .-]?\d{2}[ .-]?\d[0-9ab][ .-]?\d{3}[ .-]?\d{3}[ ./|-]{0,3}\d{2}",
        std("fr.nir", also=nir_month),
        ("nir",), ("social_security", "personal_number", "health_insurance"), STRONG, 0.9),
    Row("FR_NIR", r"[12][ .-]?\d{2}[ .-]?\d{2}[ .-]?\d[0-9ab][ .-]?\d{3}[ .-]?\d{3}", nir_short,
        ("nir",), (), SHAPE, behind=True),
    Row("FR_TAX_ID", r"[0-3]\d(?: ?\d){11}", std("fr.nif"),
        ("spi",), ("tax_id",), STRONG, 0.5),
    Row("FR_ID_CARD", r"\d{12}", fr_old_card, ("fr_cni",), (), (0.85, 0.0), behind=True),
    Row("FR_ID_CARD", r"[a-z0-9]{9}", mixed, ("fr_cni",), (), (0.7, 0.0), behind=True),
    Row("FR_DRIVING_LICENCE", r"\d{2}[a-z]{2}\d{5}|\d{12}", has_digits,
        ("fr_permis",), (), SHAPE, behind=True),
    Row("IE_PPS", r"\d{7} ?[a-w][abhwtx]?", std("ie.pps"),
        ("pps",), ("personal_number", "tax_id", "social_security"), STRONG, 0.75),
    Row("UK_NINO", r"[a-z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[a-d]", nino,
        ("nino",), ("social_security",), STRONG, 0.75),
    Row("UK_NINO", r"[a-z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}", nino, ("nino",), (), SHAPE,
        unchecked=0.0),
    Row("UK_NHS", r"\d{3}[ -]?\d{3}[ -]?\d{4}", std("gb.nhs"),
        ("nhs",), ("health_insurance",), WEAK, home="GB"),
    Row("UK_TAX_ID", r"\d{5}[ -]?\d{5}|\d{3} ?\d{3} ?\d{4}|\d{4} ?\d{3} ?\d{3}", std("gb.utr"),
        ("utr",), ("tax_id",), WEAK, country="country_britain", home="GB"),
    Row("UK_DRIVING_LICENCE",
        r"[a-z][a-z9]{4}[ -]?\d{6}[ -]?[a-z][a-z9][ -]?[0-9a-z][ -]?[a-z]{2}", uk_driver,
        ("uk_licence",), ("driving_licence",), STRONG, 0.8),
    Row("UK_RESIDENCE_PERMIT", r"[a-z]{2}[0-9x]\d{6}", has_digits,
        ("uk_brp",), (), SHAPE, behind=True),
)  # fmt: skip
