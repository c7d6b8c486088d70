"""Energy of the processor while a block of work runs, where the machine lets us read it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

_POWERCAP = Path("/sys/class/powercap")
_MICROJOULE_PER_KWH = 3.6e12


class EnergyMeter:
    """Reads the processor packages' own energy counters (RAPL).

    The counters run over after some minutes to hours, so `sample` is called often.
    """

    def __init__(self, *, cuda: bool, powercap: Path = _POWERCAP) -> None:
        self._cuda = cuda
        # `intel-rapl:0` is a package; `intel-rapl:0:1` is a part of it and would count twice.
        self._packages = [
            path for path in sorted(powercap.glob("intel-rapl:*")) if path.name.count(":") == 1
        ]
        self._last: list[int] | None = self._read()
        self._used = 0
        self._gap = ""

    def sample(self) -> None:
        """Add what was used since the last reading."""
        now = self._read()
        if self._last is None or now is None:
            self._last = None
            return
        for package, before, after in zip(self._packages, self._last, now, strict=True):
            if after < before:
                after += _number(package / "max_energy_range_uj") or 0
            self._used += max(0, after - before)
        self._last = now

    def kept(self) -> dict[str, Any]:
        """Return what was used so far, as JSON, for a training that goes on in another process."""
        self.sample()
        measured = bool(self._packages) and self._last is not None and not self._gap
        return {"microjoules": self._used if measured else None}

    def put(self, earlier: Mapping[str, Any]) -> None:
        """Add what an earlier part of the work used, as `kept` returned it."""
        if earlier["microjoules"] is None:
            self._gap = "an earlier part of the training was not measured"
        else:
            self._used += int(earlier["microjoules"])

    def result(self) -> dict[str, Any]:
        """Return what was measured, or why nothing was."""
        if self._cuda:
            return _unmeasured("the GPU did most of the work, and its energy is not read")
        if not self._packages:
            return _unmeasured("this machine offers no energy counters (RAPL)")
        self.sample()
        if self._last is None:
            return _unmeasured("the energy counters (RAPL) are not readable for this user")
        if self._gap:
            return _unmeasured(self._gap)
        return {
            "status": "measured",
            "kwh": self._used / _MICROJOULE_PER_KWH,
            "method": "RAPL counters of the processor packages; all processes of the machine",
        }

    def _read(self) -> list[int] | None:
        values = [_number(package / "energy_uj") for package in self._packages]
        return None if any(value is None for value in values) else [int(v or 0) for v in values]


def _unmeasured(reason: str) -> dict[str, Any]:
    return {"status": "not measured", "reason": reason}


def _number(path: Path) -> int | None:
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return None
