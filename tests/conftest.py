"""What tests of several rooms need: keys, and a scanner that knows a few words only."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

from compliance.detect.types import Entity
from compliance.env import go_offline, wait_politely
from compliance.evidence.keys import ProjectKeys

# Before any test imports a Hugging Face library, as the command line does.
go_offline()
wait_politely()
# A suite that was started in the background is born deaf to Ctrl-C, and so is what it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

_PATTERNS = (
    ("EMAIL_ADDRESS", re.compile(r"[\w.]+@[\w.]+\w")),
    ("PERSON", re.compile(r"\b(?:Anna Meier|Anna|Tom Hill)\b")),
    ("PHONE_NUMBER", re.compile(r"\b0\d{6,}\b|\b49\d{6,}\b")),
    ("HEALTH", re.compile(r"\bdiabetes\b")),
    ("ORGANIZATION", re.compile(r"\bACME\b")),
)


_WHOLE_WAY = "tests/e2e/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The whole way comes first, because it takes longest."""
    items.sort(key=lambda item: not item.nodeid.startswith(_WHOLE_WAY))


class _Together(LoadFileScheduling):  # type: ignore[misc]
    """Tests of a file share a process, and all of tests/e2e one: the whole way is done once.

    Not `--dist loadgroup`: with pytest 9.2 it forgets its groups in silence (pytest-xdist 1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        return _WHOLE_WAY if nodeid.startswith(_WHOLE_WAY) else str(super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _Together:
    return _Together(config, log)


class FakeFinder:
    """A scanner for unit tests: a few patterns, no model."""

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        return [
            sorted(
                (
                    Entity(match.start(), match.end(), name, 0.9, "fake")
                    for name, pattern in _PATTERNS
                    for match in pattern.finditer(text)
                ),
                key=lambda entity: entity.start,
            )
            for text in texts
        ]

    def map_find(self, batches: Iterable[Sequence[str]]) -> Iterator[list[list[Entity]]]:
        return map(self.find, batches)

    def join(self, texts: Sequence[str], found: Sequence[Sequence[Entity]]) -> list[list[Entity]]:
        return [list(entities) for entities in found]


@pytest.fixture
def finder() -> FakeFinder:
    return FakeFinder()


@pytest.fixture
def keys(tmp_path: Path) -> ProjectKeys:
    return ProjectKeys.load_or_create(tmp_path / "keys")
