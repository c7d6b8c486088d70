"""Identifiers of Germany, Austria, Switzerland and Liechtenstein.

Basis: AO § 139b; VKVV; SGB V § 290; PAuswV; ASVG § 460d; AHVV Art. 133; checks of python-stdnum.
"""

from __future__ import annotations

from compliance.detect.identifiers.national_ids.checks import has_digits, mixed, std
from compliance.detect.identifiers.national_ids.checks_west import at_birth, id_card, kvnr, rvnr
from compliance.detect.identifiers.national_ids.row import FAIR, SHAPE, STRONG, WEAK, Row

_CARD = r"[lmnprtvwxy][cfghjklmnprtvwxyz0-9]{8}"
_PASS = r"[cfghjk][cfghjklmnprtvwxyz0-9]{8}"

ROWS: tuple[Row, ...] = (
    Row("DE_TAX_ID", r"\d{11}|\d{2}[ ./-]\d{3}[ ./-]\d{3}[ ./-]\d{3}", std("de.idnr"),
        ("steuer_id",), ("tax_id", "personal_number"), FAIR, 0.5, "DE", country="country_germany"),
    Row("DE_TAX_NUMBER", r"\d{2,3}/\d{3,4}/\d{4,5}", std("de.stnr"),
        ("steuernummer",), ("tax_id",), (0.95, 0.9), 0.45),
    Row("DE_TAX_NUMBER", r"\d{2,3}[ -]\d{3,4}[ -]\d{4,5}", std("de.stnr"),
        ("steuernummer",), (), SHAPE),
    # Ten digits are also those of a Polish or British tax number, which have a check digit.
    Row("DE_TAX_NUMBER", r"\d{10,11}|\d{13}", std("de.stnr"), ("steuernummer",), (), (0.65, 0.0),
        behind=True),
    Row("DE_SOCIAL_SECURITY", r"\d{2}[ /-]?\d{6}[ /-]?[a-z][ /-]?\d{2}[ /-]?\d", rvnr,
        ("rvnr",), ("social_security",), STRONG, 0.8),
    Row("DE_HEALTH_INSURANCE", r"[a-z]\d{9}", kvnr,
        ("kvnr",), ("health_insurance",), FAIR, 0.45),
    Row("DE_HEALTH_INSURANCE", r"[a-z] \d{9}|[a-z] ?\d{3} \d{3} \d{3}", kvnr,
        ("kvnr",), ("health_insurance",), FAIR),
    Row("DE_ID_CARD", rf"{_CARD}[ <-]?\d[dD]?", id_card,
        ("id_card", "residence_permit"), (), (0.95, 0.9), 0.45),
    Row("DE_ID_CARD", _CARD, has_digits, ("de_card",), (), SHAPE, behind=True),
    Row("DE_PASSPORT", rf"{_PASS}[ <-]?\d[dD]?", id_card, ("passport",), (), (0.95, 0.9), 0.45),
    Row("DE_PASSPORT", _PASS, has_digits, ("de_pass",), (), SHAPE, behind=True),
    Row("DE_FUEHRERSCHEIN", r"[a-z0-9]\d{2}[a-z0-9]{6}\d[a-z0-9]", mixed,
        ("de_licence",), ("driving_licence",), (0.9, 0.83), unchecked=0.0),
    Row("AT_SOCIAL_SECURITY", r"\d{4}[ /.-]?\d{6}|\d{4}[ /-]\d{2}[ .]?\d{2}[ .]?\d{2}",
        std("at.vnr", also=at_birth),
        ("at_svnr",), ("social_security", "health_insurance", "personal_number"), FAIR, 0.5),
    Row("AT_TAX_ID", r"\d{2}-\d{3}/\d{4}", std("at.tin"),
        ("at_steuernummer",), ("tax_id",), (0.96, 0.92), 0.5),
    Row("AT_TAX_ID", r"\d{2}[ -]?\d{3}[ /-]?\d{4}", std("at.tin"),
        ("at_steuernummer",), ("tax_id",), WEAK, country="country_austria"),
    Row("CH_AHV", r"756[. -]?\d{4}[. -]?\d{4}[. -]?\d{2}", std("ch.ssn"),
        ("ahv",), ("social_security", "personal_number", "health_insurance"), STRONG, 0.92),
    Row("LI_TAX_ID", r"\d{4,12}|\d{1,3}(?:\.\d{3}){1,3}", std("li.peid"), ("peid",), (),
        SHAPE, behind=True),
)  # fmt: skip
