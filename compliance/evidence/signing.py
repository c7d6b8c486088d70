"""Signed documents: ed25519 over the canonical form, and no byte beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from compliance.errors import EvidenceError
from compliance.evidence.canonical import canonical_json, read_json
from compliance.evidence.keys import ProjectKeys, key_id, signature_is_valid

_ALGORITHM = "ed25519"


def sign_document(document: dict[str, Any], keys: ProjectKeys) -> dict[str, Any]:
    """Return `document` with `signature` over its canonical form (all keys but `signature`)."""
    body = {key: value for key, value in document.items() if key != "signature"}
    value = keys.sign(canonical_json(body))
    return {**body, "signature": {"algorithm": _ALGORITHM, "key": keys.key_id, "value": value}}


def signing_key(document: dict[str, Any]) -> str:
    """Return the id of the key that a document says it was signed with; empty if it says none."""
    signature = document.get("signature")
    return str(signature.get("key", "")) if isinstance(signature, dict) else ""


def document_is_signed_by(document: dict[str, Any], public: bytes) -> bool:
    """Tell whether `document` carries a valid signature of the key `public` (32 raw bytes)."""
    signature = document.get("signature")
    value = signature.get("value") if isinstance(signature, dict) else None
    if not isinstance(value, str):
        return False
    # The signature does not cover itself, so it must have exactly one form.
    if signature != {"algorithm": _ALGORITHM, "key": key_id(public), "value": value.lower()}:
        return False
    body = {key: part for key, part in document.items() if key != "signature"}
    try:
        return signature_is_valid(public, value, canonical_json(body))
    except EvidenceError:  # a forged document can hold what has no canonical form
        return False


def is_canonical(data: bytes, document: Any) -> bool:
    """Tell whether `data` is the one form in which `document` is written to a file."""
    try:
        return data == canonical_json(document) + b"\n"
    except EvidenceError:
        return False


def read_signed(path: Path, public: bytes) -> dict[str, Any] | None:
    """Return a signed document; None when the key `public` did not sign exactly these bytes.

    Raises:
        EvidenceError: the file is missing or is not JSON.
    """
    document = read_json(path)
    if not isinstance(document, dict) or not document_is_signed_by(document, public):
        return None
    return document if is_canonical(path.read_bytes(), document) else None
