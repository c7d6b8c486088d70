"""Speed, utilisation, memory and the AI Act's figures of a training; what it was made from."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError
from resuming_fakes import trained
from tuning_fakes import TEMPLATE, make_cleared

from tuning.config import ModelConfig, TuneConfig
from tuning.cost.ai_act import modifier_threshold
from tuning.cost.peak_memory import PeakMemory
from tuning.cost.rates import published
from tuning.model import BaseModel, load
from tuning.tasks.language import tokenize
from tuning.training.live import attention, imported_versions, quantization, what_ran


def short(base: BaseModel, folder: Path, **changes: Any) -> dict[str, Any]:
    config = TuneConfig(
        num_train_epochs=2,
        per_device_train_batch_size=4,
        max_length=128,
        train_sampling_strategy="random",
    )
    return trained(base, folder / "c", config=config, keep=False, records=12, **changes).facts


@pytest.fixture(scope="module")
def facts(base: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return short(base, tmp_path_factory.mktemp("cost"))


def test_speed_counts_real_and_learned_tokens(facts: dict[str, Any], tokenizer: Any) -> None:
    examples = tokenize(make_cleared().train, tokenizer, max_length=128)
    learned = 2 * sum(item.learned for item in examples.items)
    assert facts["tokens"]["learned"] == learned
    cost = facts["cost"]
    speed = cost["tokens_per_second"]
    assert speed["trainable"] / speed["real"] == pytest.approx(learned / (2 * examples.tokens))
    assert cost["step_seconds"] < facts["seconds"]  # validation is no step
    assert cost["flops_per_second"] * cost["step_seconds"] == pytest.approx(int(facts["flops"]))
    mfu = cost["mfu"]
    assert mfu["value"] * mfu["peak_flops_per_second"] == pytest.approx(cost["flops_per_second"])
    assert "measured" in mfu["peak"]
    assert cost["peak_memory"]["bytes"] > 10_000_000
    assert json.loads(json.dumps(facts)) == facts


def test_the_lock_tells_order_tokenizer_and_template(
    facts: dict[str, Any], base: BaseModel, tmp_path: Path, tokenizer: Any
) -> None:
    lock = facts["lock"]
    assert lock["chat_template_sha256"] == hashlib.sha256(TEMPLATE.encode()).hexdigest()
    text = tokenizer.backend_tokenizer.to_str()
    assert lock["tokenizer_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert lock["examples"]["train"]["records"] == 12
    again = short(base, tmp_path)["lock"]
    assert again == lock
    other = short(base, tmp_path, seed=2)["lock"]
    assert other["batches_sha256"] != lock["batches_sha256"]
    assert other["examples"] == lock["examples"]


def test_packed_rows_count_the_same_learned_tokens(
    facts: dict[str, Any], base: BaseModel, tmp_path: Path
) -> None:
    packed = short(base, tmp_path, packing=True)
    assert packed["tokens"]["learned"] == facts["tokens"]["learned"]


@pytest.mark.parametrize(
    ("model", "threshold", "below", "counts"),
    [
        ({}, 1e23 / 3, True, "this training"),
        ({"systemic_risk": True}, 1e25 / 3, True, "this training"),
        ({"training_flops": 9e23}, 3e23, True, "this training"),
        ({"training_flops": 1.5e23}, 5e22, True, "this training"),
        ({"training_flops": 9.9e22}, 1e23, False, "base model and this training together"),
    ],
)
def test_the_figure_for_modifiers(
    model: dict[str, Any], threshold: float, below: bool, counts: str
) -> None:
    if "training_flops" in model:
        model["training_flops_source"] = "model card"
    found = modifier_threshold(2e22, ModelConfig.model_validate(model))
    assert float(found["threshold_flops"]) == pytest.approx(threshold, rel=1e-3)
    assert (found["below"], found["counted"]) == (below, counts)
    assert "C(2025) 5045" in found["source"]


def test_above_a_third_is_not_below() -> None:
    found = modifier_threshold(3.4e22, ModelConfig())
    assert (found["below"], found["share"] > 1) == (False, True)


def test_compute_of_the_base_needs_its_source() -> None:
    with pytest.raises(ValidationError, match="set together"):
        ModelConfig(training_flops=1e24)


def test_published_rates_are_found_by_name_and_number_format() -> None:
    assert published("NVIDIA H100 80GB HBM3", "bfloat16").flops == 989e12
    assert published("NVIDIA A100-SXM4-80GB", "bfloat16").flops == 312e12
    assert published("NVIDIA A10G", "float32").flops == 35e12
    assert published("NVIDIA A100-PCIE-40GB", "float32").flops == 19.5e12
    assert published("NVIDIA L40S", "bfloat16").flops == 362e12
    unknown = published("Some GPU 9000", "bfloat16")
    assert (unknown.flops, "Some GPU 9000" in unknown.what) == (0, True)


def status(folder: Path, resident: int, highest: int) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "status").write_text(f"Name: x\nVmHWM:\t{highest} kB\nVmRSS:\t{resident} kB\n")


def test_memory_is_the_highest_of_all_parts_and_says_what_it_counts(tmp_path: Path) -> None:
    status(tmp_path / "proc", 100, 900)
    first = PeakMemory(cuda=False, proc=tmp_path / "proc")
    assert (tmp_path / "proc" / "clear_refs").read_text() == "5"
    status(tmp_path / "proc", 150, 300)
    kept = first.kept()
    assert kept == {"bytes": 300 * 1024}
    assert "102,400 bytes before it" in first.result()["counted"]
    status(tmp_path / "proc", 100, 200)
    second = PeakMemory(cuda=False, proc=tmp_path / "proc")
    second.put(kept)
    assert second.result()["bytes"] == 300 * 1024


def test_a_peak_that_cannot_be_reset_is_said_to_be_the_whole_process(tmp_path: Path) -> None:
    status(tmp_path / "proc", 100, 900)
    (tmp_path / "proc" / "clear_refs").mkdir()  # cannot be written
    found = PeakMemory(cuda=False, proc=tmp_path / "proc").result()
    assert found["bytes"] == 900 * 1024
    assert "since it began" in found["counted"]
    nothing = PeakMemory(cuda=False, proc=tmp_path / "nowhere").result()
    assert nothing["bytes"] > 10_000_000  # by getrusage


# --- the live object counts, not the configuration -----------------------------------------------


def fake_trainer(**changes: Any) -> Any:
    import torch

    values = {
        "args": SimpleNamespace(bf16=True, optim="adafactor"),
        "accelerator": SimpleNamespace(mixed_precision="no", num_processes=3),
        "optimizer": torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))]),
    }
    return SimpleNamespace(**{**values, **changes})


def test_what_ran_is_read_from_live_objects(base: BaseModel) -> None:
    import torch

    model, _ = load(base)
    model.double()
    before = torch.are_deterministic_algorithms_enabled()
    torch.use_deterministic_algorithms(True)
    try:
        ran = what_ran(fake_trainer(), model)
    finally:
        torch.use_deterministic_algorithms(before)
    assert ran["optimizer"] == "SGD"  # asked for: adafactor
    assert ran["precision"] == "float64"  # asked for: bf16, float32 weights
    assert ran["world_size"] == 3
    assert ran["deterministic"] is True
    assert ran["device"]["threads"] == torch.get_num_threads()
    half = fake_trainer(accelerator=SimpleNamespace(mixed_precision="bf16", num_processes=1))
    assert what_ran(half, model)["precision"] == "float64, bfloat16 autocast"


def test_attention_is_that_of_the_layers(base: BaseModel) -> None:
    model, _ = load(base)
    assert attention(model) == "sdpa"
    model.set_attn_implementation("eager")
    assert attention(model) == "eager"


def test_quantisation_is_that_of_the_modules() -> None:
    import torch

    class Linear4bit(torch.nn.Linear):
        pass

    class Linear8bitLt(torch.nn.Linear):
        pass

    plain = torch.nn.Sequential(torch.nn.Linear(2, 2))
    plain.config = SimpleNamespace(quantization_config={"load_in_4bit": True})
    assert quantization(plain) == "none"
    four = Linear4bit(2, 2)
    four.weight.quant_type = "fp4"  # asked for: nf4
    assert quantization(torch.nn.Sequential(four)) == "fp4"
    assert quantization(torch.nn.Sequential(Linear8bitLt(2, 2))) == "int8"


def test_versions_are_those_of_imported_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "opacus", SimpleNamespace(__version__="9.9"))
    monkeypatch.delitem(sys.modules, "deepspeed", raising=False)
    found = imported_versions()
    assert found["opacus"] == "9.9"
    assert "deepspeed" not in found
    assert found["torch"]
