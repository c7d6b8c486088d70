"""What is exported says what was evaluated, and an export that does not is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from methods_fakes import Short, short

from compliance.errors import ExportError
from tuning.exporting import merge
from tuning.exporting.compare import LIMITS, difference, fixed_texts, read_logits
from tuning.exporting.merge import default_dtype, export_merged
from tuning.model import BaseModel

METHODS: dict[str, dict[str, Any]] = {
    "lora": {"learning_rate": 0.02},
    "rslora": {"learning_rate": 0.02, "lora": {"r": 4, "use_rslora": True}},
    "dora": {"learning_rate": 0.02, "lora": {"r": 4, "use_dora": True}},
    "embeddings": {
        "learning_rate": 0.02,
        "lora": {"r": 4, "target_modules": ["embed_tokens", "q_proj"]},
    },
    "ia3": {"method": "ia3", "learning_rate": 0.1},
    "head": {"method": "feature_extraction", "learning_rate": 0.02},
    "full": {"method": "full", "learning_rate": 0.01},
}


@pytest.fixture(scope="module")
def lora(base: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> tuple[Short, Path]:
    folder = tmp_path_factory.mktemp("lora")
    trained = short(base, folder, **METHODS["lora"])
    trained.export(folder / "adapter")
    return trained, folder / "adapter"


def export(trained: Short, tuned: Path, folder: Path, dtype: str = "float32") -> dict[str, Any]:
    folder.mkdir()
    training = {
        "task": "language modelling",
        "config": trained.config.model_dump(mode="json"),
    }
    return export_merged(folder, base=trained.base, tuned=tuned, training=training, dtype=dtype)


@pytest.mark.parametrize("name", METHODS)
def test_each_method_that_can_be_merged_says_the_same_afterwards(
    base: BaseModel, tmp_path: Path, name: str
) -> None:
    import torch
    from transformers import AutoModelForCausalLM

    trained = short(base, tmp_path, num_train_epochs=1, **METHODS[name])
    trained.export(tmp_path / "tuned")
    found = export(trained, tmp_path / "tuned", tmp_path / "out")
    assert found["moved_by_training_nats"] > 1e-3  # else nothing would be compared
    assert found["mean_kl_nats"] < 1e-9
    assert found["same_first_choice"] == 1
    model, info = AutoModelForCausalLM.from_pretrained(tmp_path / "out", output_loading_info=True)
    assert not info["missing_keys"] and not info["unexpected_keys"]
    shared = model.lm_head.weight is model.model.embed_tokens.weight
    assert shared is (name not in {"head", "embeddings"})
    assert model.dtype == torch.float32


@pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
def test_sixteen_bits_are_near_and_loads_without_us(
    lora: tuple[Short, Path], tmp_path: Path, dtype: str
) -> None:
    import torch
    from transformers import AutoModelForCausalLM

    found = export(*lora, tmp_path / "out", dtype)
    assert 0 < found["mean_kl_nats"] < LIMITS[dtype].kl
    assert found["mean_kl_nats"] < found["moved_by_training_nats"]
    assert found["merging"]["mean_kl_nats"] < 1e-9
    assert found["places"] > 500
    model = AutoModelForCausalLM.from_pretrained(tmp_path / "out")
    assert model.dtype == getattr(torch, dtype)


def test_no_pickle_and_no_place_of_this_machine_is_exported(
    lora: tuple[Short, Path], tmp_path: Path, base: BaseModel
) -> None:
    export(*lora, tmp_path / "out", "bfloat16")
    files = {path.name: path.read_bytes() for path in (tmp_path / "out").rglob("*")}
    assert {"model.safetensors", "config.json", "tokenizer.json", "chat_template.jinja"} <= set(
        files
    )
    for name, content in files.items():
        assert Path(name).suffix in {".safetensors", ".json", ".jinja"}
        for place in (tmp_path, base.path, lora[1]):
            assert str(place).encode() not in content


def test_weights_that_were_changed_on_the_disk_are_not_exported(
    lora: tuple[Short, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from safetensors.torch import load_file, save_file

    def damaged(folder: Path, *arguments: Any, **options: Any) -> str:
        digest = write(folder, *arguments, **options)
        weights = load_file(folder / "model.safetensors")
        weights["model.layers.0.mlp.down_proj.weight"][0, 0] += 0.5
        save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
        return digest

    write = merge.write_model
    monkeypatch.setattr(merge, "write_model", damaged)
    with pytest.raises(ExportError, match="loaded again"):
        export(*lora, tmp_path / "out", "bfloat16")


def test_a_merge_with_a_wrong_scale_is_refused_in_every_format(
    lora: tuple[Short, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(model: Any) -> Any:
        for name, tensor in model.named_parameters():
            if "lora_B" in name:
                tensor.data *= 0.9
        return right(model)

    right = merge._merged
    monkeypatch.setattr(merge, "_merged", wrong)
    with pytest.raises(ExportError, match="does not say what the evaluated one says"):
        export(*lora, tmp_path / "out", "bfloat16")


def test_an_adapter_of_a_quantised_base_is_merged_into_the_base_in_full(
    lora: tuple[Short, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dataclasses
    import importlib.util

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    config = lora[0].config.model_copy(update={"quantization": "nf4"})
    trained = dataclasses.replace(lora[0], config=config)
    found = export(trained, lora[1], tmp_path / "out")
    assert found["mean_kl_nats"] < 1e-9
    assert "not compared with the adapter on that base" in found["with_quantised_base"]
    assert "quantization_config" not in json.loads((tmp_path / "out/config.json").read_text())


def test_numbers_too_large_for_float16_are_refused_with_advice(
    lora: tuple[Short, Path], tmp_path: Path
) -> None:
    from safetensors.torch import load_file, save_file

    tuned = Path(shutil.copytree(lora[1], tmp_path / "large"))
    weights = load_file(tuned / "adapter_model.safetensors")
    name = next(name for name in weights if "down_proj.lora_B" in name)
    weights[name] = weights[name] * 1e7
    save_file(weights, tuned / "adapter_model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ExportError, match="too large for float16") as refused:
        export(lora[0], tuned, tmp_path / "out", "float16")
    assert "bfloat16" in refused.value.fix


def test_prompt_tuning_cannot_be_merged(base: BaseModel, tmp_path: Path) -> None:
    config = {"method": "prompt_tuning"}
    with pytest.raises(ExportError, match="cannot be merged") as refused:
        export_merged(
            tmp_path, base=base, tuned=tmp_path, training={"config": config}, dtype="float32"
        )
    assert "adapter" in refused.value.fix


def test_the_texts_are_the_shipped_ones_in_all_languages(tokenizer: Any) -> None:
    texts = fixed_texts(tokenizer)
    assert 900 < sum(map(len, texts.ids)) <= 1024
    assert fixed_texts(tokenizer) == texts


def test_difference_is_zero_of_the_same_and_known_of_two_coins() -> None:
    import torch

    even, bent = [torch.tensor([[0.0, 0.0]])], [torch.log(torch.tensor([[0.25, 0.75]]))]
    assert difference(even, even).mean_kl_nats == 0
    assert difference(even, bent).mean_kl_nats == pytest.approx(0.5 * 0.28768207, abs=1e-6)
    with pytest.raises(ExportError, match="no number"):
        difference(even, [torch.tensor([[0.0, float("inf")]])])
    with pytest.raises(ExportError, match="other tokens"):
        difference(even, [torch.zeros(1, 3)])


def test_the_format_is_the_bases_own_unless_it_is_another(base: BaseModel, tmp_path: Path) -> None:
    import dataclasses

    config = {"torch_dtype": "bfloat16"}
    (tmp_path / "config.json").write_text(json.dumps(config))
    assert default_dtype(dataclasses.replace(base, path=tmp_path)) == "bfloat16"
    assert default_dtype(base) == "float32"


def test_reading_leaves_no_gradient_and_is_the_same_twice(
    lora: tuple[Short, Path], tokenizer: Any
) -> None:
    texts = fixed_texts(tokenizer)
    first, second = (read_logits(lora[0].model, texts) for _ in range(2))
    assert difference(first, second).max_abs_difference == 0
    assert not first[0].requires_grad
