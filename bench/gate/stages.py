"""In a process of its own: the stages up to the gate on the project of the current folder.

With a folder of chats and their number as arguments, the gold of these chats is what is found.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from bench.detect.quality import say
from bench.gate.gold import GoldOfChats
from bench.gate.processes import resident
from compliance.env import go_offline
from compliance.errors import GateError
from compliance.lists.finder import ListFinder
from compliance.progress import Progress, silent
from ftcheck.pipeline import advance
from ftcheck.project import Project
from ftcheck.stages.base import Run, Watcher


def main() -> None:
    go_offline()
    times: dict[str, list[float]] = {}

    def started(name: str) -> Progress:
        times[name] = [time.perf_counter(), time.process_time()]
        return silent

    def finished(name: str, _: str) -> None:
        wall, own = times[name]
        times[name] = [time.perf_counter() - wall, time.process_time() - own]
        say(f"  {name}: {times[name][0]:,.0f} s")

    run = Run(Project.find(), "main", Watcher(started, finished=finished))
    # The engine is loaded before the clock starts: it takes the same seconds for any dataset.
    assert run.engine.find(["Guten Tag, mein Name ist Ida Muster."])
    if len(sys.argv) > 1:
        gold = GoldOfChats(Path(sys.argv[1]), int(sys.argv[2]))
        run.finder = ListFinder(gold, run.project.loaded.lists)
    before = resident(os.getpid())
    with suppress(GateError):
        advance(run, "gate")
    result = {"records": run.records, "stages": times, "before_mib": round(before / 2**20)}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
