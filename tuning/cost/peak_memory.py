"""The most memory that a training took, and what exactly was counted."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_PROC = Path("/proc/self")
_RESET_PEAK = "5"  # see proc_pid_clear_refs(5)


class PeakMemory:
    """Watches the highest memory from when it is made on; over several parts the highest of all."""

    def __init__(self, *, cuda: bool, proc: Path = _PROC) -> None:
        """Begin.

        Args:
            cuda: whether training runs on a GPU, whose memory is counted then.
            proc: where Linux tells of this process.
        """
        self._proc = proc
        self._cuda = cuda
        self._earlier = 0
        self._processes = 1
        self._before = _kilobytes(proc, "VmRSS")
        self._fresh = _reset_peak(proc) if not cuda else True
        if cuda:
            import torch

            torch.cuda.reset_peak_memory_stats()

    def bytes(self) -> int:
        """Return the highest number of bytes so far; 0 where it cannot be told."""
        return max(self._earlier, self._now())

    def kept(self) -> dict[str, Any]:
        """Return what a checkpoint has to keep, as JSON."""
        return {"bytes": self.bytes()}

    def put(self, earlier: Mapping[str, Any]) -> None:
        """Go on from what `kept` returned."""
        self._earlier = int(earlier["bytes"])

    def join(self, others: Sequence[Mapping[str, Any]]) -> None:
        """Take the highest of several processes, this one among them, each as `kept` returns it."""
        self._processes = len(others)
        self._earlier = max(int(each["bytes"]) for each in others)

    def result(self) -> dict[str, Any]:
        """Return the peak in bytes and what it counts, or why it is not known."""
        if not (peak := self.bytes()):
            return {"status": "not measured", "reason": "this system does not tell the memory"}
        return {"status": "measured", "bytes": peak, "counted": self._counted()}

    def _now(self) -> int:
        if self._cuda:
            import torch

            return int(torch.cuda.max_memory_allocated())
        return _kilobytes(self._proc, "VmHWM") or _lifetime_peak()

    def _counted(self) -> str:
        several = f"; the highest of {self._processes} processes" if self._processes > 1 else ""
        return self._of_one() + several

    def _of_one(self) -> str:
        if self._cuda:
            return "tensors that torch held on the GPU, from loading the model on"
        process = "resident memory of this process, with libraries and data"
        if not self._fresh:
            return f"{process}; highest since it began, the scanner's models included"
        return f"{process}; highest while training ran, of which {self._before:,} bytes before it"


def _reset_peak(proc: Path) -> bool:
    try:
        (proc / "clear_refs").write_text(_RESET_PEAK)
    except OSError:
        return False  # a container may not allow it
    return True


def _kilobytes(proc: Path, key: str) -> int:
    """Return a value of /proc/self/status in bytes; 0 where there is none."""
    try:
        for line in (proc / "status").read_text().splitlines():
            if line.startswith(f"{key}:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    return 0


def _lifetime_peak() -> int:
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak) if sys.platform == "darwin" else int(peak) * 1024
