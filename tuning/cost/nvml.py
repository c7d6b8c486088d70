"""Energy of an NVIDIA GPU, read from its driver (NVML).

Needs the package nvidia-ml-py (extra `energy`); it asks the driver and nothing else. Its units are
millijoules for energy and milliwatts for power.

Basis: NVML API Reference, nvmlDeviceGetTotalEnergyConsumption (Volta and newer) and
nvmlDeviceGetPowerUsage.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from typing import Any

_MICRO_PER_MILLI = 1000


class Nvml:
    """The energy counter of one GPU, or, where it has none, its power added up over time."""

    def __init__(
        self, uuid: str, *, library: Any = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Open the GPU.

        Args:
            uuid: as torch names it; numbers of GPUs differ between torch and the driver as soon as
                `CUDA_VISIBLE_DEVICES` is set.
            library: stands in for the module `pynvml`.
            clock: seconds.
        """
        self.what = "NVML energy counter of the GPU's board"
        self.reason = ""
        self._clock = clock
        self._by_power = False
        try:
            self._nvml = library or importlib.import_module("pynvml")
        except ImportError:
            self.reason = (
                "reading the GPU's energy needs the package nvidia-ml-py: "
                "pip install 'ftcheck-gdpr[energy]'"
            )
            return
        try:
            self._nvml.nvmlInit()
            name = uuid if uuid.startswith(("GPU-", "MIG-")) else f"GPU-{uuid}"
            self._gpu = self._nvml.nvmlDeviceGetHandleByUUID(name)
        except self._nvml.NVMLError as error:
            self.reason = f"the driver does not show the GPU (NVML: {error})"
            return
        self._last, self._at = self._first(), clock()

    def used(self) -> int:
        """Return the microjoules since the last call."""
        if self.reason:
            return 0
        before, at, now = self._last, self._at, self._clock()
        try:
            self._last = self._read()
        except self._nvml.NVMLError as error:
            self.reason = f"the GPU's energy could not be read to the end (NVML: {error})"
            return 0
        self._at = now
        if self._by_power:
            # Milliwatts times seconds are millijoules.
            return round((before + self._last) / 2 * (now - at) * _MICRO_PER_MILLI)
        if self._last < before:
            self.reason = "the GPU's energy counter began anew while training ran"
            return 0
        return (self._last - before) * _MICRO_PER_MILLI

    def _first(self) -> int:
        try:
            return self._read()
        except self._nvml.NVMLError:
            self._by_power = True
            self.what = "power of the GPU's board (NVML), read after each step and added up"
        try:
            return self._read()
        except self._nvml.NVMLError as error:
            self.reason = f"the GPU tells neither its energy nor its power (NVML: {error})"
            return 0

    def _read(self) -> int:
        if self._by_power:
            return int(self._nvml.nvmlDeviceGetPowerUsage(self._gpu))
        return int(self._nvml.nvmlDeviceGetTotalEnergyConsumption(self._gpu))
