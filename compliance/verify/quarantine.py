"""Adapters that may not be released any more."""

from __future__ import annotations

from compliance.errors import EvidenceError
from compliance.evidence.chain import LedgerView
from compliance.evidence.manifest import Mismatch

EVENT = "adapter.quarantined"


def quarantined(ledger: LedgerView, adapter_sha256: str) -> list[Mismatch]:
    """Return why an adapter is not releasable; empty when nothing in the ledger says so.

    Args:
        ledger: the project's ledger, or an exported one.
        adapter_sha256: SHA-256 of its weights.

    Basis: GDPR Art. 17(1), 18(1).
    """
    try:
        entries = [
            entry
            for entry in ledger.entries(event=EVENT)
            if entry.body.get("adapter_sha256") == adapter_sha256
        ]
    except EvidenceError:
        return []  # named as a broken ledger
    return [
        Mismatch(
            "adapter",
            f"not releasable: quarantined on {entry.time[:10]} by ledger entry {entry.seq}"
            f" (request {entry.body.get('request')}, {entry.body.get('reason')})",
        )
        for entry in entries
    ]
