"""Training: real, repeatable, tidy; the best adapter is kept; a broken loss stops it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tuning_fakes import chat, make_cleared

from compliance.errors import DivergedError, TuneError
from tuning.config import LoraSettings, TuneConfig
from tuning.examples import Examples
from tuning.losses import record_losses, token_mean
from tuning.methods.adapters import under_names_of_peft
from tuning.model import BaseModel, load
from tuning.tasks.language import LanguageModelling, tokenize
from tuning.training.arguments import learning_rate
from tuning.training.facts import thinned
from tuning.training.loop import Trained, train


@pytest.fixture
def go(base: BaseModel, tmp_path: Path, quick: TuneConfig) -> Callable[..., Trained]:
    def run(
        *, validation: bool = True, seed: int = 1, progress: Any = None, **changes: Any
    ) -> Trained:
        model, tokenizer = load(base)
        cleared = make_cleared()
        return train(
            LanguageModelling(),
            model,
            tokenizer,
            tokenize(cleared.train, tokenizer, max_length=128),
            tokenize(cleared.validation if validation else (), tokenizer, max_length=128),
            config=quick.model_copy(update=changes),
            seed=seed,
            scratch=tmp_path,
            progress=progress or (lambda *_: None),
        )

    return run


def blob(trained: Trained) -> bytes:
    return b"".join(tensor.numpy().tobytes() for tensor in trained.weights.values())


def test_training_lowers_the_loss_and_tells_what_ran(go: Callable[..., Trained]) -> None:
    calls: list[tuple[int, int | None, str]] = []
    facts = go(num_train_epochs=4, progress=lambda *call: calls.append(call)).facts
    validation = [point["loss"] for point in facts["curve"]["validation"]]
    assert validation[-1] < validation[0] - 0.2
    assert [point["step"] for point in facts["curve"]["validation"]] == [0, 3, 6, 9, 12]
    assert facts["steps"] == len(facts["curve"]["train"]) == 12
    assert facts["epochs"] == 4.0
    assert facts["parameters"]["trainable"] < facts["parameters"]["total"]
    assert facts["attention"] == "sdpa"
    assert facts["world_size"] == 1
    if facts["device"]["type"] == "cpu":
        assert facts["precision"] == "float32"
    assert 0 <= facts["cost"]["padding_share"] < 1
    assert [call[:2] for call in calls] == [(i, 12) for i in range(13)]


def test_every_token_is_read_once_an_epoch(go: Callable[..., Trained], tokenizer: Any) -> None:
    facts = go(num_train_epochs=2).facts
    assert (
        facts["tokens"]["trained_on"]
        == 2 * tokenize(make_cleared().train, tokenizer, max_length=128).tokens
    )


def test_the_trainers_loss_is_our_loss(base: BaseModel, go: Callable[..., Trained]) -> None:
    first = go(per_device_train_batch_size=12, num_train_epochs=1).facts["curve"]["train"][0]
    model, tokenizer = load(base)
    examples = tokenize(make_cleared().train, tokenizer, max_length=128).items
    ours = token_mean(record_losses(model, examples, pad_id=0, batch_size=5))
    assert first["loss"] == pytest.approx(ours, rel=1e-4)


def test_same_seed_same_bytes(go: Callable[..., Trained]) -> None:
    settings = {"lora": LoraSettings(r=4, lora_alpha=8, lora_dropout=0.1)}
    first = blob(go(**settings))
    assert first == blob(go(**settings))
    assert first != blob(go(seed=2, **settings))


def test_the_best_epoch_is_kept_and_training_stops(
    go: Callable[..., Trained], monkeypatch: pytest.MonkeyPatch
) -> None:
    import tuning.training.watch

    kept: list[bytes] = []
    losses = iter([9.0, 5.0, 4.0, 6.0, 7.0, 8.0])
    monkeypatch.setattr(tuning.training.watch, "token_mean", lambda _: next(losses))
    weights = tuning.training.watch.Watch.on_epoch_end

    def spy(self: Any, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        named = kwargs["model"].named_parameters()
        trained = {name: weight for name, weight in named if weight.requires_grad}
        state_now = under_names_of_peft(kwargs["model"], trained)
        kept.append(b"".join(tensor.numpy().tobytes() for tensor in state_now.values()))
        weights(self, args, state, control, **kwargs)

    monkeypatch.setattr(tuning.training.watch.Watch, "on_epoch_end", spy)
    trained = go(num_train_epochs=10, early_stopping_patience=2)
    assert len(kept) == 4
    assert trained.facts["early_stopped"] is True
    assert trained.facts["best_step"] == 6
    assert trained.facts["epochs"] == 4.0
    assert blob(trained) == kept[1] != kept[3]


def test_without_validation_the_last_adapter_is_kept(go: Callable[..., Trained]) -> None:
    facts = go(validation=False).facts
    assert facts["curve"]["validation"] == []
    assert (facts["best_step"], facts["early_stopped"]) == (6, False)


def test_a_loss_that_is_no_number_stops_training(
    go: Callable[..., Trained], monkeypatch: pytest.MonkeyPatch
) -> None:
    import tuning.training.watch

    original = tuning.training.counting.Counting.training_step

    def broken(self: Any, *args: Any, **kwargs: Any) -> Any:
        return original(self, *args, **kwargs) * float("nan")

    monkeypatch.setattr(tuning.training.counting.Counting, "training_step", broken)
    with pytest.raises(DivergedError, match="step 1"):
        go()


def test_an_interrupt_passes_and_leaves_nothing(go: Callable[..., Trained], tmp_path: Path) -> None:
    def stop(done: int, total: int | None, note: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_on_disk_or_on_the_terminal(
    go: Callable[..., Trained], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    go()
    assert list(tmp_path.iterdir()) == []
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")


@pytest.mark.parametrize("targets", [("no_such_layer",), ("lm_head",)])
def test_layers_that_cannot_be_adapted_are_refused(
    go: Callable[..., Trained], targets: tuple[str, ...]
) -> None:
    with pytest.raises(TuneError):
        go(lora=LoraSettings(target_modules=targets))


def test_nothing_to_train_on_is_an_error(
    base: BaseModel, quick: TuneConfig, tmp_path: Path
) -> None:
    model, tokenizer = load(base)
    empty = tokenize([chat(1, "only a question")], tokenizer, max_length=64)
    with pytest.raises(TuneError) as caught:
        train(
            LanguageModelling(),
            model,
            tokenizer,
            empty,
            Examples((), {}),
            config=quick,
            seed=1,
            scratch=tmp_path,
            progress=lambda *_: None,
        )
    assert "no_answer" in caught.value.why


def test_a_long_curve_is_thinned_by_means() -> None:
    points = [
        {"step": i, "epoch": i / 10, "loss": float(i), "learning_rate": 0.1} for i in range(1000)
    ]
    thin = thinned(points, limit=100)
    assert len(thin) == 100
    assert thin[0] == {"step": 9, "epoch": 0.9, "loss": 4.5, "learning_rate": 0.1}
    assert thinned(points[:3]) == points[:3]


def test_losses_do_not_depend_on_batching_or_padding(base: BaseModel) -> None:
    model, tokenizer = load(base)
    records = [chat(i, "x" * i, "answer " * (i % 5 + 1)) for i in range(1, 12)]
    examples = tokenize(records, tokenizer, max_length=128).items
    alone = record_losses(model, examples, pad_id=0, batch_size=1)
    together = record_losses(model, examples, pad_id=7, batch_size=4)
    assert [item.record_id for item in together] == [item.record_id for item in examples]
    assert [item.tokens.size for item in together] == [item.learned for item in examples]
    for one, other in zip(alone, together, strict=True):
        assert one.tokens == pytest.approx(other.tokens, abs=1e-4)
    model.train()
    record_losses(model, examples[:1], pad_id=0, batch_size=1)
    assert model.training
    weighted = sum(item.total for item in alone) / sum(item.tokens.size for item in alone)
    assert token_mean(alone) == weighted != sum(item.mean for item in alone) / len(alone)
    assert dataclasses.is_dataclass(alone[0])


def test_the_learning_rate_fits_the_size_unless_it_was_set() -> None:
    import torch

    with torch.device("meta"):
        small, large = torch.nn.Linear(1000, 1000), torch.nn.Linear(20_000, 20_000)
    assert learning_rate(TuneConfig(), small) == 6e-3
    assert learning_rate(TuneConfig(), large) == 2e-4
    assert learning_rate(TuneConfig(learning_rate=0.5), large) == 0.5
