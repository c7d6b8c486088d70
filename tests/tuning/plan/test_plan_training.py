"""A plan says what training then does; it loads no more than it may, and writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from resuming_fakes import trained
from tuning_fakes import chat, make_cleared

from compliance.errors import TuneError
from tuning.config import TuneConfig
from tuning.model import BaseModel
from tuning.plan import memory as memory_room
from tuning.plan import plan as plan_room
from tuning.plan.lines import plan_lines
from tuning.plan.memory import Shape, free_memory, memory_parts, to_lower
from tuning.plan.plan import Plan, plan

SMALL: dict[str, Any] = {
    "num_train_epochs": 3,
    "per_device_train_batch_size": 4,
    "gradient_accumulation_steps": 2,
    "max_length": 40,
    "early_stopping_patience": None,
    "train_sampling_strategy": "random",
}


def planned(base: BaseModel, **changes: Any) -> tuple[Plan, TuneConfig]:
    config = TuneConfig.model_validate({**SMALL, **changes})
    cleared = make_cleared()
    made = plan(cleared.train, (), cleared.validation, base=base, config=config, seed=1)
    return made, config


@pytest.mark.parametrize(
    "changes",
    [
        {"lora": {"r": 4}},
        {"method": "full", "freeze_layers": 1, "packing": True, "max_length": 100},
        {"method": "prompt_tuning"},
    ],
)
def test_a_plan_is_what_training_does(
    base: BaseModel, tmp_path: Path, changes: dict[str, Any]
) -> None:
    made, config = planned(base, **changes)
    facts = trained(base, tmp_path / "c", config=config, records=12, keep=False).facts
    assert made.parameters == facts["parameters"]["total"]
    assert made.trainable == facts["parameters"]["trainable"]
    assert made.tokens == facts["tokens"]["trained_on"]
    assert made.steps == facts["steps"]
    assert made.flops == int(facts["flops"])
    assert made.learning_rate == facts["learning_rate"]
    assert made.parts[0].truncated + made.parts[2].truncated == facts["tokens"]["truncated_records"]
    if config.packing:
        assert made.rows == facts["tokens"]["packed_rows"]
    assert made.seconds is not None and 0 < made.seconds[0] <= made.seconds[1]
    assert made.loaded
    assert "real steps" in made.timed_by


def test_a_base_that_does_not_fit_is_counted_and_not_loaded(
    base: BaseModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, config = planned(base, lora={"r": 4})
    monkeypatch.setattr(plan_room, "free_memory", lambda cuda: 1000)
    made, _ = planned(base, lora={"r": 4})
    assert not made.loaded
    assert (made.parameters, made.trainable) == (whole.parameters, whole.trainable)
    assert (made.memory, made.tokens) == (whole.memory, whole.tokens)
    assert "of the machine's rate" in made.timed_by
    lines = plan_lines(made, config)
    assert lines[-1].startswith("warning: this needs more memory than is free; lower ")
    assert any("was not loaded" in line for line in lines)


def test_the_lines_say_what_is_cut_and_left_out(base: BaseModel, tmp_path: Path) -> None:
    cleared = make_cleared()
    records = [*cleared.train, chat("no", "only a question"), chat("long", "x", "y" * 90)]
    config = TuneConfig.model_validate({**SMALL, "num_train_epochs": 1})
    made = plan(records, cleared.train[:2], (), base=base, config=config, seed=1)
    text = "\n".join(plan_lines(made, config))
    for part in (
        "task: language modelling",
        "train: 13 records",
        "1 cut at 40 tokens",
        "left out: no answer 1",
        "synthetic: 2 records",
        "steps in 1 epoch,",
        "are trained (",
        "FLOP",
        "learning rate 0.006",
    ):
        assert part in text
    assert "validation" not in text.split("training:")[0]
    assert "only a question" not in text


def test_settings_that_contradict_the_data_are_refused_as_in_training(base: BaseModel) -> None:
    with pytest.raises(TuneError, match="no record"):
        plan((), (), (), base=base, config=TuneConfig(), seed=1)


# --- memory ---------------------------------------------------------------------------------------


def shape(**changes: Any) -> Shape:
    values = {
        "rows": 2, "length": 10, "validation_rows": 0, "validation_length": 0,
        "writes": True, "in_columns": False, "half": False,
    }  # fmt: skip
    return Shape(**{**values, **changes})


@pytest.fixture
def model() -> Any:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    with torch.device("meta"):
        return LlamaForCausalLM(
            LlamaConfig(
                vocab_size=100_000, hidden_size=8, intermediate_size=32, num_hidden_layers=3,
                num_attention_heads=2, tie_word_embeddings=True,
            )
        )  # fmt: skip


def test_memory_follows_its_formula(model: Any) -> None:
    weights = sum(each.numel() for each in model.parameters())
    names = ["model.layers.0.self_attn.q_proj.weight"]  # 8 x 8
    parts = memory_parts(model, names, TuneConfig(), shape())
    assert parts["weights"] == pytest.approx(4 * weights, rel=0.01)  # buffers beside
    assert (parts["gradients"], parts["optimizer"]) == (4 * 64, 8 * 64)
    layer = 10 * 8 + 4 * 32
    assert parts["activations"] == 20 * 3 * layer * 4
    assert parts["logits"] == 20 * 100_000 * 4 * 4
    half = memory_parts(model, names, TuneConfig(), shape(half=True))
    assert half["activations"] * 2 == parts["activations"]
    kept = memory_parts(model, names, TuneConfig(activation_checkpointing=True), shape())
    assert kept["activations"] == 20 * (3 * 8 + layer) * 4
    columns = memory_parts(model, names, TuneConfig(), shape(in_columns=True))
    assert columns["logits"] == 20 * 32_768 * 4 * 10
    gpu = memory_parts(model, names, TuneConfig(), shape(in_columns=True, cuda=True, half=True))
    assert gpu["logits"] == 20 * 32_768 * 2
    large = shape(in_columns=True, validation_rows=4, validation_length=10)
    assert memory_parts(model, names, TuneConfig(), large)["logits"] == 40 * 100_000 * 4 * 3
    assert memory_parts(model, names, TuneConfig(), shape(writes=False))["logits"] == 0


@pytest.mark.parametrize("optim", ["adamw_torch", "adafactor", "sgd", "adagrad", "rmsprop"])
def test_optimizer_states_are_those_that_torch_keeps(optim: str) -> None:
    import torch
    from transformers import Trainer, TrainingArguments

    layer = torch.nn.Linear(24, 16, bias=False)
    layer.config = type("C", (), {"get_text_config": lambda self: self, "hidden_size": 1,
        "num_hidden_layers": 1, "vocab_size": 1, "intermediate_size": 1})()  # fmt: skip
    arguments = TrainingArguments(output_dir="unused", optim=optim, use_cpu=True, bf16=False)
    kind, settings = Trainer.get_optimizer_cls_and_kwargs(arguments)
    optimizer = kind(layer.parameters(), **settings)
    layer(torch.ones(1, 24)).sum().backward()
    optimizer.step()
    state = optimizer.state[layer.weight]
    values = [each for each in state.values() if isinstance(each, torch.Tensor) and each.ndim > 0]
    kept = sum(each.numel() * each.element_size() for each in values)
    estimated = memory_parts(layer, ["weight"], TuneConfig(optim=optim), shape(writes=False))
    assert estimated["optimizer"] == kept


def test_free_memory_is_the_smaller_of_machine_and_container(tmp_path: Path) -> None:
    meminfo, cgroup = tmp_path / "meminfo", tmp_path / "cgroup"
    meminfo.write_text("MemTotal: 100 kB\nMemAvailable:   50 kB\n")
    cgroup.mkdir()
    read = {"meminfo": meminfo, "cgroup": cgroup}
    assert free_memory(cuda=False, **read) == 50 * 1024
    (cgroup / "memory.max").write_text("max\n")
    (cgroup / "memory.current").write_text("10000\n")
    (cgroup / "memory.stat").write_text("anon 1\ninactive_file 4000\n")
    assert free_memory(cuda=False, **read) == 50 * 1024
    (cgroup / "memory.max").write_text("30000\n")
    assert free_memory(cuda=False, **read) == 24_000
    gone = tmp_path / "gone"
    assert free_memory(cuda=False, meminfo=gone, cgroup=gone) is None


def test_the_trainer_takes_the_vocabulary_in_the_parts_that_are_counted() -> None:
    from trl.kernels.chunked_logprob import TOKEN_CHUNK_SIZE
    from trl.trainer.utils import _CHUNKED_LOGPROB_CHUNK_SIZE

    tile = (memory_room._TILE_TOKENS, memory_room._TILE_COLUMNS)
    assert tile == (TOKEN_CHUNK_SIZE, _CHUNKED_LOGPROB_CHUNK_SIZE)


def test_the_setting_to_lower_is_that_of_the_largest_part() -> None:
    parts = dict.fromkeys(("weights", "gradients", "optimizer", "activations", "logits"), 1)
    for name, said in {
        "weights": "smaller base model",
        "optimizer": "adafactor",
        "activations": "activation_checkpointing = true",
        "logits": "per_device_eval_batch_size",
    }.items():
        assert said in to_lower({**parts, name: 2}, TuneConfig())
    single = TuneConfig(per_device_train_batch_size=1, activation_checkpointing=True)
    assert to_lower({**parts, "activations": 2}, single) == "lower max_length"
