"""What tests of several rooms need: keys, and a scanner that knows a few words only."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

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


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of a file share a process, and all of tests/e2e one: the whole way is done once.

    They come first, because they take longest.
    """
    whole_way = Path(__file__).parent / "e2e"
    for item in items:
        group = "e2e" if item.path.is_relative_to(whole_way) else item.nodeid.split("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: not item.path.is_relative_to(whole_way))


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
