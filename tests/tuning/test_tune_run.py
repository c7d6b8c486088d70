"""The whole way: cleared records in; adapter, training.json and eval.json out."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tuning_fakes import finished, make_cleared, save_model

from compliance.clearance import ClearedDataset, SealedHoldout
from compliance.errors import ModelFolderError
from compliance.evidence.canonical import canonical_json
from compliance.evidence.files import sha256_file
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.signing import document_is_signed_by
from tuning.config import ModelConfig, TuneConfig
from tuning.evaluation.finding import masked
from tuning.evaluation.language import loss_measures
from tuning.export import attach
from tuning.losses import RecordLoss
from tuning.model import BaseModel, load, resolve
from tuning.run import TuneResult, tune


@pytest.fixture(scope="module")
def quick_result(
    base: BaseModel, tmp_path_factory: pytest.TempPathFactory
) -> tuple[TuneResult, ClearedDataset]:
    cleared = make_cleared()
    config = TuneConfig(
        num_train_epochs=3, learning_rate=0.01, max_length=128, max_new_tokens=8, samples=3
    )
    out = tmp_path_factory.mktemp("run")
    result = tune(
        cleared, base=base, config=config, seed=7, out_dir=out, find=lambda texts: [[]] * len(texts)
    )
    return result, cleared


def test_documents_have_their_fields_and_are_exact_json(
    quick_result: tuple[TuneResult, ClearedDataset],
) -> None:
    result, _ = quick_result
    assert json.loads(canonical_json(result.training)) == result.training
    assert json.loads(canonical_json(result.evaluation)) == result.evaluation
    training = result.training
    assert training["schema"] == "ftcheck.training/1"
    assert training["method"] == "lora"
    assert training["records"] == {"train_real": 12, "train_synthetic": 0, "validation": 4}
    assert set(training["tokens"]) == {
        "train_real",
        "trained_on",
        "learned",
        "truncated_records",
        "packed_rows",
    }
    assert training["cost"]["energy"]["status"] in {"measured", "not measured"}
    assert training["versions"]["trl"]
    evaluation = result.evaluation
    assert evaluation["schema"] == "ftcheck.eval/2"
    assert (evaluation["holdout"]["records"], evaluation["headline"]) == (4, "loss")
    loss, perplexity = evaluation["metrics"]["loss"], evaluation["metrics"]["perplexity"]
    assert loss["tuned"]["value"] < loss["base"]["value"]
    assert perplexity["base"]["value"] == pytest.approx(math.exp(loss["base"]["value"]))
    assert loss["difference"]["value"] == pytest.approx(
        loss["tuned"]["value"] - loss["base"]["value"]
    )
    assert len(result.evaluation["samples"]) == 3
    references = {sample["record"]: sample["reference"] for sample in result.evaluation["samples"]}
    assert all(text.startswith("Box ") for text in references.values())


def test_the_adapter_is_safetensors_without_pickles_or_paths(
    quick_result: tuple[TuneResult, ClearedDataset],
) -> None:
    result, _ = quick_result
    names = {path.name for path in result.folder.rglob("*")}
    assert names - {"README.md", "MANIFEST.json"} == {
        "adapter_model.safetensors",
        "adapter_config.json",
    }
    assert sha256_file(result.folder / "adapter_model.safetensors") == result.weights_sha256
    config = json.loads((result.folder / "adapter_config.json").read_text())
    assert config["target_modules"] == sorted(config["target_modules"])
    assert str(result.folder) not in json.dumps(config)


def test_what_was_exported_is_what_was_evaluated(
    quick_result: tuple[TuneResult, ClearedDataset], base: BaseModel
) -> None:
    from peft import get_peft_model_state_dict
    from safetensors.torch import load_file

    result, _ = quick_result
    model = attach(load(base)[0], result.folder)
    stored = load_file(result.folder / "adapter_model.safetensors")
    live = get_peft_model_state_dict(model, save_embedding_layers=False)
    assert set(live) == set(stored)
    assert all(bool((live[name] == stored[name]).all()) for name in stored)
    assert any(bool(stored[name].abs().sum() > 0) for name in stored if "lora_B" in name)


def test_the_manifest_binds_everything_and_the_card_says_it(
    quick_result: tuple[TuneResult, ClearedDataset], base: BaseModel
) -> None:
    result, cleared = quick_result
    keys = ProjectKeys.ephemeral()
    manifest = finished(result, base, keys, cleared)
    stored = json.loads((result.folder / "MANIFEST.json").read_text())
    assert stored == manifest
    assert document_is_signed_by(stored, keys.public_bytes())
    assert stored["adapter_sha256"] == result.weights_sha256
    assert set(stored["files"]) == {
        "README.md",
        "adapter_config.json",
        "adapter_model.safetensors",
    }
    assert stored["base_model"]["sha256_tree"] == base.sha256_tree
    assert (stored["training_sha256"], stored["eval_sha256"]) == ("1" * 64, "2" * 64)
    card = (result.folder / "README.md").read_text()
    for part in (base.name, "Apache-2.0", cleared.clearance_sha256, "held-out records", "Limits"):
        assert part in card


def test_two_runs_give_the_same_adapter_and_evaluation(
    base: BaseModel, cleared: ClearedDataset, quick: TuneConfig, tmp_path: Path
) -> None:
    results = []
    for name in ("a", "b"):
        out = tmp_path / name
        out.mkdir()
        results.append(
            tune(
                cleared,
                base=base,
                config=quick,
                seed=3,
                out_dir=out,
                find=lambda texts: [[]] * len(texts),
            )
        )
    first, second = results
    assert first.weights_sha256 == second.weights_sha256
    assert first.evaluation == second.evaluation
    for path in first.folder.iterdir():
        assert path.read_bytes() == (second.folder / path.name).read_bytes()


def test_findings_in_samples_are_masked_before_they_are_kept(
    base: BaseModel, cleared: ClearedDataset, quick: TuneConfig, tmp_path: Path
) -> None:
    def find(texts: Sequence[str]) -> list[list[Any]]:
        return [
            [SimpleNamespace(start=0, end=5, type="BOX")] if text.startswith("Box") else []
            for text in texts
        ]

    result = tune(cleared, base=base, config=quick, seed=3, out_dir=tmp_path, find=find)
    for sample in result.evaluation["samples"]:
        assert sample["masked"] is True
        assert sample["reference"].startswith("[masked: BOX]")


def test_masking_covers_overlaps_and_keeps_the_rest() -> None:
    spans = [(4, 8, "B"), (0, 5, "A"), (10, 11, "C")]
    found = [SimpleNamespace(start=a, end=b, type=c) for a, b, c in spans]
    assert masked("0123456789xyz", found) == "[masked: A]89[masked: C]yz"


def test_an_empty_holdout_is_shown_as_such(
    base: BaseModel, quick: TuneConfig, tmp_path: Path
) -> None:
    cleared = dataclasses.replace(make_cleared(), holdout=SealedHoldout.of(()), validation=())
    result = tune(
        cleared, base=base, config=quick, seed=3, out_dir=tmp_path, find=lambda texts: [[]]
    )
    assert result.evaluation["holdout"]["records"] == 0
    assert result.evaluation["metrics"] == {}
    assert result.evaluation["verdict"]["state"] == "no thresholds set"
    assert [each["code"] for each in result.evaluation["warnings"]] == ["no_holdout"]
    assert result.evaluation["samples"] == []


def test_synthetic_records_are_trained_on_and_counted_apart(
    base: BaseModel, quick: TuneConfig, tmp_path: Path
) -> None:
    cleared = make_cleared()
    children = tuple(
        dataclasses.replace(record, id=f"s-{record.id}", parents=(record.id,))
        for record in cleared.train[:4]
    )
    cleared = dataclasses.replace(cleared, synthetic=children, synthetic_sha256="c" * 64)
    result = tune(
        cleared,
        base=base,
        config=quick,
        seed=3,
        out_dir=tmp_path,
        find=lambda texts: [[]] * len(texts),
    )
    assert result.training["records"]["train_synthetic"] == 4
    assert result.training["steps"] == 2 * (12 + 4) // 4


def test_our_template_travels_with_the_adapter(
    tmp_path: Path, cleared: ClearedDataset, quick: TuneConfig
) -> None:
    base = resolve(
        ModelConfig(path=str(save_model(tmp_path / "plain", template=None))), folder=Path()
    )
    out = tmp_path / "out"
    out.mkdir()
    result = tune(
        cleared,
        base=base,
        config=quick.model_copy(update={"samples": 0}),
        seed=3,
        out_dir=out,
        find=lambda texts: [[]] * len(texts),
    )
    assert "{%- generation -%}" in (result.folder / "chat_template.jinja").read_text()


def test_a_model_that_vanished_is_an_error(
    tmp_path: Path, cleared: ClearedDataset, quick: TuneConfig
) -> None:
    folder = save_model(tmp_path / "gone")
    base = resolve(ModelConfig(path=str(folder)), folder=Path())
    (folder / "config.json").unlink()
    with pytest.raises(ModelFolderError):
        tune(cleared, base=base, config=quick, seed=1, out_dir=tmp_path, find=lambda texts: [[]])


def test_loss_weights_by_tokens_and_clusters_by_group() -> None:
    def losses(*values: list[float]) -> list[RecordLoss]:
        import numpy as np

        return [
            RecordLoss(f"r{i}", f"g{i}", np.array(value, dtype=np.float64))
            for i, value in enumerate(values)
        ]

    base, tuned = losses([4.0, 4.0, 4.0], [2.0]), losses([1.0, 1.0, 1.0], [3.0])
    found = {each.name: each.document(1) for each in loss_measures(base, tuned)}
    assert found["loss"]["base"]["value"] == 3.5
    assert found["loss"]["tuned"]["value"] == 1.5
    assert found["loss"]["difference"]["value"] == -2
    assert found["loss"]["groups"] == 2
    assert found["perplexity"]["tuned"]["value"] == pytest.approx(math.exp(1.5))
