"""Heads of many architectures are found, trained, exported with an adapter and loaded again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from classes_fakes import bert_tokenizer, colour_texts, colour_words, text_record

from tuning.config import LoraSettings, ModelConfig, TuneConfig
from tuning.export import attach, write_adapter
from tuning.head import head_modules
from tuning.methods.adapters import plain_config
from tuning.methods.prepare import prepare
from tuning.model import BaseModel, resolve
from tuning.quiet import quiet
from tuning.reading import read
from tuning.tasks.classification import Classification
from tuning.tasks.labelled import Labelled
from tuning.tasks.tagging import Tagging
from tuning.training.arguments import usable_length

SMALL = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "max_position_embeddings": 70,
    "pad_token_id": 0,
}
FRAME = {"cls_token_id": 2, "sep_token_id": 3, "bos_token_id": 2, "eos_token_id": 3}
DISTIL = {"dim": 32, "hidden_dim": 64, "n_layers": 2, "n_heads": 4, "max_position_embeddings": 70}
GPT2 = {"n_embd": 32, "n_layer": 2, "n_head": 4, "n_positions": 70}
RELATIVE = {"relative_attention": True, "position_buckets": 8, "pos_att_type": ["p2c", "c2p"]}
MODELS: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "DistilBert": ("ForMaskedLM", DISTIL, ("pre_classifier", "classifier")),
    "Roberta": ("ForMaskedLM", SMALL, ("classifier",)),
    "DebertaV2": ("ForMaskedLM", {**SMALL, **RELATIVE}, ("pooler", "classifier")),
    "ModernBert": ("ForMaskedLM", {**SMALL, **FRAME}, ("head", "classifier")),
    "GPT2": ("LMHeadModel", {**GPT2, "bos_token_id": None, "eos_token_id": None}, ("score",)),
    "GPTNeoX": ("ForCausalLM", SMALL, ("score",)),
}
TASKS: dict[str, Callable[[], Labelled]] = {
    "texts": lambda: Classification.of(colour_texts(12)),
    "words": lambda: Tagging.of(colour_words(12)),
}


def made(folder: Path, name: str) -> BaseModel:
    import torch
    import transformers

    torch.manual_seed(3)
    end, settings, _ = MODELS[name]
    tokenizer = bert_tokenizer()
    tokenizer.model_max_length = 10**30
    config = getattr(transformers, f"{name}Config")(vocab_size=len(tokenizer), **settings)
    with quiet():
        getattr(transformers, f"{name}{end}")(config).save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    return resolve(ModelConfig(path=str(folder)), folder=Path())


@pytest.mark.parametrize("kind", sorted(TASKS))
@pytest.mark.parametrize("name", sorted(MODELS))
def test_an_exported_adapter_gives_the_same_logits(name: str, kind: str, tmp_path: Path) -> None:
    import torch

    base, task = made(tmp_path / "base", name), TASKS[kind]()
    model, tokenizer = task.load(base, seed=1)
    if task.whole:
        assert head_modules(model) == MODELS[name][2]
    records = colour_texts(12) if task.whole else colour_words(12)
    items = task.examples(records, tokenizer, max_length=60).items
    with quiet():
        prepared = prepare(model, task, TuneConfig(lora=LoraSettings(r=2)))
    with torch.no_grad():
        for parameter in prepared.model.parameters():
            if parameter.requires_grad:
                parameter.add_(torch.randn_like(parameter) * 0.1)
    live = read(prepared.model, items, whole=task.whole, batch_size=1)
    out = tmp_path / "adapter"
    out.mkdir()
    write_adapter(
        out,
        prepared.weights(prepared.model),
        plain_config(prepared.adapter) or {},
        base=base,
        chat_template=None,
        model_config=task.exported_config(base, tokenizer),
    )
    tuned = attach(task.load(base, seed=99)[0], out)
    loaded = read(tuned, items, whole=task.whole, batch_size=12)
    for one, other in zip(live, loaded, strict=True):
        np.testing.assert_allclose(one.logits, other.logits, atol=1e-4)


@pytest.mark.parametrize(("name", "tokens"), [("Roberta", 69), ("DistilBert", 70)])
def test_the_longest_text_that_a_model_has_positions_for_is_read(
    name: str, tokens: int, tmp_path: Path
) -> None:
    task = TASKS["texts"]()
    model, tokenizer = task.load(made(tmp_path / "base", name))
    length = usable_length(TuneConfig(), model)
    assert length == tokens
    items = task.examples(
        [text_record(1, "red " * 90, "colour")], tokenizer, max_length=length
    ).items
    assert len(items[0].input_ids) == tokens
    assert np.isfinite(read(model, items, whole=True, batch_size=1)[0].logits).all()
