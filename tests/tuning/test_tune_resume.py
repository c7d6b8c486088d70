"""Going on after a stop: the same bytes as if there had been none."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from typing import Any

import pytest
from resuming_fakes import (
    CONFIG,
    EPOCH,
    STEPS,
    Killed,
    blob,
    facts,
    killed_at,
    steps,
    trained,
)
from tuning_fakes import make_cleared

from compliance.dataset.kinds import Kind
from compliance.dataset.record import Record
from tuning.config import GradualUnfreezing
from tuning.model import BaseModel
from tuning.training.loop import Trained


@pytest.fixture(scope="module")
def whole(base: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> tuple[Trained, Path]:
    """A training without a stop, and a checkpoint of each of its steps."""
    folder = tmp_path_factory.mktemp("whole") / "checkpoints"
    return trained(base, folder), folder


def only(source: Path, target: Path, *kept: int) -> Path:
    """Copy some checkpoints."""
    target.mkdir(parents=True)
    for step in kept:
        shutil.copytree(source / f"step-{step}", target / f"step-{step}")
    return target


def test_the_training_stops_early_and_keeps_every_step(whole: tuple[Trained, Path]) -> None:
    result, folder = whole
    assert result.facts["early_stopped"] is True
    assert result.facts["best_step"] < result.facts["steps"] < STEPS
    assert steps(folder) == list(range(1, result.facts["steps"] + 1))


def test_checkpoints_change_nothing(
    base: BaseModel, whole: tuple[Trained, Path], tmp_path: Path
) -> None:
    without = trained(base, tmp_path / "none", keep=False)
    assert blob(without) == blob(whole[0])
    assert facts(without) == facts(whole[0])
    assert not (tmp_path / "none").exists()


@pytest.mark.slow
def test_going_on_from_every_step_gives_the_same(
    base: BaseModel, whole: tuple[Trained, Path], tmp_path: Path
) -> None:
    result, folder = whole
    for step in steps(folder):
        best = result.facts["best_step"]
        own = only(folder, tmp_path / str(step), *{step, min(step, best)})
        again = trained(base, own)
        assert blob(again) == blob(result), step
        assert facts(again) == facts(result), step
        assert again.facts["resumed_from"] == [step]


def test_many_stops_in_one_training(
    base: BaseModel, whole: tuple[Trained, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "checkpoints"
    # Each is killed after a step before it is kept, so that it is done again.
    for step in (2, 4, 5, 7):
        with pytest.raises(Killed):
            trained(base, folder, progress=killed_at(step), save_total_limit=2)
        assert max(steps(folder)) == step - 1
        assert len(steps(folder)) <= 3
    again = trained(base, folder, save_total_limit=2)
    assert blob(again) == blob(whole[0])
    assert facts(again) == facts(whole[0])
    assert again.facts["resumed_from"] == [1, 3, 4, 6]
    assert again.facts["seconds"] > 0


@pytest.mark.parametrize(
    "changes",
    [
        {"train_sampling_strategy": "random", "optim": "adafactor", "lr_scheduler_type": "linear"},
        {
            "packing": True,
            "per_device_train_batch_size": 1,
            "gradient_accumulation_steps": 1,
            "warmup_steps": 0.5,
        },
        {
            "method": "full",
            "gradual_unfreezing": GradualUnfreezing(unfreeze_every=3),
            "layer_lr_decay": 0.5,
            "learning_rate": 0.01,
        },
    ],
    ids=["other order, optimizer, schedule", "packing", "full, unfreezing layer by layer"],
)
@pytest.mark.parametrize(
    "step", [5, pytest.param(2, marks=pytest.mark.slow), pytest.param(7, marks=pytest.mark.slow)]
)
def test_other_settings(
    changes: dict[str, Any], step: int, base: BaseModel, tmp_path: Path
) -> None:
    straight = trained(base, tmp_path / "straight", keep=False, **changes)
    folder = tmp_path / "stopped"
    with pytest.raises(Killed):
        trained(base, folder, progress=killed_at(step), **changes)
    again = trained(base, folder, **changes)
    assert again.facts["resumed_from"] == [step - 1]
    assert blob(again) == blob(straight)
    assert facts(again) == facts(straight)


def record(kind: Kind, number: int) -> Record:
    words = ["red", "green", "blue"]
    data: dict[str, Any] = {
        "text": f"box {number} is {words[number % 3]}",
        "label": words[number % 3],
    }
    if kind == "preference":
        data = {"prompt": f"box {number}?", "chosen": f"yes {number % 5}", "rejected": "no!"}
    if kind == "tokens":
        data = {"tokens": ["box", str(number)], "tags": ["O", "B-ODD" if number % 2 else "B-EVEN"]}
    return Record(f"r{number}", kind, data, group=f"g{number}")


@pytest.mark.parametrize("kind", ["preference", "classification", "tokens"])
def test_other_tasks(kind: Kind, base: BaseModel, tmp_path: Path) -> None:
    records = [record(kind, number) for number in range(15)]
    cleared = dataclasses.replace(
        make_cleared(), train=tuple(records[:11]), validation=tuple(records[11:])
    )
    options: dict[str, Any] = {"cleared": cleared, "num_train_epochs": 2}
    straight = trained(base, tmp_path / "straight", keep=False, **options)
    folder = tmp_path / "stopped"
    with pytest.raises(Killed):
        trained(base, folder, progress=killed_at(5), **options)
    again = trained(base, folder, **options)
    assert again.facts["resumed_from"] == [4]
    assert blob(again) == blob(straight)
    assert facts(again) == facts(straight)


def test_epochs_are_kept_by_default(base: BaseModel, tmp_path: Path) -> None:
    folder = tmp_path / "checkpoints"
    with pytest.raises(Killed):
        trained(base, folder, save_strategy="epoch", progress=killed_at(2 * EPOCH + 1))
    assert steps(folder) == [EPOCH, 2 * EPOCH]


def test_nothing_is_kept_where_that_is_set(base: BaseModel, tmp_path: Path) -> None:
    folder = tmp_path / "checkpoints"
    with pytest.raises(Killed):
        trained(base, folder, save_strategy="no", progress=killed_at(5))
    assert not folder.exists()


def test_the_best_weights_stay_beside_the_newest(base: BaseModel, tmp_path: Path) -> None:
    folder = tmp_path / "checkpoints"
    result = trained(base, folder, save_total_limit=1)
    assert steps(folder) == sorted({result.facts["best_step"], result.facts["steps"]})


def test_a_training_that_had_ended_is_not_done_again(
    base: BaseModel, whole: tuple[Trained, Path], tmp_path: Path
) -> None:
    result, folder = whole
    told: list[int] = []
    own = tmp_path / "checkpoints"
    shutil.copytree(folder, own)
    again = trained(base, own, progress=lambda done, *_: told.append(done))
    assert told == []
    assert blob(again) == blob(result)
    assert facts(again) == facts(result)
    assert again.facts["resumed_from"] == [result.facts["steps"]]


def test_seconds_add_up_over_the_parts(base: BaseModel, tmp_path: Path) -> None:
    folder = tmp_path / "checkpoints"
    first = trained(base, folder, num_train_epochs=2)
    again = trained(base, folder, num_train_epochs=2)
    assert again.facts["seconds"] == pytest.approx(first.facts["seconds"], rel=0.5)
    assert again.facts["tokens"] == first.facts["tokens"]


def test_what_changes_nothing_learned_may_be_changed(
    base: BaseModel, whole: tuple[Trained, Path], tmp_path: Path
) -> None:
    own = only(whole[1], tmp_path / "checkpoints", 2)
    again = trained(
        base,
        own,
        save_strategy="epoch",
        save_total_limit=1,
        samples=0,
        max_new_tokens=4,
        config=CONFIG,
    )
    assert blob(again) == blob(whole[0])
