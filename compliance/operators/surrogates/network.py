"""IP and hardware addresses that belong to nobody.

Basis: RFC 5737 (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24), RFC 2544 (198.18.0.0/15), RFC 1112
section 4 (240.0.0.0/4), RFC 3849 (2001:db8::/32), IEEE 802 (locally administered addresses).
"""

from __future__ import annotations

import ipaddress
import re

from compliance.operators.base import Params
from compliance.operators.numbers import permuted
from compliance.operators.surrogates.draw import key

DOCUMENTATION = tuple(
    ipaddress.ip_network(each)
    for each in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15")
)
FUTURE = ipaddress.ip_network("240.0.0.0/4")
V6 = ipaddress.ip_network("2001:db8::/32")
_FEW = sum(network.num_addresses for network in DOCUMENTATION)
_FUTURE_HALF = 1 << 27
_V4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_V6 = re.compile(r"[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+")
_LOCAL = 0x02 << 40


def ip(value: str, params: Params) -> str | None:
    """Return a reserved address in the place of the address in a value; port and mask stay."""
    for pattern in (_V4, _V6):
        match = pattern.search(value)
        if match is None:
            continue
        try:
            address = ipaddress.ip_address(match.group())
        except ValueError:
            continue
        new = _v4(address, params) if address.version == 4 else _v6(address, params)
        return value[: match.start()] + new + value[match.end() :]
    return None


def mac(value: str, params: Params) -> str | None:
    """Return a locally administered address, written like the value."""
    digits = re.sub(r"[^0-9A-Fa-f]", "", value)
    if len(digits) != 12:
        return None
    secret = key(params, "MAC_ADDRESS")
    index = params.numbers.index("MAC_ADDRESS", digits)
    new = _LOCAL | permuted(2 * index, 1 << 40, secret)
    if new == int(digits, 16):
        new = _LOCAL | permuted(2 * index + 1, 1 << 40, secret)
    drawn = iter(f"{new:012x}" if value.lower() == value else f"{new:012X}")
    return re.sub(r"[0-9A-Fa-f]", lambda _: next(drawn), value)


def _v4(address: ipaddress.IPv4Address | ipaddress.IPv6Address, params: Params) -> str:
    index = params.numbers.index("IP_ADDRESS.4", str(address))
    secret = key(params, "IP_ADDRESS.4")
    if index < _FEW:
        place = permuted(index, _FEW, secret)
        for network in DOCUMENTATION:
            if place < network.num_addresses:
                break
            place -= network.num_addresses
        new = network[place]
        if new != address:
            return str(new)
        # One that would stand for itself goes to the upper half of what is kept for the future.
        return str(FUTURE[_FUTURE_HALF + index])
    new = FUTURE[permuted(index - _FEW, _FUTURE_HALF, secret)]
    return str(new if new != address else FUTURE[_FUTURE_HALF + index])


def _v6(address: ipaddress.IPv4Address | ipaddress.IPv6Address, params: Params) -> str:
    index = params.numbers.index("IP_ADDRESS.6", str(address))
    secret = key(params, "IP_ADDRESS.6")
    new = V6[permuted(2 * index, 1 << 64, secret)]
    return str(new if new != address else V6[permuted(2 * index + 1, 1 << 64, secret)])
