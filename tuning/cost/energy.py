"""Energy that was used while training ran, where the machine lets us read it; never estimated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

_POWERCAP = Path("/sys/class/powercap")
_MICROJOULE_PER_KWH = 3.6e12


class Counter(Protocol):
    """Something that tells how much energy was used."""

    what: str
    """What is counted, and how, as reports say it."""
    reason: str
    """Why nothing can be read; empty while it can."""

    def used(self) -> int:
        """Return the microjoules since the last call; 0 where nothing can be read."""


class Rapl:
    """The processor packages' own counters (Intel and AMD: Running Average Power Limit).

    They run over after some minutes to hours, so `used` is to be called often.
    """

    what = "RAPL counters of the processor packages"

    def __init__(self, powercap: Path = _POWERCAP) -> None:
        # `intel-rapl:0` is a package; `intel-rapl:0:1` is a part of it and would count twice.
        self._packages = [
            path for path in sorted(powercap.glob("intel-rapl:*")) if path.name.count(":") == 1
        ]
        self.reason = "" if self._packages else "this machine offers no energy counters (RAPL)"
        self._last = self._read()

    def used(self) -> int:
        """Return the microjoules since the last call."""
        now = self._read()
        if self.reason:
            return 0
        total = 0
        for package, before, after in zip(self._packages, self._last, now, strict=True):
            if after < before:
                after += _number(package / "max_energy_range_uj") or 0
            total += max(0, after - before)
        self._last = now
        return total

    def _read(self) -> list[int]:
        values = [_number(package / "energy_uj") for package in self._packages]
        if any(value is None for value in values):
            self.reason = "the energy counters (RAPL) are not readable for this user"
        return [value or 0 for value in values]


class EnergyMeter:
    """Adds up what the counters tell, over all parts of a training.

    A run on a GPU is measured when its GPU is; the processor is added where it can be read. What
    else runs on the same machine is counted too: counters know no processes.
    """

    def __init__(self, processor: Counter, gpu: Counter | None = None) -> None:
        """Take the counters.

        Args:
            processor: of the machine.
            gpu: of the GPU that trains; None where the processor does.
        """
        self._counters = {"processor": processor, **({} if gpu is None else {"gpu": gpu})}
        self._main = "processor" if gpu is None else "gpu"
        self._used = dict.fromkeys(self._counters, 0)
        self._gaps: set[str] = set()

    def sample(self) -> None:
        """Add what was used since the last reading."""
        for name, counter in self._counters.items():
            self._used[name] += counter.used()

    def kept(self) -> dict[str, Any]:
        """Return what was used so far, as JSON, for a training that goes on in another process."""
        self.sample()
        return {
            "microjoules": {
                name: None if self._missing(name) else used for name, used in self._used.items()
            }
        }

    def put(self, earlier: Mapping[str, Any]) -> None:
        """Add what an earlier part of the work used, as `kept` returned it."""
        for name in self._used:
            used = earlier["microjoules"].get(name)
            if used is None:
                self._gaps.add(name)
            else:
                self._used[name] += int(used)

    def join(self, others: Sequence[Mapping[str, Any]]) -> None:
        """Add the GPUs of other processes on this machine, each as `kept` returned it.

        The processor is the same for all and is counted here.
        """
        if "gpu" not in self._counters:
            return
        for other in others:
            used = other["microjoules"].get("gpu")
            if used is None:
                self._gaps.add("gpu")
            else:
                self._used["gpu"] += int(used)

    def result(self) -> dict[str, Any]:
        """Return the kWh in all and of each part, or why nothing was measured."""
        self.sample()
        if reason := self._missing(self._main):
            return {"status": "not measured", "reason": reason}
        parts = {
            name: None if self._missing(name) else used / _MICROJOULE_PER_KWH
            for name, used in self._used.items()
        }
        said = [self._counters[name].what for name, kwh in parts.items() if kwh is not None]
        said += [f"without the {name}: {self._missing(name)}" for name in parts if not parts[name]]
        return {
            "status": "measured",
            "kwh": sum(kwh for kwh in parts.values() if kwh is not None),
            "parts": parts,
            "method": "; ".join([*said, "all that ran there is counted, not this process alone"]),
        }

    def _missing(self, name: str) -> str:
        if reason := self._counters[name].reason:
            return reason
        return "an earlier part of the training was not measured" if name in self._gaps else ""


def energy_meter(*, cuda: bool) -> EnergyMeter:
    """Return a meter for training on this process's GPU, or on the processor."""
    if not cuda:
        return EnergyMeter(Rapl())
    import torch

    from tuning.cost.nvml import Nvml

    uuid = getattr(torch.cuda.get_device_properties(torch.cuda.current_device()), "uuid", None)
    return EnergyMeter(Rapl(), Nvml(str(uuid)))


def _number(path: Path) -> int | None:
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return None
