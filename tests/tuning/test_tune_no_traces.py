"""Training leaves no text outside of its folder; its libraries are told first to stay silent."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from compliance.env import OFFLINE
from tuning.model import BaseModel

CANARY = "zqxcanary7391"
ROOT = Path(__file__).parents[2]
PROGRAM = """
import dataclasses, importlib.abc, json, os, sys
from pathlib import Path

seen = {}
class Watcher(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in {"trl", "transformers", "huggingface_hub", "datasets"}:
            seen.setdefault(name, dict(os.environ))
        return None
sys.meta_path.insert(0, Watcher())
sockets = []
sys.addaudithook(lambda event, arguments: sockets.append(event) if event in {
    "socket.connect", "socket.getaddrinfo", "socket.sendto"} else None)

from compliance.evidence.keys import ProjectKeys
from tuning.config import ModelConfig, TuneConfig
from tuning.model import resolve
from tuning.plan.plan import plan
from tuning.run import tune
from tuning.training.checkpoints import Checkpoints
from tuning_fakes import chat, make_cleared

folder, run, canary = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
base = resolve(ModelConfig(path=str(folder)), folder=Path())
records = tuple(chat(f"c{n}", f"Say {canary}", f"{canary} {n}", group=f"c{n}") for n in range(4))
cleared = dataclasses.replace(make_cleared(4, 2, 2), train=records, validation=records[:1])
config = TuneConfig(num_train_epochs=1, max_length=128, max_new_tokens=4, samples=1)
plan(records, (), (), base=base, config=config, seed=1)
(run / "out").mkdir()
result = tune(cleared, base=base, config=config, seed=1, out_dir=run / "out",
              find=lambda texts: [[]] * len(texts),
              checkpoints=Checkpoints(run / "checkpoints", ProjectKeys.ephemeral(), limit=1))
watched = json.loads(sys.argv[4])
print(json.dumps({
    "environ": {name: {key: values.get(key) for key in watched} for name, values in seen.items()},
    "sockets": sockets, "trained": result.training["tokens"]["trained_on"]}))
"""


def test_caches_and_temporary_folders_hold_no_training_text(
    base: BaseModel, tmp_path: Path
) -> None:
    variables = ("HOME", "HF_HOME", "XDG_CACHE_HOME", "TMPDIR", "XDG_CONFIG_HOME")
    folders = {name: tmp_path / name.lower() for name in variables}
    run = tmp_path / "run"
    for folder in (*folders.values(), run):
        folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(base.path), str(run), CANARY, json.dumps([*OFFLINE])],
        cwd=run,
        capture_output=True,
        text=True,
        env={
            # A shell that wants telemetry and the network.
            **dict.fromkeys(OFFLINE, "0"),
            **{name: str(folder) for name, folder in folders.items()},
            "PATH": os.environ["PATH"],
            "OMP_NUM_THREADS": "1",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)]),
        },
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["trained"] > 0
    assert said["sockets"] == []
    assert set(said["environ"]) == {"trl", "transformers", "huggingface_hub", "datasets"}
    for environ in said["environ"].values():
        assert environ == OFFLINE
    assert CANARY not in done.stdout + done.stderr
    files = [path for folder in folders.values() for path in folder.rglob("*") if path.is_file()]
    for path in files:
        assert CANARY.encode() not in path.read_bytes(), path
    assert not [path for path in folders["TMPDIR"].rglob("*") if path.is_file()]
