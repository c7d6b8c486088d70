"""What can go wrong while training: signals, numbers that are none, no memory, a full disk."""

from __future__ import annotations

import errno
import os
import resource
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from resuming_fakes import CONFIG, EPOCH, Killed, blob, killed_at, steps, trained
from tuning_fakes import make_cleared, make_tokenizer

from compliance.errors import (
    DiskFullError,
    DivergedError,
    ModelFolderError,
    OutOfMemoryError,
)
from tuning.examples import Example
from tuning.model import BaseModel, load
from tuning.tasks.language import tokenize
from tuning.training.counting import Counting
from tuning.training.guarding import records_of
from tuning.training.memory import memory_for
from tuning.training.padding import pad_id_of


@pytest.fixture(scope="module")
def through(base: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return blob(trained(base, tmp_path_factory.mktemp("through") / "none", keep=False))


# --- signals --------------------------------------------------------------------------------------


def signalled_at(step: int, number: int, *, times: int = 1) -> Callable[..., None]:
    def progress(done: int, total: int | None, note: str) -> None:
        if done == step:
            for _ in range(times):
                os.kill(os.getpid(), number)

    return progress


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(("step", "strategy"), [(1, "epoch"), (EPOCH - 1, "epoch"), (4, "steps")])
def test_a_signal_keeps_the_next_step_and_stops(
    number: int, step: int, strategy: str, base: BaseModel, through: bytes, tmp_path: Path
) -> None:
    folder, told = tmp_path / "checkpoints", list[str]()
    before = signal.getsignal(number)
    options = {"save_strategy": strategy, "save_steps": 100}
    with pytest.raises(KeyboardInterrupt):
        trained(base, folder, progress=signalled_at(step, number), say=told.append, **options)
    assert signal.getsignal(number) is before
    # The signal comes when the step is told, so the next one is the first to see it.
    assert max(steps(folder)) == step + 1
    assert any("once more stops at once" in line for line in told)
    again = trained(base, folder, **options)
    assert again.facts["resumed_from"] == [step + 1]
    assert blob(again) == through


def test_a_second_signal_stops_at_once(base: BaseModel, tmp_path: Path) -> None:
    folder = tmp_path / "checkpoints"
    with pytest.raises(KeyboardInterrupt):
        trained(
            base,
            folder,
            save_strategy="epoch",
            progress=signalled_at(1, signal.SIGINT, times=2),
        )
    assert steps(folder) == []


def test_without_checkpoints_a_signal_stops_at_once(base: BaseModel, tmp_path: Path) -> None:
    last = 0

    def progress(done: int, total: int | None, note: str) -> None:
        nonlocal last
        last = done
        if done == 2:
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        trained(base, tmp_path / "checkpoints", save_strategy="no", progress=progress)
    assert last == 2


def test_training_outside_of_the_main_thread_leaves_signals_alone(
    base: BaseModel, through: bytes, tmp_path: Path
) -> None:
    found: list[bytes] = []
    thread = threading.Thread(
        target=lambda: found.append(blob(trained(base, tmp_path / "checkpoints")))
    )
    thread.start()
    thread.join()
    assert found == [through]


# --- numbers that are none ------------------------------------------------------------------------


def broken_from(batch: int, monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """Make the loss of a batch no number; return the tokens of the batches that were seen."""
    original = Counting.training_step
    seen: list[list[int]] = []

    def step(self: Any, model: Any, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        seen.append(inputs["input_ids"][0].tolist())
        loss = original(self, model, inputs, *args, **kwargs)
        return loss * float("nan") if len(seen) == batch else loss

    monkeypatch.setattr(Counting, "training_step", step)
    return seen


def test_a_loss_that_is_no_number_names_step_and_records(
    base: BaseModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = broken_from(8, monkeypatch)  # two batches a step: the second one of step 4
    folder = tmp_path / "checkpoints"
    with pytest.raises(DivergedError, match="loss is no number any more at step 4, ") as caught:
        trained(base, folder)
    tokenizer = make_tokenizer()
    examples = tokenize(make_cleared().train[:11], tokenizer, max_length=128).items
    pad = tokenizer.pad_token_id
    bad = tuple(token for token in seen[-1] if token != pad)
    (name,) = [item.record_id for item in examples if item.input_ids == bad]
    named = caught.value.message.partition("records ")[2].split(", ")
    assert len(named) == CONFIG.per_device_train_batch_size
    assert name in named
    assert "learning_rate" in caught.value.fix
    assert "now 0.1" in caught.value.fix
    assert steps(folder) == [1, 2, 3]


def test_a_gradient_that_is_no_number_stops_before_the_weights_are_lost(
    base: BaseModel, through: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Counting.training_step
    batches = 0

    def step(self: Any, model: Any, *args: Any, **kwargs: Any) -> Any:
        nonlocal batches
        batches += 1
        loss = original(self, model, *args, **kwargs)
        if batches == 4:
            next(p for p in model.parameters() if p.grad is not None).grad[0] = float("inf")
        return loss

    folder = tmp_path / "checkpoints"
    with monkeypatch.context() as patch:
        patch.setattr(Counting, "training_step", step)
        with pytest.raises(DivergedError, match="gradient is no number any more at step 2, "):
            trained(base, folder)
    assert steps(folder) == [1]
    # An accident of the machine: going on from what was kept gives what it would have been.
    assert blob(trained(base, folder)) == through


def test_records_of_a_batch_are_found_by_their_tokens() -> None:
    import torch

    def example(name: str, *ids: int) -> Example:
        return Example(name, name, ids, ids, False)

    examples = [example("a", 1, 2, 3), example("b", 4, 5), example("c", 4, 5), example("d", 6)]
    padded = {
        "input_ids": torch.tensor([[4, 5, 0], [1, 2, 3]]),
        "attention_mask": torch.tensor([[1, 1, 0], [1, 1, 1]]),
    }
    assert records_of(padded, examples) == ["b", "c", "a"]
    packed = {
        "input_ids": torch.tensor([[6, 1, 2, 3, 4, 5]]),
        "position_ids": torch.tensor([[0, 0, 1, 2, 0, 1]]),
    }
    assert records_of(packed, examples) == ["d", "a", "b", "c"]
    assert records_of({"input_ids": torch.tensor([[9, 9]])}, examples) == []
    assert records_of({}, examples) == []


def test_a_validation_loss_that_is_no_number_names_the_records(
    base: BaseModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tuning.tasks.language as language

    original, calls = language.record_losses, 0

    def losses(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        found = original(*args, **kwargs)
        if calls == 2:
            found[1].tokens[0] = float("nan")
        return found

    monkeypatch.setattr(language, "record_losses", losses)
    with pytest.raises(DivergedError, match=f"after step {EPOCH}, in records r13$"):
        trained(base, tmp_path / "checkpoints")


# --- memory ---------------------------------------------------------------------------------------


def test_no_memory_for_a_batch_says_what_to_lower(
    base: BaseModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, batches = Counting.training_step, 0

    def step(self: Any, *args: Any, **kwargs: Any) -> Any:
        nonlocal batches
        batches += 1
        if batches == 5:
            import torch

            torch.empty(10**15)  # what the real allocator says
        return original(self, *args, **kwargs)

    monkeypatch.setattr(Counting, "training_step", step)
    folder = tmp_path / "checkpoints"
    with pytest.raises(OutOfMemoryError) as caught:
        trained(base, folder)
    longest = tokenize(make_cleared().train[:11], make_tokenizer(), max_length=128).longest
    assert f"2 records of up to {longest} tokens" in caught.value.message
    assert "memory of the machine" in caught.value.message
    assert "lower per_device_train_batch_size in [tune] (now 2)" in caught.value.fix
    assert "gradient_accumulation_steps" in caught.value.fix
    assert steps(folder) == [1, 2]


def test_no_memory_for_validation_names_its_own_setting(
    base: BaseModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tuning.tasks.language as language

    def losses(*_: Any, **__: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(language, "record_losses", losses)
    with pytest.raises(OutOfMemoryError, match="while validating") as caught:
        trained(base, tmp_path / "checkpoints")
    assert "per_device_eval_batch_size" in caught.value.fix


def test_a_full_gpu_is_named_and_a_batch_of_one_is_not_lowered() -> None:
    import torch

    with (
        pytest.raises(OutOfMemoryError, match="memory of the GPU") as caught,
        memory_for("training", batch=1, longest=9, setting="per_device_train_batch_size"),
    ):
        raise torch.OutOfMemoryError("CUDA out of memory")
    assert caught.value.fix.startswith("lower max_length")


@pytest.mark.parametrize("real", [True, False])
def test_a_base_model_that_does_not_fit(
    real: bool, base: BaseModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch
    from transformers import AutoModelForCausalLM

    def load_huge(*_: Any, **__: Any) -> Any:
        if real:
            torch.empty(10**15)
        raise MemoryError

    monkeypatch.setattr(AutoModelForCausalLM, "from_pretrained", load_huge)
    with pytest.raises(OutOfMemoryError, match="does not hold the base model") as caught:
        load(base)
    assert "quantization" in caught.value.fix


def test_other_errors_pass() -> None:
    with (
        pytest.raises(RuntimeError, match="something else"),
        memory_for("training", batch=1, longest=9, setting="per_device_train_batch_size"),
    ):
        raise RuntimeError("something else")


# --- a full disk ----------------------------------------------------------------------------------


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """No file can grow beyond `size` bytes: the system then says so as it does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [1_000, 30_000], ids=["tensors", "documents"])
def test_a_full_disk_stops_with_the_older_checkpoints_whole(
    size: int, base: BaseModel, through: bytes, tmp_path: Path
) -> None:
    folder = tmp_path / "checkpoints"
    with pytest.raises(Killed):
        trained(base, folder, progress=killed_at(3), save_total_limit=2)
    assert steps(folder) == [1, 2]
    with files_up_to(size), pytest.raises(DiskFullError) as caught:
        trained(base, folder, save_total_limit=2)
    assert "step-3" in caught.value.message
    assert "free some space" in caught.value.fix
    # The oldest one made room, which did not suffice.
    assert steps(folder) == [2]
    assert [path.name for path in folder.iterdir()] == ["step-2"]
    assert blob(trained(base, folder)) == through


def test_room_that_older_checkpoints_make_suffices(
    base: BaseModel, through: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tuning.training.checkpoints as module

    folder = tmp_path / "checkpoints"
    original, full = module.atomic_folder, 0

    @contextmanager
    def room_for_three(target: Path) -> Iterator[Path]:
        nonlocal full
        with original(target) as inside:
            if len(steps(folder)) >= 3:
                full += 1
                raise OSError(errno.ENOSPC, "No space left on device")
            yield inside

    monkeypatch.setattr(module, "atomic_folder", room_for_three)
    result = trained(base, folder, save_total_limit=3)
    assert full > 0
    assert result.facts["best_step"] in steps(folder)
    assert blob(result) == through


# --- tokenizers -----------------------------------------------------------------------------------


def test_a_tokenizer_without_padding_uses_its_stop_token() -> None:
    tokenizer = make_tokenizer()
    assert pad_id_of(tokenizer) == tokenizer.pad_token_id
    tokenizer.pad_token = None
    assert pad_id_of(tokenizer) == tokenizer.eos_token_id
    tokenizer.eos_token = None
    with pytest.raises(ModelFolderError, match="neither a padding token nor"):
        pad_id_of(tokenizer)
