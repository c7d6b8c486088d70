"""ftcheck tune --launch ddp: two processes on the command line, stopped, taken up, and verified."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import ftcheck
from tests.e2e.test_tune_interrupted import pickled, same_result, tune_until_a_checkpoint

DDP = ("--launch", "ddp", "--processes", "2")


@pytest.fixture
def desk(cleared_desk: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(cleared_desk, tmp_path / "desk"))


def test_two_processes_stop_together_and_go_on(desk: Path) -> None:
    run = desk / "runs" / "main"
    stopped = tune_until_a_checkpoint(desk, signal.SIGINT, *DDP)
    assert stopped.code == 130, stopped.err
    assert "once more stops at once" in stopped.err
    assert list((run / "checkpoints").glob("step-*"))
    assert not (run / "adapter").exists()
    # The option stands in the run, so the same training goes on without it.
    again = ftcheck(desk, "tune")
    assert again.code == 0, again.err
    assert "was made with launch ddp, processes 2: used again" in again.err
    assert "going on from checkpoint step-" in again.err
    training = json.loads((run / "training.json").read_text())
    assert (training["world_size"], training["strategy"]) == (2, "ddp")
    assert training["resumed_from"]
    assert training["cost"]["peak_memory"]["counted"].endswith("the highest of 2 processes")
    assert training["launch"]["command"] in (run / "launch" / "launch.sh").read_text()
    assert str(desk) not in (run / "launch" / "job.json").read_text()
    assert not (run / "checkpoints").exists()
    assert pickled(run) == []
    assert ftcheck(desk, "report").code == 0
    html = (run / "report.html").read_text("utf-8")
    assert "torch.distributed.run" in html
    verified = ftcheck(desk, "verify")
    assert verified.code == 0, verified.out + verified.err


@pytest.mark.slow
def test_the_script_does_what_the_command_does(desk: Path, tmp_path: Path) -> None:
    through = Path(shutil.copytree(desk, tmp_path / "through"))
    done = ftcheck(through, "tune", *DDP)
    assert done.code == 0, done.err
    # Stopped at once; the rest is trained by hand.
    stopped = tune_until_a_checkpoint(desk, signal.SIGINT, *DDP)
    assert stopped.code == 130, stopped.err
    script = desk / "runs" / "main" / "launch" / "launch.sh"
    assert script.stat().st_mode & stat.S_IXUSR
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    by_hand = subprocess.run(
        [script], env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=200
    )
    assert by_hand.returncode == 0, by_hand.stderr[-3000:]
    assert "takes its last checkpoint and goes on" in by_hand.stdout
    taken = ftcheck(desk, "tune")
    assert taken.code == 0, taken.err
    same_result(desk, through)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--launch", "fsdp2"), "fsdp2 needs GPUs"),
        (("--launch", "ddp"), "add --processes N"),
        (("--launch", "dpp", "--processes", "2"), "did you mean 'ddp'?"),
        (("--processes", "2"), "add --launch ddp"),
        (("--launch", "ddp", "--processes", "0"), "--processes: input should be greater"),
    ],
)
def test_what_this_machine_cannot_launch_is_refused(
    cleared_desk: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has GPUs")
    desk = Path(shutil.copytree(cleared_desk, tmp_path / "desk"))
    refused = ftcheck(desk, "tune", *arguments)
    assert refused.code in {2, 3}
    assert said in refused.err
    assert not (desk / "runs" / "main" / "launch").exists()


@pytest.mark.slow
def test_a_process_that_is_killed_is_told_and_loses_nothing(desk: Path) -> None:
    import threading
    import time

    import psutil

    run = desk / "runs" / "main"

    def kill() -> None:
        until = time.monotonic() + 120
        while not list((run / "checkpoints").glob("step-*")) and time.monotonic() < until:
            time.sleep(0.002)
        for process in psutil.Process().children(recursive=True):
            if "tuning.launch.worker" in process.cmdline() and "run" not in process.cmdline()[2]:
                process.kill()
                return

    killer = threading.Thread(target=kill)
    killer.start()
    refused = ftcheck(desk, "tune", *DDP)
    killer.join()
    assert refused.code == 3, refused.err
    assert "E704" in refused.err
    assert "killed by signal 9, which systems send when memory is full" in refused.err
    assert list((run / "checkpoints").glob("step-*"))
    assert not (run / "adapter").exists()


@pytest.mark.gpu
@pytest.mark.parametrize("strategy", ["ddp", "fsdp2", "zero2", "zero3"])
def test_gpus_train_together_stop_and_go_on(strategy: str, desk: Path) -> None:
    import importlib.util

    import torch

    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    if not count or (strategy == "ddp" and count < 2):
        pytest.skip("needs a GPU, and ddp two of them")
    if strategy.startswith("zero") and importlib.util.find_spec("deepspeed") is None:
        pytest.skip("deepspeed is not installed")
    stopped = tune_until_a_checkpoint(desk, signal.SIGINT, "--launch", strategy)
    assert stopped.code == 130, stopped.err
    again = ftcheck(desk, "tune")
    assert again.code == 0, again.err
    assert "going on from checkpoint step-" in again.err
    run = desk / "runs" / "main"
    training = json.loads((run / "training.json").read_text())
    assert (training["world_size"], training["strategy"]) == (count, strategy)
    assert training["device"]["type"] == "cuda"
    assert "accelerate.commands.launch" in training["launch"]["command"]
    losses = [point["loss"] for point in training["curve"]["validation"]]
    assert losses[-1] < losses[0]
    assert pickled(run) == []
    assert ftcheck(desk, "report").code == 0
    assert ftcheck(desk, "verify").code == 0
