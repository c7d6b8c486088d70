"""Learned vectors before the text: what a model says does not depend on its neighbours."""

from __future__ import annotations

from typing import Any

import pytest
from methods_fakes import short

from tuning.exported import open_pair
from tuning.generate import continue_greedily, virtual_tokens
from tuning.model import BaseModel
from tuning.pair import Pair
from tuning.tasks.language import LanguageModelling

PROMPTS = ((5, 6, 7), (8, 9, 10, 11, 12, 13, 14), (20,) * 15, (100, 101), (7, 6, 5))


@pytest.fixture(scope="module")
def pair(base: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    folder = tmp_path_factory.mktemp("prompts")
    run = short(base, folder, method="prompt_tuning", prompt_tuning={"num_virtual_tokens": 4})
    run.export(folder / "out")
    return open_pair(LanguageModelling(), base, folder / "out", run.config)[0]


def step_by_step(model: Any, prompt: tuple[int, ...], count: int) -> list[int]:
    import torch

    ids = list(prompt)
    with torch.inference_mode():
        for _ in range(count):
            logits = model(input_ids=torch.tensor([ids]), use_cache=False).logits
            ids.append(int(logits[0, -1].argmax()))
    return ids[len(prompt) :]


@pytest.mark.parametrize("as_base", [False, True])
def test_prompts_of_different_length_do_not_change_each_other(pair: Pair, as_base: bool) -> None:
    import contextlib

    assert virtual_tokens(pair.model) == 4
    with pair.base() if as_base else contextlib.nullcontext():
        expected = [step_by_step(pair.model, prompt, 8) for prompt in PROMPTS]
        found = continue_greedily(
            pair.model, PROMPTS, max_new_tokens=8, pad_id=0, eos_ids=[], batch_size=4
        )
    assert found == expected


def test_a_prompt_that_fills_the_context_leaves_room_for_the_vectors(pair: Pair) -> None:
    (found,) = continue_greedily(
        pair.model, [(9,) * 400], max_new_tokens=6, pad_id=0, eos_ids=[], batch_size=1
    )
    assert found == step_by_step(pair.model, (9,) * (256 - 6 - 4), 6)
