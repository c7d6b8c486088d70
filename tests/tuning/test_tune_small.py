"""Configuration and device facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from tuning.config import ModelConfig, TuneConfig
from tuning.device import _cpu_name
from tuning.probe.config import ProbeConfig


@pytest.mark.parametrize(
    "wrong",
    [
        {"learning_rate": 0},
        {"num_train_epochs": 0},
        {"lora": {"r": 0}},
        {"lora": {"rank": 8}},
        {"learning_rat": 1e-4},
        {"early_stopping_patience": 0},
        {"lr_scheduler_type": "wild"},
    ],
)
def test_wrong_settings_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        TuneConfig.model_validate(wrong)


def test_settings_are_frozen_and_survive_json() -> None:
    config = TuneConfig.model_validate({"lora": {"target_modules": ["q_proj", "v_proj"]}})
    assert TuneConfig.model_validate_json(config.model_dump_json()) == config
    for model in (config, ModelConfig(), ProbeConfig()):
        with pytest.raises(ValidationError):
            model.anything = 1  # type: ignore[union-attr]


def test_the_processor_has_a_name(tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text("processor: 0\nmodel name\t: Fast One\n")
    assert _cpu_name(tmp_path / "cpuinfo") == "Fast One"
    assert _cpu_name(tmp_path / "missing")
