"""Which spaces can be searched, and what is tried in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from compliance.errors import ConfigError
from ftcheck.config import load_config
from tuning.config import SearchConfig, TuneConfig
from tuning.config.search import Halving, Range
from tuning.search.halving import goes_on, rungs
from tuning.search.space import applied, candidates, refused, search_problems, without


def problems(tmp_path: Path, text: str) -> str:
    path = tmp_path / "ftcheck.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    return caught.value.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("learning_rte = [0.1, 0.2]", "learning_rte: [tune] has no such key (did you mean 'learni"),
        ("lora.rank = [1, 2]", "search.space.lora.rank: [tune] has no such key"),
        ("lora = [1, 2]", "search.space.lora: [tune] has no such key; name a key in it: r, "),
        ("learning_rate.x = [1, 2]", "learning_rate is no table"),
        ("lora.r = [4, 0]", "search.space.lora.r, value 2: input should be greater than or equal"),
        ("method = ['lora', 'lorra']", "search.space.method, value 2: input should be 'lora'"),
        ("learning_rate = {low = 0.1, high = 2}", "learning_rate.high: input should be less"),
        ("lora.r = {low = 1, high = 8}", "lora.r: input should be a valid integer"),
        ("lora.r = {low = 1, high = 8}", "set integer = true"),
        ("lora.r = {low = 1, hgh = 8}", "hgh: unknown key (did you mean 'high'?)"),
        ("learning_rate = {low = 2, high = 1}", "learning_rate: low must be below high"),
        ("weight_decay = {low = 0, high = 1, log = true}", "low must be above 0"),
        ("lora.r = {low = 1.5, high = 8, integer = true}", "both ends must be whole"),
        ("learning_rate = [0.1]", "learning_rate: one value is nothing to choose from"),
        ("learning_rate = []", "search.space.learning_rate: no value"),
        ("learning_rate = [0.1, 0.1]", "a value stands there twice"),
        ("learning_rate = 0.1", "a list of values, or {low = …, high = …} is needed"),
        ("samples = [1, 2]", "samples: changes nothing in what is learned"),
        ("dpo.beta = [0.1, 0.2]", "dpo.beta: changes the loss itself"),
        ("privacy.target_epsilon = [1, 2]", "each trial would spend epsilon on the same records"),
        ("lora.r = [1, 2]", "search.n_trials: there are only 2 different combinations for 20"),
        ("lr_scheduler_kwargs.num_cycles = ['a', 1]", "only 2 different combinations"),
    ],
)
def test_what_cannot_be_searched_is_said_before_anything_is_trained(
    text: str, expected: str, tmp_path: Path
) -> None:
    assert expected in problems(tmp_path, f"[search.space]\n{text}\n")


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    message = problems(
        tmp_path,
        "[search]\nmethod = 'grid'\nn_trials = 5\n[search.halving]\nmin_epochs = 2\n"
        "[search.space]\nlearning_rate = {low = 0.1, high = 0.2}\nnum_train_epochs = [3, 4]\n",
    )
    assert "has 3 problems" in message
    assert "search.n_trials: a grid tries every combination" in message
    assert "learning_rate: a grid needs a list of values" in message
    assert "num_train_epochs: cannot be searched with halving: the learning rate falls" in message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[search]\nmethod = 'grid'\n", "search.space: is empty"),
        ("[search]\nn_trials = 1\n", "search.n_trials: input should be greater"),
        ("[search]\nn_trails = 1\n", "did you mean 'n_trials'?"),
        ("[search.halving]\netta = 1\n", "did you mean 'eta'?"),
        (
            "[search]\nmethod = 'grid'\n[search.space]\nlora.r = [1, 2, 3, 4, 5, 6, 7, 8]\n"
            "seed = [1]\nmax_length = [8, 9, 10, 11, 12, 13, 14, 15, 16]\n"
            "weight_decay = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]\n",
            "one value is nothing",
        ),
        (
            "[search]\nmethod = 'grid'\n[search.space]\nlora.r = [1, 2, 3, 4, 5, 6, 7, 8]\n"
            "max_length = [8, 9, 10, 11, 12, 13, 14, 15]\n"
            "weight_decay = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]\n",
            "the grid has 512 combinations, more than 500",
        ),
        (
            "[tune.privacy]\ntarget_epsilon = 3\n[search.space]\nlora.r = [1, 2]\n",
            "search.space: each trial would spend epsilon on the same records",
        ),
        (
            "[search.halving]\nmin_epochs = 2\n[search.space]\nlora.r = [1, 2]\n",
            "search.halving.min_epochs: trials have 2 epochs, so none would end early",
        ),
    ],
)
def test_settings_of_the_search_itself(text: str, expected: str, tmp_path: Path) -> None:
    assert expected in problems(tmp_path, text)


def test_a_grid_has_every_combination_once() -> None:
    found = candidates(
        SearchConfig.model_validate(
            {"method": "grid", "space": {"lora": {"r": [1, 2]}, "method": ["lora", "full"]}}
        ),
        seed=1,
    )
    assert [each.number for each in found] == [1, 2, 3, 4]
    assert [tuple(each.changes.values()) for each in found] == [
        (1, "lora"), (1, "full"), (2, "lora"), (2, "full"),
    ]  # fmt: skip
    assert applied(TuneConfig(), found[3].changes).lora.r == 2


def test_random_trials_differ_and_depend_on_the_seed_alone() -> None:
    space = {
        "learning_rate": {"low": 1e-4, "high": 1e-1, "log": True},
        "lora.r": {"low": 1, "high": 8, "integer": True, "log": True},
        "gradual_unfreezing.layers_per_group": [1, 2],
        "lora.target_modules": [["q_proj"], ["q_proj", "v_proj"]],
    }
    search = SearchConfig.model_validate({"n_trials": 200, "space": space})
    assert search_problems(search, TuneConfig()) == []
    assert SearchConfig.model_validate(search.model_dump(mode="json")) == search
    found = candidates(search, seed=1)
    assert found == candidates(search, seed=1)
    assert found == candidates(search.model_copy(update={"seed": 1}), seed=2)
    assert found != candidates(search, seed=2)
    assert len({repr(each.changes) for each in found}) == 200
    assert {each.changes["lora.r"] for each in found} == set(range(1, 9))
    rates = sorted(each.changes["learning_rate"] for each in found)
    assert 1e-4 <= rates[0] < 3e-4
    assert 2e-3 < rates[100] < 5e-3  # the middle of the logarithms
    for each in found:
        config = applied(TuneConfig(), each.changes)
        assert config.gradual_unfreezing is not None
        assert config.lora.target_modules in {("q_proj",), ("q_proj", "v_proj")}


def test_a_narrow_range_still_has_many_values() -> None:
    narrow = Range(low=1.0, high=1.0001)
    assert len({narrow.at(share / 1000) for share in range(1000)}) > 500
    assert all(1.0 <= narrow.at(share) <= 1.0001 for share in (0.0, 0.5, 0.999999))


def test_every_combination_of_a_small_space_can_be_drawn() -> None:
    space = {"lora.r": [1, 2, 3], "freeze_layers": {"low": 0, "high": 1, "integer": True}}
    search = SearchConfig.model_validate({"n_trials": 6, "space": space})
    assert search_problems(search, TuneConfig()) == []
    assert len(candidates(search, seed=5)) == 6


def test_contradictions_are_known_before_training() -> None:
    changes: list[dict[str, Any]] = [{"freeze_layers": 1}, {"lora.r": 2}, {"freeze_layers": 2}]
    changes.append({"dpo.label_smoothing": 0.1})
    found = refused(TuneConfig(), changes)
    assert sorted(found.values()) == [1, 2]
    assert any("freeze_layers: lora leaves all layers" in reason for reason in found)
    assert any("label_smoothing needs" in reason for reason in found)


def test_settings_without_some_keys() -> None:
    settings = {"a": 1, "b": {"c": 2, "d": 3}, "e": None}
    assert without(settings, ["a", "b.c", "e.f", "x"]) == {"b": {"d": 3}, "e": None}


def test_rungs() -> None:
    assert rungs(None, 7) == [7]
    assert rungs(Halving(eta=3, min_epochs=1), 9) == [1, 3, 9]
    assert rungs(Halving(eta=2, min_epochs=3), 10) == [3, 6, 10]
    assert [goes_on(each, 3) for each in (9, 8, 3, 2, 1)] == [3, 3, 1, 1, 1]
