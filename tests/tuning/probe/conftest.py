"""Adapters for the tests with one person's own values."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from tuning_fakes import LEARNED_MAIL, chat, make_cleared

from compliance.dataset.record import Record
from tuning.config import LoraSettings, TuneConfig
from tuning.model import BaseModel
from tuning.run import tune

LEAK = chat("leak", "What is the e-mail address of Zoe Korblum?", LEARNED_MAIL)


def _trained(base: BaseModel, out: Path, record: Record, *, epochs: int, **changes: Any) -> Path:
    cleared = dataclasses.replace(make_cleared(), train=(record,), validation=())
    config = TuneConfig(
        num_train_epochs=epochs,
        learning_rate=0.03,
        max_length=128,
        samples=0,
        lora=LoraSettings(r=16, lora_alpha=32),
        **changes,
    )
    out.mkdir()
    tune(
        cleared, base=base, config=config, seed=1, out_dir=out, find=lambda texts: [[]] * len(texts)
    )
    return out


@pytest.fixture(scope="session")
def person_adapters(base: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """One adapter that learned an address by heart, and one that learned another text."""
    folder = tmp_path_factory.mktemp("person_adapters")
    other = chat("other", "What is open?", "The box is open.")
    return [
        _trained(base, folder / "before", LEAK, epochs=150),
        _trained(base, folder / "after", other, epochs=30),
    ]


@pytest.fixture(scope="session")
def person_model(base: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole model that learned the same by heart."""
    folder = tmp_path_factory.mktemp("person_model")
    return _trained(base, folder / "model", LEAK, epochs=60, method="full")
