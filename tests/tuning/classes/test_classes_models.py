"""Bases get a new head and nothing else; padding and company change no logit."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from classes_fakes import colour_texts, colour_words, save_bert
from tuning_fakes import save_model

from compliance.errors import ModelFolderError
from tuning.config import ModelConfig
from tuning.head import head_modules, output_layer
from tuning.model import BaseModel, load, resolve
from tuning.reading import Collator, read, row_of
from tuning.tasks.classification import Classification
from tuning.tasks.labelled import Labelled
from tuning.tasks.tagging import Tagging


def folder_of(path: Path) -> BaseModel:
    return resolve(ModelConfig(path=str(path)), folder=Path())


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BaseModel]:
    folder = tmp_path_factory.mktemp("bases")
    return {
        "llama": folder_of(save_model(folder / "llama")),
        "bert": folder_of(save_bert(folder / "bert")),
    }


TASKS: dict[str, Callable[[], Labelled]] = {
    "texts": lambda: Classification.of(colour_texts(20)),
    "words": lambda: Tagging.of(colour_words(20)),
}


def edit(folder: Path, **changes: Any) -> None:
    path = folder / "config.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


@pytest.mark.parametrize("kind", ["llama", "bert"])
@pytest.mark.parametrize("name", ["texts", "words"])
def test_the_head_follows_the_seed_and_the_body_is_the_base(
    bases: dict[str, BaseModel], kind: str, name: str
) -> None:
    import torch

    torch.manual_seed(1)
    first = TASKS[name]().load(bases[kind], seed=4)[0]
    state = torch.get_rng_state()
    torch.manual_seed(99)
    same = TASKS[name]().load(bases[kind], seed=4)[0]
    other = TASKS[name]().load(bases[kind], seed=5)[0]
    heads = head_modules(first)
    for (name_of, a), b, c in zip(
        first.named_parameters(), same.parameters(), other.parameters(), strict=True
    ):
        assert torch.equal(a, b), name_of
        if not any(name_of.startswith(head) for head in heads):
            assert torch.equal(a, c), name_of
    assert not torch.equal(output_layer(first).weight, output_layer(other).weight)
    assert bool((output_layer(first).weight != 0).any())
    torch.manual_seed(1)
    assert torch.equal(torch.get_rng_state(), state), "loading draws from the generator of others"


def test_the_head_of_a_bert_has_its_pooler(bases: dict[str, BaseModel]) -> None:
    texts = TASKS["texts"]().load(bases["bert"])[0]
    words = TASKS["words"]().load(bases["bert"])[0]
    assert head_modules(texts) == ("bert.pooler", "classifier")
    assert head_modules(words) == ("classifier",)


@pytest.mark.parametrize("kind", ["llama", "bert"])
def test_the_configuration_names_classes_and_padding(
    bases: dict[str, BaseModel], kind: str
) -> None:
    model, tokenizer = TASKS["texts"]().load(bases[kind])
    assert model.config.id2label == {0: "colour", 1: "other"}
    assert model.config.label2id == {"colour": 0, "other": 1}
    assert model.config.pad_token_id == tokenizer.pad_token_id


def test_a_base_that_lacks_more_than_a_head_is_refused(tmp_path: Path) -> None:
    folder = save_bert(tmp_path / "short")
    edit(folder, num_hidden_layers=3)
    with pytest.raises(ModelFolderError, match=r"missing.*layer\.2"):
        TASKS["texts"]().load(folder_of(folder))


@pytest.mark.parametrize("classes", [2, 3])
def test_the_head_for_other_classes_is_not_used(tmp_path: Path, classes: int) -> None:
    import torch
    from safetensors.torch import load_file

    folder = save_bert(tmp_path / "old", "BertForSequenceClassification", num_labels=classes)
    model, _ = TASKS["texts"]().load(folder_of(folder), seed=1)
    before = load_file(folder / "model.safetensors")
    assert output_layer(model).weight.shape == (2, 32)
    old = before["classifier.weight"]
    assert old.shape[0] != 2 or not torch.equal(output_layer(model).weight, old)
    assert torch.equal(model.bert.pooler.dense.weight, before["bert.pooler.dense.weight"])


def test_an_encoder_is_not_taken_for_a_writer(bases: dict[str, BaseModel]) -> None:
    with pytest.raises(ModelFolderError, match="does not write"):
        load(bases["bert"])


def test_a_tokenizer_without_any_token_for_padding_is_refused(tmp_path: Path) -> None:
    folder = save_model(tmp_path / "plain")
    path = folder / "tokenizer_config.json"
    config = json.loads(path.read_text())
    path.write_text(
        json.dumps({k: v for k, v in config.items() if k not in ("pad_token", "eos_token")})
    )
    with pytest.raises(ModelFolderError, match="neither a padding token"):
        TASKS["texts"]().load(folder_of(folder))


@pytest.mark.parametrize("kind", ["llama", "bert"])
@pytest.mark.parametrize("name", ["texts", "words"])
def test_padding_and_company_change_no_logit(
    bases: dict[str, BaseModel], kind: str, name: str
) -> None:
    import numpy as np

    task = TASKS[name]()
    model, tokenizer = task.load(bases[kind])
    records = colour_texts(20) if name == "texts" else colour_words(20)
    items = task.examples(records, tokenizer, max_length=64).items
    assert len({len(item.input_ids) for item in items}) > 3
    alone = read(model, items, whole=task.whole, batch_size=1, features=True)
    together = read(model, items, whole=task.whole, batch_size=20, features=True)
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_allclose(one.logits, other.logits, atol=1e-4)
        assert one.features is not None
        assert other.features is not None
        np.testing.assert_allclose(one.features, other.features, atol=1e-4)
        weight = output_layer(model).weight.detach().numpy()
        bias = output_layer(model).bias
        shift = 0 if bias is None else bias.detach().numpy()
        np.testing.assert_allclose(one.features @ weight.T + shift, one.logits, atol=1e-4)
        np.testing.assert_array_equal(one.labels, other.labels)


def test_padding_with_another_token_would_change_logits(bases: dict[str, BaseModel]) -> None:
    """A causal model looks for the padding it knows: the test above can fail."""
    import torch

    task = TASKS["texts"]()
    model, tokenizer = task.load(bases["llama"])
    items = task.examples(colour_texts(20), tokenizer, max_length=64).items
    rows = [row_of(item, whole=True) for item in items]
    with torch.inference_mode():
        right, wrong = (
            model(**{k: v for k, v in Collator(pad)(rows).items() if k != "labels"}).logits
            for pad in (tokenizer.pad_token_id, tokenizer.eos_token_id)
        )
    assert not torch.allclose(right, wrong, atol=1e-2)


def test_losses_do_not_depend_on_the_batch(bases: dict[str, BaseModel]) -> None:
    task = TASKS["words"]()
    model, tokenizer = task.load(bases["bert"])
    items = task.examples(colour_words(12), tokenizer, max_length=64).items
    model.train()
    one = task.losses(model, items, pad_id=-1, batch_size=1)
    many = task.losses(model, items, pad_id=-1, batch_size=12)
    assert model.training
    assert [each.record_id for each in many] == [f"r{n}" for n in range(12)]
    for a, b in zip(one, many, strict=True):
        assert a.tokens == pytest.approx(b.tokens, abs=1e-5)
