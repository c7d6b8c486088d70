"""A method is changed: a whole model takes the adapter's place, and its evidence with it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.e2e.conftest import ftcheck


@pytest.mark.slow
def test_a_whole_model_takes_the_place_of_the_adapter(project: Path, tmp_path: Path) -> None:
    run = project / "runs" / "main"
    assert (run / "adapter").is_dir()
    config = project / "ftcheck.toml"
    text = config.read_text()
    assert "[tune]\n" in text
    config.write_text(text.replace("[tune]\n", '[tune]\nmethod = "feature_extraction"\n'))
    done = ftcheck(project, "run")
    assert done.code == 0, done.err
    assert "model: runs/main/model" in done.out
    assert not (run / "adapter").exists()
    assert json.loads((run / "training.json").read_text())["method"] == "feature_extraction"
    assert ftcheck(project, "verify").code == 0
    copy = shutil.copytree(run / "model", tmp_path / "given-out")
    said = ftcheck(project, "verify", str(copy))
    assert said.code == 0, said.err
    assert f"model {copy} verifies" in said.out
    (copy / "config.json").write_text("{}")
    assert ftcheck(project, "verify", str(copy)).code == 5
    assert "Model weights" in (run / "report.html").read_text()
