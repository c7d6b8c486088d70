"""Configuration, energy and device facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from tuning.config import ModelConfig, TuneConfig
from tuning.device import _cpu_name
from tuning.energy import EnergyMeter
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


def package(folder: Path, name: str, energy: int, limit: int = 1000) -> Path:
    path = folder / name
    path.mkdir()
    (path / "energy_uj").write_text(f"{energy}\n")
    (path / "max_energy_range_uj").write_text(f"{limit}\n")
    return path


def test_energy_adds_packages_and_survives_an_overrun(tmp_path: Path) -> None:
    first, second = package(tmp_path, "intel-rapl:0", 900), package(tmp_path, "intel-rapl:1", 10)
    package(tmp_path, "intel-rapl:0:0", 5)
    meter = EnergyMeter(cuda=False, powercap=tmp_path)
    (first / "energy_uj").write_text("100")
    (second / "energy_uj").write_text("60")
    meter.sample()
    (first / "energy_uj").write_text("150")
    found = meter.result()
    assert found["status"] == "measured"
    assert found["kwh"] == pytest.approx((200 + 50 + 50) / 3.6e12)


def test_energy_that_cannot_be_read_is_not_made_up(tmp_path: Path) -> None:
    assert EnergyMeter(cuda=False, powercap=tmp_path).result()["status"] == "not measured"
    path = package(tmp_path, "intel-rapl:0", 1)
    assert "GPU" in EnergyMeter(cuda=True, powercap=tmp_path).result()["reason"]
    meter = EnergyMeter(cuda=False, powercap=tmp_path)
    (path / "energy_uj").unlink()
    assert "not readable" in meter.result()["reason"]


def test_energy_of_several_parts_adds_up_or_is_not_measured(tmp_path: Path) -> None:
    counter = package(tmp_path, "intel-rapl:0", 100) / "energy_uj"
    first = EnergyMeter(cuda=False, powercap=tmp_path)
    counter.write_text("130")
    kept = first.kept()
    assert kept == {"microjoules": 30}
    second = EnergyMeter(cuda=False, powercap=tmp_path)
    second.put(kept)
    counter.write_text("135")
    assert second.result()["kwh"] == pytest.approx(35 / 3.6e12)
    third = EnergyMeter(cuda=False, powercap=tmp_path)
    third.put({"microjoules": None})
    assert "earlier part" in third.result()["reason"]
    assert third.kept() == {"microjoules": None}
    empty = tmp_path / "no counters"
    assert EnergyMeter(cuda=False, powercap=empty).kept() == {"microjoules": None}


def test_the_processor_has_a_name(tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text("processor: 0\nmodel name\t: Fast One\n")
    assert _cpu_name(tmp_path / "cpuinfo") == "Fast One"
    assert _cpu_name(tmp_path / "missing")
