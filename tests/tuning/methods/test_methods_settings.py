"""Settings of [tune]: what does not go together is named at once, each with what to do."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any, get_args

import pytest
from methods_fakes import load_model, settings, short

from compliance.errors import ConfigError, TuneError
from ftcheck.config import load_config
from tuning.config import TuneConfig
from tuning.config.contradictions import SCHEDULE_KWARGS, contradictions, require_consistent
from tuning.config.tune import Optimizer, Scheduler
from tuning.methods.loading import load_options
from tuning.model import BaseModel
from tuning.tasks.language import LanguageModelling
from tuning.training.arguments import common_arguments, learning_rate, usable_length
from tuning.training.precision import has_bfloat16, use_bfloat16


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"method": "full", "quantization": "nf4"}, "tune.quantization"),
        ({"method": "feature_extraction", "quantization": "int8"}, "tune.quantization"),
        ({"method": "prompt_tuning", "packing": True}, "tune.packing"),
        ({"quantization": "int8", "lora": {"use_dora": True}}, "tune.lora.use_dora"),
        ({"ia3": {"target_modules": ["q_proj"]}}, "tune.ia3"),
        (
            {"ia3": {"target_modules": ["q_proj"], "feedforward_modules": ["down_proj"]}},
            "tune.ia3.feedforward_modules",
        ),
        ({"freeze_layers": 1}, "tune.freeze_layers"),
        ({"method": "prompt_tuning", "freeze_layers": 1}, "tune.freeze_layers"),
        ({"method": "prompt_tuning", "gradual_unfreezing": {}}, "tune.gradual_unfreezing"),
        ({"method": "feature_extraction", "gradual_unfreezing": {}}, "tune.gradual_unfreezing"),
        ({"method": "feature_extraction", "layer_lr_decay": 0.5}, "tune.layer_lr_decay"),
        ({"lr_scheduler_kwargs": {"num_cycle": 1}}, "tune.lr_scheduler_kwargs.num_cycle"),
        ({"lr_scheduler_type": "warmup_stable_decay"}, "tune.lr_scheduler_kwargs"),
        ({"lr_scheduler_type": "cosine_with_min_lr"}, "tune.lr_scheduler_kwargs"),
    ],
)
def test_what_does_not_go_together_is_named_with_its_key_and_a_fix(
    changes: dict[str, Any], key: str
) -> None:
    (problem,) = contradictions(TuneConfig.model_validate(changes))
    assert problem.startswith(f"{key}: ")
    if "kwargs" not in key and "ia3" not in key:
        assert "; set " in problem or "; remove " in problem


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"gradual_unfreezing": {}, "layer_lr_decay": 0.4},
        {"method": "full", "freeze_layers": 1, "gradual_unfreezing": {}, "layer_lr_decay": 0.4},
        {"quantization": "nf4", "lora": {"use_dora": True}},
        {"method": "prompt_tuning", "activation_checkpointing": True, "quantization": "int8"},
        {"lr_scheduler_type": "cosine_with_min_lr", "lr_scheduler_kwargs": {"min_lr": 1e-5}},
    ],
)
def test_what_goes_together_is_accepted(changes: dict[str, Any]) -> None:
    config = TuneConfig.model_validate(changes)
    assert contradictions(config) == []
    require_consistent(config, LanguageModelling())
    assert TuneConfig.model_validate_json(config.model_dump_json()) == config


def test_the_file_is_refused_with_all_contradictions_and_other_problems_at_once(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ftcheck.toml"
    path.write_text(
        '[tune]\nmethod = "full"\nquantization = "nf4"\nlr_scheduler_type = "warmup_stable_decay"\n'
    )
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert "tune.quantization" in caught.value.message
    assert "tune.lr_scheduler_kwargs: warmup_stable_decay needs num_decay_steps" in (
        caught.value.message
    )
    path.write_text(path.read_text() + '[model]\nrelease_context = "moon"\n')
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    assert "model.release_context" in caught.value.message
    assert "tune.quantization" in caught.value.message


def test_what_the_data_cannot_have_is_refused_before_training(base: BaseModel) -> None:
    class Other(LanguageModelling):
        name = "sorting"
        packs = False
        smooths = False

    config = settings(packing=True, label_smoothing_factor=0.1)
    with pytest.raises(ConfigError) as caught:
        require_consistent(config, Other())
    assert "tune.packing: sorting" in caught.value.message
    assert "tune.label_smoothing_factor: sorting" in caught.value.message


def test_the_table_of_schedules_is_that_of_transformers() -> None:
    from transformers.optimization import TYPE_TO_SCHEDULER_FUNCTION
    from transformers.trainer_utils import SchedulerType

    own = {"optimizer", "num_warmup_steps", "num_training_steps", "last_epoch"}
    assert set(SCHEDULE_KWARGS) == set(get_args(Scheduler))
    for name, keys in SCHEDULE_KWARGS.items():
        function = TYPE_TO_SCHEDULER_FUNCTION[SchedulerType(name)]
        taken = set(inspect.signature(function).parameters) - own
        assert set(keys) <= taken, name
    # What is not offered follows a metric of the trainer's own evaluation, which is never run.
    offered = {SchedulerType(name) for name in SCHEDULE_KWARGS}
    assert {kind.value for kind in set(SchedulerType) - offered} == {
        "reduce_lr_on_plateau",
        "greedy",
    }


@pytest.mark.parametrize(
    ("name", "extra"),
    [
        ("linear", {}),
        ("cosine_with_restarts", {"num_cycles": 2}),
        ("polynomial", {"power": 2.0}),
        ("constant", {}),
        ("constant_with_warmup", {}),
        ("inverse_sqrt", {}),
        ("cosine_with_min_lr", {"min_lr_rate": 0.1}),
        ("cosine_warmup_with_min_lr", {"min_lr_rate": 0.1}),
        ("warmup_stable_decay", {"num_decay_steps": 2}),
    ],
)
def test_every_schedule_runs(
    base: BaseModel, tmp_path: Path, name: str, extra: dict[str, Any]
) -> None:
    changes = {"learning_rate": 0.01, "num_train_epochs": 1}
    run = short(base, tmp_path, lr_scheduler_type=name, lr_scheduler_kwargs=extra, **changes)
    rates = [point["learning_rate"] for point in run.trained.facts["curve"]["train"]]
    assert max(rates) <= 0.01
    assert (len(set(rates)) == 1) is name.startswith("constant")
    assert run.validation[-1] < run.validation[0]


@pytest.mark.parametrize("optim", get_args(Optimizer))
def test_every_optimizer_runs(base: BaseModel, tmp_path: Path, optim: str) -> None:
    run = short(base, tmp_path, optim=optim, num_train_epochs=1)
    assert run.validation[-1] < run.validation[0]
    shown = run.trained.facts["optimizer"].lower()
    assert shown == optim.removesuffix("_fused").removesuffix("_torch")


@pytest.mark.parametrize("strategy", ["random", "sequential", "group_by_length"])
def test_the_order_of_the_examples_is_the_configured_one(
    base: BaseModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, strategy: str
) -> None:
    from transformers import Trainer

    read: list[tuple[int, ...]] = []
    step = Trainer.training_step

    def spy(self: Any, model: Any, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        read.append(tuple(inputs["input_ids"][0].tolist()))
        return step(self, model, inputs, *args, **kwargs)

    monkeypatch.setattr(Trainer, "training_step", spy)
    changes = {"per_device_train_batch_size": 1, "num_train_epochs": 1}
    short(base, tmp_path, train_sampling_strategy=strategy, **changes)
    ordered = read.copy()
    read.clear()
    short(base, tmp_path, train_sampling_strategy="sequential", **changes)
    assert sorted(ordered) == sorted(read)
    assert (ordered == read) is (strategy == "sequential")


def test_label_smoothing_is_transformers_own_loss(base: BaseModel, tmp_path: Path) -> None:
    import torch
    from transformers.trainer_pt_utils import LabelSmoother

    from tuning.training.smoothing import smoothed

    torch.manual_seed(1)
    logits, labels = torch.randn(2, 5, 7), torch.randint(0, 7, (2, 5))
    labels[0, :2] = -100
    theirs = LabelSmoother(epsilon=0.2)({"logits": logits}, labels)
    assert float(smoothed(logits, labels, 0.2)) / 8 == pytest.approx(float(theirs), rel=1e-5)
    plain = short(base, tmp_path, num_train_epochs=1).trained.facts["curve"]["train"][0]["loss"]
    run = short(base, tmp_path, num_train_epochs=1, label_smoothing_factor=0.2)
    assert run.trained.facts["curve"]["train"][0]["loss"] > plain
    assert run.validation[-1] < run.validation[0]


def test_dropout_for_a_model_without_any_is_refused(
    base: BaseModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transformers import AutoConfig

    class Bare:
        def to_dict(self) -> dict[str, Any]:
            return {"hidden_size": 8, "use_dropout": True}

    monkeypatch.setattr(AutoConfig, "from_pretrained", lambda *_, **__: Bare())
    with pytest.raises(TuneError, match="no dropout rate"):
        load_options(settings(dropout=0.1), base, training=True)
    assert "dropout" not in str(load_options(settings(dropout=0.1), base, training=False))


def test_quantisation_without_its_package_says_what_to_install(
    base: BaseModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tuning.methods.loading

    monkeypatch.setattr(tuning.methods.loading.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(TuneError, match="bitsandbytes") as caught:
        load_options(settings(quantization="nf4"), base, training=True)
    assert "pip install 'ftcheck-gdpr[quantization]'" in caught.value.fix


@pytest.mark.parametrize("quantization", ["nf4", "int8"])
@pytest.mark.parametrize("changes", [{}, {"method": "ia3"}, {"method": "prompt_tuning"}])
def test_an_adapter_learns_on_a_quantised_base(
    base: BaseModel, tmp_path: Path, quantization: str, changes: dict[str, Any]
) -> None:
    pytest.importorskip("bitsandbytes")
    run = short(base, tmp_path, quantization=quantization, **changes)
    assert run.validation[-1] < run.validation[0] - 0.1
    assert run.trained.facts["quantization"] == quantization
    assert run.trained.facts["precision"].endswith("trained weights float32")
    run.export(tmp_path / "out")
    _, tuned = run.losses(tmp_path / "out")
    assert tuned == pytest.approx(min(run.validation[1:]), rel=1e-4)


def test_bfloat16_follows_the_machine_unless_it_is_said(
    base: BaseModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    for capable in ({"amx_bf16": True}, {"avx512_bf16": True}, {"bf16": True}):
        monkeypatch.setattr(torch.cpu, "get_capabilities", lambda known=capable: known)
        assert has_bfloat16()
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx2": True})
    assert [use_bfloat16(settings(bf16=value)) for value in ("auto", True, False)] == [
        False,
        True,
        False,
    ]
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda **_: False)
    with pytest.raises(TuneError, match="GPU"):
        use_bfloat16(settings(bf16=True))


def test_trl_is_told_what_it_would_choose_otherwise(base: BaseModel, tmp_path: Path) -> None:
    """`SFTConfig()` raises on a CPU; `use_cpu` alone would mean bfloat16 and checkpointing."""
    from trl import SFTConfig

    model, _ = load_model(base, settings())
    arguments = common_arguments(settings(bf16=False), model, seed=1, output=tmp_path)
    trl = SFTConfig(**arguments)
    assert (trl.bf16, trl.activation_checkpointing, trl.gradient_checkpointing) == (
        False,
        False,
        False,
    )
    assert trl.learning_rate == arguments["learning_rate"] != SFTConfig.learning_rate
    assert (trl.report_to, trl.save_strategy, trl.push_to_hub) == ([], "no", False)


@pytest.mark.parametrize(
    "gone",
    ["evaluation_strategy", "overwrite_output_dir", "logging_dir", "warmup_ratio",
     "group_by_length", "save_safetensors", "no_cuda", "max_seq_length"],
)  # fmt: skip
def test_names_that_transformers_gave_up_are_not_ours(gone: str) -> None:
    from trl import SFTConfig

    assert gone not in inspect.signature(SFTConfig).parameters
    with pytest.raises(ValueError, match=gone):
        TuneConfig.model_validate({gone: 1})


def test_the_rate_fits_the_method_unless_it_was_set() -> None:
    import torch

    with torch.device("meta"):
        small, large = torch.nn.Linear(1000, 1000), torch.nn.Linear(20_000, 20_000)
    for method in ("lora", "ia3", "prompt_tuning", "full", "feature_extraction"):
        config = TuneConfig(method=method)
        assert learning_rate(config, small) > learning_rate(config, large)
        assert learning_rate(TuneConfig(method=method, learning_rate=0.5), large) == 0.5


def test_virtual_tokens_take_room_in_the_context(base: BaseModel) -> None:
    model, _ = load_model(base, settings())
    assert usable_length(settings(max_length=1024), model) == 256
    assert usable_length(settings(max_length=1024, method="prompt_tuning"), model) == 236
    assert usable_length(settings(max_length=100, method="prompt_tuning"), model) == 100
