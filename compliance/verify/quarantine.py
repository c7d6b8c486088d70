"""Tuned weights that may not be released any more."""

from __future__ import annotations

from compliance.errors import EvidenceError
from compliance.evidence.chain import LedgerView
from compliance.evidence.manifest import Mismatch

EVENT = "adapter.quarantined"
"""Of whole models too: the ledger's words stay as they are."""


def quarantined(ledger: LedgerView, weights_sha256: str) -> list[Mismatch]:
    """Return why tuned weights are not releasable; empty when nothing in the ledger says so.

    Args:
        ledger: the project's ledger, or an exported one.
        weights_sha256: SHA-256 of the weights.

    Basis: GDPR Art. 17(1), 18(1).
    """
    try:
        entries = [
            entry
            for entry in ledger.entries(event=EVENT)
            if entry.body.get("adapter_sha256") == weights_sha256
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
