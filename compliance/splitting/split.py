"""Divides cleaned records, and says what the sides hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from compliance.dataset.record import Record
from compliance.dataset.split import SPLITS, SplitName
from compliance.quality.labels import labels_of
from compliance.splitting.assign import assign_splits
from compliance.splitting.config import SplitSection
from compliance.splitting.facts import (
    REAL,
    SCHEMA,
    SYNTHETIC,
    leakage,
    tied,
    unseen_labels,
    warnings,
)
from compliance.splitting.links import Links, ties


@dataclass(frozen=True, slots=True)
class Split:
    """Which side each group falls on."""

    sides: dict[str, SplitName]
    """Group → side."""
    facts: dict[str, Any]
    """split.json, but for the hashes of the files."""


def split(
    records: Iterable[Record], settings: SplitSection, *, similarity: float, seed: int
) -> Split:
    """Return on which side each group falls, and what the sides hold.

    Linear in the text; a record leaves about 250 bytes in memory, and none of its text.

    Args:
        records: cleaned records; their order changes nothing in who falls where, but for which of
            several near copies are compared.
        settings: shares, and whether copies stay together.
        similarity: from which Jaccard similarity of 5-character pieces on records are near copies.
        seed: any integer.
    """
    links = Links()
    labels: list[list[str]] = []
    for record in records:
        links.take(record)
        labels.append(labels_of(record))
    linked = links.alike(similarity)
    together = ties(links.groups, linked)
    sides = assign_splits(
        links.groups,
        validation=settings.validation,
        holdout=settings.holdout,
        seed=seed,
        ties=together if settings.near_duplicates == "together" else None,
    )
    placed = [sides[group] for group in links.groups]
    by_side: dict[SplitName, Counter[str]] = {side: Counter() for side in SPLITS}
    for side, own in zip(placed, labels, strict=True):
        by_side[side].update(own)
    records_on, groups_on = Counter(placed), Counter(sides.values())
    facts: dict[str, Any] = {
        "schema": SCHEMA,
        "settings": settings.model_dump(mode="json"),
        "similarity": similarity,
        "sides": {
            side: {"records": records_on[side], "groups": groups_on[side]} for side in SPLITS
        },
        "ties": {**tied(together), "too_short_to_compare": links.too_short},
        "leakage": leakage(REAL, placed, links.same(), linked),
        "labels": unseen_labels(by_side),
    }
    return Split(sides, {**facts, "warnings": warnings(facts, settings)})


def synthetic_leakage(
    sides: Mapping[str, Iterable[Record]], *, similarity: float
) -> list[dict[str, Any]]:
    """Return how many records kept from training have a copy among synthetic ones.

    Children come from training records alone; a generator can still arrive at a held-out text.

    Args:
        sides: records of `validation`, `holdout` and `synthetic`.
        similarity: from which Jaccard similarity of 5-character pieces on records are near copies.
    """
    links = Links()
    placed: list[str] = []
    for side, records in sides.items():
        for record in records:
            links.take(record)
            placed.append(side)
    return leakage(SYNTHETIC, placed, links.same(), links.alike(similarity))
