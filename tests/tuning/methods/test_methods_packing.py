"""Packed examples are learned as if each stood alone; nothing leaks from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from methods_fakes import short
from tuning_fakes import chat, make_cleared

from compliance.errors import TuneError
from tuning.examples import IGNORED
from tuning.losses import record_losses, token_mean
from tuning.model import BaseModel, load
from tuning.tasks.language import tokenize
from tuning.training.packing import Packer, pack, require_separate


def rows(tokenizer: Any, count: int = 9) -> list[dict[str, Any]]:
    records = [chat(i, "ask " * (i % 4 + 1), "answer " * (i % 3 + 1)) for i in range(count)]
    items = tokenize(records, tokenizer, max_length=128).items
    return [{"input_ids": list(item.input_ids), "labels": list(item.labels)} for item in items]


@settings(deadline=None)  # machines of tests are busy
@given(st.lists(st.integers(1, 20), max_size=40))
def test_every_token_is_packed_once_and_no_row_is_too_long(lengths: Sequence[int]) -> None:
    given = [{"input_ids": [n] * size, "labels": [n] * size} for n, size in enumerate(lengths)]
    packs = pack(given, 20)
    assert all(len(item["input_ids"]) == sum(item["seq_lengths"]) <= 20 for item in packs)
    packed = sorted(token for item in packs for token in item["input_ids"])
    assert packed == sorted(token for item in given for token in item["input_ids"])
    assert sum(len(item["seq_lengths"]) for item in packs) == len(lengths)
    # Best fit never leaves two rows that would fit into one.
    used = sorted(len(item["input_ids"]) for item in packs)
    assert len(used) < 2 or used[0] + used[1] > 20


def test_the_first_token_of_an_example_is_not_predicted_from_the_one_before() -> None:
    given = [{"input_ids": [1, 2, 3], "labels": [1, 2, 3]}, {"input_ids": [4, 5], "labels": [4, 5]}]
    (found,) = pack(given, 8)
    assert found["labels"] == [IGNORED, 2, 3, IGNORED, 5]


def test_packed_losses_are_those_of_the_examples_alone(base: BaseModel) -> None:
    import torch

    model, tokenizer = load(base)
    examples = tokenize(make_cleared().train, tokenizer, max_length=128).items
    alone = token_mean(record_losses(model, examples, pad_id=0, batch_size=1))
    packs = pack(
        [{"input_ids": list(e.input_ids), "labels": list(e.labels)} for e in examples], 128
    )
    assert len(packs) < len(examples)
    batch = Packer(0)(packs)
    batch.pop("tokens_read")
    labels = batch.pop("labels")
    with torch.inference_mode():
        logits = model(**batch, use_cache=False).logits
    loss = torch.nn.functional.cross_entropy(
        logits[:, :-1].transpose(1, 2), labels[:, 1:], ignore_index=IGNORED
    )
    assert float(loss) == pytest.approx(alone, rel=1e-5)


def test_the_trainer_sees_the_same_loss_packed_and_unpacked(
    base: BaseModel, tmp_path: Path
) -> None:
    facts = {}
    for packing in (False, True):
        run = short(
            base, tmp_path, packing=packing, per_device_train_batch_size=12, num_train_epochs=1
        )
        facts[packing] = run.trained.facts
    first = {key: value["curve"]["train"][0]["loss"] for key, value in facts.items()}
    assert first[True] == pytest.approx(first[False], rel=1e-4)
    assert facts[True]["tokens"]["trained_on"] == facts[False]["tokens"]["trained_on"]
    assert facts[True]["tokens"]["packed_rows"] < 12
    assert facts[False]["tokens"]["packed_rows"] is None


def test_what_stands_before_an_example_changes_nothing_in_it(
    base: BaseModel, tokenizer: Any
) -> None:
    import torch

    model, _ = load(base)
    given = rows(tokenizer)
    shorter = min(given, key=lambda row: len(row["input_ids"]))
    logits = []
    for other in given[:3]:
        ids = [*other["input_ids"], *shorter["input_ids"]]
        sizes = [len(other["input_ids"]), len(shorter["input_ids"])]
        batch = Packer(0)([{"input_ids": ids, "labels": ids, "seq_lengths": sizes}])
        with torch.inference_mode():
            out = model(
                input_ids=batch["input_ids"],
                position_ids=batch["position_ids"],
                use_cache=False,
            ).logits
        logits.append(out[0, sizes[0] :])
    assert torch.allclose(logits[0], logits[1], atol=1e-5)
    assert torch.allclose(logits[0], logits[2], atol=1e-5)


def test_a_model_that_lets_examples_see_each_other_is_refused(
    base: BaseModel, tokenizer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transformers import masking_utils

    model, _ = load(base)
    require_separate(model, rows(tokenizer))
    monkeypatch.setattr(masking_utils, "find_packed_sequence_indices", lambda _: None)
    with pytest.raises(TuneError, match="apart"):
        require_separate(model, rows(tokenizer))
    assert not model.training
