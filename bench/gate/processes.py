"""Runs a command and watches the memory of it and of all that it starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

_PAUSE = 0.1
_PAGE = os.sysconf("SC_PAGE_SIZE")


def measured(module: str, *arguments: object, cwd: Path | None = None) -> dict[str, Any]:
    """Run a module of the benchmark in a process of its own; return what it prints, as JSON.

    `peak_mib` is added: the most memory (RSS) that the process and all its children held together.
    """
    command = [sys.executable, "-m", module, *map(str, arguments)]
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        cwd=cwd or root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    peak, done = [0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peak, done))
    watcher.start()
    out, _ = process.communicate()
    done.set()
    watcher.join()
    if process.returncode != 0:
        raise RuntimeError(f"{module} ended with {process.returncode}")
    result: dict[str, Any] = json.loads(out.splitlines()[-1])
    return result | {"peak_mib": round(peak[0] / 2**20)}


def _watch(pid: int, peak: list[int], done: threading.Event) -> None:
    while not done.is_set():
        peak[0] = max(peak[0], sum(map(resident, _family(pid))))
        time.sleep(_PAUSE)


def _family(pid: int) -> list[int]:
    """Return a process and all below it."""
    found = [pid]
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                found += _family(int(child))
    except OSError:
        pass  # it ended meanwhile
    return found


def resident(pid: int) -> int:
    """Return the memory (RSS) of a process in bytes; 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
