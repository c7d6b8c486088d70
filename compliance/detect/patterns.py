"""Identifiers of everyday life: e-mail, bank, card, network and vehicle numbers."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from compliance.detect.context import Hints, isolated
from compliance.detect.rules import Rule
from compliance.detect.types import Entity

_FILE_ENDINGS = frozenset(
    "png jpg jpeg gif svg webp css js ts py json html pdf txt csv xml zip exe dll".split()
)
_IBAN_LENGTHS = {
    row[:2]: int(row[2:])
    for row in (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 "
        "EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 "
        "IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 "
        "NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 "
        "TN24 TR26 UA29 VA22 VG24 XK20"
    ).split()
}
"""IBAN lengths by country. Basis: ISO 13616, SWIFT IBAN registry."""

_IBAN_HINTS = Hints(["iban", "konto", "bank", "account", "überweis", "lastschrift", "debit"])
_CARD_HINTS = Hints(
    [
        "kreditkarte",
        "karte",
        "kartennummer",
        "card",
        "visa",
        "mastercard",
        "amex",
        "debit",
        "credit",
    ]
)
_BIC_HINTS = Hints(["bic", "swift"])
_VERSION_HINTS = Hints(["version", "firmware", "release", "build", "software", "v."])
_PLATE_HINTS = Hints(
    ["kennzeichen", "kfz", "pkw", "auto", "wagen", "fahrzeug", "nummernschild", "parkplatz",
     "plate", "registration", "reg", "vehicle", "car", "number plate", "van",
     "lieferwagen", "transporter"]
)  # fmt: skip
_IMEI_HINTS = Hints(["imei", "gerätenummer", "device"])
_VIN_HINTS = Hints(["vin", "fin", "fahrgestell", "fahrzeug-ident", "chassis", "vehicle ident"])
_CRYPTO_HINTS = Hints(["wallet", "bitcoin", "btc", "eth", "ethereum", "crypto", "krypto"])


def _digits(value: str) -> str:
    return "".join(char for char in value if char.isdigit())


def luhn(digits: str) -> bool:
    """Tell whether a string of digits passes the Luhn check (ISO/IEC 7812-1, Annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return bool(digits) and total % 10 == 0


def _is_card(value: str) -> bool:
    digits = _digits(value)
    return (
        13 <= len(digits) <= 19 and digits[0] in "23456" and len(set(digits)) > 2 and luhn(digits)
    )


def iban_valid(value: str) -> bool:
    """Tell whether a value is an IBAN with right length and check digits (ISO 13616, mod 97-10)."""
    compact = re.sub(r"[\s-]", "", value).upper()
    if _IBAN_LENGTHS.get(compact[:2]) != len(compact):
        return False
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(char, 36)) for char in moved)) % 97 == 1


def _is_email(value: str) -> bool:
    ending = value.rsplit(".", 1)[-1].lower()
    local = value.split("@", 1)[0]
    return ending not in _FILE_ENDINGS and not local.startswith(".")


def _is_ip(value: str) -> bool:
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    if address.version == 6 and value.count(":") < 3 and not value.strip(":"):
        return False
    return not (address.is_loopback or address.is_unspecified)


def _is_imei(value: str) -> bool:
    return len(_digits(value)) == 15 and luhn(_digits(value))


def _is_vin(value: str) -> bool:
    return any(char.isdigit() for char in value) and any(char.isalpha() for char in value)


def _not_bg(value: str) -> bool:
    return value[4:6].upper() in _IBAN_LENGTHS or value[4:6].upper() in {"US", "CA", "JP", "AU"}


_HANDLE = r"[\p{L}\p{N}_.\-]{2,40}"

RULES: tuple[Rule, ...] = (
    Rule(
        "EMAIL_ADDRESS",
        r"[\p{L}\p{N}_%+\-][\p{L}\p{N}._%+\-']*@\n?(?:[\p{L}\p{N}\-]+\.)+\p{L}{2,24}",
        1.0,
        _is_email,
        needs="@",
    ),
    Rule(
        "EMAIL_ADDRESS",
        r"(?i)[\p{L}\p{N}._+\-]+ ?[\[(] ?(?:at|ät) ?[\])] ?[\p{L}\p{N}\-]+"
        r"(?:(?: ?[\[(] ?(?:dot|punkt) ?[\])] ?|\.)[\p{L}\p{N}\-]+)*"
        r"(?: ?[\[(] ?(?:dot|punkt) ?[\])] ?|\.)\p{L}{2,24}",
        0.9,
    ),
    Rule(
        "EMAIL_ADDRESS",
        r"(?i)[\p{L}\p{N}._+\-]+(?: (?:dot|punkt) [\p{L}\p{N}_+\-]+){0,3} (?:at|ät) "
        r"[\p{L}\p{N}\-]+(?:(?: (?:dot|punkt) |\.)[\p{L}\p{N}\-]+)*(?: (?:dot|punkt) )\p{L}{2,12}",
        0.8,
    ),
    Rule(
        "CREDIT_CARD",
        r"\d(?:[ \-]?\d){12,18}",
        0.65,
        _is_card,
        _CARD_HINTS,
        0.95,
        unchecked_score=0.55,
        needs="0",
    ),
    Rule(
        "IP_ADDRESS",
        r"\d{1,3}(?:\.\d{1,3}){3}",
        0.8,
        _is_ip,
        against=_VERSION_HINTS,
        needs="0",
    ),
    Rule("IP_ADDRESS", r"[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}", 0.8, _is_ip, needs=":"),
    Rule("MAC_ADDRESS", r"[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}", 0.95, needs=":"),
    Rule("MAC_ADDRESS", r"[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}", 0.8, needs="-"),
    Rule(
        "URL",
        r"(?i)(?:https?://)?(?:[a-z]{2,3}\.|www\.|m\.)?(?:linkedin\.com/in|facebook\.com|fb\.com|"
        r"instagram\.com|twitter\.com|x\.com|tiktok\.com/@?|github\.com|gitlab\.com|"
        r"xing\.com/profile"
        rf"|t\.me|reddit\.com/u(?:ser)?|youtube\.com/@)/?{_HANDLE}",
        0.75,
        needs=".",
    ),
    Rule(
        "URL",
        r"(?i)https?://[^\s<>\"'\[\]]*(?:/~|/(?:u|user|users|profile|profil|member|kunde|account)/"
        r"|[?&](?:user|uid|userid|name|mail|email|e-mail|phone|token|session|sid|kunde|customer|"
        r"kundennr|account)=)[^\s<>\"'\[\]]+",
        0.7,
        trim=".,;)!?",
        needs="://",
    ),
    Rule(
        "BIC_CODE",
        r"(?i)[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?",
        0.0,
        _not_bg,
        _BIC_HINTS,
        0.8,
    ),
    Rule(
        "LICENSE_PLATE",
        r"[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}[ \-]?\d{1,4}[EH]?",
        0.5,
        hints=_PLATE_HINTS,
        hint_score=0.85,
        needs="0",
    ),
    Rule(
        "LICENSE_PLATE",
        r"(?i)[a-zäöü]{1,3}[ \-][a-z]{1,2}[ \-]?\d{1,4}[eh]?",
        0.0,
        hints=Hints(["kennzeichen", "nummernschild", "number plate", "license plate", "plate"]),
        hint_score=0.75,
        needs="0",
    ),
    Rule(
        "LICENSE_PLATE",
        r"[A-HJ-PR-Y][A-HJ-PR-Z]\d{2} ?[A-HJ-PR-Z]{3}",
        0.5,
        hints=_PLATE_HINTS,
        hint_score=0.85,
        needs="0",
    ),
    Rule(
        "LICENSE_PLATE",
        r"(?i)[a-z]{2}\d{2} ?[a-z]{3}",
        0.0,
        hints=Hints(["reg", "registration", "number plate", "license plate", "plate"]),
        hint_score=0.75,
        needs="0",
    ),
    Rule(
        "DEVICE_ID", r"\d{2}[ \-]?\d{6}[ \-]?\d{6}[ \-]?\d", 0.0, _is_imei, _IMEI_HINTS, needs="0"
    ),
    Rule("VEHICLE_ID", r"[A-HJ-NPR-Z0-9]{17}", 0.0, _is_vin, _VIN_HINTS, needs="0"),
    Rule("CRYPTO", r"0x[0-9a-fA-F]{40}", 0.8, needs="0x"),
    Rule(
        "CRYPTO",
        r"(?:bc1[a-z0-9]{25,60}|[13][a-km-zA-HJ-NP-Z1-9]{26,34})",
        0.0,
        hints=_CRYPTO_HINTS,
        needs="0",
    ),
)


class IbanFinder:
    """Finds IBANs by country length, so that words behind a spaced number are not read into it."""

    name = "iban"
    types: tuple[str, ...] = ("IBAN_CODE",)

    def find(self, text: str) -> Iterator[Entity]:
        """Yield valid IBANs, and mistyped ones that the text calls an IBAN or an account."""
        last = 0
        for match in _IBAN_START.finditer(text):
            start = match.start()
            wanted = _IBAN_LENGTHS.get(match.group()[:2].upper())
            if wanted is None or start < last:
                continue
            end = _after_characters(text, start, wanted)
            if end is None or not isolated(text, start, end):
                continue
            if iban_valid(text[start:end]):
                yield Entity(start, end, "IBAN_CODE", 1.0, self.name)
            elif _IBAN_HINTS.before(text, start, 40) and _DIGITS_INSIDE.search(text[start:end]):
                yield Entity(start, end, "IBAN_CODE", 0.6, self.name)
            else:
                continue
            last = end


_IBAN_START = re.compile(r"(?<![^\W_])[A-Za-z]{2} ?\d ?\d")
_DIGITS_INSIDE = re.compile(r"\d{2}\D?\d{2}\D?\d{2}\D?\d{2}")


def _after_characters(text: str, start: int, wanted: int) -> int | None:
    """Return where the `wanted`-th letter or digit ends, with at most one mark between two."""
    seen = gap = 0
    for at in range(start, min(len(text), start + 2 * wanted)):
        char = text[at]
        if char.isascii() and char.isalnum():
            seen, gap = seen + 1, 0
            if seen == wanted:
                return at + 1
        elif char in " -.\n" and not gap:
            gap = 1
        else:
            return None
    return None
