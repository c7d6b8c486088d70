"""In a process of its own: cleaning with the gold as findings, so that no scanner is measured."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bench.gate.chats import scans_of
from compliance.anonymize import anonymize, census
from compliance.detect.types import Entity
from compliance.evidence import ProjectKeys
from compliance.policy import Policy

POLICIES = {
    "placeholder, record": {},
    "surrogate, record": {"operator": "surrogate"},
    "surrogate, dataset": {"operator": "surrogate", "consistency": "dataset"},
}
_CATEGORIES = (
    "identity", "contact", "location", "financial", "government_id", "online", "organization",
    "date",
)  # fmt: skip


class Nothing:
    """Finds nothing in cleaned texts."""

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Return nothing for each text."""
        return [[] for _ in texts]

    def map_find(self, batches: Iterable[Sequence[str]]) -> Iterator[list[list[Entity]]]:
        """Yield `find` of each batch."""
        return map(self.find, batches)

    def join(self, texts: Sequence[str], found: Sequence[Sequence[Entity]]) -> list[list[Entity]]:
        """Return what was found."""
        return [list(each) for each in found]


def policy_of(name: str) -> Policy:
    """Return one of `POLICIES`; everything is replaced."""
    choice = POLICIES[name]
    return Policy.model_validate(
        {
            "preset": "balanced",
            "consistency": choice.get("consistency", "record"),
            "actions": dict.fromkeys(_CATEGORIES, "anonymize"),
            "operators": dict.fromkeys(_CATEGORIES, choice.get("operator", "placeholder")),
        }
    )


def main() -> None:
    folder, count, name = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    policy, keys = policy_of(name), ProjectKeys.ephemeral()
    for _ in scans_of(folder, count, keys):
        pass  # makes the chats
    began = time.process_time()
    for _ in scans_of(folder, count, keys):
        pass
    reading = time.process_time() - began
    began = time.process_time()
    numbers = None
    if policy.scope == "dataset":
        numbers = census(scans_of(folder, count, keys), policy, keys=keys)
    records = mentions = 0
    for each in anonymize(
        scans_of(folder, count, keys), Nothing(), policy, keys=keys, numbers=numbers
    ):
        records += 1
        mentions += len(each.replacements)
    passes = 2 if numbers is not None else 1
    seconds = time.process_time() - began - passes * reading
    print(json.dumps({"records": records, "mentions": mentions, "seconds": round(seconds, 2)}))


if __name__ == "__main__":
    main()
