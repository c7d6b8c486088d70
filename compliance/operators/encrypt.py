"""The operator that encrypts a value where it stands, and its inverse."""

from __future__ import annotations

import base64
import hmac
import re

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from compliance.errors import KeyFileError
from compliance.operators.base import Params, Replace

_NONCE_BYTES = 12
CIPHER = re.compile(r"\[(?P<type>[A-Z][A-Z0-9_]*)~(?P<data>[A-Za-z0-9_-]+)\]")
"""An encrypted value in a text."""


class Encrypt(Replace):
    """Puts `[TYPE~ciphertext]` in the place of a value (AES-256-GCM).

    The nonce is derived from the value with a key of its own, so that the same value gives the same
    ciphertext in one scope and no nonce is ever used for two values.

    Basis: NIST SP 800-38D; Rogaway, Shrimpton: Deterministic Authenticated-Encryption (2006).
    """

    name = "encrypt"

    def replace(self, text: str, params: Params) -> str:
        """Return the encrypted value."""
        plain = text.encode("utf-8", "surrogatepass")
        label = params.entity_type.encode()
        nonce_key = params.numbers.key("encrypt/nonce")
        nonce = hmac.digest(nonce_key, label + b"\x1f" + plain, "sha256")[:_NONCE_BYTES]
        sealed = AESGCM(params.numbers.key("encrypt")).encrypt(nonce, plain, label)
        data = base64.urlsafe_b64encode(nonce + sealed).decode().rstrip("=")
        return f"[{params.entity_type}~{data}]"


def decrypted(text: str, key: bytes) -> str:
    """Return a text with all encrypted values in it put back.

    Args:
        text: with values as `Encrypt` leaves them.
        key: `numbers.key("encrypt")` of the scope in which they were encrypted.

    Raises:
        KeyFileError: a value was encrypted with another key, or was changed.
    """

    def plain(match: re.Match[str]) -> str:
        data = match.group("data")
        raw = base64.urlsafe_b64decode(data + "=" * (-len(data) % 4))
        label = match.group("type").encode()
        try:
            value = AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], label)
        except (InvalidTag, ValueError) as error:
            raise KeyFileError(
                "an encrypted value does not open with this project's key",
                why="it was encrypted in another project or record, or its text was changed",
                fix="use the keys and the record that it was encrypted with",
            ) from error
        return value.decode("utf-8", "surrogatepass")

    return CIPHER.sub(plain, text)
