"""Padding needs no mask, and the output layer works for learned tokens alone, to the same end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from methods_fakes import settings, short
from tuning_fakes import make_cleared

import tuning.training.trainer as building
from tuning.examples import IGNORED, Example
from tuning.methods.prepare import prepare
from tuning.model import BaseModel, load
from tuning.tasks.language import LanguageModelling, tokenize
from tuning.training import learned_only
from tuning.training.guarding import records_of
from tuning.training.padding import Padder, padding_unseen

METHODS: dict[str, dict[str, Any]] = {
    "lora": {},
    "full": {"method": "full"},
    "packing": {"packing": True},
    "prompt_tuning": {"method": "prompt_tuning"},
    "output layer": {"method": "feature_extraction"},
}


def step(base: BaseModel, folder: Path, changes: dict[str, Any]) -> tuple[float, Any, list[int]]:
    """Return loss, gradients and the number of tokens that were scored, of one batch of twelve."""
    import torch
    from transformers import set_seed

    task = LanguageModelling()
    model, tokenizer = load(base)
    items = tokenize(make_cleared().train, tokenizer, max_length=128).items
    set_seed(3)
    config = settings(per_device_train_batch_size=12, **changes)
    prepared = prepare(model, task, config)
    if config.method == "lora":
        with torch.no_grad():  # an adapter of zeros has half of its gradients zero
            for name, parameter in prepared.model.named_parameters():
                if "lora_B" in name:
                    parameter.normal_(std=0.02)
    trainer, _ = building.build_trainer(
        task, prepared, tokenizer, items, config, seed=3, output=folder
    )
    trainer.model.eval()  # no dropout, so that both ways draw nothing
    inner = prepared.model.get_base_model() if prepared.adapter else prepared.model
    forward, scored = inner.forward, []

    def watched(*args: Any, **kwargs: Any) -> Any:
        output = forward(*args, **kwargs)
        scored.append(output.log_probs.numel())
        return output

    inner.forward = watched
    batch = next(iter(trainer.get_train_dataloader()))
    batch.pop("tokens_read", None)
    scored.append(int((batch["labels"][:, 1:] != IGNORED).sum()))
    loss = trainer.compute_loss(trainer.model, batch)
    loss.backward()
    gradients = {
        name: parameter.grad.clone()
        for name, parameter in trainer.model.named_parameters()
        if parameter.grad is not None
    }
    return float(loss.detach()), gradients, scored


@pytest.mark.parametrize("changes", METHODS.values(), ids=METHODS)
def test_loss_and_gradients_are_those_of_trl_and_a_mask(
    base: BaseModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any]
) -> None:
    import torch

    loss, gradients, (learned, scored) = step(base, tmp_path, changes)
    assert scored == learned
    monkeypatch.setattr(learned_only, "_left_out_by_trl", lambda _: True)
    monkeypatch.setattr(building, "padding_unseen", lambda *_: False)
    theirs, other, (_, all_tokens) = step(base, tmp_path, changes)
    assert all_tokens > learned
    assert loss == pytest.approx(theirs, rel=1e-6)
    assert gradients.keys() == other.keys() and gradients
    for name, gradient in gradients.items():
        assert torch.allclose(gradient, other[name], rtol=1e-3, atol=1e-6), name


def test_a_batch_without_anything_to_learn_is_zero_and_differentiable(
    base: BaseModel, tmp_path: Path
) -> None:
    task = LanguageModelling()
    model, tokenizer = load(base)
    items = tokenize(make_cleared().train, tokenizer, max_length=128).items
    config = settings()
    prepared = prepare(model, task, config)
    trainer, _ = building.build_trainer(
        task, prepared, tokenizer, items, config, seed=3, output=tmp_path
    )
    batch = next(iter(trainer.get_train_dataloader()))
    batch.pop("tokens_read")
    batch["labels"][:] = IGNORED
    loss = trainer.compute_loss(trainer.model, batch)
    loss.backward()
    assert float(loss.detach()) == 0.0


def test_rows_are_filled_up_behind_and_counted() -> None:
    batch = Padder(9)([{"input_ids": [1, 2], "labels": [1, 2]}, {"input_ids": [3], "labels": [3]}])
    assert batch["input_ids"].tolist() == [[1, 2], [3, 9]]
    assert batch["labels"].tolist() == [[1, 2], [3, IGNORED]]
    assert batch["position_ids"].tolist() == [[0, 1], [0, 1]]
    assert batch["tokens_read"].tolist() == [2, 1]
    known = [Example(n, n, ids, ids, False) for n, ids in (("a", (1, 2)), ("b", (3,)))]
    assert records_of(batch, known) == ["a", "b"]


def test_the_base_does_not_see_padding_behind_its_text(base: BaseModel) -> None:
    model, tokenizer = load(base)
    items = tokenize(make_cleared().train, tokenizer, max_length=128).items
    row = {"input_ids": list(items[0].input_ids)}
    model.train()
    assert padding_unseen(model, row, 0)
    assert model.training
    model.config.output_router_logits = True
    assert not padding_unseen(model, row, 0)


def test_a_model_without_positions_is_given_a_mask() -> None:
    from transformers import MambaConfig, MambaForCausalLM

    tiny = MambaConfig(vocab_size=16, hidden_size=8, state_size=4, num_hidden_layers=1)
    assert not padding_unseen(MambaForCausalLM(tiny), {"input_ids": [1, 2, 3]}, 0)


def test_a_model_that_looks_ahead_is_given_a_mask(
    base: BaseModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch
    from transformers import Trainer

    model, tokenizer = load(base)
    items = tokenize(make_cleared().train, tokenizer, max_length=128).items
    row = {"input_ids": list(items[0].input_ids)}
    real = torch.nn.functional.scaled_dot_product_attention
    monkeypatch.setattr(
        torch.nn.functional,
        "scaled_dot_product_attention",
        lambda *args, is_causal=False, **kwargs: real(*args, is_causal=False, **kwargs),
    )
    assert not padding_unseen(model, row, 0)
    seen: list[bool] = []

    def spy(self: Any, model: Any, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        seen.append("attention_mask" in inputs)
        return training_step(self, model, inputs, *args, **kwargs)

    training_step = Trainer.training_step
    monkeypatch.setattr(Trainer, "training_step", spy)
    run = short(base, tmp_path, num_train_epochs=1)
    assert seen and all(seen)
    assert run.trained.facts["tokens"]["trained_on"] == sum(len(i.input_ids) for i in items)
