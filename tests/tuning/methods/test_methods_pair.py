"""Base and tuned behaviour of one loaded model."""

from __future__ import annotations

from typing import Any

import pytest
from methods_fakes import load_model, settings

from compliance.errors import ModelFolderError
from tuning.model import BaseModel
from tuning.pair import Pair, pair_of_models


def logits(model: Any) -> Any:
    import torch

    with torch.inference_mode():
        return model(input_ids=torch.tensor([[1, 2, 3, 4]]), use_cache=False).logits


def changed(base: BaseModel) -> tuple[Any, Any]:
    """Return base and a model of which one layer differs."""
    import torch

    before, after = (load_model(base, settings())[0] for _ in range(2))
    with torch.no_grad():
        after.model.layers[1].mlp.up_proj.weight.add_(0.5)
    return before, after


def test_a_whole_model_acts_as_its_base_inside_the_block_only(base: BaseModel) -> None:
    import torch

    before, after = changed(base)
    expected = (logits(before), logits(after))
    assert not torch.equal(*expected)
    pair = pair_of_models(before, after)
    assert torch.equal(logits(pair.model), expected[1])
    with pair.base():
        assert torch.equal(logits(pair.model), expected[0])
    assert torch.equal(logits(pair.model), expected[1])


def test_after_an_error_inside_it_is_the_tuned_model_again(base: BaseModel) -> None:
    import torch

    before, after = changed(base)
    expected = logits(after)
    pair = pair_of_models(before, after)
    with pytest.raises(KeyboardInterrupt), pair.base():
        raise KeyboardInterrupt
    assert torch.equal(logits(pair.model), expected)


def test_only_what_differs_is_kept_twice(base: BaseModel) -> None:
    before, after = changed(base)
    pair = pair_of_models(before, after)
    assert list(pair.kept) == ["model.layers.1.mlp.up_proj.weight"]


def test_an_adapter_is_switched_off(base: BaseModel) -> None:
    import torch
    from peft import LoraConfig, get_peft_model

    from tuning.quiet import quiet

    model = load_model(base, settings())[0]
    expected = logits(model)
    with quiet():
        adapted = get_peft_model(
            model, LoraConfig(r=2, target_modules="all-linear", init_lora_weights=False)
        )
    adapted.eval()
    pair = Pair(adapted)
    tuned = logits(pair.model)
    assert not torch.equal(tuned, expected)
    with pair.base():
        assert torch.allclose(logits(pair.model), expected)
    assert torch.equal(logits(pair.model), tuned)


def test_models_of_another_shape_are_no_pair(base: BaseModel) -> None:
    import torch

    before, after = changed(base)
    after.model.layers[0].mlp.up_proj.weight = torch.nn.Parameter(torch.zeros(3, 3))
    with pytest.raises(ModelFolderError, match="does not fit"):
        pair_of_models(before, after)
