"""A search chooses by validation alone, stops the worse trials, and can be stopped itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from resuming_fakes import CONFIG, KEYS, Killed, blob, facts, killed_at, trained
from tuning_fakes import make_cleared

from compliance.clearance import SealedHoldout
from compliance.errors import TuneError
from tuning.config import SearchConfig
from tuning.model import BaseModel
from tuning.run import tune
from tuning.search.run import search
from tuning.search.space import applied

TUNE = CONFIG.model_copy(
    update={"num_train_epochs": 2, "early_stopping_patience": None, "save_strategy": "epoch"}
)
SEARCH = SearchConfig.model_validate(
    {
        "method": "grid",
        "space": {"learning_rate": [0.001, 0.03], "lora.r": [2, 4]},
        "halving": {"eta": 2},
    }
)


def never(*_: Any) -> Any:
    raise AssertionError("the hold-out was opened")


CLEARED = dataclasses.replace(make_cleared(), holdout=SealedHoldout(never, records=4, opened=never))


def searched(base: BaseModel, folder: Path, **changes: Any) -> dict[str, Any]:
    options: dict[str, Any] = {"config": TUNE, "settings": SEARCH, "cleared": CLEARED, **changes}
    return search(options.pop("cleared"), base=base, seed=1, folder=folder, keys=KEYS, **options)


def timeless(document: dict[str, Any]) -> dict[str, Any]:
    """Return a result without what depends on the clock."""
    rows = [{**row, "seconds": 0} for row in document["trials"]]
    return {**document, "trials": rows, "seconds": 0}


@pytest.fixture(scope="module")
def whole(base: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A search without a stop; after every step the trials that still have checkpoints."""
    folder = tmp_path_factory.mktemp("whole") / "search"
    most = 0

    def look(*_: Any) -> None:
        nonlocal most
        most = max(most, len(list((folder / "checkpoints").glob("*"))))

    document = searched(base, folder, progress=look)
    assert not list((folder / "checkpoints").rglob("*.safetensors"))
    # Two of four go on, and one more is in training: the others are gone at once.
    assert 2 <= most <= 3
    return document


def test_the_worse_ones_stop_early_and_the_best_one_wins(whole: dict[str, Any]) -> None:
    assert [each["epochs"] for each in whole["rungs"]] == [1, 2]
    assert [len(each["entered"]) for each in whole["rungs"]] == [4, 2]
    rows = {row["number"]: row for row in whole["trials"]}
    assert sorted(row["rank"] for row in rows.values()) == [1, 2, 3, 4]
    for row in rows.values():
        assert row["state"] == ("finished" if row["rank"] <= 2 else "pruned")
        assert row["epochs"] == (2 if row["rank"] <= 2 else 1)
        assert row["loss"] == min(point["loss"] for point in row["curve"][1:])
    first = [rows[number]["curve"][1]["loss"] for number in range(1, 5)]
    kept = sorted(range(1, 5), key=lambda number: first[number - 1])[:2]
    assert whole["rungs"][1]["entered"] == sorted(kept)
    best = min(
        (row for row in rows.values() if row["state"] == "finished"), key=lambda r: r["loss"]
    )
    assert whole["winner"] == {"number": best["number"], "changes": best["changes"]}
    assert whole["validation"]["records"] == 4


def test_a_survivor_is_what_tune_would_have_made(
    whole: dict[str, Any], base: BaseModel, tmp_path: Path, find_nothing: Callable[..., Any]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    config = applied(TUNE, whole["winner"]["changes"]).model_copy(update={"samples": 0})
    made = tune(make_cleared(), base=base, config=config, seed=1, out_dir=out, find=find_nothing)
    winner = next(row for row in whole["trials"] if row["rank"] == 1)
    curve = [{key: point[key] for key in ("epoch", "loss")} for point in
             made.training["curve"]["validation"]]  # fmt: skip
    assert winner["curve"] == curve
    assert winner["learning_rate"] == made.training["learning_rate"]


def test_stopping_at_epochs_gives_the_same_bytes(base: BaseModel, tmp_path: Path) -> None:
    straight = trained(base, tmp_path / "straight", keep=False)
    folder = tmp_path / "stopped"
    first = trained(base, folder, until_epoch=1, save_strategy="epoch", save_total_limit=1)
    assert first.facts["steps"] == 3
    # Once more: nothing is left to train up to there.
    again = trained(
        base,
        folder,
        until_epoch=1,
        save_strategy="epoch",
        progress=killed_at(4),
        save_total_limit=1,
    )
    assert blob(again) == blob(first)
    with pytest.raises(Killed):
        trained(base, folder, until_epoch=2, save_strategy="epoch", progress=killed_at(5))
    trained(base, folder, until_epoch=2, save_strategy="epoch", save_total_limit=1)
    last = trained(base, folder, save_strategy="epoch", save_total_limit=1)
    assert blob(last) == blob(straight)
    assert facts(last) == facts(straight)


@pytest.mark.slow
def test_killed_inside_of_a_trial_it_goes_on_to_the_same_result(
    whole: dict[str, Any], base: BaseModel, tmp_path: Path
) -> None:
    folder = tmp_path / "search"
    calls = 0

    def progress(*_: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 14:
            raise Killed

    with pytest.raises(Killed):
        searched(base, folder, progress=progress)
    # A file that was written by somebody else is trained anew.
    result = folder / "trials" / "trial-0001.json"
    result.write_bytes(result.read_bytes().replace(b'"trained"', b'"trainee"'))
    told: list[str] = []
    again = searched(base, folder, say=told.append)
    assert timeless(again) == timeless(whole)
    assert sum("done before, kept" in line for line in told) >= 1
    assert any("trial-0001.json passed over" in line for line in told)
    # Nothing of the records is kept: no text, no id, no group.
    found = b"".join(path.read_bytes() for path in folder.rglob("*.json"))
    assert b"What is box" not in found
    assert b'"r1' not in found
    assert b'"g1' not in found


def test_what_fails_is_a_row_with_its_reason(
    base: BaseModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tuning.training.counting import Counting

    original = Counting.training_step

    def step(self: Any, model: Any, *args: Any, **kwargs: Any) -> Any:
        loss = original(self, model, *args, **kwargs)
        if self.args.learning_rate == 0.02:
            return loss * float("nan")
        if self.args.learning_rate == 0.03:
            raise MemoryError
        return loss

    monkeypatch.setattr(Counting, "training_step", step)
    config = TUNE.model_copy(update={"num_train_epochs": 1})
    space = {"learning_rate": [0.02, 0.03, 0.04], "freeze_layers": [0, 1]}
    settings = SearchConfig.model_validate({"method": "grid", "space": space})
    document = searched(base, tmp_path / "search", config=config, settings=settings)
    states = [row["state"] for row in document["trials"]]
    assert states == ["diverged", "out of memory", "finished", *["refused"] * 3]
    reasons = [row["reason"] for row in document["trials"]]
    assert "the loss is no number any more at step 1" in reasons[0]
    assert "freeze_layers" in reasons[3]
    assert "out of memory while training" in reasons[1]
    assert document["winner"]["number"] == 3
    assert [row["rank"] for row in document["trials"]] == [None, None, 1, None, None, None]
    assert document["luck"] is None
    none = SearchConfig.model_validate({"method": "grid", "space": {"freeze_layers": [1, 2]}})
    with pytest.raises(
        TuneError, match="none of 2 trials could be trained:\n  - tune.freeze_layers"
    ):
        searched(base, tmp_path / "none", config=config, settings=none)


@pytest.mark.slow
def test_trials_of_different_length_are_judged_by_the_same_records(
    base: BaseModel, tmp_path: Path
) -> None:
    config = TUNE.model_copy(update={"num_train_epochs": 1, "learning_rate": 1e-9})
    settings = SearchConfig.model_validate({"method": "grid", "space": {"max_length": [30, 128]}})
    document = searched(base, tmp_path / "search", config=config, settings=settings)
    short, long = document["trials"]
    # Nothing was learned, so on the same records both have the base's loss.
    assert short["loss"] == pytest.approx(long["loss"], abs=1e-4)
    assert short["curve"][0]["loss"] != pytest.approx(long["curve"][0]["loss"], abs=1e-2)
    assert document["validation"]["max_length"] == 128
    assert document["luck"]["compared"] == 2


def test_without_validation_records_there_is_no_search(base: BaseModel, tmp_path: Path) -> None:
    cleared = dataclasses.replace(CLEARED, validation=())
    with pytest.raises(TuneError, match="no validation records") as caught:
        searched(base, tmp_path / "search", cleared=cleared)
    assert "[split]" in caught.value.fix
