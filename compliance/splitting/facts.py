"""split.json: what a split holds, and what a reader has to know of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from compliance.dataset.split import SPLITS, SplitName
from compliance.splitting.config import SplitSection

SCHEMA = "ftcheck.split/1"
FEW_GROUPS = 10
"""Below this, intervals over groups are too narrow (Cameron, Gelbach & Miller 2008)."""
_LARGE = 0.2
# Where a copy is a leak: what was learned from judges itself, or what was chosen by.
REAL = (("validation", "train"), ("holdout", "train"), ("holdout", "validation"))
SYNTHETIC = (("validation", "synthetic"), ("holdout", "synthetic"))


def leakage(
    pairs: Iterable[tuple[str, str]],
    sides: Sequence[str],
    same: Sequence[int],
    linked: Sequence[int],
) -> list[dict[str, Any]]:
    """Return how many records of one side are copies of records of another one.

    Args:
        pairs: the sides to compare: records of the first one are counted.
        sides: side of each record.
        same: for each record the first one with the same text.
        linked: for each record the first one that it is linked to by equal or near copies.
    """
    where_same = _sides_of(sides, same)
    where_linked = _sides_of(sides, linked)
    found = []
    for side, other in pairs:
        equal = near = 0
        for each, first, link in zip(sides, same, linked, strict=True):
            if each != side:
                continue
            is_equal = other in where_same[first]
            equal += is_equal
            near += not is_equal and other in where_linked[link]
        found.append({"of": side, "in": other, "equal": equal, "near": near})
    return found


def leaks_in_words(found: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a line for each leak that there is.

    Args:
        found: as `leakage` returns it.
    """
    for leak in found:
        if leak["equal"] or leak["near"]:
            yield (
                f"{leak['equal']} {leak['of']} records equal and {leak['near']} nearly equal a "
                f"{leak['in']} record: what is measured on them is too good"
            )


def tied(ties: Mapping[str, str]) -> dict[str, int]:
    """Return how many groups are tied to others, in how many sets, and how many in the largest.

    Args:
        ties: for each group the name of the set that it belongs to.
    """
    sizes = [size for size in Counter(ties.values()).values() if size > 1]
    return {"groups": sum(sizes), "sets": len(sizes), "largest": max(sizes, default=0)}


def unseen_labels(labels: Mapping[SplitName, Counter[str]]) -> dict[str, int] | None:
    """Return how many labels are missing on a side; None where there are no labels.

    Args:
        labels: label → examples, by side.
    """
    every = set().union(*labels.values())
    if not every:
        return None
    return {f"not_in_{side}": len(every - set(labels[side])) for side in SPLITS}


def warnings(document: Mapping[str, Any], settings: SplitSection) -> list[dict[str, str]]:
    """Return code and text of each warning.

    Args:
        document: split.json without warnings.
        settings: how the split was asked for.
    """
    return [{"code": code, "text": text} for code, text in _warnings(document, settings)]


def _warnings(document: Mapping[str, Any], settings: SplitSection) -> Iterator[tuple[str, str]]:
    sides = document["sides"]
    for side, share, what in (
        ("validation", settings.validation, "training is not stopped by it, and no search is made"),
        ("holdout", settings.holdout, "base and tuned model are not compared"),
    ):
        if not sides[side]["records"] and share > 0:
            yield f"no_{side}", f"too few groups to set {side} records apart: {what}"
    groups = sides["holdout"]["groups"]
    if 0 < groups < FEW_GROUPS:
        yield (
            "few_groups",
            f"only {groups} groups are held out: {FEW_GROUPS} are the least for a judgement",
        )
    for line in leaks_in_words(document["leakage"]):
        yield "leakage", f'{line}; set near_duplicates = "together" in [split]'
    everyone = sum(side["groups"] for side in sides.values())
    if document["ties"]["largest"] > _LARGE * everyone:
        yield (
            "large_tie",
            f"copies tie {document['ties']['largest']} of {everyone} groups together, so they fall "
            "on one side: what is held out is unlike them; remove the copies from the data",
        )
    labels = document["labels"] or {}
    if number := labels.get("not_in_train"):
        yield "labels_not_learned", f"{number} labels stand in no training record"
    if sides["holdout"]["records"] and (number := labels.get("not_in_holdout")):
        yield "labels_not_judged", f"{number} labels stand in no held-out record"


def _sides_of(sides: Sequence[str], firsts: Sequence[int]) -> dict[int, set[str]]:
    """Return on which sides there are records with the same first one."""
    found: dict[int, set[str]] = {}
    for side, first in zip(sides, firsts, strict=True):
        found.setdefault(first, set()).add(side)
    return found
