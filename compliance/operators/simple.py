"""Operators that need to know nothing of what a value means: mask, hash, redact, keep."""

from __future__ import annotations

import hmac

from compliance.operators.base import Params, Replace
from compliance.scan import normal_value

_HASH_DIGITS = 16


class Mask(Replace):
    """Puts a character in the place of letters and digits; other characters show the form."""

    name = "mask"

    def replace(self, text: str, params: Params) -> str:
        """Return the value with all letters and digits but the last `keep_last` masked."""
        places = [at for at, char in enumerate(text) if char.isalnum()]
        # Half of a short value would tell it: never more stays than is taken.
        kept = min(params.choice.keep_last, len(places) // 2)
        hidden = set(places[: len(places) - kept])
        return "".join(params.choice.char if at in hidden else c for at, c in enumerate(text))


class KeyedHash(Replace):
    """Puts a keyed hash in the place of a value: equal values stay equal, and nothing more shows.

    Keyed, because a bare hash of a phone number is found by trying all phone numbers.

    Basis: HMAC-SHA-256 (RFC 2104); EDPB Guidelines 01/2025, on lookup attacks.
    """

    name = "hash"

    def replace(self, text: str, params: Params) -> str:
        """Return `[TYPE:0123456789abcdef]`."""
        key = params.numbers.key("hash")
        value = f"{params.entity_type}\x1f{normal_value(text)}".encode("utf-8", "surrogatepass")
        digest = hmac.digest(key, value, "sha256").hex()
        return f"[{params.entity_type}:{digest[:_HASH_DIGITS]}]"


class Redact(Replace):
    """Puts the type in the place of a value, the same for all: no mention can be tied to another.

    Presidio's own `redact` leaves nothing; then nobody sees that something stood there, and a list
    of words would have an empty one.
    """

    name = "redact"

    def replace(self, text: str, params: Params) -> str:
        """Return `[TYPE]`."""
        return f"[{params.entity_type}]"


class Keep(Replace):
    """Leaves a value as it is."""

    name = "keep"

    def replace(self, text: str, params: Params) -> str:
        """Return the value."""
        return text
