"""The whole way of a model that is trained whole: exported, evaluated, signed, verified, probed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from methods_fakes import settings
from tuning_fakes import finished, make_cleared

from compliance.evidence.keys import ProjectKeys
from compliance.evidence.released import MODEL, weights_sha256
from compliance.verify import verify_adapter
from tuning.config import EvaluateConfig, TuneConfig
from tuning.model import BaseModel
from tuning.probe.config import ProbeConfig
from tuning.probe.run import probe
from tuning.run import TuneResult, tune


def go(base: BaseModel, folder: Path, find: Callable[..., Any], config: TuneConfig) -> TuneResult:
    folder.mkdir(parents=True)
    return tune(
        make_cleared(),
        base=base,
        config=config,
        seed=3,
        out_dir=folder,
        find=find,
        evaluation=EvaluateConfig(general_texts="none"),
    )


@pytest.mark.parametrize("method", ["full", "feature_extraction", "prompt_tuning"])
def test_base_and_tuned_model_are_evaluated_and_probed_from_what_was_exported(
    base: BaseModel, tmp_path: Path, find_nothing: Callable[..., Any], method: str
) -> None:
    config = settings(
        method=method, learning_rate=0.02, max_new_tokens=4, samples=1, num_train_epochs=2
    )
    result = go(base, tmp_path / "out", find_nothing, config)
    training = result.training
    assert training["weights_sha256"] == result.weights_sha256
    assert TuneConfig.model_validate(training["config"]) == config
    losses = result.evaluation["metrics"]["loss"]
    assert losses["tuned"]["value"] < losses["base"]["value"]
    found = probe(
        make_cleared(),
        base=base,
        exported=result.folder,
        config=ProbeConfig(),
        tuned_with=config,
        max_length=training["max_length"],
        seed=3,
        removed=(),
        release_context="internal",
    )
    membership = next(test for test in found["tests"] if test["id"] == "membership.losses")
    assert membership["result"]["members"] == 12


def test_the_manifest_and_the_card_say_that_it_is_a_whole_model(
    base: BaseModel, tmp_path: Path, find_nothing: Callable[..., Any]
) -> None:
    config = settings(method="full", num_train_epochs=1, samples=0)
    result = go(base, tmp_path / "out", find_nothing, config)
    keys = ProjectKeys.ephemeral()
    manifest = finished(result, base, keys, make_cleared())
    assert manifest["schema"] == MODEL.schemas[-1]
    assert manifest["method"] == "full"
    assert weights_sha256(manifest) == result.weights_sha256
    checked = verify_adapter(result.folder, public=keys.public_bytes(), ledger=None)
    assert checked.problems == []
    card = (result.folder / "README.md").read_text()
    for part in ("library_name: transformers", "# Model of run demo", "Apache-2.0", "Limits"):
        assert part in card
    assert "adapter" not in card.lower()


def test_what_was_exported_loads_without_us(
    base: BaseModel, tmp_path: Path, find_nothing: Callable[..., Any]
) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    config = settings(method="feature_extraction", num_train_epochs=1, samples=0)
    result = go(base, tmp_path / "out", find_nothing, config)
    model, info = AutoModelForCausalLM.from_pretrained(result.folder, output_loading_info=True)
    assert not info["missing_keys"] and not info["unexpected_keys"]
    assert model.lm_head.weight is not model.model.embed_tokens.weight
    tokenizer = AutoTokenizer.from_pretrained(result.folder)
    ids = tokenizer.apply_chat_template(
        [{"role": "user", "content": "Box?"}], add_generation_prompt=True, return_tensors="pt"
    )["input_ids"]
    with torch.inference_mode():
        assert model(input_ids=ids).logits.shape[1] == ids.shape[1]
