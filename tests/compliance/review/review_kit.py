"""Records, a fake scan and decisions for the tests of the review."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from compliance.dataset import Record
from compliance.evidence import ProjectKeys
from compliance.evidence.ledger import Ledger
from compliance.findings import RecordScan
from compliance.policy import Policy
from compliance.review.choices import Choices
from compliance.review.decisions import Decisions
from compliance.review.desk import Desk
from compliance.review.fold import Fold
from compliance.review.overlay import DecisionOverlay
from compliance.review.queue import Item, Queue
from compliance.scan import scan
from tests.conftest import FakeFinder

KEYS = ProjectKeys.ephemeral()
STRICT = Policy(preset="strict")


def record(number: int = 1, **data: Any) -> Record:
    name = f"r{number}"
    return Record(name, "table", data, source="s", group=name)


def scanned(*records: Record) -> list[RecordScan]:
    return list(scan(records, FakeFinder(), keys=KEYS))


def desk(folder: Path, reviewer: str = "Ada", keys: ProjectKeys = KEYS) -> Desk:
    ledger = Ledger(folder / "ledger.db")
    return Desk(ledger, keys, run="main", reviewer=reviewer, fold=Fold(keys, sources=["s"]))


def nobody() -> Decisions:
    return Decisions([], KEYS)


def choices(one: RecordScan, reviewer: str = "Ada", sample: int = 0) -> Choices:
    return Choices(one, reviewer, nobody(), sample)


def waiting(scans: list[RecordScan], decisions: Decisions, policy: Policy = STRICT) -> list[Item]:
    return Queue(policy, decisions, KEYS).items(DecisionOverlay(decisions).originals(scans))
