"""Reasons from what cleaning took out and is still there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from compliance.gate.reasons import Reason

_LISTED = "`ftcheck review` shows the places"


def reasons(residue: Mapping[str, Any]) -> Iterator[Reason]:
    """Yield the reasons that lie in what is left of removed values and of planted ones.

    Args:
        residue: `residue` of check.json.

    Basis: GDPR Art. 5(1)(c), 5(2), 25(1), 32(1)(d).
    """
    left = residue["left"]
    for name, kinds in left["block"].items():
        yield Reason(
            "G111",
            "block",
            f"{name}: values that were taken out elsewhere still stand in the cleaned data; "
            f"{_LISTED}",
            sum(kinds.values()),
        )
    yield from _canaries(residue["canaries"])
    for name, kinds in left["review"].items():
        yield Reason(
            "G211",
            "review",
            f"{name}: what was taken out elsewhere may still stand in the cleaned data; {_LISTED}",
            sum(kinds.values()),
        )
    unknown = residue["searched"]["unknown"]
    if unknown:
        yield Reason(
            "G212",
            "review",
            "replaced places of which it cannot be told what stood there, so it was not searched "
            "for",
            unknown,
        )
    weak = sum(count for kinds in left["note"].values() for count in kinds.values())
    if weak:
        yield Reason(
            "G411",
            "note",
            "words that were personal data elsewhere stand in the cleaned data as everyday words, "
            "towns, firms or the like",
            weak,
        )
    yield from _self_test(residue["self_test"])


def _canaries(canaries: Mapping[str, Any] | None) -> Iterator[Reason]:
    if canaries is None:
        return
    if canaries["left"]:
        yield Reason(
            "G112", "block", "canaries that you planted stand in the cleaned data", canaries["left"]
        )
    lost = canaries["planted"] - canaries["in_sources"]
    if lost:
        yield Reason(
            "G213",
            "review",
            "canaries stand nowhere in the sources, so nothing follows from them; plant them or "
            "take them off the list",
            lost,
        )


def _self_test(test: Mapping[str, Any] | None) -> Iterator[Reason]:
    if test is None or not test["results"]:
        yield Reason(
            "G413", "note", "the scanner was not tested with invented values set into these data"
        )
        return
    planted = sum(row["planted"] for row in test["results"])
    missed = sum(row["planted"] - row["found"] for row in test["results"])
    if missed:
        yield Reason(
            "G412",
            "note",
            f"of {planted:,} invented values set into copies of these records, some were not found "
            "whole",
            missed,
        )
