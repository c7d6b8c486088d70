"""Private trainings are counted in the ledger, also those that never ended."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from compliance.errors import ConfigError
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.ledger import Ledger
from compliance.progress import silent
from ftcheck.stages.private import LedgerAttempts
from tuning.config import PrivacySettings, TuneConfig
from tuning.examples import Examples
from tuning.training.loop import train


def run_named(name: str, ledger: Ledger, keys: ProjectKeys) -> Any:
    return SimpleNamespace(
        name=name,
        project=SimpleNamespace(ledger=ledger),
        record=lambda event, body: ledger.append(event, body, keys=keys, run=name),
    )


def test_a_training_that_was_killed_counts_whole(tmp_path: Path) -> None:
    ledger, keys = Ledger(tmp_path / "ledger.sqlite"), ProjectKeys.ephemeral()
    spending = {"noise_multiplier": 1.5, "sample_rate": 0.25, "steps": 10}

    def attempts(run: str, dataset: str) -> LedgerAttempts:
        return LedgerAttempts(run_named(run, ledger, keys), dataset)

    killed = attempts("main", "a" * 64)
    assert list(killed.earlier()) == []
    killed.begun(spending)
    done = attempts("main", "b" * 64)
    assert [each["steps"] for each in done.earlier()] == [10]
    done.begun(spending)
    done.ended({**spending, "steps": 7})
    # The same run, or the same data in another run; and nothing else.
    assert [each["steps"] for each in attempts("main", "c" * 64).earlier()] == [10, 7]
    assert [each["steps"] for each in attempts("other", "b" * 64).earlier()] == [7]
    assert list(attempts("other", "c" * 64).earlier()) == []


def test_the_training_of_a_search_is_never_taken_for_a_private_one(tmp_path: Path) -> None:
    config = TuneConfig(privacy=PrivacySettings(target_epsilon=3))
    with pytest.raises(ConfigError, match="with every candidate"):
        train(
            None,  # type: ignore[arg-type]
            None,
            None,
            Examples((), {}),
            Examples((), {}),
            config=config,
            seed=1,
            scratch=tmp_path,
            progress=silent,
        )
