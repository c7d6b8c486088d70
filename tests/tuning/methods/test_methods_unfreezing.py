"""Gradual unfreezing: a late layer moves, not before its time; deeper layers learn more slowly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from methods_fakes import load_model, settings, short

from compliance.errors import TuneError
from tuning.methods.prepare import prepare
from tuning.methods.rates import rate_factors, split_by_rate
from tuning.methods.unfreezing import due
from tuning.model import BaseModel
from tuning.tasks.language import LanguageModelling


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[int]]:
    """Return, filled during training: part of the model → steps in which its weights moved."""
    import torch
    from transformers import Trainer

    moved: dict[str, list[int]] = {}
    step = Trainer.training_step
    before: dict[str, Any] = {}

    def spy(self: Any, *args: Any, **kwargs: Any) -> Any:
        now = {name: item.detach().clone() for name, item in self.model.named_parameters()}
        for name, value in now.items():
            if name in before and not torch.equal(before[name], value):
                parts = name.partition("layers.")
                place = f"layer {int(parts[2][0]) + 1}" if parts[1] else name
                steps = moved.setdefault(place, [])
                if self.state.global_step not in steps:
                    steps.append(int(self.state.global_step))
        before.update(now)
        return step(self, *args, **kwargs)

    monkeypatch.setattr(Trainer, "training_step", spy)
    return moved


@pytest.mark.parametrize("optim", ["adamw_torch_fused", "adafactor"])
def test_each_group_moves_from_its_step_on_and_not_before(
    base: BaseModel, tmp_path: Path, followed: dict[str, list[int]], optim: str
) -> None:
    run = short(
        base,
        tmp_path,
        method="full",
        weight_decay=0.5,
        optim=optim,
        lr_scheduler_type="constant",
        gradual_unfreezing={"unfreeze_every": 3},
    )
    assert [(item["step"], item["group"]) for item in run.trained.facts["unfreezing"]] == [
        (0, "layer 2"),
        (3, "layer 1"),
        (6, "embeddings"),
    ]
    # Seen before a step: what the step before it did. Nine steps were made.
    assert followed["layer 2"] == followed["model.norm.weight"] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert followed["layer 1"] == [4, 5, 6, 7, 8]
    assert followed["model.embed_tokens.weight"] == [7, 8]


def test_adapter_layers_are_thawed_too(
    base: BaseModel, tmp_path: Path, followed: dict[str, list[int]]
) -> None:
    run = short(base, tmp_path, weight_decay=0.5, gradual_unfreezing={"unfreeze_every": 0.5})
    assert [item["step"] for item in run.trained.facts["unfreezing"]] == [0, 5]
    assert followed == {"layer 2": [1, 2, 3, 4, 5, 6, 7, 8], "layer 1": [6, 7, 8]}


def test_what_was_thawed_when_is_recorded_with_its_share(base: BaseModel, tmp_path: Path) -> None:
    facts = short(base, tmp_path, method="full", gradual_unfreezing={}).trained.facts
    thawed = facts["unfreezing"]
    assert [item["group"] for item in thawed] == ["layer 2", "layer 1", "embeddings"]
    shares = [item["trainable_share"] for item in thawed]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    tokens = [item["tokens_before"] for item in thawed]
    assert tokens[0] == 0 < tokens[1] < tokens[2] < facts["tokens"]["trained_on"]


def test_unfreezing_costs_less_than_training_all_from_the_start(
    base: BaseModel, tmp_path: Path
) -> None:
    whole = int(short(base, tmp_path, method="full").trained.facts["flops"])
    gradual = short(base, tmp_path, method="full", gradual_unfreezing={}).trained.facts
    assert 0.5 * whole < int(gradual["flops"]) < whole


def test_layers_kept_frozen_on_purpose_are_no_group(base: BaseModel) -> None:
    config = settings(method="full", freeze_layers=1, gradual_unfreezing={})
    prepared = prepare(load_model(base, config)[0], LanguageModelling(), config)
    assert [group.name for group in prepared.groups] == ["layer 2"]


@pytest.mark.parametrize(
    ("every", "groups", "steps", "expected"),
    [
        (None, 3, 12, [0, 3, 6]),
        (None, 1, 12, [0]),
        (None, 5, 8, [0, 1, 2, 3, 4]),
        (2.0, 3, 12, [0, 2, 4]),
        (0.25, 3, 12, [0, 3, 6]),
        (0.1, 3, 12, [0, 2, 3]),
    ],
)
def test_groups_are_due_by_steps_or_by_share(
    every: float | None, groups: int, steps: int, expected: list[int]
) -> None:
    assert due(every, groups, steps) == expected


def test_a_layer_that_would_never_be_trained_is_refused(base: BaseModel, tmp_path: Path) -> None:
    with pytest.raises(TuneError, match="1 of 3 groups") as caught:
        short(base, tmp_path, method="full", gradual_unfreezing={"unfreeze_every": 5})
    assert "freeze_layers" in caught.value.fix


def test_rates_fall_from_layer_to_layer() -> None:
    depth = {"head": 3, "b.1": 2, "b.0": 1, "embedding": 0}
    assert rate_factors(tuple(depth), depth, 0.5) == {
        "head": 1.0,
        "b.1": 0.5,
        "b.0": 0.25,
        "embedding": 0.125,
    }
    # The uppermost trained layer has the configured rate, whatever lies above it.
    assert rate_factors(("b.1", "b.0"), depth, 0.5) == {"b.1": 1.0, "b.0": 0.5}


def test_the_optimizer_keeps_its_other_settings_when_it_is_split() -> None:
    import torch

    first, second, third = (torch.nn.Parameter(torch.zeros(2)) for _ in range(3))
    optimizer = torch.optim.AdamW(
        [
            {"params": [first, second], "weight_decay": 0.3},
            {"params": [third], "weight_decay": 0.0},
        ],
        lr=1.0,
    )
    split_by_rate(optimizer, {id(first): 0.5, id(second): 1.0, id(third): 0.5})
    found = {
        id(parameter): (group["lr"], group["weight_decay"])
        for group in optimizer.param_groups
        for parameter in group["params"]
    }
    assert found == {id(first): (0.5, 0.3), id(second): (1.0, 0.3), id(third): (0.5, 0.0)}
    assert optimizer.param_groups[0]["lr"] == 1.0


def test_the_schedule_keeps_the_ratio_of_the_rates(
    base: BaseModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transformers import Trainer

    seen: list[set[float]] = []
    step = Trainer.training_step

    def spy(self: Any, *args: Any, **kwargs: Any) -> Any:
        rates = sorted({group["lr"] for group in self.optimizer.param_groups}, reverse=True)
        seen.append({round(rate / rates[0], 6) for rate in rates})
        return step(self, *args, **kwargs)

    monkeypatch.setattr(Trainer, "training_step", spy)
    run = short(base, tmp_path, method="full", layer_lr_decay=0.5, learning_rate=0.01)
    # Norm 1, layers 1/2 and 1/4, embeddings 1/8, in every step.
    assert seen == [{1.0, 0.5, 0.25, 0.125}] * 9
    assert run.trained.facts["curve"]["train"][0]["learning_rate"] == 0.01
