"""Preference tuning: pairs as tokens, the losses of TRL, and what training makes of them."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from compliance.clearance import ClearedDataset, SealedHoldout
from compliance.dataset.record import Record
from compliance.errors import ConfigError, TuneError
from tuning.config import LoraSettings, TuneConfig
from tuning.config.dpo import DpoSettings
from tuning.dpo import Likelihoods, margins, pair_losses
from tuning.evaluation.preference import likelihoods, tokens_of
from tuning.examples import IGNORED
from tuning.methods.prepare import prepare
from tuning.model import BaseModel
from tuning.pairs import PairExample, tokenize_pairs
from tuning.probe.config import ProbeConfig
from tuning.probe.run import probe
from tuning.run import tune
from tuning.tasks.preference import Preference
from tuning.training.trainer import build_trainer


def user(text: str) -> dict[str, str]:
    return {"role": "user", "content": text}


def says(text: str) -> dict[str, str]:
    return {"role": "assistant", "content": text}


def pair(number: int, **data: Any) -> Record:
    return Record(id=f"p{number}", kind="preference", data=data, group=f"g{number // 2}")


def conversation(number: int) -> Record:
    return pair(
        number,
        prompt=[user(f"Is {number} even?")],
        chosen=[says(f"yes {number % 7}")],
        rejected=[says(f"no {number % 5}!")],
    )


def made(train: int = 16, validation: int = 8, holdout: int = 12) -> ClearedDataset:
    records = [conversation(number) for number in range(train + validation + holdout)]
    return ClearedDataset(
        train=tuple(records[:train]),
        synthetic=(),
        validation=tuple(records[train : train + validation]),
        holdout=SealedHoldout.of(records[train + validation :]),
        dataset_sha256="a" * 64,
        synthetic_sha256=None,
        clearance_sha256="b" * 64,
    )


def only(record: Record, tokenizer: Any, *, max_length: int = 128) -> PairExample:
    found = tokenize_pairs([record], tokenizer, max_length=max_length)
    (item,) = found.items
    assert isinstance(item, PairExample)
    return item


# --- tokens ---------------------------------------------------------------------------------------


def test_all_forms_of_a_conversation_give_the_same_tokens(tokenizer: Any) -> None:
    forms = [
        pair(1, prompt=[user("hi")], chosen=[says("good")], rejected=[says("bad")]),
        pair(1, prompt="hi", chosen=[says("good")], rejected=[says("bad")]),
        pair(1, chosen=[user("hi"), says("good")], rejected=[user("hi"), says("bad")]),
        pair(1, prompt="hi", chosen=[user("hi"), says("good")], rejected=[user("hi"), says("bad")]),
    ]
    first, *others = [only(form, tokenizer) for form in forms]
    assert all(other == first for other in others)
    assert tokenizer.decode(first.input_ids) == "<|user|>hi<|end|><|assistant|>good<|end|>"
    assert tokenizer.decode(first.rejected_ids) == "<|user|>hi<|end|><|assistant|>bad<|end|>"
    learned = [i for i in first.rejected_labels if i != IGNORED]
    assert tokenizer.decode(learned) == "bad<|end|>"
    assert first.lengths == (len(first.input_ids), len(first.rejected_ids))


def test_texts_are_encoded_apart_from_their_prompt(tokenizer: Any) -> None:
    item = only(pair(1, prompt="2+2=", chosen="4", rejected="22"), tokenizer)
    assert tokenizer.decode(item.input_ids) == "2+2=4<|end|>"
    assert tokenizer.decode(item.rejected_ids[item.prompt_length :]) == "22<|end|>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"prompt": "a", "chosen": " ", "rejected": "b"}, "no_answer"),
        ({"prompt": [user("a")], "chosen": [], "rejected": [says("b")]}, "no_answer"),
        ({"prompt": [user("a")], "chosen": [says("")], "rejected": [says("b")]}, "no_answer"),
        ({"prompt": "a", "chosen": "b", "rejected": "b"}, "same_answers"),
        ({"prompt": "a" * 40, "chosen": "b", "rejected": "c"}, "answer_cut_off"),
        ({"prompt": "a", "chosen": "b" * 40 + "x", "rejected": "b" * 40}, "answer_cut_off"),
        ({"prompt": "a", "chosen": "<|user|>", "rejected": "b"}, "control_token"),
    ],
)
def test_pairs_that_teach_nothing_are_counted(
    tokenizer: Any, data: dict[str, Any], reason: str
) -> None:
    found = tokenize_pairs([pair(1, **data)], tokenizer, max_length=32)
    assert (found.items, found.excluded) == ((), {reason: 1})


def test_answers_are_cut_and_counted_and_the_prompt_stays(tokenizer: Any) -> None:
    record = pair(1, prompt="abc", chosen="d" * 40, rejected="e")
    found = tokenize_pairs([record], tokenizer, max_length=16)
    assert found.truncated == 1
    assert found.longest == 16
    assert tokenizer.decode(found.items[0].input_ids) == "abc" + "d" * 13


@pytest.mark.parametrize(
    "data",
    [
        {"chosen": "b", "rejected": "c"},
        {"prompt": [user("a")], "chosen": "b", "rejected": "c"},
        {"prompt": "a", "chosen": "b", "rejected": [says("c")]},
        {"chosen": [user("a"), says("b")], "rejected": [user("x"), says("c")]},
        {"chosen": [user("a"), user("b")], "rejected": [user("a"), user("c")]},
    ],
)
def test_what_is_no_pair_is_refused(tokenizer: Any, data: dict[str, Any]) -> None:
    with pytest.raises(TuneError, match="no pair of answers to one prompt"):
        tokenize_pairs([pair(1, **data)], tokenizer, max_length=64)


# --- losses ---------------------------------------------------------------------------------------

LOSSES = ["sigmoid", "hinge", "ipo", "sigmoid_norm", "robust", "apo_zero", "apo_down"]


@pytest.mark.parametrize("loss_type", LOSSES)
def test_losses_are_those_of_the_trainer(
    base: BaseModel, quick: TuneConfig, tmp_path: Path, loss_type: Any
) -> None:
    import torch

    settings = DpoSettings(
        beta=0.3, loss_type=loss_type, label_smoothing=0.1 if loss_type == "robust" else 0
    )
    config = quick.model_copy(
        update={"dpo": settings, "bf16": False, "per_device_train_batch_size": 3}
    )
    task = Preference()
    model, tokenizer = task.load(base)
    records = [
        pair(1, prompt="a", chosen="bcd", rejected="e"),
        pair(2, prompt="ab", chosen="x", rejected="yz w"),
        pair(3, prompt="q", chosen="long answer", rejected="short"),
    ]
    examples = task.examples(records, tokenizer, max_length=64)
    nothing = task.examples([], tokenizer, max_length=64)
    task.begin(model, tokenizer, examples, nothing, config=config, progress=lambda *_: None)
    trainer, _ = build_trainer(
        task,
        prepare(model, task, config),
        tokenizer,
        examples.items,
        config,
        seed=1,
        output=tmp_path,
    )
    torch.manual_seed(4)
    with torch.no_grad():
        for parameter in trainer.model.parameters():
            if parameter.requires_grad:
                parameter.add_(torch.randn_like(parameter) * 0.1)
    batch = trainer.data_collator([trainer.train_dataset[i] for i in range(3)])
    theirs = float(trainer.compute_loss(trainer.model, batch).detach())
    ours = task.losses(trainer.model, examples.items, pad_id=0, batch_size=2)
    assert theirs == pytest.approx(sum(each.total for each in ours) / 3, rel=1e-4)
    assert [each.tokens.size for each in ours] == [1, 1, 1]


def test_a_model_that_is_its_base_loses_the_logarithm_of_two() -> None:
    same = Likelihoods(np.array([-3.0, -8.0]), np.array([-5.0, -1.0]))
    tokens = {"chosen_tokens": np.ones(2), "rejected_tokens": np.ones(2)}
    assert margins(same, same).tolist() == [0, 0]
    assert pair_losses(same, same, DpoSettings(), **tokens) == pytest.approx([math.log(2)] * 2)
    better = Likelihoods(same.chosen + 1, same.rejected - 1)
    loss = pair_losses(better, same, DpoSettings(beta=0.5), **tokens)
    assert loss == pytest.approx([math.log(1 + math.exp(-1))] * 2)


def test_label_smoothing_without_its_loss_is_refused() -> None:
    with pytest.raises(ValueError, match="needs loss_type"):
        DpoSettings(label_smoothing=0.1)


# --- training -------------------------------------------------------------------------------------

CONFIG = TuneConfig(
    num_train_epochs=3,
    per_device_train_batch_size=4,
    learning_rate=0.003,
    max_length=128,
    max_new_tokens=4,
    samples=2,
    lora=LoraSettings(r=4, lora_alpha=8),
)


@pytest.fixture(scope="module")
def tuned(base: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> Any:
    out = tmp_path_factory.mktemp("pairs")
    return tune(made(), base=base, config=CONFIG, seed=5, out_dir=out, find=lambda t: [[]] * len(t))


def test_training_prefers_what_was_chosen_on_pairs_it_never_saw(tuned: Any) -> None:
    evaluation, training = tuned.evaluation, tuned.training
    assert (training["task"], evaluation["headline"]) == ("preference tuning", "reward_accuracy")
    assert training["curve"]["validation"][0]["loss"] == pytest.approx(math.log(2))
    metrics = evaluation["metrics"]
    assert metrics["loss"]["base"]["value"] == pytest.approx(math.log(2))
    assert metrics["loss"]["tuned"]["value"] < 0.5
    reward = metrics["reward_accuracy"]
    assert (reward["base"]["value"], reward["tuned"]["value"]) == (0.5, 1.0)
    # Twelve pairs in six groups: all right is no proof that all will be.
    assert 0.5 < reward["tuned"]["low"] < 0.6
    assert metrics["reward_margin"]["tuned"]["value"] > 0.5
    assert "test" not in metrics["ranking_accuracy"]  # groups hold two pairs each
    assert len(evaluation["samples"]) == 2
    assert evaluation["samples"][0]["reference"].startswith("yes")
    assert evaluation["holdout"]["tokens"] == sum(
        len(f"yes {n % 7}") + len(f"no {n % 5}!") + 2 for n in range(24, 36)
    )


def test_the_trainers_own_copy_of_the_adapter_is_not_counted(tuned: Any) -> None:
    rank, hidden, inner, keys = 4, 32, 64, 16
    a_layer = 2 * (hidden + hidden) + 2 * (hidden + keys) + 3 * (hidden + inner)
    assert tuned.training["parameters"]["trainable"] == 2 * rank * a_layer
    from safetensors.torch import load_file

    names = load_file(tuned.folder / "adapter_model.safetensors")
    assert not any(".ref." in name for name in names)


def test_the_same_pairs_give_the_same_bytes(tuned: Any, base: BaseModel, tmp_path: Path) -> None:
    again = tune(
        made(), base=base, config=CONFIG, seed=5, out_dir=tmp_path, find=lambda t: [[]] * len(t)
    )
    assert again.weights_sha256 == tuned.weights_sha256
    assert again.evaluation == tuned.evaluation


def test_nothing_of_the_pairs_is_cached_outside_of_the_run(
    base: BaseModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    aside, out = tmp_path / "temporary", tmp_path / "run"
    aside.mkdir()
    out.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    monkeypatch.setenv("HF_DATASETS_CACHE", str(aside))
    config = CONFIG.model_copy(update={"num_train_epochs": 1, "samples": 0})
    tune(made(), base=base, config=config, seed=5, out_dir=out, find=lambda t: [[]] * len(t))
    assert [path for path in aside.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("method", ["full", "ia3", "prompt_tuning"])
def test_every_method_is_measured_against_the_base(
    base: BaseModel, tmp_path: Path, method: Any
) -> None:
    config = CONFIG.model_copy(
        update={"method": method, "learning_rate": 0.02, "samples": 0, "num_train_epochs": 3}
    )
    result = tune(
        made(), base=base, config=config, seed=5, out_dir=tmp_path, find=lambda t: [[]] * len(t)
    )
    loss = result.evaluation["metrics"]["loss"]
    assert loss["base"]["value"] == pytest.approx(math.log(2))
    assert loss["tuned"]["value"] < math.log(2)
    measured = result.evaluation["overfitting"]["loss"]["holdout"]
    assert result.evaluation["overfitting"]["records"] == 8
    assert measured < math.log(2)


def test_the_tasks_losses_agree_with_the_likelihoods(base: BaseModel) -> None:
    task = Preference()
    model, tokenizer = task.load(base)
    examples = task.examples([conversation(1)], tokenizer, max_length=64)
    found = likelihoods(model, examples.items, pad_id=0, batch_size=1)
    losses = task.membership_losses(model, examples.items, pad_id=0, batch_size=1)
    assert found.chosen[0] == pytest.approx(-losses[0].total)
    assert [int(each[0]) for each in tokens_of(examples.items)] == [6, 6]


def test_the_probe_attacks_the_chosen_answers(tuned: Any, base: BaseModel) -> None:
    cleared = made()
    document = probe(
        cleared,
        base=base,
        exported=tuned.folder,
        config=ProbeConfig(),
        tuned_with=CONFIG,
        max_length=tuned.training["max_length"],
        seed=1,
        removed=[],
        release_context="internal",
    )
    membership = next(test for test in document["tests"] if test["id"] == "membership.losses")
    assert membership["result"]["members"] == len(cleared.train)
    assert set(membership["result"]["attacks"]) >= {"loss", "loss_minus_base"}


def test_a_metric_that_pairs_do_not_have_is_refused_before_training(
    base: BaseModel, tmp_path: Path, find_nothing: Callable[..., Any]
) -> None:
    from tuning.config import EvaluateConfig

    with pytest.raises(ConfigError, match="does not measure rouge_l"):
        tune(
            dataclasses.replace(made(), holdout=SealedHoldout.of(())),
            base=base,
            config=CONFIG,
            seed=1,
            out_dir=tmp_path,
            find=find_nothing,
            evaluation=EvaluateConfig(metrics=("rouge_l",)),
        )
