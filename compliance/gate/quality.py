"""Reasons from the quality of the cleaned data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from compliance.gate.reasons import Reason

# Below this many examples fine-tuning rarely shows more than the base model; a note, not a block.
_FEW_RECORDS = 50


def reasons(quality: Mapping[str, Any]) -> Iterator[Reason]:
    """Yield what the facts on the cleaned data say about training on it.

    Args:
        quality: `quality` of check.json.
    """
    if quality["records"] < _FEW_RECORDS:
        yield Reason(
            "G401",
            "note",
            f"fewer than {_FEW_RECORDS} examples: tuning may show little effect, and single "
            "examples weigh more",
            quality["records"],
        )
    if quality["duplicates"]:
        yield Reason(
            "G402",
            "note",
            "records equal an earlier one; repeated examples are memorised more easily",
            quality["duplicates"],
        )
    if quality["near_empty"]:
        yield Reason("G403", "note", "records hold almost no text", quality["near_empty"])
