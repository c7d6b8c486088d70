"""Layers are found by structure, in decoders and encoders; groups go from the output down."""

from __future__ import annotations

from typing import Any

import pytest
from tuning_fakes import save_model  # noqa: F401  (goes offline)

from compliance.errors import TuneError
from tuning.methods.layers import blocks, depths, groups
from tuning.quiet import quiet

_SMALL = {"vocab_size": 64, "hidden_size": 16, "num_hidden_layers": 3, "num_attention_heads": 2}


def build(name: str, **changes: Any) -> Any:
    import torch
    import transformers

    torch.manual_seed(1)
    kinds: dict[str, tuple[str, dict[str, Any]]] = {
        "Llama": ("LlamaForCausalLM", {**_SMALL, "intermediate_size": 32}),
        "GPT2": ("GPT2LMHeadModel", {"vocab_size": 64, "n_embd": 16, "n_layer": 3, "n_head": 2}),
        "GPTNeoX": ("GPTNeoXForCausalLM", {**_SMALL, "intermediate_size": 32}),
        "OPT": (
            "OPTForCausalLM",
            {**_SMALL, "ffn_dim": 32, "word_embed_proj_dim": 8, "max_position_embeddings": 32},
        ),
        "Bert": ("BertForSequenceClassification", {**_SMALL, "intermediate_size": 32}),
        "DistilBert": (
            "DistilBertForTokenClassification",
            {"vocab_size": 64, "dim": 16, "n_layers": 3, "n_heads": 2, "hidden_dim": 32},
        ),
        "T5": ("T5ForConditionalGeneration", {"vocab_size": 64, "d_model": 16, "num_layers": 3,
                                              "num_decoder_layers": 3, "d_ff": 32, "num_heads": 2}),
    }  # fmt: skip
    model_class, settings = kinds[name]
    config = getattr(transformers, f"{name}Config")(**settings, **changes)
    return getattr(transformers, model_class)(config)


@pytest.mark.parametrize(
    ("name", "place", "output"),
    [
        ("Llama", "model.layers", {"model.norm.weight", "lm_head.weight"}),
        ("GPT2", "transformer.h", {"transformer.ln_f.weight", "transformer.ln_f.bias"}),
        (
            "GPTNeoX",
            "gpt_neox.layers",
            {
                "gpt_neox.final_layer_norm.weight",
                "gpt_neox.final_layer_norm.bias",
                "lm_head.weight",
            },
        ),
        (
            "OPT",
            "model.decoder.layers",
            {
                "model.decoder.project_out.weight",
                "model.decoder.final_layer_norm.weight",
                "model.decoder.final_layer_norm.bias",
            },
        ),
        (
            "Bert",
            "bert.encoder.layer",
            {
                "bert.pooler.dense.weight",
                "bert.pooler.dense.bias",
                "classifier.weight",
                "classifier.bias",
            },
        ),
        ("DistilBert", "distilbert.transformer.layer", {"classifier.weight", "classifier.bias"}),
    ],
)
def test_what_lies_before_in_and_behind_the_layers(name: str, place: str, output: set[str]) -> None:
    model = build(name)
    found, stack = blocks(model)
    depth = depths(model)
    assert (found, len(stack)) == (place, 3)
    assert set(depth) == {name for name, _ in model.named_parameters()}
    assert {key for key, value in depth.items() if value == 4} == output
    embeddings = {key for key, value in depth.items() if value == 0}
    assert embeddings
    assert all(
        "emb" in key or "wte" in key or "wpe" in key or "project_in" in key for key in embeddings
    )
    for key, value in depth.items():
        if 0 < value < 4:
            assert key.startswith(f"{place}.{value - 1}.")


def test_an_adapter_hides_no_layers() -> None:
    from peft import LoraConfig, get_peft_model

    with quiet():
        model = get_peft_model(build("Llama"), LoraConfig(r=2, target_modules="all-linear"))
    depth = depths(model)
    trained = {depth[name] for name, item in model.named_parameters() if item.requires_grad}
    assert trained == {1, 2, 3}


def test_a_model_with_two_stacks_is_refused() -> None:
    with pytest.raises(TuneError, match="cannot be told apart") as caught:
        blocks(build("T5"))
    assert "2 lists" in caught.value.why


def test_looking_for_layers_leaves_the_model_as_it_was() -> None:
    model = build("Llama")
    model.train()
    before = [len(module._forward_pre_hooks) for module in model.modules()]
    depths(model)
    assert model.training
    assert [len(module._forward_pre_hooks) for module in model.modules()] == before


def names(model: Any, **settings: Any) -> list[str]:
    trainable = tuple(name for name, item in model.named_parameters() if item.requires_grad)
    found = groups(model, trainable, depths(model), **{"per_group": 1, **settings})
    listed = [name for group in found for name in group.parameters]
    assert sorted(listed) == sorted(trainable)
    assert len(set(listed)) == len(listed)
    return [group.name for group in found]


def test_groups_go_from_the_output_to_the_embeddings() -> None:
    model = build("Llama")
    assert names(model) == ["output", "layer 3", "layer 2", "layer 1", "embeddings"]
    assert names(model, per_group=2) == ["output", "layers 2-3", "layer 1", "embeddings"]


def test_a_norm_behind_the_layers_is_no_group_of_its_own() -> None:
    model = build("Llama", tie_word_embeddings=True)
    assert names(model) == ["layer 3", "layer 2", "layer 1", "embeddings"]


def test_only_trainable_layers_are_groups() -> None:
    model = build("Llama")
    depth = depths(model)
    for name, item in model.named_parameters():
        item.requires_grad_(depth[name] > 1)
    assert names(model) == ["output", "layer 3", "layer 2"]
