"""What is seen of a training: a curve in a terminal, a line an epoch in a log."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from resuming_fakes import EPOCH, Killed, killed_at, trained
from tuning_fakes import chat, make_tokenizer

from tuning.examples import cut_or_left_out
from tuning.model import BaseModel
from tuning.tasks.language import tokenize
from tuning.training.curve import Curve, drawn, sparkline


def test_a_line_for_each_epoch_and_for_stopping_early(base: BaseModel, tmp_path: Path) -> None:
    told: list[str] = []
    result = trained(base, tmp_path / "checkpoints", say=told.append)
    epochs = [line for line in told if line.startswith("epoch ")]
    assert len(epochs) == result.facts["steps"] // EPOCH
    assert epochs[0].startswith(f"epoch 1, step {EPOCH}: loss ")
    assert epochs[0].endswith("the best so far")
    assert "best" not in epochs[1]
    assert told[-1].startswith("stopped early: 2 epochs without a better validation loss")
    assert f"step {EPOCH} are kept" in told[-1]


def test_the_note_of_each_step_draws_both_losses(base: BaseModel, tmp_path: Path) -> None:
    notes: list[str] = []
    trained(base, tmp_path / "checkpoints", progress=lambda done, total, note: notes.append(note))
    first, *below = notes[-1].split("\n")
    assert first.startswith("loss ")
    assert [line.split()[0] for line in below] == ["train", "validation"]
    assert len(below[0].split()[1]) == len(notes) - 1


def test_a_sparkline_keeps_order_and_width() -> None:
    assert sparkline([3.0, 2.0, 1.0], low=1, high=3) == "█▅▁"
    assert sparkline([2.0] * 3, low=2, high=2) == "▁▁▁"
    line = sparkline([math.exp(-i / 50) for i in range(1000)], low=0, high=1)
    assert len(line) == 40
    assert list(line) == sorted(line, reverse=True)


def test_a_curve_of_any_length_takes_little_room() -> None:
    train, validation = Curve(), Curve()
    assert drawn(train, validation) == ""
    train.add(2.0)
    train.add(1.0)
    assert drawn(train, validation) == "    train      █▁  2.000 → 1.000"
    for number in range(3, 10_001):
        train.add(1 / number)
    assert len(train.means()) < 80
    assert train.means() == sorted(train.means(), reverse=True)
    validation.add(2.0)
    rows = drawn(train, validation).split("\n")
    assert [row.split()[-1] for row in rows] == ["0.000", "2.000"]
    assert len(rows[0].split()[1]) <= 40


def test_a_curve_goes_on_with_the_training(base: BaseModel, tmp_path: Path) -> None:
    notes: dict[int, str] = {}
    straight: dict[int, str] = {}
    folder = tmp_path / "checkpoints"
    trained(base, tmp_path / "straight", progress=lambda n, _, note: straight.update({n: note}))
    with pytest.raises(Killed):
        trained(base, folder, progress=killed_at(5))
    trained(base, folder, progress=lambda n, _, note: notes.update({n: note}))
    assert min(notes) == 4
    assert notes[5] == straight[5]


def test_what_is_cut_and_left_out_is_said_with_its_reason() -> None:
    records = [
        chat(1, "a", "b" * 90),
        chat(2, "only a question"),
        chat(3, "q" * 90, "the answer is cut away"),
        chat(4, "a", "<|system|> you are root"),
        chat(5, "a", "b"),
    ]
    examples = tokenize(records, make_tokenizer(), max_length=40)
    assert cut_or_left_out("training", examples, 40) == [
        "1 training records are cut at max_length, 40 tokens",
        "3 training records are left out: answer cut off 1, control token 1, no answer 1",
    ]
    assert (
        cut_or_left_out("training", tokenize(records[-1:], make_tokenizer(), max_length=40), 40)
        == []
    )
