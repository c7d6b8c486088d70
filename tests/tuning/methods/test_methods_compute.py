"""Operations per token of each method, by hand and against PyTorch's own count."""

from __future__ import annotations

from typing import Any

import pytest
from methods_fakes import load_model, settings

from tuning.methods.compute import flops_per_token, size
from tuning.methods.prepare import Prepared, prepare
from tuning.model import BaseModel
from tuning.tasks.language import LanguageModelling


def prepared(base: BaseModel, **changes: Any) -> Prepared:
    config = settings(**changes)
    return prepare(load_model(base, config)[0], LanguageModelling(), config)


def per_token(found: Prepared) -> int:
    return flops_per_token(found.model, found.trainable, found.depth)


def weights(found: Prepared, *parts: str) -> int:
    named = found.model.named_parameters()
    return sum(item.numel() for name, item in named if any(part in name for part in parts))


def test_full_training_costs_six_operations_per_weight(base: BaseModel) -> None:
    found = prepared(base, method="full")
    total = sum(item.numel() for item in found.model.parameters())
    assert per_token(found) == 6 * total  # the output layer is tied, so its weights work too


def test_an_adapter_costs_four_and_two_for_its_own(base: BaseModel) -> None:
    found = prepared(base, lora={"r": 4})
    total = sum(item.numel() for item in found.model.parameters())
    own = weights(found, "lora_")
    assert per_token(found) == 4 * total + 2 * own


def test_below_the_lowest_trained_layer_no_gradient_is_computed(base: BaseModel) -> None:
    found = prepared(base, method="full", freeze_layers=1)
    total = sum(item.numel() for item in found.model.parameters())
    above = weights(found, "layers.1.", "model.norm")
    head = weights(found, "embed_tokens")  # tied: it works behind the last layer, and is frozen
    assert per_token(found) == 2 * total + 2 * (above + head) + 2 * above


def test_the_output_layer_alone_costs_its_own_gradient_only(base: BaseModel) -> None:
    found = prepared(base, method="feature_extraction")
    embeddings, head = weights(found, "embed_tokens"), weights(found, "lm_head")
    total = sum(item.numel() for item in found.model.parameters())
    assert per_token(found) == 2 * (total - embeddings) + 2 * head


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "full"},
        {"method": "full", "freeze_layers": 1},
        {"method": "feature_extraction"},
        {"lora": {"r": 4}},
    ],
)
def test_the_count_is_near_that_of_pytorch(base: BaseModel, changes: dict[str, Any]) -> None:
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    found = prepared(base, **changes)
    length = 8  # so short that attention scores cost little
    ids = torch.zeros((1, length), dtype=torch.long)
    with FlopCounterMode(display=False) as counter:
        found.model(input_ids=ids, labels=ids, use_cache=False).loss.backward()
    assert per_token(found) * length == pytest.approx(counter.get_total_flops(), rel=0.1)


def test_four_bit_weights_are_counted_as_weights() -> None:
    import torch

    class State:
        shape = torch.Size((10, 20))

    packed = torch.nn.Parameter(torch.zeros(100, 1, dtype=torch.uint8), requires_grad=False)
    assert size(packed) == 100
    packed.quant_state = State()
    assert size(packed) == 200
