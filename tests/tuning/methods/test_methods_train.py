"""Each method learns, moves what it names alone, and is the same when it is loaded again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from methods_fakes import Short, load_model, settings, short
from tuning_fakes import save_model

from compliance.errors import TuneError
from tuning.config import ModelConfig
from tuning.methods.prepare import prepare
from tuning.model import BaseModel, resolve
from tuning.tasks.language import LanguageModelling

METHODS: dict[str, dict[str, Any]] = {
    "lora": {"lora": {"r": 4, "lora_dropout": 0.1}},
    "rslora": {"lora": {"r": 4, "use_rslora": True}},
    "dora": {"lora": {"r": 4, "use_dora": True}},
    "ia3": {"method": "ia3"},
    "prompt_tuning": {"method": "prompt_tuning", "prompt_tuning": {"num_virtual_tokens": 4}},
    "full": {"method": "full", "dropout": 0.1},
    "freeze": {"method": "full", "freeze_layers": 1},
    "feature_extraction": {"method": "feature_extraction", "learning_rate": 0.02},
    "unfreezing": {"method": "full", "gradual_unfreezing": {}},
    "adapter_unfreezing": {"gradual_unfreezing": {"unfreeze_every": 3}},
    "rates": {"method": "full", "layer_lr_decay": 0.5},
    "packing": {"packing": True, "per_device_train_batch_size": 1},
    "checkpointing": {"method": "full", "activation_checkpointing": True},
    "bf16": {"bf16": True},
}
WHOLE = {"full", "freeze", "feature_extraction", "unfreezing", "rates", "checkpointing"}


@pytest.fixture(scope="module")
def runs(base: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Short]:
    scratch = tmp_path_factory.mktemp("runs")
    return {name: short(base, scratch, **changes) for name, changes in METHODS.items()}


@pytest.mark.parametrize("name", METHODS)
def test_the_loss_falls(runs: dict[str, Short], name: str) -> None:
    validation = runs[name].validation
    assert validation[-1] < validation[0] - 0.15
    assert runs[name].trained.facts["method"] == runs[name].config.method


@pytest.mark.parametrize(
    "name",
    ["lora", "prompt_tuning", "full", "feature_extraction", "unfreezing", "rates", "packing"],
)
def test_same_seed_same_bytes(
    runs: dict[str, Short], base: BaseModel, tmp_path: Path, name: str
) -> None:
    again = short(base, tmp_path, **METHODS[name])
    assert again.blob == runs[name].blob
    assert again.validation == runs[name].validation


@pytest.mark.parametrize("name", METHODS)
def test_what_is_exported_loads_again_with_the_same_loss(
    runs: dict[str, Short], tmp_path: Path, name: str
) -> None:
    run = runs[name]
    digest = run.export(tmp_path)
    base, tuned = run.losses(tmp_path)
    exact = name != "bf16"  # computed in float32 here
    best = min(run.validation[1:])
    assert tuned == pytest.approx(best, rel=1e-5 if exact else 1e-2)
    if name != "prompt_tuning":  # whose vectors change the base before the first step
        assert base == pytest.approx(run.validation[0], rel=1e-5 if exact else 1e-2)
    assert (tmp_path / "model.safetensors").is_file() is (name in WHOLE)
    assert run.export(tmp_path / "again") == digest


@pytest.mark.parametrize(
    ("name", "moved"),
    [
        ("full", {"model.embed_tokens", "model.layers.0", "model.layers.1", "model.norm"}),
        ("freeze", {"model.layers.1", "model.norm"}),
        ("feature_extraction", {"lm_head"}),
        ("unfreezing", {"model.embed_tokens", "model.layers.0", "model.layers.1", "model.norm"}),
    ],
)
def test_of_a_whole_model_only_what_the_method_names_moves(
    runs: dict[str, Short], base: BaseModel, name: str, moved: set[str]
) -> None:
    run = runs[name]
    before = dict(load_model(base, run.config)[0].named_parameters(remove_duplicate=False))
    after = dict(run.model.named_parameters())
    changed = {key for key, value in after.items() if not bool((value == before[key]).all())}
    assert {place for place in moved for key in changed if key.startswith(place)} == moved
    assert all(any(key.startswith(place) for place in moved) for key in changed)
    # In memory and in the export there is nothing beyond what may have moved.
    assert changed <= set(run.trained.weights)
    assert len(run.trained.weights) == run.trained.facts["parameters"]["trained_tensors"]


@pytest.mark.parametrize("name", ["lora", "dora", "ia3", "prompt_tuning", "adapter_unfreezing"])
def test_under_an_adapter_the_base_stays_as_it_was(
    runs: dict[str, Short], base: BaseModel, name: str
) -> None:
    run = runs[name]
    before = load_model(base, run.config)[0].state_dict()
    after = {
        key.replace(".base_layer", ""): value
        for key, value in run.model.state_dict().items()
        if "lora_" not in key and "ia3_" not in key
    }
    assert set(after) == set(before)
    assert all(bool((after[key] == value).all()) for key, value in before.items())
    assert all(
        any(part in key for part in ("lora_", "ia3_", "prompt_embeddings"))
        for key in run.trained.weights
    )


def test_checkpointing_changes_nothing_but_memory(base: BaseModel, tmp_path: Path) -> None:
    for changes in (METHODS["rates"], METHODS["lora"], METHODS["prompt_tuning"]):
        plain = short(base, tmp_path, **changes)
        assert short(base, tmp_path, **changes, activation_checkpointing=True).blob == plain.blob


def test_an_untied_output_layer_leaves_the_embeddings_alone(
    runs: dict[str, Short], base: BaseModel, tmp_path: Path
) -> None:
    import torch
    from safetensors.torch import load_file

    runs["feature_extraction"].export(tmp_path)
    stored = load_file(tmp_path / "model.safetensors")
    original = load_file(base.path / "model.safetensors")
    assert torch.equal(stored["model.embed_tokens.weight"], original["model.embed_tokens.weight"])
    assert not torch.equal(stored["lm_head.weight"], stored["model.embed_tokens.weight"])
    assert "lm_head.weight" not in original


def test_a_whole_model_holds_nothing_pickled_and_no_path(
    runs: dict[str, Short], tmp_path: Path
) -> None:
    runs["full"].export(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "model.safetensors",
        "config.json",
        "generation_config.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "chat_template.jinja",
    }
    text = (tmp_path / "config.json").read_text() + (
        tmp_path / "generation_config.json"
    ).read_text()
    assert str(runs["full"].base.path) not in text
    assert '"attention_dropout": 0.0' in text  # the configured 0.1 was for training
    again = resolve(ModelConfig(path=str(tmp_path)), folder=Path())
    assert again.files["tokenizer.json"] == runs["full"].base.files["tokenizer.json"]


def test_the_licence_of_the_base_goes_with_a_whole_model(tmp_path: Path) -> None:
    folder = save_model(tmp_path / "licensed")
    (folder / "LICENSE").write_text("do as you like")
    base = resolve(ModelConfig(path=str(folder)), folder=Path())
    short(base, tmp_path, method="full", num_train_epochs=1).export(tmp_path / "out")
    assert (tmp_path / "out" / "LICENSE").read_text() == "do as you like"


@pytest.mark.parametrize("method", ["lora", "ia3"])
def test_the_output_layer_gets_no_adapter(base: BaseModel, method: str) -> None:
    changes: dict[str, Any] = {"target_modules": ["q_proj", "lm_head"]}
    if method == "ia3":
        changes["feedforward_modules"] = []
    config = settings(method=method, **{method: changes})
    with pytest.raises(TuneError, match="output layer") as caught:
        prepare(load_model(base, config)[0], LanguageModelling(), config)
    assert "feature_extraction" in caught.value.fix


def test_layers_that_do_not_exist_are_refused(base: BaseModel) -> None:
    for changes, message in (
        ({"lora": {"target_modules": ["nowhere"]}}, "not in this model"),
        ({"method": "full", "freeze_layers": 3}, "has 2 layers"),
    ):
        config = settings(**changes)
        with pytest.raises(TuneError, match=message):
            prepare(load_model(base, config)[0], LanguageModelling(), config)


def test_dropout_replaces_the_models_own_and_only_in_training(base: BaseModel) -> None:
    config = settings(dropout=0.25)
    for training, rate in ((True, 0.25), (False, 0.0)):
        model = load_model(base, config, training=training)[0]
        assert model.config.attention_dropout == rate
        assert model.model.layers[0].self_attn.attention_dropout == rate
