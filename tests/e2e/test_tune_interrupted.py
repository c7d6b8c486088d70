"""ftcheck tune, stopped by a real signal or killed, and taken up again."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.e2e.conftest import Result, ftcheck

WAIT = 120


@pytest.fixture
def desk(cleared_desk: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(cleared_desk, tmp_path / "desk"))


@pytest.fixture(scope="module")
def tuned(cleared_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same project, tuned without a stop."""
    folder = Path(shutil.copytree(cleared_desk, tmp_path_factory.mktemp("tuned") / "desk"))
    result = ftcheck(folder, "tune")
    assert result.code == 0, result.err
    assert not (folder / "runs" / "main" / "checkpoints").exists()
    assert "base model base: no licence was found" in result.err
    return folder


def tune_until_a_checkpoint(project: Path, number: int, *options: str) -> Result:
    """Run the command and send its process a signal when the first checkpoint is there."""
    folder = project / "runs" / "main" / "checkpoints"

    def send() -> None:
        until = time.monotonic() + WAIT
        while not list(folder.glob("step-*")) and time.monotonic() < until:
            time.sleep(0.002)
        os.kill(os.getpid(), number)

    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # as `main` does
    sender = threading.Thread(target=send)
    sender.start()
    try:
        result = ftcheck(project, "tune", *options)
        sender.join()
    finally:
        signal.signal(signal.SIGTERM, before)
    return result


def pickled(folder: Path) -> list[Path]:
    suffixes = {".bin", ".pt", ".pth", ".pkl", ".ckpt"}
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and (path.suffix in suffixes or path.read_bytes()[:1] == b"\x80")
    ]


def same_result(project: Path, tuned: Path) -> None:
    one, other = project / "runs" / "main", tuned / "runs" / "main"
    for name in ("adapter/adapter_model.safetensors", "eval.json"):
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    documents = [json.loads((run / "training.json").read_text()) for run in (one, other)]
    for key in ("curve", "tokens", "steps", "best_step", "flops"):
        assert documents[0][key] == documents[1][key], key


@pytest.mark.parametrize(
    "number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)]
)
def test_a_signal_keeps_a_checkpoint_and_the_same_command_goes_on(
    number: int, desk: Path, tuned: Path
) -> None:
    run = desk / "runs" / "main"
    stopped = tune_until_a_checkpoint(desk, number)
    assert stopped.code == 130, stopped.err
    assert "once more stops at once" in stopped.err
    assert "E900" in stopped.err
    assert "goes on where it stopped" in stopped.err
    assert list((run / "checkpoints").glob("step-*"))
    assert not (run / "adapter").exists()
    assert pickled(run) == []
    assert not list(run.rglob("*.partial"))
    again = ftcheck(desk, "tune")
    assert again.code == 0, again.err
    assert "going on from checkpoint step-" in again.err
    same_result(desk, tuned)
    assert not (run / "checkpoints").exists()
    assert json.loads((run / "training.json").read_text())["resumed_from"]
    assert ftcheck(desk, "report").code == 0
    assert ftcheck(desk, "verify").code == 0
    assert pickled(run) == []


def test_a_changed_setting_is_refused_until_restart(desk: Path) -> None:
    run = desk / "runs" / "main"
    assert tune_until_a_checkpoint(desk, signal.SIGINT).code == 130
    kept = sorted(path.name for path in (run / "checkpoints").iterdir())
    path = desk / "ftcheck.toml"
    path.write_text(path.read_text("utf-8").replace("max_length = 256", "max_length = 200"))
    refused = ftcheck(desk, "tune")
    assert refused.code == 3
    assert "E703" in refused.err
    assert "tune.max_length: 256 → 200" in refused.err
    # Neither a refusal nor a command that does not train takes anything away.
    assert ftcheck(desk, "gate").code == 0
    # A report of what is there so far seals them as well, and training unseals the run.
    assert ftcheck(desk, "report").code == 0
    assert ftcheck(desk, "verify").code == 0
    assert sorted(path.name for path in (run / "checkpoints").iterdir()) == kept
    again = ftcheck(desk, "tune", "--restart")
    assert again.code == 0, again.err
    assert "checkpoints deleted: training begins anew" in again.err
    assert json.loads((run / "training.json").read_text())["resumed_from"] == []
    assert not (run / "checkpoints").exists()


def test_how_often_is_kept_does_not_train_again(tuned: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tuned, tmp_path / "desk"))
    path = folder / "ftcheck.toml"
    path.write_text(path.read_text("utf-8").replace("save_steps = 1", "save_steps = 7"))
    # A kill between the end of training and the removal of what it kept leaves this.
    (folder / "runs" / "main" / "checkpoints" / "step-1").mkdir(parents=True)
    result = ftcheck(folder, "tune")
    assert result.code == 0
    assert "= tune" in result.err
    assert not (folder / "runs" / "main" / "checkpoints").exists()


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_kills_at_random_moments_of_training_change_nothing(desk: Path, tuned: Path) -> None:
    run, chance = desk / "runs" / "main", random.Random(3)
    resumed = set()
    for _ in range(8):
        with subprocess.Popen(
            [sys.executable, "-m", "ftcheck", "tune"],
            cwd=desk,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        ) as process:
            assert process.stderr is not None
            for line in process.stderr:
                if "epoch" in line or "going on" in line:
                    resumed.add(line)
                    break
            time.sleep(chance.uniform(0, 1.5))
            process.kill()
        assert not (run / "stages" / "tune.json").exists() or process.returncode == 0
    done = ftcheck(desk, "tune")
    assert done.code == 0, done.err
    same_result(desk, tuned)
    assert not list(run.rglob("*.partial"))
    assert ftcheck(desk, "report").code == 0
    assert ftcheck(desk, "verify").code == 0
