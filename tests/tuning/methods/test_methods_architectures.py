"""The methods do not depend on the architecture: GPT-2 has other names and another layer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from methods_fakes import short
from tuning_fakes import make_tokenizer

from tuning.config import ModelConfig
from tuning.model import BaseModel, resolve
from tuning.quiet import quiet


@pytest.fixture(scope="module")
def gpt2(tmp_path_factory: pytest.TempPathFactory) -> BaseModel:
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel

    torch.manual_seed(5)
    folder = tmp_path_factory.mktemp("gpt2")
    tokenizer = make_tokenizer()
    config = GPT2Config(
        vocab_size=len(tokenizer),
        n_embd=32,
        n_layer=3,
        n_head=4,
        n_positions=128,
        initializer_range=0.5,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
    )
    with quiet():
        GPT2LMHeadModel(config).save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    return resolve(ModelConfig(path=str(folder)), folder=Path())


@pytest.mark.parametrize(
    "changes",
    [
        {"dropout": 0.0},
        {"method": "ia3", "dropout": 0.0},
        {"method": "full", "dropout": 0.0, "gradual_unfreezing": {"layers_per_group": 2}},
        {"method": "full", "dropout": 0.0, "freeze_layers": 2, "layer_lr_decay": 0.5},
        {"method": "feature_extraction", "dropout": 0.0, "learning_rate": 0.02},
        {"packing": True, "dropout": 0.0, "per_device_train_batch_size": 1},
    ],
)
def test_it_learns_and_is_the_same_when_it_is_loaded_again(
    gpt2: BaseModel, tmp_path: Path, changes: dict[str, Any]
) -> None:
    run = short(gpt2, tmp_path, **changes)
    assert run.validation[-1] < run.validation[0] - 0.1
    run.export(tmp_path / "out")
    base, tuned = run.losses(tmp_path / "out")
    assert base == pytest.approx(run.validation[0], rel=1e-5)
    assert tuned == pytest.approx(min(run.validation[1:]), rel=1e-5)


def test_all_dropout_rates_of_the_model_are_replaced(gpt2: BaseModel) -> None:
    import torch
    from methods_fakes import load_model, settings

    model = load_model(gpt2, settings(dropout=0.25))[0]
    rates = {module.p for module in model.modules() if isinstance(module, torch.nn.Dropout)}
    assert rates == {0.25}
    model = load_model(gpt2, settings(dropout=0.25), training=False)[0]
    rates = {module.p for module in model.modules() if isinstance(module, torch.nn.Dropout)}
    assert rates == {0.1}
