"""Fixtures of the tuning tests: a tiny random model, its tokenizer, cleared records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tuning_fakes import make_cleared, make_tokenizer, save_model

from compliance.clearance import ClearedDataset
from tuning.config import LoraSettings, ModelConfig, TuneConfig
from tuning.model import BaseModel, resolve


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """Tiny matrices gain nothing from threads that wait for each other on a busy machine."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="session")
def base(model_folder: Path) -> BaseModel:
    return resolve(ModelConfig(path=str(model_folder)), folder=Path())


@pytest.fixture(scope="session")
def tokenizer() -> Any:
    return make_tokenizer()


@pytest.fixture
def cleared() -> ClearedDataset:
    return make_cleared()


@pytest.fixture
def quick() -> TuneConfig:
    return TuneConfig(
        num_train_epochs=2,
        per_device_train_batch_size=4,
        learning_rate=0.01,
        max_length=128,
        max_new_tokens=8,
        samples=2,
        lora=LoraSettings(r=4, lora_alpha=8),
    )


@pytest.fixture
def find_nothing() -> Callable[..., Any]:
    return lambda texts: [[] for _ in texts]
