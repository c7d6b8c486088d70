"""Evidence: canonical JSON, hashes, atomic files, keys, the ledger and the signed manifest."""

from compliance.evidence.canonical import canonical_json, document_sha256, read_json, write_json
from compliance.evidence.chain import Entry
from compliance.evidence.files import atomic_write, sha256_file, sha256_tree
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.ledger import Ledger
from compliance.evidence.manifest import Mismatch, seal_run, verify_run

__all__ = [
    "Entry",
    "Ledger",
    "Mismatch",
    "ProjectKeys",
    "atomic_write",
    "canonical_json",
    "document_sha256",
    "read_json",
    "seal_run",
    "sha256_file",
    "sha256_tree",
    "verify_run",
    "write_json",
]
