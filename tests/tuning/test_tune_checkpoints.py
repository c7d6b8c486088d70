"""Which checkpoint is used: the newest whole one of this training, and no other."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from resuming_fakes import CONFIG, KEYS, Killed, blob, killed_at, steps, trained
from tuning_fakes import save_model

from compliance.errors import CheckpointError
from compliance.evidence.canonical import read_json
from compliance.evidence.keys import ProjectKeys
from tuning.config import ModelConfig
from tuning.examples import Example, Examples
from tuning.model import BaseModel, resolve
from tuning.training.checkpoints import MANIFEST, Checkpoints
from tuning.training.lock import differences, training_lock

FILES = {
    "MANIFEST.json",
    "optimizer.json",
    "optimizer.safetensors",
    "progress.json",
    "random.json",
    "trainer_state.json",
    "weights.safetensors",
}


@pytest.fixture(scope="module")
def stopped(base: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkpoints 1 to 4 of a training that was killed; the best is step 3."""
    folder = tmp_path_factory.mktemp("stopped") / "checkpoints"
    with pytest.raises(Killed):
        trained(base, folder, progress=killed_at(5))
    assert steps(folder) == [1, 2, 3, 4]
    return folder


@pytest.fixture(scope="module")
def result(base: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return blob(trained(base, tmp_path_factory.mktemp("through") / "none", keep=False))


@pytest.fixture
def folder(stopped: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(stopped, tmp_path / "checkpoints"))


def newest(folder: Path, keys: ProjectKeys = KEYS) -> tuple[int | None, list[str]]:
    told: list[str] = []
    lock = read_json(folder / "step-1" / MANIFEST)["lock"]
    found = Checkpoints(folder, keys).newest(lock, told.append)
    return (None if found is None else found.step), told


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def test_a_checkpoint_holds_tensors_and_json_only(folder: Path) -> None:
    assert {path.name for path in (folder / "step-4").iterdir()} == FILES
    for path in folder.rglob("*.json"):
        json.loads(path.read_bytes())
    for path in folder.rglob("*"):
        assert path.is_dir() or path.suffix in {".json", ".safetensors"}


@pytest.mark.parametrize("name", sorted(FILES))
@pytest.mark.parametrize("place", [0.1, 0.5, 0.99])
def test_one_changed_byte_passes_a_checkpoint_over(name: str, place: float, folder: Path) -> None:
    path = folder / "step-4" / name
    flip(path, int(place * path.stat().st_size))
    step, told = newest(folder)
    assert step == 3
    assert told[0].startswith("checkpoint step-4 passed over: ")
    assert name in told[0]
    assert not (folder / "step-4").exists()


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_missing_file_passes_a_checkpoint_over(name: str, folder: Path) -> None:
    (folder / "step-4" / name).unlink()
    step, told = newest(folder)
    assert (step, len(told)) == (3, 1)
    assert name in told[0]


def cut(path: Path) -> None:
    weights = path / "weights.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])


def add_pickle(path: Path) -> None:
    (path / "optimizer.pt").write_bytes(b"\x80\x04K\x01.")


def link(path: Path) -> None:
    os.replace(path, path.parent / "elsewhere")
    path.symlink_to(path.parent / "elsewhere")


def rename(path: Path) -> None:
    os.replace(path, path.parent / "step-9")


def empty(path: Path) -> None:
    shutil.rmtree(path)
    path.mkdir()


@pytest.mark.parametrize("damage", [cut, add_pickle, link, rename, empty])
def test_what_is_not_whole_or_not_ours_is_passed_over(
    damage: Callable[[Path], None], folder: Path
) -> None:
    damage(folder / "step-4")
    assert newest(folder)[0] == 3
    assert sorted(path.name for path in folder.glob("step-*")) == ["step-1", "step-2", "step-3"]


def test_what_lost_its_best_weights_is_passed_over(folder: Path) -> None:
    flip(folder / "step-3" / "weights.safetensors", 500)
    step, told = newest(folder)
    assert step == 2
    assert "the best weights, of step 3, are lost" in told[0]


def test_training_goes_on_from_the_one_before(base: BaseModel, folder: Path, result: bytes) -> None:
    (folder / "step-4" / "optimizer.safetensors").unlink()
    told: list[str] = []
    again = trained(base, folder, say=told.append)
    assert again.facts["resumed_from"] == [3]
    assert blob(again) == result
    assert told[1] == "going on from checkpoint step-3"


def test_training_begins_anew_when_none_is_left(
    base: BaseModel, folder: Path, result: bytes
) -> None:
    for step in steps(folder):
        (folder / f"step-{step}" / MANIFEST).unlink()
    again = trained(base, folder)
    assert again.facts["resumed_from"] == []
    assert blob(again) == result


def test_another_projects_checkpoint_is_refused_and_stays(folder: Path) -> None:
    with pytest.raises(CheckpointError, match="another project") as caught:
        newest(folder, ProjectKeys.ephemeral())
    assert "--restart" in caught.value.fix
    assert steps(folder) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"learning_rate": 0.05}, "tune.learning_rate: 0.1 → 0.05"),
        ({"per_device_train_batch_size": 4}, "tune.per_device_train_batch_size: 2 → 4"),
        ({"num_train_epochs": 5}, "tune.num_train_epochs: 4 → 5"),
        ({"seed": 2}, "seed: 1 → 2"),
        ({"records": 10}, "data.train.records: 11 → 10"),
        ({"first": 1}, "data.train.sha256: "),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_another_training_is_refused_with_the_difference(
    changes: dict[str, Any], line: str, base: BaseModel, folder: Path
) -> None:
    with pytest.raises(CheckpointError) as caught:
        trained(base, folder, **changes)
    assert f"\n  - {line}" in caught.value.message
    assert "--restart" in caught.value.fix
    assert steps(folder) == [1, 2, 3, 4]


def test_another_base_model_is_refused(base: BaseModel, folder: Path, tmp_path: Path) -> None:
    other = save_model(tmp_path / "other", seed=6)
    with pytest.raises(CheckpointError, match="base.sha256: [0-9a-f]{12}… → "):
        trained(resolve(ModelConfig(path=str(other)), folder=Path()), folder)


def test_another_version_is_refused(
    base: BaseModel, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import peft

    monkeypatch.setattr(peft, "__version__", "9.9")
    with pytest.raises(CheckpointError, match=r"versions.peft: \S+ → 9.9"):
        trained(base, folder)


def test_another_number_format_is_refused(
    base: BaseModel, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tuning.training.arguments as arguments

    monkeypatch.setattr(arguments, "use_bfloat16", lambda _: True)
    with pytest.raises(CheckpointError, match="computed.bf16: False → True"):
        trained(base, folder, bf16="auto")


def test_another_machine_is_said(
    base: BaseModel, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tuning.training.loop as loop

    told: list[str] = []
    there = {"type": "cpu", "name": "another", "threads": 64}
    monkeypatch.setattr(loop, "describe_device", lambda _: there)
    again = trained(base, folder, say=told.append)
    assert again.facts["resumed_from"] == [4]
    assert "another machine or number of threads: the result may differ in the last bits" in told


def test_order_and_labels_of_the_data_count() -> None:
    def lock(*items: Example) -> dict[str, Any]:
        return training_lock(
            task="t",
            base_sha256="b",
            train_set=Examples(items, {}),
            validation=Examples((), {}),
            config=CONFIG,
            seed=1,
            device="cpu",
            bf16=False,
        )

    one = Example("a", "g", (1, 2), (-100, 2), False)
    two = Example("b", "g", (1, 2), (-100, 2), False)
    other = Example("b", "g", (1, 2), (1, 2), False)
    assert differences(lock(one, two), lock(one, two)) == []
    assert len(differences(lock(one, two), lock(two, one))) == 1
    assert len(differences(lock(one, two), lock(one, other))) == 1


def test_a_difference_names_each_key() -> None:
    before = {"a": {"b": 1, "c": None, "f": [1]}, "d": "x" * 64}
    now = {"a": {"b": 2, "c": None, "e": True, "f": [1]}, "d": "y" * 64}
    assert differences(before, now) == [
        "a.b: 1 → 2",
        "a.e: not set → True",
        f"d: {'x' * 12}… → {'y' * 12}…",
    ]


def test_no_pickled_file_is_written_or_read(
    base: BaseModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pickle

    import torch

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("pickle")

    for module, name in ((torch, "save"), (torch, "load"), (pickle, "load"), (pickle, "dump")):
        monkeypatch.setattr(module, name, refuse)
    folder = tmp_path / "checkpoints"
    with pytest.raises(Killed):
        trained(base, folder, progress=killed_at(5))
    trained(base, folder)
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or not path.read_bytes()[:1] == b"\x80", path
