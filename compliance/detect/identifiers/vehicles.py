"""Licence plates and vehicle identification numbers.

Plates look like product codes. Only shapes that are rare elsewhere are reported on their own; the
others need a word for vehicle, and what stands right behind a word for plate is one.

Basis: the plate formats that the registration authorities publish; ISO 3779 (VIN), 49 CFR 565.15
(its check digit in North America).
"""

from __future__ import annotations

from compliance.detect.identifiers.checksums import weighted
from compliance.detect.matching.context import concepts
from compliance.detect.matching.rules import Rule

_DISTINCT = (
    r"[1-9]-[A-Z]{3}-\d{3}",  # BE
    r"[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}",  # FR
    r"\d{2,3}-(?:[CDGLTW]|C[ENW]|DL|K[EKY]|L[DHKMS]|M[HNO]|OY|RN|SO|T[NS]|W[HWX])-\d{2,6}",  # IE
    r"\d{2}-[BDFGHJKLMNPRSTVXZ]{3}-\d|\d-[BDFGHJKLMNPRSTVXZ]{3}-\d{2}",  # NL
    r"(?:B[ \-]\d{2,3}|(?:AB|AG|AR|BC|BH|BN|BR|BT|BV|BZ|CJ|CL|CS|CT|CV|DB|DJ|GJ|GL|GR|HD|HR|IF|IL|"
    r"IS|MH|MM|MS|NT|OT|PH|SB|SJ|SM|SV|TL|TM|TR|VL|VN|VS)[ \-]\d{2})[ \-][A-Z]{3}",  # RO
    r"(?:LJ|MB|CE|KR|KP|GO|NM|MS|SG|PO|KK|NG) (?:[A-Z]{2}-\d{3}|\d{2}-[A-Z]{3}|\d{3}-[A-Z]{2})",
    r"(?:ZG|ST|RI|OS|ZD|PU|SB|KA|VŽ|ČK|DU|ŠI|SK|BJ|KŽ|VK|VU|DA|ĐA|NA|VT|IM|MA|KC|KR|GS|OG|PŽ|SL|"
    r"DE|ŽU|DJ|KT|BM|CK|VZ) \d{3,4}-[A-Z]{1,2}",  # HR
    r"\d[A-CEHJKLMPSTUZ]\d \d{4}",  # CZ
    r"[A-Z]{2} [A-Z]{2}-\d{3}",  # HU
    r"(?:0[1-9]|1\d|2[0-3]|\d[A-Z])-\d{2}-[A-Z]{2}",  # PT, the older ones
    r"[A-Z]{2}-\d{2}-[A-Z]{2}",  # PT, NL
)
"""Shapes of one country with their marks."""

_SHAPES = (
    r"[A-Z]{1,2}[ \-]?\d{1,5}[ \-]?[A-Z]{1,3}",  # AT, IT, FR, UK
    r"[A-ZÀ-Ž]{1,3}[ \-]\d{2,6}",  # CH, LI, NO, LU, LV, GR, FI, DK
    r"[A-ZÀ-Ž]{2} ?[A-Z]?\d{4,5}",  # NO, LU, DK, PL
    r"[A-Z]{2}[ \-]?\d{2}[ \-]\d{3}",  # DK
    r"[A-Z]{3}[ \-]?\d{2}[A-Z0-9]",  # SE, LT, MT, CY, HU, EE reversed
    r"[A-ZΑ-Ω]{3}[ \-]?\d{4}",  # GR
    r"\d{3} ?[A-Z]{3}",  # EE
    r"\d{4}[ \-]?[BCDFGHJKLMNPRSTVWXYZ]{3}",  # ES
    r"\d{1,4} [A-Z]{2,3} \d{2}",  # FR, the older ones
    r"[A-Z]{2}[ \-]?\d{3,4}[ \-]?[A-Z]{1,2}",  # IT, HR, SK
    r"\d[A-Z]\d ?\d{4}",  # CZ
    r"[A-Z]{2,3} ?(?:\d{4,5}|\d{3,4}[A-Z]|\d{2,3}[A-Z]{2}|\d[A-Z]\d{2,3}|\d{2}[A-Z]\d{1,2})",  # PL
    r"(?:[A-Z]{2}|\d{1,3})-(?:[A-Z]{2,3}|\d{2,3})-(?:[A-Z]{1,2}|\d{1,3})",  # NL
    r"[A-Z]{2} [A-Z]{2}-\d{3}|[A-Z]{4}-?\d{3}",  # HU
    r"[A-Z]{2} (?:[A-Z0-9]{2,3}-[A-Z0-9]{2,3})",  # SI
    r"[A-Z]{2}[ \-]?[A-Z0-9]\d{2}",  # IS
    # UK, the older ones
    r"[A-Z]{1,2}\d{1,3}[A-Z]?|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]|[A-Z]{2,3} \d{3,4}",
)
"""Shapes of all countries; they need a word for vehicle."""

_CYRILLIC = "[АВЕКМНОРСТУХABEKMHOPCTYX]"
"""Letters of Bulgarian plates: those that Cyrillic and Latin share."""

_BRANDS = frozenset(
    "bmw amg vw kia man daf seat fiat audi ford opel gti tdi gtd ps kw hp gb tb mb usb iso din "
    "en eur usd gbp sek nok dkk czk pln huf ron bgn chf nr no km kg cm mm ml am pm ce mg ds iq "
    "id suv glc gla gle cla xc rs tt tfsi tsi cdi mini abs esp gps led lpg ltr max min jan feb "
    "mar apr mai may jun jul aug sep oct okt nov dec dez rpm kwh mwh nm cc ccm co ee at is seit "
    "bis von und the and der die das für vor nach rx nx gs ls lc ux sl clk cls slk glk slc eqc "
    "ix gtx ami vsg pcr ldh htd".split()
)
"""Letters that stand beside a number and are on no plate: makes, units, months, small words."""


def _is_plate(value: str) -> bool:
    letters = "".join(char for char in value if char.isalpha()).lower()
    marks = sum(char.isalnum() for char in value)
    first = value.replace("-", " ").split()[0].lower()
    return bool(letters) and letters not in _BRANDS and first not in _BRANDS and marks >= 5


def _any(shapes: tuple[str, ...]) -> str:
    """Return one pattern for all shapes; each goes on to the end of the word."""
    return "(?:" + "|".join(shapes) + r")\b"


def _no_chain(value: str) -> bool:
    """Tell whether a value is no part of a longer code of groups."""
    return value[0] != "-" and value[-1] != "-"


def _mixed(value: str) -> bool:
    return sum(map(str.isdigit, value)) >= 3 and sum(map(str.isalpha, value)) >= 2


_VALUES = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
    **dict(zip("JKLMN", range(1, 6), strict=True)),
    **{"P": 7, "R": 9},
    **dict(zip("STUVWXYZ", range(2, 10), strict=True)),
}
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_MAKERS = (
    "WBA WBS WBY WVW WVG WV1 WV2 WAU WUA WDB WDD WDC WDF W1K W1N W1V WP0 WP1 WF0 W0L W0V WMW "
    "WME WMA VF1 VF3 VF6 VF7 VF8 VR1 VR3 VR7 VXE VSS VSK VS6 VV9 VNK VNV ZFA ZAR ZFF ZHW ZAM "
    "ZCF ZLA TMB TMA TMK TRU TSM TW1 SAL SAJ SAR SCC SCA SCB SFD SHH SHS SJN SB1 SUF SUP SUU "
    "SUL YV1 YV4 YS2 YS3 YK1 XLR XLE XTA UU1 UU6 UU3 NM0 NMT NLH LRW LSJ LB3 JHM JMB JMZ JN1 "
    "JT1 JTD JTE JTH JTM JTN KMH KNA KNE KL1 U5Y U6Y"
).split()
"""World manufacturer codes that are common on European roads."""


def _vin_shape(value: str) -> bool:
    upper = value.upper()
    return _mixed(upper) and upper[-3:].isdigit() and not upper.isalpha()


def _vin_sure(value: str) -> bool:
    """Tell whether a number has a known maker, or the check digit that North America asks for."""
    if not _vin_shape(value):
        return False
    if value[:3] in _MAKERS:
        return True
    numbers = "".join(f"{_VALUES[char]}" for char in value)
    rest = weighted(numbers, _WEIGHTS) % 11
    return value[0] in "12345" and value[8] == ("X" if rest == 10 else str(rest))


_PLATE = concepts("plate")
_NEAR = concepts("plate", "vehicle")
RULES: tuple[Rule, ...] = (
    Rule("LICENSE_PLATE", r"-?[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}[ \-]?\d{3,4}[EH]?-?", 0.5, _no_chain,
         _NEAR, 0.85, needs="0"),
    Rule("LICENSE_PLATE", r"[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}[ \-]?\d{1,2}[EH]?", 0.0, hints=_NEAR,
         hint_score=0.8, needs="0"),
    Rule("LICENSE_PLATE", r"[A-ZÄÖÜ]{1,3} [A-Z]{1,2} \d{1,4}[EH]?", 0.0, _is_plate, _NEAR, 0.7,
         needs="0"),
    Rule("LICENSE_PLATE", r"[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ]{3}[ -]\d{4}", 0.75, hints=_NEAR, needs="0"),
    Rule("LICENSE_PLATE", r"(?i)[a-zäöü]{1,3}[ \-][a-z]{1,2}[ \-]?\d{1,4}[eh]?", 0.0, hints=_PLATE,
         hint_score=0.75, needs="0"),
    Rule("LICENSE_PLATE", r"[A-HJ-PR-Y][A-HJ-PR-Z]\d{2} ?[A-HJ-PR-Z]{3}", 0.5, hints=_NEAR,
         hint_score=0.85, needs="0"),
    Rule("LICENSE_PLATE", r"(?i)[a-z]{2}\d{2} ?[a-z]{3}", 0.0, hints=_PLATE, hint_score=0.75,
         needs="0"),
    Rule("LICENSE_PLATE", _any(_DISTINCT), 0.5, hints=_NEAR, hint_score=0.9, needs="0"),
    Rule("LICENSE_PLATE", _any(_SHAPES), 0.0, _is_plate, _NEAR, 0.7, needs="0"),
    Rule("LICENSE_PLATE", rf"{_CYRILLIC}{{1,2}} ?\d{{4}} ?{_CYRILLIC}{{1,2}}", 0.0, None, _NEAR,
         0.85, needs="0"),
    Rule("VEHICLE_ID", r"[A-HJ-NPR-Z0-9]{17}", 0.7, _vin_sure, concepts("vin"), 0.98, needs="0"),
    Rule("VEHICLE_ID", r"(?i)[a-hj-npr-z0-9]{17}", 0.0, _vin_shape, concepts("vin"), 0.85,
         needs="0"),
)  # fmt: skip
