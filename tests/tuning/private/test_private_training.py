"""Differential privacy: units, gradients, noise, accounting, and the whole way."""

from __future__ import annotations

import dataclasses
import math
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import torch
from tuning_fakes import chat, make_cleared

from compliance.clearance import ClearedDataset
from compliance.dataset.record import Record
from compliance.errors import ConfigError, TuneError
from tuning.config import LoraSettings, PrivacySettings, TuneConfig
from tuning.config.contradictions import contradictions, require_consistent
from tuning.examples import Example
from tuning.methods.prepare import prepare
from tuning.model import BaseModel
from tuning.private.accounting import epsilon, plan
from tuning.private.loop import PrivateSteps
from tuning.private.secret import Secret
from tuning.private.units import Unit, units_of
from tuning.run import tune
from tuning.tasks.language import LanguageModelling
from tuning.tasks.preference import Preference

KEY = bytes(range(32))
pytest.importorskip("opacus")
# A training silences it: the embeddings of a row need no gradient of their own.
pytestmark = pytest.mark.filterwarnings("ignore:Full backward hook")


def config_of(**settings: Any) -> TuneConfig:
    privacy = PrivacySettings(target_epsilon=8, max_grad_norm=0.5, accountant="rdp")
    return TuneConfig(**{"privacy": privacy, "per_device_train_batch_size": 2, **settings})


def child(number: int, *parents: int, group: str) -> Record:
    return dataclasses.replace(
        chat(f"{parents[0]}~{number}", f"What is box {number}?", "It is red.", group=group),
        parents=tuple(f"r{parent}" for parent in parents),
    )


def example(name: str, group: str, length: int = 6) -> Example:
    ids = tuple(10 + i for i in range(length))
    return Example(name, group, ids, ids, truncated=False)


def units_for(
    base: BaseModel, groups: Sequence[str], answers: Sequence[str]
) -> tuple[Any, Any, tuple[Unit, ...]]:
    task = LanguageModelling()
    records = [
        chat(i, "Hello?", answer, group=group)
        for i, (group, answer) in enumerate(zip(groups, answers, strict=True))
    ]
    model, tokenizer = task.load(base)
    examples = task.examples(records, tokenizer, max_length=128)
    return model, tokenizer, units_of(examples.items, records, ())


def steps_for(
    base: BaseModel, config: TuneConfig, groups: Sequence[str], answers: Sequence[str]
) -> PrivateSteps:
    task = LanguageModelling()
    model, tokenizer, units = units_for(base, groups, answers)
    torch.manual_seed(1)
    prepared = prepare(model, task, config)
    with torch.no_grad():
        for p in prepared.model.parameters():
            if p.requires_grad:
                p.add_(torch.randn(p.shape), alpha=0.05)
    planned = dataclasses.replace(
        plan(PrivacySettings(noise_multiplier=1), units=len(units), sample_rate=1.0, steps=1),
        noise_multiplier=0.0,
    )
    steps = PrivateSteps(task, prepared.model, tokenizer, units, planned, config, Secret(KEY))
    steps.require_exact()
    steps.model.train()
    return steps


# --- units ----------------------------------------------------------------------------------------


def test_a_unit_is_a_group_with_all_its_children() -> None:
    train = [chat(0, "a", "b", group="x"), chat(1, "a", "b", group="x"), chat(2, "a", "b")]
    children = [child(7, 0, group="x"), child(8, 2, group="r2")]
    examples = [example(record.id, record.group or record.id) for record in [*train, *children]]
    units = units_of(examples, train, children)
    assert [[row.record_id for row in unit] for unit in units] == [
        ["r0", "r1", "r0~7"],
        ["r2", "r2~8"],
    ]


def test_a_child_of_two_groups_makes_them_one_unit() -> None:
    train = [chat(i, "a", "b", group=f"g{i}") for i in range(4)]
    children = [child(7, 0, 1, group="g0"), child(8, 1, 2, group="g1")]
    examples = [example(record.id, record.group) for record in [*train, *children]]
    units = units_of(examples, train, children)
    assert sorted(len(unit) for unit in units) == [1, 5]
    # Without a group's records and all that was made from them, exactly one unit is changed.
    for gone in range(4):
        kept = [e for e in examples if f"g{gone}" != e.group]
        others = [
            e
            for e in kept
            if not any(f"r{gone}" in c.parents for c in children if c.id == e.record_id)
        ]
        before = {frozenset(row.record_id for row in unit) for unit in units}
        left = {e.record_id for e in others}
        assert sum(not unit <= left for unit in before) == 1


def test_a_child_of_nobody_is_refused() -> None:
    train = [chat(0, "a", "b")]
    with pytest.raises(TuneError, match="no training records"):
        units_of([], train, [child(7, 5, group="r5")])


def test_more_rows_of_a_parent_change_no_epsilon_and_no_sensitivity(base: BaseModel) -> None:
    answers = ["It is red."] * 6
    few = steps_for(base, config_of(), ["a", "b"], answers[:2])
    many = steps_for(base, config_of(), ["a", "b", "b", "b", "b", "b"], answers)
    assert (len(few.units), len(many.units)) == (2, 2)
    assert len(units_for(base, list("abcdef"), answers)[2]) == 6  # as rows they would count
    few.step(1)
    many.step(1)
    for name in few.trained:
        one, other = (dict(s.model.named_parameters())[name].grad for s in (few, many))
        assert torch.allclose(one, other, atol=1e-6)


# --- gradients ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"lora": LoraSettings(use_rslora=True, r=4)},
        {"method": "feature_extraction"},
        {"method": "full"},  # tied embeddings
        {"method": "full", "freeze_layers": 1, "label_smoothing_factor": 0.1},
    ],
)
def test_the_gradient_of_a_step_is_that_of_autograd_unit_by_unit(
    base: BaseModel, settings: dict[str, Any]
) -> None:
    """Rows of a unit lie in several batches of two, of different lengths."""
    config = config_of(**settings)
    groups = ["a", "b", "b", "b", "b", "b", "c"]
    answers = ["Red.", "Blue.", "It is green.", "x" * 30, "No.", "It may be so.", "Yes, it is."]
    steps = steps_for(base, config, groups, answers)
    loss = steps.step(1)
    named = dict(steps.model.named_parameters())
    got = {name: named[name].grad.clone() for name in steps.trained}
    steps.rows.close()
    wanted = {name: torch.zeros_like(named[name]) for name in steps.trained}
    means = []
    for unit in steps.units:
        steps.model.zero_grad()
        own: list[Any] = []
        for row in unit:
            logits = steps.model(input_ids=torch.tensor([row.input_ids])).logits[0, :-1]
            own.append(
                torch.nn.functional.cross_entropy(
                    logits,
                    torch.tensor(row.labels[1:]),  # a mean over the learned tokens of the row
                    label_smoothing=config.label_smoothing_factor,
                )
            )
        mean = torch.stack(own).mean()
        mean.backward()
        means.append(float(mean.detach()))
        norm = math.sqrt(sum(float(named[n].grad.norm()) ** 2 for n in steps.trained))
        for name in steps.trained:
            wanted[name] += named[name].grad * min(1.0, 0.5 / norm) / len(steps.units)
    assert loss == pytest.approx(sum(means) / len(means), rel=1e-4)
    assert steps.units_clipped > 0
    for name in steps.trained:
        assert torch.allclose(got[name], wanted[name], atol=1e-5, rtol=1e-3), name


def test_no_unit_moves_a_step_by_more_than_the_clipping_norm(base: BaseModel) -> None:
    steps = steps_for(base, config_of(), ["a"] * 5, ["Red.", "Blue.", "Green.", "No.", "x" * 40])
    steps.step(1)
    named = dict(steps.model.named_parameters())
    norm = math.sqrt(sum(float(named[n].grad.norm()) ** 2 for n in steps.trained))
    assert norm <= 0.5 + 1e-5


def test_a_model_whose_rows_meet_is_refused(base: BaseModel) -> None:
    """A gradient of a row that holds a part of another cannot be clipped."""
    steps = steps_for(base, config_of(), ["a", "b", "c"], ["Red.", "Blue.", "It is green."])
    inside = steps.model.get_base_model().model.layers[0].mlp
    inside.register_forward_hook(lambda _m, _i, out: out + out.mean(dim=0, keepdim=True))
    with pytest.raises(TuneError, match="cannot be trained with differential privacy"):
        steps.require_exact()


@pytest.mark.parametrize("method", ["dora", "ia3", "checkpointing"])
def test_what_has_no_gradient_of_each_row_is_refused(base: BaseModel, method: str) -> None:
    """The traps themselves, behind the check of the settings: Opacus gives nothing here."""
    settings: dict[str, Any] = {
        "dora": {"lora": LoraSettings(use_dora=True)},
        "ia3": {"method": "ia3"},
        "checkpointing": {},
    }[method]
    task, config = LanguageModelling(), config_of(**settings)
    model, tokenizer, units = units_for(base, ["a", "b", "c"], ["Red.", "Blue.", "It is green."])
    prepared = prepare(model, task, config)
    if method == "checkpointing":
        prepared.model.activation_checkpointing_enable()
    planned = plan(PrivacySettings(noise_multiplier=1), units=3, sample_rate=1.0, steps=1)
    with pytest.raises(TuneError, match="cannot be trained with differential privacy"):
        steps = PrivateSteps(task, prepared.model, tokenizer, units, planned, config, Secret(KEY))
        steps.require_exact()
        steps.model.train()
        steps.step(1)


# --- noise and sampling ---------------------------------------------------------------------------


def test_noise_has_the_deviation_that_the_theory_asks_for(base: BaseModel) -> None:
    """Nobody is drawn, so the step is noise alone: deviation sigma * C / (q * N)."""
    steps = steps_for(base, config_of(), ["a", "b", "c"], ["Red.", "Blue.", "It is green."])
    steps.planned = dataclasses.replace(steps.planned, noise_multiplier=2.0, sample_rate=1e-15)
    assert steps.step(1) is None  # an empty batch is a step
    assert steps.empty_steps == 1
    named = dict(steps.model.named_parameters())
    grads = torch.cat([named[name].grad.flatten().double() for name in steps.trained])
    grads *= (1e-15 * 3) / (2.0 * 0.5)
    count = len(grads)
    # The sum of squares of n standard normals has mean n and deviation sqrt(2 n).
    assert abs(float(grads.square().sum()) - count) < 5 * math.sqrt(2 * count)
    assert abs(float(grads.mean())) < 5 / math.sqrt(count)


def test_secret_numbers_are_normal_independent_and_never_the_same() -> None:
    one, other = Secret().normal(20_001), Secret().normal(20_001)
    assert abs(float((one * other).mean())) < 5 / math.sqrt(20_000)
    inside = float((abs(one) < 1).mean())
    assert abs(inside - 0.6827) < 5 * math.sqrt(0.6827 * 0.3173 / 20_000)
    assert not (one == other).any()
    assert (Secret(KEY).normal(9) == Secret(KEY).normal(9)).all()


def test_poisson_sampling_draws_each_unit_on_its_own() -> None:
    secret = Secret(KEY)
    sizes = [len(secret.chosen(100, 0.2)) for _ in range(400)]
    mean = sum(sizes) / 400
    assert abs(mean - 20) < 5 * math.sqrt(16 / 400)
    assert abs(sum((n - mean) ** 2 for n in sizes) / 399 - 16) < 5 * 16 * math.sqrt(2 / 399)
    assert secret.chosen(5, 1.0) == [0, 1, 2, 3, 4]


# --- accounting -----------------------------------------------------------------------------------


def test_the_noise_reaches_the_target_and_attempts_add_up() -> None:
    settings = PrivacySettings(target_epsilon=3, accountant="rdp")
    planned = plan(settings, units=400, sample_rate=0.04, steps=50)
    assert 2.9 < planned.epsilon <= 3
    assert planned.delta == pytest.approx(1e-5)
    assert 3 < epsilon([planned.document()] * 2, planned.delta, "rdp") < 6
    assert epsilon([], 1e-5, "rdp") == 0


def test_rdp_agrees_with_the_formula_without_sampling() -> None:
    """One Gaussian step: order a costs a / (2 sigma^2) (Mironov 2017)."""
    planned = plan(
        PrivacySettings(noise_multiplier=4, accountant="rdp"), units=20, sample_rate=1, steps=1
    )
    delta = planned.delta
    assert planned.delta == pytest.approx(1e-5)
    loose = min(a / 32 + math.log(1 / delta) / (a - 1) for a in range(2, 64))
    assert 0.5 * loose < planned.epsilon <= loose


def test_delta_has_to_be_below_one_unit() -> None:
    settings = PrivacySettings(target_epsilon=3, target_delta=0.1)
    with pytest.raises(ConfigError, match="target_delta") as caught:
        plan(settings, units=10, sample_rate=0.5, steps=5)
    assert "1 / 10" in str(caught.value)


@pytest.mark.parametrize("given", [{}, {"target_epsilon": 3, "noise_multiplier": 1}])
def test_exactly_one_of_target_and_noise(given: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        PrivacySettings(**given)


# --- what does not go with it ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"method": "ia3"}, "ia3"),
        ({"method": "prompt_tuning"}, "prompt_tuning"),
        ({"lora": LoraSettings(use_dora=True)}, "DoRA"),
        ({"activation_checkpointing": True}, "checkpointing"),
        ({"quantization": "nf4"}, "quantised"),
        ({"packing": True}, "packed"),
        ({"method": "full", "gradual_unfreezing": {}}, "gradual_unfreezing"),
        ({"class_weight": "balanced"}, "class"),
        ({"bf16": True}, "bf16"),
        ({"train_sampling_strategy": "random"}, "Poisson"),
        ({"early_stopping_patience": 5}, "early_stopping"),
        ({"max_grad_norm": 0.3}, "max_grad_norm"),
        ({"save_strategy": "steps"}, "checkpoints"),
    ],
)
def test_contradictions_are_named(settings: dict[str, Any], word: str) -> None:
    (problem,) = contradictions(config_of(**settings))
    assert word in problem
    assert contradictions(config_of(**settings).model_copy(update={"privacy": None})) == []


def test_pairs_are_refused() -> None:
    with pytest.raises(ConfigError) as caught:
        require_consistent(config_of(), Preference())
    assert "preference" in str(caught.value)


# --- the whole way --------------------------------------------------------------------------------


class Counted:
    def __init__(self) -> None:
        self.notes: list[tuple[str, Mapping[str, Any]]] = []

    def earlier(self) -> Sequence[Mapping[str, Any]]:
        return [{"noise_multiplier": 1.0, "sample_rate": 0.5, "steps": 4}]

    def begun(self, planned: Mapping[str, Any]) -> None:
        self.notes.append(("begun", planned))

    def ended(self, spent: Mapping[str, Any]) -> None:
        self.notes.append(("ended", spent))


def with_children(cleared: ClearedDataset) -> ClearedDataset:
    children = tuple(child(i, i, group=f"g{i // 2}") for i in range(6))
    return dataclasses.replace(cleared, synthetic=children)


def run(
    cleared: ClearedDataset, base: BaseModel, out: Path, config: TuneConfig, **more: Any
) -> Any:
    out.mkdir()
    return tune(
        cleared, base=base, config=config, seed=7, out_dir=out, find=lambda t: [[]] * len(t), **more
    )


def test_the_whole_way(base: BaseModel, tmp_path: Path) -> None:
    config = config_of(num_train_epochs=2, max_length=128, max_new_tokens=4, samples=1)
    counted, lines = Counted(), list[str]()
    cleared = with_children(make_cleared())
    random.seed(1)
    result = run(cleared, base, tmp_path / "a", config, attempts=counted, say=lines.append)
    facts = result.training["privacy"]
    assert (facts["units"], facts["rows"], facts["largest_unit"]) == (6, 18, 4)
    assert (facts["steps"], facts["sample_rate"]) == (6, pytest.approx(1 / 3))
    assert 7.5 < facts["epsilon"] <= 8 < facts["epsilon_all_attempts"]
    assert (facts["attempts"], facts["sampling"], facts["accountant"]) == (2, "Poisson", "rdp")
    assert [name for name, _ in counted.notes] == ["begun", "ended"]
    assert counted.notes[1][1]["epsilon"] == facts["epsilon"]
    assert any("no checkpoints are kept" in line for line in lines)
    assert result.training["best_step"] == 6
    assert not result.training["early_stopped"]
    assert result.training["precision"] == "float32"
    assert result.training["lock"]["batches_sha256"] is None
    assert result.evaluation["metrics"]["loss"]["tuned"]["value"] > 0
    noise = PrivacySettings(noise_multiplier=facts["noise_multiplier"], max_grad_norm=0.5)
    same = config.model_copy(update={"privacy": noise})
    again = run(cleared, base, tmp_path / "b", same)
    # prv counts a little less for the same noise
    assert 6 < again.training["privacy"]["epsilon"] < facts["epsilon"]
    assert again.weights_sha256 != result.weights_sha256  # the seed is not behind the noise
