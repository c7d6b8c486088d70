"""The measurement as check.json holds it, and the list of units that stand alone. No value in it.

Names of the criteria: WP216 (Opinion 05/2014) says singling out, linkability and inference; the
EDPB draft Guidelines 02/2026 (7 July 2026, consultation until 30 October 2026, not final) say No
Record Isolation, No Linkage and No Inference.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from compliance.evidence.files import atomic_write
from compliance.risk.combinations import Measured, Standing, stand, whole_sets
from compliance.risk.config import MOST_K
from compliance.risk.facts import is_column
from compliance.risk.inference import GROUP_FOR_T, LEAST_GROUP, infer
from compliance.risk.rows import Ints, Rows
from compliance.risk.units import Shared, View

CRITERIA: Mapping[str, str] = MappingProxyType(
    {
        "singling_out": "No Record Isolation",
        "linkability": "No Linkage",
        "inference": "No Inference",
    }
)
"""Criterion of WP216 → its name in the EDPB draft 02/2026."""
MEASURED_BY = ("quasi_identifiers", "leave_out")
"""The settings of [risk] that the measurement depends on; the others are the gate's."""
FILE = "risk.jsonl"
"""Name of the list of units that stand alone in the cleaned data."""
_SHOWN = 40
"""Combinations that the document lists; the worst first."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A unit that nobody shares a combination of facts with."""

    unit: str
    records: tuple[str, ...]
    types: tuple[str, ...]
    """The fewest kinds of facts that single it out."""
    k: int


def measure(delivered: View, cleaned: View) -> tuple[dict[str, Any], list[Alone]]:
    """Return the document, and the units that stand alone in the cleaned data.

    Args:
        delivered: the data as they came.
        cleaned: the data as they would be trained on.

    Basis: GDPR Recital 26; WP216 sections 2.2.2 and 3.2; EDPB draft 02/2026.
    """
    before, _ = _view(delivered)
    after, standing = _view(cleaned)
    document = {"criteria": dict(CRITERIA), "delivered": before, "cleaned": after}
    return document, list(_alone(cleaned, standing))


def write_alone(path: Path, units: Iterable[Alone]) -> None:
    """Write units that stand alone as JSON Lines, for the person who looks at them.

    Record ids, kinds of facts and k; never a value.
    """
    with atomic_write(path) as stream:
        for each in units:
            line = json.dumps(asdict(each), separators=(",", ":"), ensure_ascii=True)
            stream.write(line.encode() + b"\n")


def _alone(view: View, standing: Standing) -> Iterator[Alone]:
    """Yield the units with k = 1, in the order in which they came."""
    for (name, records), at in zip(view.names, view.of_unit, strict=True):
        if at in standing.first:
            types = tuple(view.kinds[kind] for kind in standing.first[at])
            yield Alone(name, records, types, 1)


def _view(view: View) -> tuple[dict[str, Any], Standing]:
    rows = Rows(view)
    standing = stand(view, rows)
    whole = whole_sets(view, standing.least)
    document = {
        "units": view.units,
        "records": view.records,
        "units_with_text": view.texts,
        "identified": {"units": view.identified, "by_type": dict(view.identifiers)},
        "facts": _facts(view, standing),
        "columns": {
            "counted": [kind for kind in view.kinds if is_column(kind)],
            "own_value": dict(view.own_columns),
            "left_out": list(view.left_out),
        },
        "singling_out": {
            "by_few": _ks(view, standing.least),
            "by_few_about_persons": _ks(view, standing.least_about_persons),
            "by_all": _ks(view, whole) | {"mean_risk": _mean_risk(view, whole)},
        },
        "combinations": _combinations(view, standing),
        "linkability": {
            "identifiers": _links(view.links),
            "slots": _links(view.slots),
            "units_when_joined": view.persons,
            "alike_in_two": _alike_in_two(view, whole),
        },
        "inference": {
            "least_group": LEAST_GROUP,
            "group_for_t": GROUP_FOR_T,
            "by_type": [
                {**asdict(each), "by": [list(kinds) for kinds in each.by]}
                for each in infer(view, rows)
            ],
        },
    }
    return document, standing


def _facts(view: View, standing: Standing) -> list[dict[str, Any]]:
    rows = []
    singles = {each.kinds[0]: each for each in standing.measured if len(each.kinds) == 1}
    values = Counter(view.kind_of)
    for kind, name in enumerate(view.kinds):
        rows.append(
            {
                "type": name,
                "units": sum(singles[kind].by_k.values()),
                "values": values[kind],
                "alone": singles[kind].by_k[1],
                "alone_without": standing.alone_without[kind],
            }
        )
    return rows


def _ks(view: View, least: Ints) -> dict[str, Any]:
    by_k: Counter[int] = Counter()
    for each, k in zip(view.alike, least.tolist(), strict=True):
        by_k[min(k, MOST_K)] += each.weight
    return {
        "min_k": min(least.tolist(), default=0),
        "alone": by_k[1],
        "below_5": sum(count for k, count in by_k.items() if k < 5),
        "below_10": sum(count for k, count in by_k.items() if k < 10),
        "by_k": {str(k): count for k, count in sorted(by_k.items())},
    }


def _mean_risk(view: View, least: Ints) -> float:
    if not view.units:
        return 0.0
    risks = (each.weight / int(k) for each, k in zip(view.alike, least, strict=True))
    return round(sum(risks) / view.units, 4)


def _combinations(view: View, standing: Standing) -> dict[str, Any]:
    worst = sorted(
        standing.measured,
        key=lambda each: (-each.alone_by_all, -each.by_k[1], len(each.kinds), each.kinds),
    )
    return {
        "measured": len(worst),
        "bounded": sum(each.values is not None for each in worst),
        "listed": [_combination(view, each) for each in worst[:_SHOWN]],
    }


def _combination(view: View, each: Measured) -> dict[str, Any]:
    return {
        "types": [view.kinds[kind] for kind in each.kinds],
        "units": sum(each.by_k.values()),
        "min_k": min(each.by_k),
        "alone": each.by_k[1],
        "alone_by_all": each.alone_by_all,
        "below_5": sum(count for k, count in each.by_k.items() if k < 5),
        "below_10": sum(count for k, count in each.by_k.items() if k < 10),
        "values": each.values,
    }


def _links(links: Mapping[str, Shared]) -> dict[str, dict[str, int]]:
    return {name: asdict(each) for name, each in links.items()}


def _alike_in_two(view: View, whole: Ints) -> int:
    """Return the units of which three kinds or more are known, and exactly one other fits them."""
    return sum(
        each.weight
        for each, k in zip(view.alike, whole.tolist(), strict=True)
        if k == 2 and len(each.facts) >= 3
    )
