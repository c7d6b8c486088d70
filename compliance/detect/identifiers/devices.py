"""Numbers of devices: IMEI, IMSI, SIM cards, network cards, advertising ids.

Identifiers of devices stand for their users (GDPR Recital 30).

Basis: 3GPP TS 23.003 (IMEI, IMSI), ITU-T E.118 (ICCID), ITU-T E.212 (country codes), IEEE 802.
"""

from __future__ import annotations

from compliance.detect.identifiers.checksums import digits, luhn
from compliance.detect.matching.context import concepts
from compliance.detect.matching.rules import Rule

_MCC = frozenset(
    "202 204 206 208 212 213 214 216 218 219 220 222 225 226 228 230 231 232 234 235 238 240 242 "
    "244 246 247 248 250 255 257 259 260 262 266 268 270 272 274 276 278 280 284 286 288 290 292 "
    "293 294 295 297 310 311 312 313 314 315 316".split()
)
"""Mobile country codes of Europe and the United States."""
_TAC = ("01", "35", "86", "99")
"""First digits that the bodies which allot device types use."""


def _imei(value: str) -> bool:
    number = digits(value)
    return len(number) == 15 and luhn(number) and len(set(number)) > 3


def _imei_alone(value: str) -> bool:
    return _imei(value) and value.startswith(_TAC)


def _imsi(value: str) -> bool:
    return value[:3] in _MCC


def _iccid(value: str) -> bool:
    number = digits(value)
    return luhn(number) or len(number) == 18


def _mac(value: str) -> bool:
    """Tell whether six (or eight) octets, no more, are neither all zero nor a broadcast."""
    octets = digits_and_letters(value)
    return len(octets) in (12, 16) and len(set(octets)) > 2


def _mac_dotted(value: str) -> bool:
    return _mac(value) and any(char.isalpha() for char in value)


def _hex_with_letter(value: str) -> bool:
    return any(char.isalpha() for char in value) and any(char.isdigit() for char in value)


def digits_and_letters(value: str) -> str:
    """Return a value in lower case without its marks."""
    return "".join(char for char in value.lower() if char.isalnum())


_HEX = "[0-9A-Fa-f]"
_IMEI = concepts("imei")
_SIM = concepts("sim")

RULES: tuple[Rule, ...] = (
    Rule("DEVICE_ID", r"\d{2}[ \-]\d{6}[ \-]\d{6}[ \-]\d", 0.7, _imei, _IMEI, 0.95, needs="0"),
    Rule("DEVICE_ID", r"\d{15}", 0.45, _imei_alone, _IMEI, 0.95, needs="0"),
    Rule("DEVICE_ID", r"\d{15,16}|\d{8}[ \-]?\d{6}[ \-]?\d", 0.0, _imei, _IMEI, 0.95, needs="0"),
    Rule("DEVICE_ID", r"(?i)\bimei ?[/-]? ?sv(?: (?:is|ist|no\.?|nr\.?))?[:= ]{1,3}"
         r"(?P<v>\d{2}[ \-]?\d{6}[ \-]?\d{6}[ \-]?\d{2})", 0.95, needs="imei"),
    Rule("DEVICE_ID", r"\d{14,15}", 0.0, _imsi, _SIM, 0.9, needs="0"),
    Rule("DEVICE_ID", r"89\d{2}(?:[ \-]?\d{4}){3}[ \-]?\d{2,4}|89\d{16,18}", 0.6, _iccid, _SIM,
         0.95, needs="0"),
    Rule("DEVICE_ID", rf"{_HEX}{{14,16}}", 0.0, _hex_with_letter, _IMEI, 0.7, needs="0"),
    Rule("DEVICE_ID", rf"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}|{_HEX}{{32}}",
         0.0, None, concepts("tracking_id"), 0.75),
    Rule("MAC_ADDRESS", rf"{_HEX}{{2}}(?::{_HEX}{{2}}){{5,}}", 0.95, _mac, needs=":"),
    Rule("MAC_ADDRESS", rf"{_HEX}{{2}}(?:-{_HEX}{{2}}){{5,}}", 0.8, _mac, needs="-"),
    Rule("MAC_ADDRESS", rf"{_HEX}{{4}}\.{_HEX}{{4}}\.{_HEX}{{4}}", 0.8, _mac_dotted, needs="."),
)  # fmt: skip
