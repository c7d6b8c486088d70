"""Privacy on classes and tags, and in the signed manifest."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
import torch
from tuning_fakes import finished, make_cleared, make_tokenizer

from compliance.dataset.record import Record
from compliance.errors import TuneError
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.signing import document_is_signed_by
from tuning.config import ModelConfig, PrivacySettings, TuneConfig
from tuning.methods.prepare import prepare
from tuning.model import BaseModel, resolve
from tuning.private.accounting import plan
from tuning.private.loop import PrivateSteps
from tuning.private.secret import Secret
from tuning.private.units import units_of
from tuning.quiet import quiet
from tuning.run import tune
from tuning.tasks import task_for

pytest.importorskip("opacus")
pytestmark = pytest.mark.filterwarnings("ignore:Full backward hook")
PRIVACY = PrivacySettings(noise_multiplier=1, accountant="rdp")
TEXTS = ("red and so on", "it is five", "blue", "seven boxes stand there")


def records(kind: str) -> list[Record]:
    found = []
    for number, text in enumerate(TEXTS):
        words = text.split()
        data: dict[str, Any] = {"text": text, "label": "colour number".split()[number % 2]}
        if kind == "tokens":
            data = {
                "tokens": words,
                "tags": ["B-A" if word in "red blue" else "O" for word in words],
            }
        found.append(Record(id=f"r{number}", kind=kind, data=data))
    return found


def steps_of(kind: str, base: BaseModel, config: TuneConfig) -> PrivateSteps:
    task = task_for(records(kind))
    model, tokenizer = task.load(base, seed=3)
    examples = task.examples(records(kind), tokenizer, max_length=64)
    units = units_of(examples.items, records(kind), ())
    prepared = prepare(model, task, config)
    planned = plan(PRIVACY, units=len(units), sample_rate=1.0, steps=1)
    steps = PrivateSteps(task, prepared.model, tokenizer, units, planned, config, Secret(bytes(32)))
    steps.require_exact()
    steps.model.train()
    return steps


@pytest.mark.parametrize("kind", ["classification", "tokens"])
def test_classes_and_tags_have_exact_gradients_and_the_loss_of_evaluation(
    kind: str, base: BaseModel
) -> None:
    config = TuneConfig(privacy=PRIVACY, per_device_train_batch_size=3)
    steps = steps_of(kind, base, config)
    for module in steps.model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    loss = steps.step(1)
    assert any("score" in name for name in steps.trained)
    rows = [row for unit in steps.units for row in unit]
    wanted = steps.task.losses(steps.model, rows, pad_id=0, batch_size=4)
    assert loss == pytest.approx(sum(each.mean for each in wanted) / len(rows), rel=1e-4)


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> BaseModel:
    from transformers import BertConfig, BertForMaskedLM

    folder, tokenizer = tmp_path_factory.mktemp("bert"), make_tokenizer(None)
    model = BertForMaskedLM(
        BertConfig(
            vocab_size=len(tokenizer),
            hidden_size=32,
            intermediate_size=64,
            num_hidden_layers=2,
            num_attention_heads=4,
            max_position_embeddings=64,
            initializer_range=0.2,
            pad_token_id=0,
        )
    )
    with quiet():
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    return resolve(ModelConfig(path=str(folder)), folder=Path())


def test_an_encoder_is_trained_where_its_gradients_are_exact(bert: BaseModel) -> None:
    """Its learned positions are read once for all rows, so no row has a gradient of its own."""
    frozen = TuneConfig(privacy=PRIVACY, method="full", freeze_layers=1)
    steps = steps_of("classification", bert, frozen)
    assert math.isfinite(steps.step(1) or math.nan)
    assert all(
        bool(torch.isfinite(p.grad).all()) for p in steps.model.parameters() if p.grad is not None
    )
    with pytest.raises(TuneError, match="cannot be trained with differential privacy"):
        steps_of("classification", bert, TuneConfig(privacy=PRIVACY, method="full"))


def test_the_manifest_says_what_was_spent_and_a_change_shows(
    base: BaseModel, tmp_path: Path
) -> None:
    cleared, keys = make_cleared(), ProjectKeys.ephemeral()
    config = TuneConfig(
        privacy=PRIVACY, num_train_epochs=1, max_length=128, max_new_tokens=2, samples=0
    )
    result = tune(
        cleared, base=base, config=config, seed=7, out_dir=tmp_path, find=lambda t: [[]] * len(t)
    )
    manifest = finished(result, base, keys, cleared)
    assert manifest["privacy"] == result.training["privacy"]
    assert document_is_signed_by(manifest, keys.public_bytes())
    changed = {**manifest, "privacy": {**manifest["privacy"], "epsilon": 0.1}}
    assert not document_is_signed_by(changed, keys.public_bytes())
    epsilon = f"{manifest['privacy']['epsilon']:.4g}"
    assert f"- Epsilon {epsilon} at delta" in (tmp_path / "README.md").read_text()
