"""Whether a value is one that nobody can have, as surrogates are."""

from __future__ import annotations

import ipaddress
import re

from compliance.operators.surrogates.codes import checks, is_impossible, is_luhn, is_valid
from compliance.operators.surrogates.network import DOCUMENTATION, FUTURE, V6
from compliance.operators.surrogates.phones import is_drama

_EXAMPLE = re.compile(r"(?:.*[@./])?example\.(?:com|org|net)(?:[/:?#].*)?", re.IGNORECASE)
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+")


def is_reserved(entity_type: str, value: str) -> bool:
    """Tell whether a value comes from a range that is given to nobody.

    Types without such a range, names among them, are never reserved.

    Args:
        entity_type: of the value.
        value: as it stands in a text.
    """
    plain = "".join(filter(str.isalnum, value)).upper()
    if entity_type in ("EMAIL_ADDRESS", "URL"):
        return _EXAMPLE.fullmatch(value.strip()) is not None
    if entity_type == "IP_ADDRESS":
        return _is_reserved_ip(value)
    if entity_type == "MAC_ADDRESS":
        return len(plain) == 12 and plain[1] in "26AE"
    if entity_type == "PHONE_NUMBER":
        digits = "".join(filter(str.isdigit, value))
        abroad = re.match(r"\s*(\+|00)", value)
        if abroad and abroad.group(1) == "00":
            digits = digits.removeprefix("00")
        return is_drama(digits, abroad=abroad is not None)
    if entity_type == "IBAN_CODE":
        return plain[2:4] in ("00", "01", "99")
    if entity_type == "CREDIT_CARD":
        return bool(plain) and not is_luhn(plain)
    if entity_type == "BIC_CODE":
        return len(plain) in (8, 11) and plain[7] == "0"
    if entity_type == "VEHICLE_ID":
        return len(plain) == 17 and "Q" in plain
    if entity_type == "DEVICE_ID":
        return plain.isdecimal() and 14 <= len(plain) <= 17 and not is_luhn(plain)
    if is_impossible(entity_type, value):
        return True
    return bool(checks(entity_type)) and not is_valid(entity_type, value)


def _is_reserved_ip(value: str) -> bool:
    match = _ADDRESS.search(value)
    if match is None:
        return False
    try:
        address = ipaddress.ip_address(match.group())
    except ValueError:
        return False
    return any(
        address in network
        for network in (*DOCUMENTATION, FUTURE, V6)
        if network.version == address.version
    )
