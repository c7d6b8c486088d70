"""Verification: evidence of a run, a bare adapter, and whether documents belong together."""

from compliance.verify.adapter import AdapterCheck, read_adapter, verify_adapter
from compliance.verify.bindings import mixed_evidence
from compliance.verify.run import verify_evidence
from compliance.verify.sources import verify_sources

__all__ = [
    "AdapterCheck",
    "mixed_evidence",
    "read_adapter",
    "verify_adapter",
    "verify_evidence",
    "verify_sources",
]
