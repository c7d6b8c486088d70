"""Run by test_killed.py: the real command line in processes that are ended with SIGKILL.

Libraries and engine are loaded once, then every attempt is a forked process; loading them each time
would take most of the time and be most of what is killed.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

STAGES = ("augment", "report")
GIVE_UP = 60


def start(folder: Path, command: str) -> int:
    """Start a command in a project; return its process."""
    from ftcheck.cli import build_app, invoke
    from ftcheck.commands.common import DebugFlag

    if process := os.fork():
        return process
    try:
        os.chdir(folder)
        log = os.open("log.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        debug = DebugFlag()
        code = invoke(build_app(debug), [command], debug)
        sys.stdout.flush()
        os._exit(code)
    finally:
        os._exit(99)


def finish(folder: Path) -> tuple[list[int], float]:
    """Do every command to its end; return the exit codes, and how long the first took."""
    began = time.monotonic()
    codes = []
    took = 0.0
    for command in (*STAGES, "verify"):
        codes.append(os.waitstatus_to_exitcode(os.waitpid(start(folder, command), 0)[1]))
        took = took or time.monotonic() - began
    return codes, took


def killed(folder: Path, command: str, after: float) -> bool:
    """Start a command and kill it after a while; False when it was done before."""
    process = start(folder, command)
    until = time.monotonic() + after
    while time.monotonic() < until:
        if os.waitpid(process, os.WNOHANG)[0]:
            return False
        time.sleep(0.002)
    os.kill(process, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL


def main(whole: Path, broken: Path, kills: int, seed: int) -> None:
    """Finish one project, kill the other one again and again, then finish it as well."""
    import compliance.detect
    import compliance.gate
    import ftcheck.pipeline  # noqa: F401
    import reports  # noqa: F401
    import synth.augment  # noqa: F401
    from compliance.evidence import Ledger
    from compliance.evidence.keys import read_public_key
    from ftcheck.project import Project

    engine = compliance.detect.build_engine(Project.find(whole).config.detect)
    compliance.detect.build_engine = lambda _: engine
    codes, seconds = finish(whole)
    shutil.copytree(whole / ".ftcheck" / "keys", broken / ".ftcheck" / "keys")
    chance = random.Random(seed)
    ledger = Ledger(broken / ".ftcheck" / "ledger.db")
    public = read_public_key(broken / ".ftcheck" / "keys")
    done, stopped_in, problems = 0, [], []
    for _ in range(GIVE_UP):
        if done == kills:
            break
        command = "report" if chance.random() < 0.2 else "augment"
        if not killed(broken, command, chance.uniform(0, seconds)):
            if command == "augment":  # all stages are done: from the beginning again
                shutil.rmtree(broken / "runs")
            continue
        done += 1
        stopped_in.append(sum(1 for _ in (broken / "runs").glob("main/stages/*.json")))
        if ledger.path.is_file():
            problems += ledger.problems(public)
    again, _ = finish(broken)
    sys.stdout.write(
        json.dumps(
            {
                "whole": codes,
                "broken": again,
                "kills": done,
                "stages_done_when_killed": sorted(set(stopped_in)),
                "ledger_problems": problems,
            }
        )
        + "\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
