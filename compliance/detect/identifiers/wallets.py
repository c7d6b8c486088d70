"""Crypto-currency addresses, with the checksums that they carry.

Basis: Bitcoin base58check; BIP 173 and BIP 350 (bech32, bech32m); EIP-55 is not checked, because it
needs Keccak-256, which Python does not have.
"""

from __future__ import annotations

import hashlib

from compliance.detect.matching.context import concepts
from compliance.detect.matching.rules import Rule

_BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CONSTANTS = (1, 0x2BC830A3)


def base58check(value: str, alphabet: str = _BITCOIN, *, size: int = 25) -> bool:
    """Tell whether a base58 string of `size` bytes ends with its own double SHA-256."""
    number = 0
    for char in value:
        place = alphabet.find(char)
        if place < 0:
            return False
        number = number * 58 + place
    if number.bit_length() > 8 * size:
        return False
    data = number.to_bytes(size, "big")
    return hashlib.sha256(hashlib.sha256(data[:-4]).digest()).digest()[:4] == data[-4:]


def bech32(value: str) -> bool:
    """Tell whether a bech32 or bech32m string has the right checksum."""
    if value != value.lower() and value != value.upper():
        return False
    prefix, _, data = value.lower().rpartition("1")
    if not prefix or len(data) < 6 or any(char not in _BECH32 for char in data):
        return False
    values = [ord(char) >> 5 for char in prefix] + [0] + [ord(char) & 31 for char in prefix]
    check = 1
    for number in values + [_BECH32.index(char) for char in data]:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ number
        for bit, factor in enumerate(_GENERATOR):
            check ^= factor if top >> bit & 1 else 0
    return check in _CONSTANTS


def _ripple(value: str) -> bool:
    return base58check(value, _RIPPLE)


def _solana(value: str) -> bool:
    return any(char.isdigit() for char in value) and any(char.isupper() for char in value)


def _not_zero(value: str) -> bool:
    return len(set(value[2:].lower())) > 4


_HINTS = concepts("crypto")
_B58 = "1-9A-HJ-NP-Za-km-z"

RULES: tuple[Rule, ...] = (
    Rule("CRYPTO", rf"[13LMDA9T][{_B58}]{{25,34}}", 0.95, base58check, _HINTS, 0.98,
         unchecked_score=0.6, needs="0"),
    Rule("CRYPTO", rf"r[{_B58}]{{24,34}}", 0.95, _ripple, _HINTS, 0.98, needs="r"),
    Rule("CRYPTO", r"(?:bc|tb|ltc)1[02-9ac-hj-np-z]{25,87}", 0.95, bech32, _HINTS, 0.98,
         unchecked_score=0.6, needs="0"),
    Rule("CRYPTO", r"(?:BC|LTC)1[02-9AC-HJ-NP-Z]{25,87}", 0.95, bech32, _HINTS, 0.98, needs="0"),
    Rule("CRYPTO", r"(?:addr1|stake1|cosmos1)[02-9ac-hj-np-z]{30,120}", 0.9, needs="0"),
    Rule("CRYPTO", r"bitcoincash:[qp][02-9ac-hj-np-z]{38,50}", 0.95, needs="bitcoincash:"),
    Rule("CRYPTO", r"0x[0-9a-fA-F]{40}", 0.8, _not_zero, _HINTS, 0.95, needs="0x"),
    Rule("CRYPTO", rf"[48][0-9AB][{_B58}]{{93}}(?:[{_B58}]{{11}})?", 0.8, None, _HINTS, 0.95,
         needs="0"),
    Rule("CRYPTO", rf"[{_B58}]{{32,44}}", 0.0, _solana, _HINTS, 0.6, needs="0"),
)  # fmt: skip
