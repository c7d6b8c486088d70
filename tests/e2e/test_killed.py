"""kill -9 at random moments: what is finished afterwards is what it would have been."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import make_project

RECORDS = 20
NOT_THE_SAME = {"evidence.json", "report.html", "report.pdf", "stages/report.json"}
"""They hold the ledger's head, and a killed run has more entries."""


def quick_project(folder: Path) -> Path:
    make_project(folder, chats=RECORDS)
    path = folder / "ftcheck.toml"
    path.write_text(path.read_text("utf-8").replace("[detect]\n", '[detect]\nner = "none"\n', 1))
    return folder


def contents(run: Path) -> dict[str, bytes]:
    files = {path.relative_to(run).as_posix(): path for path in run.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name not in NOT_THE_SAME}


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("kills", "seed"), [(4, 1), (20, 2)])
def test_kills_at_random_moments_change_nothing(tmp_path: Path, kills: int, seed: int) -> None:
    whole, broken = quick_project(tmp_path / "whole"), quick_project(tmp_path / "broken")
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.killing", str(whole), str(broken), str(kills), str(seed)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    log = (broken / "log.txt").read_text("utf-8")
    assert result["whole"] == result["broken"] == [0, 0, 0], log
    assert result["kills"] == kills
    assert result["ledger_problems"] == []
    assert "Traceback" not in log
    assert not list(broken.rglob("*.partial"))
    one, two = contents(whole / "runs" / "main"), contents(broken / "runs" / "main")
    assert set(one) == set(two)
    assert [name for name in one if one[name] != two[name]] == []
