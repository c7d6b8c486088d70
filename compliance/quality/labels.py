"""How the labels of a dataset are spread. Labels can be names, so they are counted by rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from compliance.dataset.record import Record

_SHOWN = 50


@dataclass(slots=True)
class Labels:
    """Label → examples: records of a classification, entities of tags."""

    counts: Counter[str] = field(default_factory=Counter)

    def take(self, labels: Iterable[str]) -> None:
        """Count the labels of one record."""
        self.counts.update(labels)

    def ranks(self) -> dict[str, int]:
        """Return label → rank, 1 for the most frequent one."""
        ordered = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        return {label: rank for rank, (label, _) in enumerate(ordered, start=1)}

    def document(self, rare: int) -> dict[str, Any] | None:
        """Return counts by rank; None where there are no labels.

        Args:
            rare: a label with fewer examples is rare.

        Basis: Buda, Maki, Mazurowski 2018 (class imbalance, arXiv 1710.05381).
        """
        if not self.counts:
            return None
        counts = sorted(self.counts.values(), reverse=True)
        return {
            "different": len(counts),
            "examples": sum(counts),
            "by_rank": counts[:_SHOWN],
            "others": sum(counts[_SHOWN:]),
            "ratio": round(counts[0] / counts[-1], 2),
            "rare": sum(count < rare for count in counts),
            "rare_below": rare,
        }


def labels_of(record: Record) -> list[str]:
    """Return the labels of a record: of its text, or of each entity that its tags begin.

    Tags that are numbers stand for names that the data do not tell, so they are not counted.
    """
    if record.kind == "classification":
        label = record.data["label"]
        return [str(each) for each in label] if isinstance(label, list) else [str(label)]
    if record.kind == "tokens":
        return [
            tag[2:] if tag[:2] in ("B-", "U-", "S-") else tag
            for tag in record.data["tags"]
            if isinstance(tag, str) and tag[:2] not in ("I-", "L-", "E-") and tag != "O"
        ]
    return []
