"""The signed head: the ledger's length, its last hash, and the hash of its file.

The chain proves what the entries say. A database file has other bytes too: headers, indexes, space
that is not used. With the hash of the whole file beside it, a change to any byte is noticed. The
same document is the first line of an exported ledger, so a shortened export is noticed as well.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.errors import LedgerError
from compliance.evidence.canonical import write_json
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.signing import document_is_signed_by, is_canonical, sign_document

SCHEMA = "ftcheck.ledger/1"
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class SignedHead:
    """What the ledger was when its last entry was written."""

    length: int
    head: str
    file_sha256: str
    """SHA-256 of the ledger's own file; says nothing about an exported one."""
    document: dict[str, Any]
    """As it was signed."""
    line: bytes
    """As it stands on disk."""

    def is_whole(self, public: bytes) -> bool:
        """Tell whether it is signed with this key and not a byte of it was changed."""
        return document_is_signed_by(self.document, public) and is_canonical(
            self.line, self.document
        )


def write_signed_head(
    path: Path, *, length: int, head: str, file_sha256: str, keys: ProjectKeys
) -> None:
    """Write the signed head to `path`."""
    document = {"schema": SCHEMA, "length": length, "head": head, "file_sha256": file_sha256}
    write_json(path, sign_document(document, keys))


def read_signed_head(path: Path) -> SignedHead:
    """Return the signed head in a file.

    Raises:
        LedgerError: it is missing or has another form.
    """
    try:
        with path.open("rb") as stream:
            return parse_signed_head(stream.read(_LONGEST), str(path))
    except FileNotFoundError as error:
        raise LedgerError(
            f"{path} is missing",
            why="without it changed bytes in the ledger's file would not be noticed",
            fix="restore it from a backup; the next entry writes it anew",
        ) from error
    except OSError as error:
        raise LedgerError(f"{path} cannot be read: {error.strerror}") from error


def parse_signed_head(line: bytes, place: str) -> SignedHead:
    """Return the signed head in a line.

    Args:
        line: the line with its end.
        place: what messages call it.

    Raises:
        LedgerError: it has another form.
    """
    try:
        document = json.loads(line)
        if document["schema"] != SCHEMA:
            raise ValueError("schema")
        length, head, digest = document["length"], document["head"], document["file_sha256"]
        if not (isinstance(length, int) and isinstance(head, str) and isinstance(digest, str)):
            raise TypeError("form")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise LedgerError(f"{place} is not the signed head of a ledger, or damaged") from error
    return SignedHead(length, head, digest, document, line)
