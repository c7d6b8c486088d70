"""RFC 3161 time stamps over a file exchange: a request out, the authority's answer in.

Nothing is sent anywhere: the user has the request answered by an authority and brings the answer.
The imprint of a time stamp over the ledger is the hash of its last entry, so the token proves that
the whole chain up to there existed; over a run it is the SHA-256 of its `evidence.json`. Nobody who
holds the project's keys can make either afterwards.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.errors import TimestampError

LONGEST_ANSWER = 1 << 20
"""Bytes; answers have some thousand."""
_SHA256 = "2.16.840.1.101.3.4.2.1"
_EARLIER_SECONDS = 60
"""By how much a token may be older than what it covers: no two clocks agree."""
_REASONS = (
    ("has expired", "the certificate had expired when the time stamp was made"),
    ("not yet valid", "the certificate was not yet valid when the time stamp was made"),
    ("issuer certificate", "the certificates given do not lead to the one that signed"),
    ("self-signed", "the certificates given do not lead to the one that signed"),
    ("self signed", "the certificates given do not lead to the one that signed"),
    ("no leaf certificate", "the certificates given do not lead to the one that signed"),
    ("eku", "the certificate is not one for time stamps"),
    ("purpose", "the certificate is not one for time stamps"),
)


@dataclass(frozen=True, slots=True)
class Request:
    """A time stamp request as it is written to a file."""

    data: bytes
    """DER; `.tsq`."""
    imprint: str
    """SHA-256 of what is stamped, 64 hex digits."""
    nonce: str
    """Decimal; the answer repeats it."""


@dataclass(frozen=True, slots=True)
class Token:
    """An authority's answer that could be read; nothing in it is proved yet."""

    data: bytes
    imprint: str
    nonce: str
    time: dt.datetime
    """UTC, as the authority says."""
    serial: str
    answer: Any
    """As the library decoded it."""


def make_request(content: bytes) -> Request:
    """Return a request for a time stamp over `content`, with a nonce, SHA-256.

    Basis: RFC 3161 section 2.4.1.
    """
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    request = TimestampRequestBuilder().data(content).hash_algorithm(HashAlgorithm.SHA256).build()
    return Request(request.as_bytes(), hashlib.sha256(content).hexdigest(), str(request.nonce))


def read_token(path: Path) -> Token:
    """Return the token in an authority's answer.

    Raises:
        TimestampError: the file is no answer, is far too large, or the authority refused.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(LONGEST_ANSWER + 1)
    except OSError as error:
        raise TimestampError(f"{path} cannot be read: {error.strerror}") from error
    if len(data) > LONGEST_ANSWER:
        raise TimestampError(f"{path} has more than {LONGEST_ANSWER:,} bytes: no answer is so long")
    return parse_token(data, str(path))


def parse_token(data: bytes, place: str) -> Token:
    """Return the token in the bytes of an answer (DER).

    Args:
        data: the answer, `.tsr`.
        place: what messages call it.

    Raises:
        TimestampError: it is no answer, or the authority refused.
    """
    from rfc3161_client import decode_timestamp_response

    try:
        answer = decode_timestamp_response(data)
        status = int(answer.status)
    except ValueError as error:
        raise TimestampError(
            f"{place} is not the answer of a time stamp authority",
            fix="name the file that the authority sent back (.tsr), as it is",
        ) from error
    if status:
        raise TimestampError(
            f"{place}: the authority refused the request (status {status})",
            fix="ask the authority why, then send the request again",
        )
    try:
        info = answer.tst_info
        if info.message_imprint.hash_algorithm.dotted_string != _SHA256:
            raise TimestampError(
                f"{place} covers no SHA-256 hash, so it answers no request of ours"
            )
        return Token(
            data=data,
            imprint=info.message_imprint.message.hex(),
            nonce=str(info.nonce),
            time=info.gen_time.astimezone(dt.UTC),
            serial=str(info.serial_number),
            answer=answer,
        )
    except (ValueError, AttributeError, TypeError) as error:
        raise TimestampError(f"{place} holds no time stamp token that can be read") from error


def verify_token(token: Token, certificates: bytes, *, nonce: str, not_before: str) -> str | None:
    """Return why a token does not prove its time; None when it does.

    The certificates have to be valid at the token's own time, so a token stays good after they
    expire.

    Args:
        token: what the authority answered.
        certificates: PEM; the authority's root and, where there are any, those between.
        nonce: the nonce of the request.
        not_before: time of the ledger entry that the token covers (ISO 8601).

    Raises:
        TimestampError: the certificates cannot be read.
    Basis: RFC 3161 sections 2.2 and 2.4.2; RFC 5280 section 6.
    """
    from rfc3161_client import VerificationError, VerifierBuilder

    if token.nonce != nonce:
        return "it answers another request: the nonce differs"
    builder = VerifierBuilder(nonce=int(nonce))
    for certificate in _certificates(certificates):
        builder = builder.add_root_certificate(certificate)
    try:
        builder.build().verify(token.answer, bytes.fromhex(token.imprint))
    except (VerificationError, ValueError) as error:
        text = str(error).lower()
        return next((why for mark, why in _REASONS if mark in text), "its signature is not valid")
    earlier = (dt.datetime.fromisoformat(not_before) - token.time).total_seconds()
    if earlier > _EARLIER_SECONDS:
        return (
            f"its time is {int(earlier):,} seconds before the entry that it covers: the clock of "
            "this machine was wrong when the entry was made"
        )
    return None


def read_certificates(path: Path) -> bytes:
    """Return the certificates in a file as PEM.

    Raises:
        TimestampError: it holds none that can be read.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(LONGEST_ANSWER)
    except OSError as error:
        raise TimestampError(f"{path} cannot be read: {error.strerror}") from error
    _certificates(data, str(path))
    return data


def _certificates(data: bytes, place: str = "the certificate file") -> list[Any]:
    from cryptography import x509

    try:
        found = x509.load_pem_x509_certificates(data)
    except ValueError as error:
        raise TimestampError(
            f"{place} holds no certificate that can be read",
            fix="name a PEM file with the authority's root certificate and those between; "
            "for DER: openssl x509 -inform DER -in IN -out OUT.pem",
        ) from error
    return [each for at, each in enumerate(found) if each not in found[:at]]
