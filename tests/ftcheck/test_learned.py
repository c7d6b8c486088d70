"""A changed evaluation needs no second training; a changed anything else does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from compliance.evidence.canonical import write_json
from compliance.evidence.files import sha256_file
from ftcheck.stages.base import Run
from ftcheck.stages.learned import INPUTS, learned, training_inputs
from tuning.config import TuneConfig


def fake(folder: Path, *, seed: int = 1, base: str = "b" * 64, **tune: Any) -> Run:
    config = SimpleNamespace(tune=TuneConfig(**tune), project=SimpleNamespace(seed=seed))
    return cast(
        Run, SimpleNamespace(dir=folder, config=config, base=SimpleNamespace(sha256_tree=base))
    )


@pytest.fixture
def trained(tmp_path: Path) -> Path:
    """A run directory as a finished training leaves it."""
    (tmp_path / "split").mkdir()
    for name in ("train", "validation", "holdout"):
        (tmp_path / "split" / f"{name}.jsonl").write_text(f'{{"id": "{name}"}}\n')
    adapter = tmp_path / "adapter"
    adapter.mkdir()
    (adapter / "adapter_model.safetensors").write_bytes(b"weights")
    digest = write_json(tmp_path / "training.json", {INPUTS: training_inputs(fake(tmp_path))})
    files = {"adapter_model.safetensors": sha256_file(adapter / "adapter_model.safetensors")}
    write_json(adapter / "MANIFEST.json", {"training_sha256": digest, "files": files})
    return tmp_path


def again(folder: Path, run: Run | None = None) -> bool:
    inputs = training_inputs(run or fake(folder))
    return learned(fake(folder), folder / "adapter", inputs) is not None


def test_the_same_inputs_are_not_learned_twice(trained: Path) -> None:
    assert again(trained)
    # How much is shown and how many are read at once changes nothing in the weights.
    assert again(trained, fake(trained, samples=9, max_new_tokens=7, per_device_eval_batch_size=2))


@pytest.mark.parametrize(
    "change", [{"seed": 2}, {"base": "c" * 64}, {"learning_rate": 0.5}, {"dpo": {"beta": 0.2}}]
)
def test_other_inputs_are_learned_anew(trained: Path, change: dict[str, Any]) -> None:
    assert not again(trained, fake(trained, **change))


def edit(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: cast(None, (folder / name).write_text(text))


@pytest.mark.parametrize(
    "damage",
    [
        edit("split/train.jsonl", "{}"),
        edit("split/holdout.jsonl", "{}"),
        edit("synthetic.jsonl", "{}"),
        edit("adapter/adapter_model.safetensors", "others"),
        edit("adapter/MANIFEST.json", "{}"),
        edit("adapter/MANIFEST.json", "no json"),
        edit("training.json", "[]"),
        lambda folder: (folder / "adapter" / "adapter_model.safetensors").unlink(),
        lambda folder: (folder / "training.json").unlink(),
    ],
)
def test_what_does_not_fit_is_learned_anew(trained: Path, damage: Callable[[Path], None]) -> None:
    damage(trained)
    assert not again(trained)


def test_a_training_json_that_the_manifest_does_not_name_is_not_trusted(trained: Path) -> None:
    document = json.loads((trained / "training.json").read_text())
    write_json(trained / "training.json", {**document, "steps": 999})
    assert not again(trained)
