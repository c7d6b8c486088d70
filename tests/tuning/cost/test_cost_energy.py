"""Energy: counters of processor and GPU, their units, their gaps, and the CO2 made of it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError

from tuning.config.cost import CostSettings
from tuning.cost.carbon import co2
from tuning.cost.energy import EnergyMeter, Rapl
from tuning.cost.nvml import Nvml

UUID = "01234567-89ab-cdef-0123-456789abcdef"
KWH = 3.6e12
"""Microjoules."""


def package(folder: Path, name: str, energy: int, limit: int = 1000) -> Path:
    path = folder / name
    path.mkdir(parents=True)
    (path / "energy_uj").write_text(f"{energy}\n")
    (path / "max_energy_range_uj").write_text(f"{limit}\n")
    return path


class Driver:
    """Has the names, arguments, units and errors of nvidia-ml-py's module `pynvml`."""

    class NVMLError(Exception):
        pass

    def __init__(self, *, energy: bool = True, power: bool = True) -> None:
        self.millijoules, self.milliwatts = 5_000_000, 300_000
        self.has_energy, self.has_power = energy, power

    def nvmlInit(self) -> None:
        return None

    def nvmlDeviceGetHandleByUUID(self, uuid: str) -> object:
        if uuid != f"GPU-{UUID}":
            raise self.NVMLError("Not Found")
        return self

    def nvmlDeviceGetTotalEnergyConsumption(self, handle: object) -> int:
        if not self.has_energy or handle is not self:
            raise self.NVMLError("Not Supported")
        return self.millijoules

    def nvmlDeviceGetPowerUsage(self, handle: object) -> int:
        if not self.has_power or handle is not self:
            raise self.NVMLError("Not Supported")
        return self.milliwatts


def test_packages_add_up_and_survive_an_overrun(tmp_path: Path) -> None:
    first, second = package(tmp_path, "intel-rapl:0", 900), package(tmp_path, "intel-rapl:1", 10)
    package(tmp_path, "intel-rapl:0:0", 5)
    meter = EnergyMeter(Rapl(tmp_path))
    (first / "energy_uj").write_text("100")
    (second / "energy_uj").write_text("60")
    meter.sample()
    (first / "energy_uj").write_text("150")
    found = meter.result()
    assert found["status"] == "measured"
    assert found["kwh"] == pytest.approx((200 + 50 + 50) / KWH)


def test_what_cannot_be_read_is_not_made_up(tmp_path: Path) -> None:
    assert "no energy counters" in EnergyMeter(Rapl(tmp_path)).result()["reason"]
    path = package(tmp_path, "intel-rapl:0", 1)
    meter = EnergyMeter(Rapl(tmp_path))
    (path / "energy_uj").unlink()
    assert "not readable" in meter.result()["reason"]


def test_parts_add_up_or_are_not_measured(tmp_path: Path) -> None:
    counter = package(tmp_path / "here", "intel-rapl:0", 100) / "energy_uj"
    first = EnergyMeter(Rapl(tmp_path / "here"))
    counter.write_text("130")
    kept = first.kept()
    assert kept == {"microjoules": {"processor": 30}}
    second = EnergyMeter(Rapl(tmp_path / "here"))
    second.put(kept)
    counter.write_text("135")
    assert second.result()["kwh"] == pytest.approx(35 / KWH)
    third = EnergyMeter(Rapl(tmp_path / "here"))
    third.put(EnergyMeter(Rapl(tmp_path / "none")).kept())
    assert "earlier part" in third.result()["reason"]
    assert third.kept() == {"microjoules": {"processor": None}}


def test_a_gpus_counter_is_in_millijoules_and_the_processor_is_added(tmp_path: Path) -> None:
    counter, driver = package(tmp_path, "intel-rapl:0", 100) / "energy_uj", Driver()
    meter = EnergyMeter(Rapl(tmp_path), Nvml(UUID, library=driver))
    driver.millijoules += 3_600_000  # 3,600 J are 1 Wh
    counter.write_text("500")
    found = meter.result()
    assert found["parts"]["gpu"] == pytest.approx(0.001)
    assert found["kwh"] == pytest.approx(0.001 + 400 / KWH)
    assert "NVML energy counter" in found["method"]
    assert "RAPL" in found["method"]


def test_without_a_counter_power_in_milliwatts_is_added_up(tmp_path: Path) -> None:
    now = [10.0]
    driver = Driver(energy=False)
    meter = EnergyMeter(Rapl(tmp_path), Nvml(UUID, library=driver, clock=lambda: now[0]))
    now[0], driver.milliwatts = 12.0, 100_000
    meter.sample()
    now[0] = 15.0
    found = meter.result()
    assert found["kwh"] == pytest.approx((200 * 2 + 100 * 3) / 3.6e6)  # W times s, J in a kWh
    assert "power" in found["method"]
    assert "without the processor" in found["method"]


@pytest.mark.parametrize(
    ("gpu", "said"),
    [
        (lambda: Nvml(UUID, library=Driver(energy=False, power=False)), "neither"),
        (lambda: Nvml("another", library=Driver()), "does not show the GPU"),
    ],
)
def test_a_gpu_that_cannot_be_read_leaves_the_run_not_measured(
    gpu: Any, said: str, tmp_path: Path
) -> None:
    package(tmp_path, "intel-rapl:0", 1)
    found = EnergyMeter(Rapl(tmp_path), gpu()).result()
    assert found["status"] == "not measured"
    assert said in found["reason"]


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pynvml", None)
    assert "ftcheck-gdpr[energy]" in Nvml(UUID).reason


def test_a_driver_that_was_loaded_again_is_a_gap() -> None:
    driver = Driver()
    gpu = Nvml(UUID, library=driver)
    driver.millijoules = 1
    assert gpu.used() == 0
    assert "began anew" in gpu.reason


def test_co2_needs_a_factor_with_its_source_and_measured_energy() -> None:
    measured = {"status": "measured", "kwh": 2.0}
    factor = CostSettings(grid_factor=363, grid_factor_source="grid operator, 2025")
    assert co2(measured, factor)["grams"] == 726
    assert co2(measured, factor)["source"] == "grid operator, 2025"
    assert "no grid_factor" in co2(measured, CostSettings())["reason"]
    unread = co2({"status": "not measured", "reason": "no counters"}, factor)
    assert (unread["status"], "no counters" in unread["reason"]) == ("not calculated", True)
    for wrong in ({"grid_factor": 363}, {"grid_factor_source": "somewhere"}):
        with pytest.raises(ValidationError, match="set together"):
            CostSettings.model_validate(wrong)


def test_a_gpu_of_a_multi_instance_is_found_by_its_own_name() -> None:
    asked: list[str] = []
    driver = SimpleNamespace(
        NVMLError=Driver.NVMLError,
        nvmlInit=lambda: None,
        nvmlDeviceGetHandleByUUID=lambda uuid: asked.append(uuid),
        nvmlDeviceGetTotalEnergyConsumption=lambda handle: 1,
    )
    Nvml("MIG-5", library=driver)
    assert asked == ["MIG-5"]
