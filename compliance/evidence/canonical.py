"""Canonical JSON (RFC 8785), so that the same facts always have the same hash."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import rfc8785

from compliance.errors import EvidenceError
from compliance.evidence.files import atomic_write

_EXACT = 2**53
"""Smaller whole numbers are exact as floating-point numbers."""


def canonical_json(value: Any) -> bytes:
    """Return `value` as canonical JSON bytes.

    Integers beyond 2^53 have no exact canonical form: write them as strings.

    Raises:
        EvidenceError: the value holds something JSON cannot carry exactly.
    Basis: RFC 8785 (JSON Canonicalization Scheme).
    """
    try:
        if _is_simple(value):
            text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            return text.encode()
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, ValueError, TypeError) as error:
        raise EvidenceError(
            f"a value of type {type(value).__name__} has no canonical JSON form",
            why="it could not be hashed the same way twice",
            fix="this is a fault in ftcheck: please report it",
        ) from error


def _is_simple(value: Any) -> bool:
    """Tell whether Python's own JSON is the canonical one, at a tenth of the time.

    It is where no number is a fraction or long, and where all keys are ASCII, so that their order
    is the same in UTF-16.
    """
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is int:
        return bool(-_EXACT < value < _EXACT)
    if kind is dict:
        return all(
            type(key) is str and key.isascii() and _is_simple(each) for key, each in value.items()
        )
    return kind is list and all(map(_is_simple, value))


def document_sha256(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON of `value` as 64 hex digits."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def write_json(path: Path, value: Any) -> str:
    """Write `value` as canonical JSON with a final newline; return the file's SHA-256."""
    data = canonical_json(value) + b"\n"
    with atomic_write(path) as stream:
        stream.write(data)
    return hashlib.sha256(data).hexdigest()


def read_json(path: Path) -> Any:
    """Return the JSON document in an evidence file.

    Raises:
        EvidenceError: the file is missing or is not JSON.
    """
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise EvidenceError(f"{path} is missing") from error
    except (ValueError, OSError) as error:
        raise EvidenceError(f"{path} cannot be read as JSON") from error
