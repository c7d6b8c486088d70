"""Identifiers of every country: VAT ids, machine readable zones, health cards; and of the US.

Basis: Directive 2006/112/EC Art. 215; ICAO Doc 9303 parts 4 to 6; Decision S1 of the
Administrative Commission on social security (European health insurance card); ISO/IEC 7812.
"""

from __future__ import annotations

import re

from stdnum.ch import uid as ch_uid
from stdnum.eu import vat as eu_vat
from stdnum.gb import vat as gb_vat
from stdnum.no import mva

from compliance.detect.identifiers.national_ids.checks import compact, has_digits, icao, std
from compliance.detect.identifiers.national_ids.row import FAIR, STRONG, Row
from compliance.detect.matching.rules import Rule

_VAT = {
    "at": r"u[ ]?\d{8}",
    "be": r"[01]?\d{3}[. ]?\d{3}[. ]?\d{3}",
    "bg": r"\d{9,10}",
    "cy": r"\d{8}[a-z]",
    "cz": r"\d{8,10}",
    "de": r"(?:\d{9}|\d{3} \d{3} \d{3})",
    "dk": r"\d{2}[ ]?\d{2}[ ]?\d{2}[ ]?\d{2}",
    "ee": r"\d{9}",
    "el": r"\d{9}",
    "es": r"[a-z0-9]-?\d{7}-?[a-z0-9]",
    "fi": r"\d{7}-?\d",
    "fr": r"[a-z0-9]{2}[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}",
    "gb": r"\d{3}[ ]?\d{4}[ ]?\d{2}(?:[ ]?\d{3})?",
    "gr": r"\d{9}",
    "hr": r"\d{11}",
    "hu": r"\d{8}",
    "ie": r"\d[a-z0-9+*]\d{5}[a-z]{1,2}",
    "it": r"\d{11}",
    "lt": r"(?:\d{12}|\d{9})",
    "lu": r"\d{8}",
    "lv": r"\d{11}",
    "mt": r"\d{4}[ -]?\d{4}",
    "nl": r"(?:\d{9}[. ]?b[. ]?\d{2}|\d{4}[. ]\d{2}[. ]\d{3}[. ]b[. ]?\d{2})",
    "pl": r"(?:\d{10}|\d{3}-\d{3}-\d{2}-\d{2}|\d{3} \d{3} \d{2} \d{2})",
    "pt": r"\d{3}[ ]?\d{3}[ ]?\d{3}",
    "ro": r"\d{6,10}",
    "se": r"\d{6}-?\d{4}[ -]?01",
    "si": r"\d{8}",
    "sk": r"\d{10}",
    "xi": r"\d{3}[ ]?\d{4}[ ]?\d{2}",
}
"""Ways to write the VAT id of each state behind its prefix."""

_NOT_EU = (
    r"che[ -]?\d{3}[. ]?\d{3}[. ]?\d{3}(?:[ -]?(?:mwst|tva|iva|tpv|vat))?",
    r"(?:no[ -]?)?\d{3}[ ]?\d{3}[ ]?\d{3}[ ]?mva",
)
# "de 123456789" and "it 12345678901" are sentences of many languages; "DE 123456789" is not.
_VAT_STRICT = "|".join(
    (*(rf"(?:{cc}-?|(?-i:{cc.upper()}) ){rest}" for cc, rest in _VAT.items()),
     *_NOT_EU)
)  # fmt: skip
_VAT_LOOSE = "|".join((*(rf"{cc}[ -]?{rest}" for cc, rest in _VAT.items()), *_NOT_EU))

_SERIES = r"(?:[a-z]{1,3}|(?-i:[A-Z]{1,3}) )"
_NINE = r"[a-z]{2}[a-z0-9]{6}\d"
_LINE = re.compile(r"[\s]+")


def vat(value: str) -> bool:
    """Tell whether a value is a valid VAT id of an EU state, the UK, Switzerland or Norway."""
    plain = compact(value)
    if plain.startswith("CHE"):
        return bool(ch_uid.is_valid(plain[:12]))
    if plain.endswith("MVA"):
        return bool(mva.is_valid(plain))
    if plain.startswith("GB"):
        return bool(gb_vat.is_valid(plain))
    return bool(eu_vat.is_valid(plain.replace("GR", "EL", 1) if plain[:2] == "GR" else plain))


def mrz(value: str) -> bool:
    """Tell whether the check digits of a machine readable zone are right: number, birth, expiry.

    Basis: ICAO Doc 9303 part 4 (TD3), part 5 (TD1), part 6 (TD2).
    """
    plain = _LINE.sub("", value).upper()
    if len(plain) == 90:
        number, check, dates = plain[5:14], plain[14], plain[30:60]
        birth, expiry = dates[:7], dates[8:15]
    else:
        line = plain[len(plain) // 2 :]
        number, check = line[:9], line[9]
        birth, expiry = line[13:20], line[21:28]
    # A long number of a TD1 card goes on in the optional field; `<` stands for its check digit.
    fields = [(birth[:6], birth[6]), (expiry[:6], expiry[6])]
    if check != "<":
        fields.append((number, check))
    return all(digit == str(icao(field)) for field, digit in fields)


def us_ssn_plain(value: str) -> bool:
    """Tell whether nine digits can be a US social security number (SSA: no 000, 666, 9xx)."""
    plain = compact(value)
    return plain[:3] not in {"000", "666"} and plain[0] != "9" and plain[3:5] != "00"


ROWS: tuple[Row, ...] = (
    Row("VAT_ID", _VAT_STRICT, vat, (), ("vat_id", "tax_id"), STRONG, 0.75, against=False),
    Row("VAT_ID", _VAT_LOOSE, vat, ("vat_id",), (), STRONG, unchecked=0.0),
    Row("VAT_ID", r"\d{8}-[1-5]-\d{2}", std("hu.anum"), ("adoszam",), ("vat_id", "tax_id"),
        (0.95, 0.9), 0.5, against=False),
    # European and national health cards: industry 80, country, issuer and person in 20 digits.
    Row("HEALTH_INSURANCE",
        r"80(?:040|056|100|191|196|203|208|233|246|250|276|300|348|352|372|380|428|438|440|442|"
        r"470|528|578|616|620|642|703|705|724|752|756|826)\d{15}",
        has_digits, ("health_insurance",), (), STRONG, 0.7),
    Row("US_SSN", r"\d{3}-\d{2}-\d{4}", std("us.ssn"), ("ssn",), ("social_security",),
        (0.95, 0.9), 0.75),
    Row("US_SSN", r"\d{3} ?\d{2} ?\d{4}", us_ssn_plain, ("ssn",), (), (0.9, 0.0)),
    Row("US_ITIN", r"9\d{2}-\d{2}-\d{4}", std("us.itin"), ("itin",), ("tax_id",), FAIR, 0.6),
    Row("US_ITIN", r"9\d{2} ?\d{2} ?\d{4}", std("us.itin"), ("itin",), (), (0.88, 0.0)),
    # Formats of single states that the words for a passport make certain enough.
    Row("PASSPORT", rf"{_SERIES}\d{{6,8}}[a-z]?|\d{{2}}[a-z]{{2}}\d{{5}}|{_NINE}",
        has_digits, (), ("passport",), (0.0, 0.7)),
    Row("ID_CARD", rf"{_SERIES}\d{{6,8}}[a-z]?|\d{{6,8}}[a-z]{{1,2}}|{_NINE}",
        has_digits, (), ("id_card",), (0.0, 0.65)),
    Row("RESIDENCE_PERMIT", rf"{_SERIES}\d{{6,9}}|{_NINE}|[a-z]\d{{8}}",
        has_digits, (), ("residence_permit",), (0.0, 0.7)),
)  # fmt: skip

_NEXT = r"[ \t\r]*\n?[ \t]*"
_DATES = r"\d{7}[mfx<]\d{7}"
_NUMBER = rf"[a-z0-9<]{{9}}[0-9<][a-z<]{{3}}{_DATES}"
_ZONES = (
    rf"p[a-z<][a-z<]{{3}}[a-z<]{{39}}{_NEXT}{_NUMBER}[a-z0-9<]{{14}}[0-9<]\d",
    rf"[aci][a-z0-9<][a-z<]{{3}}[a-z0-9<]{{25}}{_NEXT}{_DATES}[a-z<]{{3}}[a-z0-9<]{{11}}\d"
    rf"{_NEXT}[a-z<]{{30}}",
    rf"[acipv][a-z0-9<][a-z<]{{3}}[a-z<]{{31}}{_NEXT}{_NUMBER}[a-z0-9<]{{7}}[\d<]",
)
"""TD3 (passports), TD1 (cards) and TD2, all lines."""

MRZ_RULES: tuple[Rule, ...] = tuple(
    Rule("MRZ", rf"(?i){lines}", score, check, needs="0")
    for lines in _ZONES
    for score, check in ((0.99, mrz), (0.8, None))
)
