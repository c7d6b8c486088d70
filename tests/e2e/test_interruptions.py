"""Ctrl-C, a full disk and a second run, in every stage: nothing lost, nothing half-written."""

from __future__ import annotations

import errno
import fcntl
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from compliance.progress import Progress
from ftcheck.console import Console
from ftcheck.pipeline import stages
from ftcheck.stages.base import Watcher
from tests.e2e.conftest import ftcheck

NAMES = tuple(stage.name for stage in stages())


def stop_in(stage: str, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the next run raise `error` in the middle of a stage."""

    def started(name: str) -> Progress:
        def progress(done: int, total: int | None, note: str) -> None:
            if name == stage:
                raise error

        return progress

    @contextmanager
    def watched(self: Console) -> Iterator[Watcher]:
        yield Watcher(started=started)

    monkeypatch.setattr(Console, "stages", watched)


def redo(project: Path, stage: str) -> None:
    """Make a stage start again."""
    (project / "runs" / "main" / "stages" / f"{stage}.json").unlink()


@pytest.mark.parametrize(
    "stage",
    [pytest.param(name, marks=[pytest.mark.slow] if name == "probe" else []) for name in NAMES],
)
def test_ctrl_c_in_every_stage_resumes(
    stage: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    redo(project, stage)
    with monkeypatch.context() as patch:
        stop_in(stage, KeyboardInterrupt(), patch)
        result = ftcheck(project, "run")
    assert result.code == 130
    assert "goes on where it stopped" in result.err
    run = project / "runs" / "main"
    assert not list(run.rglob("*.partial"))
    assert not (run / "stages" / f"{stage}.json").exists()
    assert not (run / "evidence.json").exists()
    again = ftcheck(project, "run")
    assert again.code == 0, again.err
    for name in NAMES[: NAMES.index(stage)]:
        assert f"= {name}" in again.err
    assert f"+ {stage}" in again.err
    assert ftcheck(project, "verify").code == 0


@pytest.mark.parametrize("stage", NAMES)
def test_a_full_disk_in_every_stage(
    stage: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    redo(project, stage)
    before = {path: path.stat().st_size for path in (project / "runs" / "main").rglob("*.json*")}
    stop_in(stage, OSError(errno.ENOSPC, "No space left on device"), monkeypatch)
    result = ftcheck(project, "run")
    assert result.code == 3, result.err
    assert "E130" in result.err
    run = project / "runs" / "main"
    assert not list(run.rglob("*.partial"))
    for path, size in before.items():
        assert not path.exists() or path.stat().st_size == size or path.name == "scan.json"


def test_two_runs_at_once(project: Path) -> None:
    with (project / ".ftcheck" / "lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        for command in ("run", "gate", "report"):
            result = ftcheck(project, command)
            assert (result.code, "E120" in result.err) == (2, True), result
    assert ftcheck(project, "run").code == 0


@contextmanager
def gate_in_its_scan(project: Path) -> Iterator[subprocess.Popen[str]]:
    """Give a real process in the middle of its scan, and wait for its end."""
    redo(project, "scan")
    with subprocess.Popen(
        [sys.executable, "-m", "ftcheck", "gate"],
        cwd=project,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "> scan" in line:
                break
        time.sleep(0.2)
        yield process
        process.wait(timeout=60)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_real_signal(number: int, project: Path) -> None:
    with gate_in_its_scan(project) as process:
        process.send_signal(number)
        assert process.stderr is not None
        rest = process.stderr.read()
    assert process.returncode == 130, rest
    assert "E900" in rest
    assert "Traceback" not in rest
    assert not list((project / "runs").rglob("*.partial"))


def test_a_killed_process_leaves_a_state_that_resumes(project: Path) -> None:
    with gate_in_its_scan(project) as process:
        process.kill()
    result = ftcheck(project, "run")
    assert result.code == 0, result.err
    assert not list(project.rglob("*.partial"))
    assert ftcheck(project, "verify").code == 0
